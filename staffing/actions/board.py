"""Writes: put a case on the board in neutral words, take it off again.

Locked in this order: client, case, opportunity. Whoever is given a case locks the first two.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.locking import locked_case, stays_open
from cases.models import Assignment, Case, TimedAccess
from cases.queries import kinds_of, standing_as
from cases.rules.standing import stand_in
from clients.actions.rows import seat_of
from clients.models import Client
from clients.rules.conflict import ConflictState, blocks_assignment
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.notices.outbox import Waiting, enqueue_all
from clinic.people.models import Membership
from staffing.actions.profiles import SENT_TWICE
from staffing.models import BoardOffer, Interest, Opportunity
from staffing.queries.board import faults_of
from staffing.rules import board as rules

NEWS = "board.news"
# Under this name the board gives a case to who accepts it.
SERVICE = "board"


@action("opportunity.posted")
def post_opportunity(
    actor: Actor, *, case: Case, opportunity_id: UUID, said: Mapping[str, Any]
) -> Opportunity:
    """Put a case that waits on the board, in words that every volunteer may read.

    :param said: the fields of `rules.board.Summary`
    :raises Blocked: the case does not wait, or the words tell of somebody
    """
    require(actor, "board.post", case)
    require_person(actor, case)
    case = locked_case(case)
    stays_open(case)
    if Opportunity.objects.filter(pk=opportunity_id).exists():
        raise Blocked(
            _("This was sent already; nothing was done twice."), code=SENT_TWICE, target=case
        )
    summary = rules.Summary.of(said)
    if not set(summary.matters) <= {case.matter, *kinds_of(case)}:
        raise ValueError("Not a matter of this case.")
    _refuse_unready(case, summary.role)
    faults = faults_of(case, summary.text)
    if faults:
        raise Blocked(
            " ".join([_("The words would tell of somebody."), *(one.text for one in faults)]),
            code="not_neutral",
            target=case,
        )
    opportunity = Opportunity(
        pk=opportunity_id, key=case.key, case=case, role=summary.role, state=rules.POSTED,
        summary=summary.as_said(), posted_by=seat_of(actor),
    )  # fmt: skip
    opportunity.save(force_insert=True)
    record(actor, "opportunity.posted", opportunity, detail={"role": summary.role})
    return opportunity


def _refuse_unready(case: Case, role: str) -> None:
    if blocks_assignment(ConflictState(case.client.conflict_state)):
        raise Blocked(
            _("The conflict check is not clear. Check again and decide first."),
            code="conflict_not_clear",
            target=case,
        )
    if standing_as(stand_in(role)).filter(case=case).exists():
        raise Blocked(
            _("Somebody works on this case in that role. It does not wait."),
            code="not_waiting",
            target=case,
        )
    if Opportunity.objects.filter(case=case, role=role, state__in=rules.LIVE).exists():
        raise Blocked(_("This case is on the board already."), code="on_board", target=case)


@action("opportunity.withdrawn")
def withdraw_opportunity(actor: Actor, *, opportunity: Opportunity) -> Opportunity:
    """Take a case off the board; an open offer ends with it, and who was interested is told."""
    require(actor, "board.post", opportunity)
    opportunity = locked_opportunity(opportunity)
    stays_on_board(opportunity)
    _take_off(actor, opportunity, "by_hand")
    return opportunity


def leave_board(
    actor: Actor, case: Case, member: Membership, role: str, reason: str
) -> Callable[[Assignment | TimedAccess], None] | None:
    """Once somebody has the case, however that came, nobody else is asked for that role.

    Access for a time fills no role: whoever is looked for is still looked for.
    """

    def take_off(assignment: Assignment | TimedAccess) -> None:
        if isinstance(assignment, TimedAccess):
            return
        rows = Opportunity.objects.filter(case=case, role__in=stand_in(role), state__in=rules.LIVE)
        for row in list(rows):
            opportunity = locked_opportunity(row)
            offer = open_offer(opportunity)
            if actor.kind == SERVICE and offer is not None and offer.membership_id == member.pk:
                offer.assignment = assignment
                end_offer(offer, rules.ACCEPTED)
                close(opportunity, rules.TAKEN, by=member)
            else:
                _take_off(actor, opportunity, "assigned")

    return take_off


def leave_board_closed(actor: Actor, case: Case) -> None:
    """Take a case that is being closed off the board."""
    rows = Opportunity.objects.filter(case=case, state__in=rules.LIVE)
    for row in list(rows.order_by("id")):
        _take_off(actor, locked_opportunity(row), "closed")


def leave_behind_wall(actor: Actor, client: Client, membership: Membership) -> None:
    """End what somebody had on the board of a client's cases; the act that raises a wall calls it.

    Nobody tells them: a letter would be a trace of the matter.
    """
    rows = Opportunity.objects.filter(case__client=client, state__in=rules.LIVE)
    for row in list(rows.order_by("id")):
        opportunity = locked_opportunity(row)
        interests = Interest.objects.filter(opportunity=opportunity, membership=membership)
        interests.update(state=rules.NOT_ANY_MORE)
        offer = open_offer(opportunity)
        if offer is not None and offer.membership_id == membership.pk:
            end_offer(offer, rules.TAKEN_BACK)
            set_state(opportunity, rules.POSTED)
            record(actor, "board_offer.taken_back", opportunity, detail={"member": membership.pk})


def _take_off(actor: Actor, opportunity: Opportunity, reason: str) -> None:
    offer = open_offer(opportunity)
    if offer is not None:
        end_offer(offer, rules.TAKEN_BACK)
    close(opportunity, rules.WITHDRAWN, by=actor.membership)
    record(actor, "opportunity.withdrawn", opportunity, detail={"reason": reason})


def close(opportunity: Opportunity, state: str, *, by: Membership | None) -> None:
    """End an opportunity for good and tell who was interested that there is news, and no more."""
    opportunity.ended_at, opportunity.ended_by = timezone.now(), by
    set_state(opportunity, state)
    waiting = Interest.objects.filter(opportunity=opportunity, state=rules.INTERESTED)
    tell(opportunity, "ended", *waiting.exclude(membership=by).values_list("membership", flat=True))


def tell(opportunity: Opportunity, what: str, *members: UUID) -> None:
    """Leave mails that say that something waits; who is walled off by then gets none."""
    key = f"{opportunity.pk}:{opportunity.version}"
    waiting = [Waiting(f"board:{key}:{what}:{one}", opportunity.pk, one) for one in members]
    enqueue_all(NEWS, waiting)


def set_state(opportunity: Opportunity, state: str) -> None:
    opportunity.state = state
    opportunity.version += 1
    opportunity.save()


def open_offer(opportunity: Opportunity) -> BoardOffer | None:
    rows = BoardOffer.objects.select_for_update(of=("self",)).select_related("key")
    found: BoardOffer | None = rows.filter(opportunity=opportunity, state=rules.OPEN).first()
    return found


def end_offer(offer: BoardOffer, state: str) -> None:
    offer.state, offer.ended_at = state, timezone.now()
    offer.save(update_fields=["state", "ended_at", "assignment"])


def locked_opportunity(opportunity: Opportunity) -> Opportunity:
    rows = Opportunity.objects.select_for_update(of=("self",))
    found: Opportunity = rows.select_related("key", "case__client__key", "case__key").get(
        pk=opportunity.pk
    )
    return found


def stays_on_board(opportunity: Opportunity) -> None:
    if opportunity.state not in rules.LIVE:
        raise Blocked(
            _("This case is no longer on the board. Nothing was changed."),
            code="not_on_board",
            target=opportunity,
        )
