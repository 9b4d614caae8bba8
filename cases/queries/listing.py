"""The list of cases: filters, a page of rows, and what each row shows."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from cases import hooks
from cases.models import Assignment, Case, Matter
from cases.policy import visible_cases
from cases.queries.standing import standing_as
from cases.rules import MATTERS, OPEN_STAGES, STAGES, Stage, numbers_meant
from clients.hooks import CaseLink
from clients.models import Client
from clinic.access.actor import Actor
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import clinic_url, today

# What a row shows. Nothing sealed is even read.
SHOWN = ("clinic", "number", "matter", "stage", "opened_on", "client__clinic", "client__code_name")


@dataclass(frozen=True)
class CaseFilter:
    text: str = ""
    matter: str = ""
    stage: str = ""  # "" all open stages, "any" closed ones too, else one stage
    due: int | None = None  # an open date within so many days; -1: its last day has passed
    mine: bool = False


@dataclass(frozen=True)
class CaseRow:
    case: Case
    kinds: list[str]
    stage: Stage
    leads: list[str]
    due: hooks.DueDay | None

    @property
    def matter(self) -> str:
        """Return all its matters in words, the first first."""
        return " · ".join(str(MATTERS[kind]) for kind in self.kinds)


@dataclass(frozen=True)
class CaseList:
    rows: list[CaseRow]
    page: Page[Case]


def case_list(actor: Actor, wanted: CaseFilter, *, after: str | None = None) -> CaseList:
    """Return a page of cases, newest first: three statements whatever the number of rows."""
    cases = visible_cases(actor).select_related("client").only(*SHOWN)
    kinds = Matter.objects.filter(case=OuterRef("pk")).order_by("id").values("kind")
    cases = cases.annotate(kinds=ArraySubquery(kinds))
    page = page_of(_narrowed(actor, cases, wanted), order=["-id"], after=after)
    ids = [case.pk for case in page.rows]
    leads: dict[UUID, list[str]] = {}
    for one in _attorneys_on(ids):
        leads.setdefault(one.case_id, []).append(one.membership.user.name)
    due: dict[UUID, hooks.DueDay] = {}
    for ask in hooks.next_deadlines:
        due.update(ask(ids))
    rows = [
        CaseRow(
            case, _kinds(case), STAGES[case.stage],
            leads.get(case.pk, []), due.get(case.pk),
        )
        for case in page.rows
    ]  # fmt: skip
    return CaseList(rows, page)


def _kinds(case: Case) -> list[str]:
    """Return what a case holds: one from before, at least what it was opened for."""
    kinds: list[str] = case.kinds  # type: ignore[attr-defined]
    return list(dict.fromkeys([case.matter, *kinds]))


def _attorneys_on(ids: Sequence[UUID]) -> Iterable[Assignment]:
    return (
        standing_as()
        .filter(case_id__in=ids)
        .select_related("membership__user")
        .order_by("assigned_at")
    )


def _narrowed(actor: Actor, cases: QuerySet[Case], wanted: CaseFilter) -> QuerySet[Case]:
    if wanted.stage == "":
        cases = cases.filter(stage__in=OPEN_STAGES)
    elif wanted.stage != "any":
        cases = cases.filter(stage=wanted.stage)
    if wanted.matter:
        # A case from before has no row of the matter it was opened for.
        held = Matter.objects.filter(case=OuterRef("pk"), kind=wanted.matter)
        cases = cases.filter(Q(matter=wanted.matter) | Exists(held))
    if wanted.text:
        numbers = numbers_meant(wanted.text, year=today().year)
        cases = cases.filter(Q(number__in=numbers) | Q(client__code_name__istartswith=wanted.text))
    if wanted.mine:
        if actor.membership_id is None:
            return cases.none()
        mine = Assignment.objects.filter(
            case=OuterRef("pk"), membership_id=actor.membership_id, ended_at=None
        )
        cases = cases.filter(Exists(mine))
    if wanted.due is not None:
        cases = cases.filter(_due(wanted.due))
    return cases


def _due(days: int) -> Q:
    if days < 0:
        asked = [ask() for ask in hooks.cases_overdue]
    else:
        asked = [ask(today() + timedelta(days=days)) for ask in hooks.cases_due_by]
    due = Q(pk__in=[])
    for ids in asked:
        due |= Q(pk__in=ids)
    return due


def unassigned(actor: Actor) -> QuerySet[Case]:
    """Return open cases nobody works on as attorney, the longest waiting first."""
    attorney = standing_as().filter(case=OuterRef("pk"))
    return (
        visible_cases(actor)
        .filter(~Exists(attorney), stage__in=OPEN_STAGES)
        .select_related("client")
        .order_by("opened_on", "id")
    )


def my_cases(actor: Actor) -> QuerySet[Case]:
    """Return the open cases the actor is assigned to."""
    return _narrowed(actor, visible_cases(actor), CaseFilter(mine=True))


def links_of(actor: Actor, client: Client) -> list[CaseLink]:
    """Lead from a client's page to the cases the actor may see, newest first."""
    if not actor.has("case.view"):
        return []
    found = visible_cases(actor).filter(client=client).only(*SHOWN).order_by("-id")
    return [
        CaseLink(
            case.pk,
            case.number,
            clinic_url("cases:case", case.pk),
            str(MATTERS[case.matter]),
            str(STAGES[case.stage].label),
            STAGES[case.stage].tone,
        )
        for case in found
    ]


def with_open_case(actor: Actor, clients: Collection[UUID]) -> set[UUID]:
    """Return those of the clients who have an open case that the actor may see."""
    if not actor.has("case.view"):
        return set()
    found = visible_cases(actor).filter(client_id__in=clients, stage__in=OPEN_STAGES)
    return set(found.values_list("client_id", flat=True))
