"""Subpoenas and demands: what an actor may know of, who may answer, what waits today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case as Chosen
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext as _

from cases import hooks
from cases.models import Case
from cases.policy import visible_cases
from clients.models import Client
from clients.queries.walls import standing_walls
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.access.roles import capabilities_of
from clinic.pages.paging import Page, page_of
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url, current_clinic, today
from records.models import Demand, DemandLog
from records.policy import visible_demands
from records.queries.counsel import with_nobody
from records.queries.standing import of_both
from records.rules import demands as rules

SEALED = ("demanded_by", "reference", "wanted", "answer", "told_note")


@dataclass(frozen=True)
class DemandLine:
    """A demand in a list: neither who demands nor what."""

    demand: Demand
    kind: rules.Kind
    days_left: int | None

    @property
    def is_open(self) -> bool:
        return self.demand.state == rules.OPEN

    @property
    def nobody(self) -> bool:
        """No counsel answers: none was named, or they are gone (`with_nobody`)."""
        return bool(getattr(self.demand, "nobody", self.demand.counsel_id is None))

    @property
    def tone(self) -> str:
        if not self.is_open:
            return "quiet"
        late = self.days_left is not None and self.days_left <= 3
        return "danger" if late or self.nobody else "warn"

    @property
    def state_words(self) -> object:
        return rules.STATES[self.demand.state]


def line_of(demand: Demand) -> DemandLine:
    left = (demand.due_on - today()).days if demand.due_on else None
    return DemandLine(demand, rules.KINDS[demand.kind], left)


def demands_page(actor: Actor, *, state: str, after: str | None) -> Page[Demand]:
    """Return a page of demands, the newest first. :param state: "open", "ended" or "" """
    rows = _named(actor, with_nobody(visible_demands(actor))).defer(*SEALED)
    rows = rows.select_related("client", "counsel__user")
    if state:
        is_open = Q(state=rules.OPEN)
        rows = rows.filter(is_open if state == rules.OPEN else ~is_open)
    return page_of(rows, order=["-id"], after=after)


def open_demands(actor: Actor) -> QuerySet[Demand]:
    """Return what is open and visible, the nearest day first, then what names no day."""
    rows = visible_demands(actor).filter(state=rules.OPEN).defer(*SEALED)
    return rows.order_by(F("due_on").asc(nulls_last=True), "id")


def demands_of_client(actor: Actor, client: Client) -> list[DemandLine]:
    rows = with_nobody(visible_demands(actor)).filter(of_both(client)).defer(*SEALED)
    return [line_of(row) for row in rows.select_related("counsel__user").order_by("-id")]


def demand_of(actor: Actor, pk: UUID) -> Demand:
    """:raises NotVisible: not there for this actor"""
    rows = _named(actor, with_nobody(visible_demands(actor))).select_related(
        "client__key", "key", "scan__key", "counsel__user", "logged_by__user",
        "ended_by__user", "deadline",
    )  # fmt: skip
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def _named(actor: Actor, rows: QuerySet[Demand]) -> QuerySet[Demand]:
    """Say of which case a demand is where the actor reaches that case, and nothing elsewhere.

    `case_number`: its number; `case_shown`, `deadline_shown`: ids. A demand about a case that
    others work on is known to whoever works with the client, but not which case it is.
    """
    reached = visible_cases(actor).filter(pk=OuterRef("case_id"))
    return rows.annotate(
        case_number=Subquery(reached.values("number")),
        case_shown=Subquery(reached.values("pk")),
        deadline_shown=Chosen(When(Exists(reached), then=F("deadline_id")), default=None),
    )


def log_of(actor: Actor, pk: UUID) -> DemandLog:
    """:raises NotVisible: not there for this actor"""
    rows = DemandLog.objects.select_related("demand__client__key", "key", "made_by__user")
    found = rows.filter(pk=pk, demand__in=visible_demands(actor).values("pk")).first()
    if found is None:
        raise NotVisible
    return found


def logs_of(demand: Demand) -> list[DemandLog]:
    rows = DemandLog.objects.filter(demand=demand).defer("lines")
    return list(rows.select_related("made_by__user").order_by("-number"))


def cases_of(actor: Actor, client: Client) -> list[Case]:
    """Return the cases that a demand may be about, as this actor sees them."""
    rows = visible_cases(actor).filter(of_both(client)).select_related("client")
    return list(rows.order_by("-opened_on", "number"))


def assigners_for(demand: Demand) -> list[Membership]:
    """Return who may name counsel: whoever reaches every case, and is not walled off this one."""
    walled = set(standing_walls(demand.client).values_list("membership__user_id", flat=True))
    seats = Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
    wanted = {"demand.assign", "case.reach_all"}
    return [
        seat
        for seat in seats.order_by("id")
        if seat.user_id not in walled and wanted <= capabilities_of(frozenset(seat.roles))
    ]


def objection_day(demand: Demand) -> date | None:
    jurisdiction = current_clinic().jurisdiction
    return rules.objection_by(demand.kind, jurisdiction, demand.served_on, demand.due_on)


def demand_step_rows(actor: Actor, case: Case) -> QuerySet[Demand] | None:
    """Lead from a case to the demands that are open about it or about all of its client."""
    if not actor.has("demand.view"):
        return None
    about = Q(case=case) | Q(case=None, client=case.client_id)
    rows = open_demands(actor).filter(about)
    return rows.annotate(step_text=F("kind"), step_day=F("due_on"))


def demand_step(pk: UUID, kind: str, due_on: date | None) -> hooks.NextStep:
    return hooks.NextStep(
        str(rules.KINDS[kind].label), clinic_url("records:demand", pk), due_on,
        note=_("Show and give nothing before counsel has decided."),
    )  # fmt: skip
