"""Writes: who would take a case of the board, to whom it is offered, and their answer.

Nobody learns whose case it is before they have accepted and every gate has let them through.
"""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import assign_case
from cases.models import Assignment
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked, Refused
from clinic.audit import record
from clinic.notices.outbox import enqueue
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url, current_clinic
from staffing import hooks
from staffing.actions import board
from staffing.actions.gate import gate_assignment
from staffing.models import BoardOffer, Interest, Opportunity
from staffing.policy import taken_as
from staffing.queries.readiness import lacking_for_interest
from staffing.rules import board as rules
from staffing.rules.reasons import BLOCKERS

OVER = "board.offer_over"
# What the acceptance of an offer does in the name of who made it, if they still may.
_IN_NAME = frozenset({"case.assign", "case.reach_all", "assign.override"})


@action("interest.shown")
def show_interest(actor: Actor, *, opportunity: Opportunity, message: str = "") -> Interest:
    """Say that one would take a case; the message is read by those who offer it.

    :raises Blocked: a pledge or training that the clinic asks for is missing or has run out
    """
    require(actor, "board.take", opportunity)
    seat = seat_of(actor)
    if seat.is_system:
        raise Refused(_("A program is nobody to give a case."), code="not_a_person")
    opportunity = board.locked_opportunity(opportunity)
    board.stays_on_board(opportunity)
    interest = _interest(opportunity, seat)
    if interest is not None and interest.state == rules.INTERESTED:
        raise Blocked(_("You said so already."), code="interested_already", target=opportunity)
    _refuse_unready(opportunity, seat)
    is_new = interest is None
    interest = interest or Interest(key=opportunity.key, opportunity=opportunity, membership=seat)
    interest.message, interest.state = message.strip() or None, rules.INTERESTED
    interest.shown_at = timezone.now()
    interest.save(force_insert=is_new)
    board.tell(opportunity, f"interest:{seat.pk}", opportunity.posted_by_id)
    record(actor, "interest.shown", opportunity)
    return interest


def _refuse_unready(opportunity: Opportunity, seat: Membership) -> None:
    """Ask what is the person's own to bring before anybody hopes; it says nothing of the case."""
    lacking = lacking_for_interest(opportunity, seat)
    if not lacking:
        return
    papers = lacking[0].startswith("pledge")
    raise Blocked(
        " ".join(str(BLOCKERS[code].text) for code in lacking),
        code=lacking[0],
        target=opportunity,
        url=clinic_url("staffing:own" if papers else "staffing:training"),
        label=_("Your own profile") if papers else _("Your training"),
    )


@action("interest.withdrawn")
def withdraw_interest(actor: Actor, *, opportunity: Opportunity) -> Interest:
    require(actor, "board.take", opportunity)
    seat = seat_of(actor)
    opportunity = board.locked_opportunity(opportunity)
    interest = _interest(opportunity, seat)
    if interest is None or interest.state != rules.INTERESTED:
        raise Blocked(_("You did not say so."), code="not_interested", target=opportunity)
    offer = board.open_offer(opportunity)
    if offer is not None and offer.membership_id == seat.pk:
        raise Blocked(
            _("This case is offered to you. Decline the offer instead."),
            code="offer_open",
            target=opportunity,
        )
    interest.state = rules.NOT_ANY_MORE
    interest.save(update_fields=["state"])
    record(actor, "interest.withdrawn", opportunity)
    return interest


@action("board_offer.made")
def offer_opportunity(
    actor: Actor,
    *,
    opportunity: Opportunity,
    membership: Membership,
    days: int = rules.USUAL_DAYS,
    reason: str = "",
) -> BoardOffer:
    """Offer a case to one of those interested, if nothing stands against giving it to them.

    :param reason: a supervisor's, why it is right although something stands against it
    """
    require(actor, "board.post", opportunity)
    opportunity = board.locked_opportunity(opportunity)
    board.stays_on_board(opportunity)
    before = board.open_offer(opportunity)
    if before is not None and before.expires_at > timezone.now():
        raise Blocked(
            _("It is offered to somebody. Take that offer back first."),
            code="offer_open",
            target=opportunity,
        )
    if before is not None:
        _run_out(actor, opportunity, before)
    interest = _interest(opportunity, membership)
    active = Membership.objects.filter(pk=membership.pk, ended_at=None).exists()
    if interest is None or interest.state != rules.INTERESTED or not active:
        raise Blocked(
            _("This person is not interested any more."), code="not_interested", target=opportunity
        )
    for gate in hooks.board_gates:
        gate(opportunity.case)
    gate_assignment(
        actor, opportunity.case, membership, taken_as(opportunity.role, membership.roles), reason
    )
    offer = BoardOffer(
        key=opportunity.key, opportunity=opportunity, membership=membership, state=rules.OPEN,
        reason=reason.strip() or None, made_by=seat_of(actor),
        expires_at=timezone.now() + rules.offer_time(days),
    )  # fmt: skip
    offer.save(force_insert=True)
    board.set_state(opportunity, rules.OFFERED)
    board.tell(opportunity, "offered", membership.pk)
    enqueue(OVER, ref_id=offer.pk, key=f"board-over:{offer.pk}", not_before=offer.expires_at)
    record(actor, "board_offer.made", opportunity, detail={"member": membership.pk, "days": days})
    return offer


@action("board_offer.taken_back")
def take_offer_back(actor: Actor, *, opportunity: Opportunity) -> BoardOffer:
    require(actor, "board.post", opportunity)
    opportunity, offer = _with_offer(opportunity)
    _back_on_board(opportunity, offer, rules.TAKEN_BACK)
    board.tell(opportunity, "taken_back", offer.membership_id)
    record(actor, "board_offer.taken_back", opportunity, detail={"member": offer.membership_id})
    return offer


@action("board_offer.declined")
def decline_offer(actor: Actor, *, opportunity: Opportunity) -> BoardOffer:
    """Say no to an offer; no reason is asked, and the case is on the board again."""
    require(actor, "board.take", opportunity)
    opportunity, offer = _own_offer(actor, opportunity)
    _back_on_board(opportunity, offer, rules.DECLINED)
    interests = Interest.objects.filter(opportunity=opportunity, membership=offer.membership)
    interests.update(state=rules.NOT_ANY_MORE)
    board.tell(opportunity, "declined", offer.made_by_id)
    record(actor, "board_offer.declined", opportunity)
    return offer


@action("board_offer.accepted")
def accept_offer(actor: Actor, *, opportunity: Opportunity) -> Assignment:
    """Take a case that is offered: everything is judged anew and the case given, or nothing is.

    :raises Blocked: `offer_blocked` where the reason would tell of the matter, else its own code
    """
    require(actor, "board.take", opportunity)
    require_person(actor, opportunity)
    offer = _open_offer_to(actor, opportunity)
    for gate in hooks.board_gates:
        gate(opportunity.case)
    try:
        assignment = assign_case(
            _in_name_of(offer), case=opportunity.case, membership=seat_of(actor),
            role=taken_as(opportunity.role, seat_of(actor).roles), reason=offer.reason or "",
        )  # fmt: skip
    except Refused as refusal:
        if refusal.code in rules.OWN_REASONS:
            raise
        raise Blocked(
            _("This case cannot be given to you now. Who offered it sees why and answers you."),
            code="offer_blocked",
            target=opportunity,
        ) from refusal
    # Whoever is given a case leaves the board, under its locks: an offer that was taken back
    # meanwhile was not this one's to accept.
    if not BoardOffer.objects.filter(pk=offer.pk, assignment=assignment).exists():
        raise _over(opportunity)
    board.tell(opportunity, "accepted", offer.made_by_id)
    record(actor, "board_offer.accepted", opportunity)
    return assignment


@action("board_offer.expired")
def expire_offer(actor: Actor, *, offer: BoardOffer) -> BoardOffer:
    """End an offer whose time is over; the service calls it at that moment."""
    require(actor, "board.expire")
    opportunity, offer = _with_offer(offer.opportunity)
    if offer.expires_at > timezone.now():
        raise Blocked(_("This offer still stands."), code="offer_open", target=opportunity)
    _run_out(actor, opportunity, offer, recorded=False)
    record(actor, "board_offer.expired", opportunity, detail={"member": offer.membership_id})
    return offer


def _in_name_of(offer: BoardOffer) -> Actor:
    """Return who made the offer, with no more than giving the case, and only what they still hold.

    The trail says that the board gave it: they were not there.
    """
    seats = Membership.objects.select_related("user").filter(pk=offer.made_by_id, ended_at=None)
    seat = seats.filter(user__is_active=True).first()
    if seat is None:
        raise Blocked(
            _("Who offered this has left."), code="offerer_left", target=offer.opportunity
        )
    seat.clinic = current_clinic()
    person = Actor.member(seat)
    return replace(person, kind=board.SERVICE, capabilities=person.capabilities & _IN_NAME)


def _interest(opportunity: Opportunity, seat: Membership) -> Interest | None:
    rows = Interest.objects.select_for_update(of=("self",)).select_related("key")
    found: Interest | None = rows.filter(opportunity=opportunity, membership=seat).first()
    return found


def _with_offer(opportunity: Opportunity) -> tuple[Opportunity, BoardOffer]:
    opportunity = board.locked_opportunity(opportunity)
    board.stays_on_board(opportunity)
    offer = board.open_offer(opportunity)
    if offer is None:
        raise _over(opportunity)
    return opportunity, offer


def _open_offer_to(actor: Actor, opportunity: Opportunity) -> BoardOffer:
    board.stays_on_board(opportunity)
    rows = BoardOffer.objects.filter(opportunity=opportunity, state=rules.OPEN)
    rows = rows.filter(membership=seat_of(actor), expires_at__gt=timezone.now())
    offer = rows.select_related("key", "opportunity__case").first()
    if offer is None:
        raise _over(opportunity)
    return offer


def _own_offer(actor: Actor, opportunity: Opportunity) -> tuple[Opportunity, BoardOffer]:
    opportunity, offer = _with_offer(opportunity)
    if offer.membership_id != seat_of(actor).pk or offer.expires_at <= timezone.now():
        raise _over(opportunity)
    return opportunity, offer


def _over(opportunity: Opportunity) -> Blocked:
    return Blocked(
        _("There is no open offer any more. Nothing was changed."),
        code="offer_over",
        target=opportunity,
    )


def _back_on_board(opportunity: Opportunity, offer: BoardOffer, state: str) -> None:
    board.end_offer(offer, state)
    board.set_state(opportunity, rules.POSTED)


def _run_out(
    actor: Actor, opportunity: Opportunity, offer: BoardOffer, *, recorded: bool = True
) -> None:
    _back_on_board(opportunity, offer, rules.RUN_OUT)
    board.tell(opportunity, "expired", offer.made_by_id)
    if recorded:
        record(actor, "board_offer.expired", opportunity, detail={"member": offer.membership_id})
