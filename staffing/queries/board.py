"""The board: what volunteers see of a case, and what those who offer it see of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID
from zlib import crc32

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import hooks
from cases.models import Case
from clients.queries.parties import active_parties
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import PAGE_SIZE, Slice, slice_of
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url, current_clinic, today
from clinic.vault.keys import preload
from interpreters.queries.bookings import said_of_client
from staffing.models import BoardOffer, Interest, Opportunity
from staffing.policy import taken_as, visible_opportunities
from staffing.queries.people import gate_now
from staffing.queries.suggesting import next_days, suggestions
from staffing.rules import board as rules
from staffing.rules.neutral import Fault, Known, faults_in

_URGENT_FIRST = list(rules.URGENCIES)[::-1]


@dataclass(frozen=True)
class BoardLine:
    """A case on the board as a volunteer sees it: the summary, and what is theirs of it.

    `counted`: whoever reads it puts cases there, and sees each move of it.
    """

    opportunity: Opportunity
    summary: rules.Summary
    interest: Interest | None = None
    offer: BoardOffer | None = None
    counted: bool = False

    @property
    def version(self) -> int:
        """Change with what this reader sees; what others are offered and refuse changes nothing."""
        if self.counted:
            return self.opportunity.version
        said = (self.interest.state, self.interest.shown_at) if self.interest else ()
        seen = (self.state, *said, self.offer.pk if self.offer else "")
        return crc32(" ".join(map(str, seen)).encode())

    @property
    def pk(self) -> UUID:
        return self.opportunity.pk

    @property
    def state(self) -> str:
        """Where it stands for this reader: that another has the case is said, not who."""
        if self.opportunity.state in rules.LIVE and self.offer is None:
            return rules.POSTED
        return self.opportunity.state

    @property
    def state_words(self) -> Promise:
        if self.offer is not None:
            return _("Offered to you")  # type: ignore[return-value]
        return rules.STATES[self.state][0]

    @property
    def state_tone(self) -> str:
        return "good" if self.offer is not None else rules.STATES[self.state][1]

    @property
    def is_live(self) -> bool:
        return self.opportunity.state in rules.LIVE

    @property
    def is_interested(self) -> bool:
        return self.interest is not None and self.interest.state == rules.INTERESTED


@dataclass(frozen=True)
class Interested:
    """Somebody who would take it, with all that speaks for and against it."""

    interest: Interest
    suggestion: hooks.Suggestion | None
    offer: BoardOffer | None

    @property
    def offer_words(self) -> Promise | str:
        return rules.OFFERS[self.offer.state] if self.offer else ""


def board_of(actor: Actor) -> list[BoardLine]:
    """Return what is on the board for this person, what is due soonest first; then what was.

    All that is open, however long it waits: how urgent it is stands sealed, so the order is made
    here and not by the database.
    """
    recent = Q(state__in=rules.LIVE) | Q(ended_at__gt=timezone.now() - rules.SHOWN_AFTER)
    rows = list(visible_opportunities(actor).filter(recent).select_related("key"))
    preload({row.key_id for row in rows})
    return sorted(_lines(actor, rows), key=_place)


def board_page(
    actor: Actor, after: str | None = None, *, size: int = PAGE_SIZE
) -> Slice[BoardLine]:
    """Return one page of the board."""
    return slice_of(board_of(actor), _place, name="board", after=after, size=size)


def _place(line: BoardLine) -> tuple[int, ...]:
    """Return where a case stands: the open ones first, of two alike the one that waits longer."""
    return (
        int(not line.is_live), int(line.offer is None), _URGENT_FIRST.index(line.summary.urgency),
        int(line.opportunity.posted_at.timestamp() * 1_000_000), line.pk.int,
    )  # fmt: skip


def opportunity_of(actor: Actor, pk: UUID) -> Opportunity:
    """Return a case of the board. :raises NotVisible: it is not there for this actor"""
    rows = visible_opportunities(actor).select_related("key", "case__client__key", "case__key")
    found: Opportunity | None = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def board_line(actor: Actor, opportunity: Opportunity) -> BoardLine:
    (line,) = _lines(actor, [opportunity])
    return line


def _lines(actor: Actor, rows: Iterable[Opportunity]) -> list[BoardLine]:
    ids = [row.pk for row in rows] if actor.membership_id else []
    mine = Interest.objects.filter(opportunity__in=ids, membership=actor.membership)
    interests = {row.opportunity_id: row for row in mine.select_related("key")}
    open_ones = BoardOffer.objects.filter(
        opportunity__in=ids, membership=actor.membership, state=rules.OPEN,
        expires_at__gt=timezone.now(),
    )  # fmt: skip
    offers = {row.opportunity_id: row for row in open_ones.defer("reason")}
    counted = actor.has("board.post")
    return [
        BoardLine(
            row, rules.Summary.of(row.summary), interests.get(row.pk), offers.get(row.pk), counted
        )
        for row in rows
    ]  # fmt: skip


def offers_to(actor: Actor) -> list[BoardLine]:
    """Return what is offered to this person and waits for an answer."""
    return [line for line in board_of(actor) if line.offer is not None and line.is_live]


def interested_in(actor: Actor, opportunity: Opportunity) -> list[Interested]:
    """Return who would take it, whoever may and fits best first, as suggestions judge them."""
    rows = Interest.objects.filter(opportunity=opportunity, state=rules.INTERESTED)
    found = {
        row.membership_id: row
        for row in rows.select_related("key", "membership__user").order_by("shown_at")
    }
    offers = {
        row.membership_id: row
        for row in BoardOffer.objects.filter(opportunity=opportunity).defer("reason").order_by("id")
    }
    judged = {
        one.membership.pk: one
        for one in suggestions(actor, opportunity.case)
        if one.role == taken_as(opportunity.role, one.membership.roles)
        and one.membership.pk in found
    }
    ordered = [*judged, *(pk for pk in found if pk not in judged)]
    return [Interested(found[pk], judged.get(pk), offers.get(pk)) for pk in ordered]


def open_offer_of(opportunity: Opportunity) -> BoardOffer | None:
    """Return the offer that waits for an answer, if there is one whose time is not over."""
    rows = BoardOffer.objects.filter(opportunity=opportunity, state=rules.OPEN)
    rows = rows.filter(expires_at__gt=timezone.now()).defer("reason")
    found: BoardOffer | None = rows.select_related("membership__user").first()
    return found


def on_board(case: Case) -> list[Opportunity]:
    """Return where a case stands on the board now, for those who may put it there."""
    rows = Opportunity.objects.filter(case=case, state__in=rules.LIVE)
    return list(rows.defer("summary").order_by("id"))


def known_names(case: Case) -> list[Known]:
    """Return every name in a matter, to be looked for in a text and never shown."""
    client = case.client
    own = [client.name_to_use, client.legal_name, client.neutral_name]
    known = [Known(name) for name in own if name]
    known += [Known(row.name, row.is_organisation) for row in active_parties(client) if row.name]
    return [*known, Known(client.code_name, whole=True)]


def faults_of(case: Case, text: str) -> list[Fault]:
    if not text.strip():
        return []
    _own, _numbers, places = said_of_client(case.client)
    return faults_in(text, known_names(case), places)


def proposed_urgency(case: Case) -> str:
    """Return the band of the next date of a case."""
    day = next_days([case.pk]).get(case.pk)
    return rules.urgency_of((day.day - today()).days if day and not day.agency else None)


def board_steps(actor: Actor, case: Case) -> list[hooks.NextStep]:
    """Lead from a case to its place on the board, for those who offer it."""
    if not actor.has("board.post"):
        return []
    waiting = Q(interests__state=rules.INTERESTED)
    rows = Opportunity.objects.filter(case=case, state__in=rules.LIVE).defer("summary")
    rows = rows.annotate(number=Count("interests", filter=waiting)).order_by("id")
    return [
        hooks.NextStep(
            _("On the board"),
            clinic_url("staffing:interested", row.pk),
            note=ngettext(
                "%(count)s person is interested", "%(count)s people are interested", row.number
            )
            % {"count": row.number},
        )
        for row in rows
    ]


def one_interested(opportunity: Opportunity, member: UUID) -> Membership | None:
    """Return a seat that would take a case, or nothing where it does not say so any more."""
    rows = Interest.objects.filter(opportunity=opportunity, state=rules.INTERESTED)
    found = rows.select_related("membership__user").filter(membership_id=member).first()
    return found.membership if found else None


def shown_to_all(opportunity: Opportunity) -> BoardLine:
    """Return a case of the board exactly as every volunteer sees it."""
    return BoardLine(opportunity, rules.Summary.of(opportunity.summary))


def usual_region() -> str:
    """Return where the clinic goes to court, or the country."""
    gate = gate_now()
    if gate is not None and gate.states:
        return str(gate.states[0])
    return "US" if current_clinic().jurisdiction == "us" else "GB-EAW"
