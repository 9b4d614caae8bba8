"""A waiting list and who could take it, as one optimal matching; nothing is written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from cases.models import Assignment, Case
from cases.policy import visible_cases
from cases.queries import unassigned
from cases.rules import MATTERS
from clients.models import Party, Wall
from clients.queries.parties import OWN
from clients.rules.matching import compare
from clients.rules.names import Known, name_tokens
from clients.rules.nearness import shared_enough
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import today
from clinic.vault.keys import preload
from interpreters.rules.candidates import fit
from staffing.queries.people import Facts, facts_of, terms_now
from staffing.queries.suggesting import Opposite, next_days, opposite, work_of
from staffing.rules.batch import MOST_CASES, best_matching, urgency
from staffing.rules.ranking import BLOCKERS, REASONS, Verdict, Work, judge

ROLE = "attorney"


@dataclass(frozen=True)
class Pair:
    """A case and whom it would go to, with the reasons."""

    case: Case
    seat: Membership
    reasons: tuple[Promise, ...]
    waited: int

    @property
    def key(self) -> str:
        return f"{self.case.pk}:{self.seat.pk}"

    @property
    def matter(self) -> Promise:
        return MATTERS[self.case.matter]


@dataclass(frozen=True)
class Left:
    """A case that goes to nobody this time, and what stands against the most people."""

    case: Case
    why: tuple[Promise, ...]

    @property
    def matter(self) -> Promise:
        return MATTERS[self.case.matter]


@dataclass(frozen=True)
class Proposal:
    pairs: list[Pair]
    left: list[Left]
    people: int


@dataclass(frozen=True)
class Table:
    """The cases that wait, the people, each pair judged, and its value where nothing blocks it."""

    cases: list[Case]
    seats: list[Membership]
    verdicts: list[list[Verdict]]
    values: list[list[int | None]]


def propose(actor: Actor) -> Proposal:
    """Return who would take which of the cases that wait for an attorney, longest waiting first.

    Whoever is blocked in any way is left out: in a batch nobody gives reasons one by one.
    """
    table, on = table_of(actor), today()
    pairs, left = [], []
    for case, row, at in zip(table.cases, table.verdicts, best_matching(table.values), strict=True):
        if at is None:
            left.append(Left(case, _why(row)))
            continue
        reasons = tuple(REASONS[code] for code in row[at].reasons)
        pairs.append(Pair(case, table.seats[at], reasons, (on - case.opened_on).days))
    return Proposal(pairs, left, len(table.seats))


def table_of(actor: Actor) -> Table:
    cases = list(unassigned(actor).select_related("client__key")[:MOST_CASES])
    seats = list(
        Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
        .filter(roles__contains=[ROLE])
        .select_related("user")
        .order_by("user__name")
    )
    known: Known = {}
    people, on = facts_of(seats, known), today()
    due = next_days([case.pk for case in cases])
    preload({case.client.key_id for case in cases})
    works = [work_of(case, ROLE, due) for case in cases]
    verdicts = _verdicts(cases, works, people, on, known)
    waits = [
        urgency(
            waited=(on - case.opened_on).days,
            days_left=(work.next_deadline - on).days if work.next_deadline else None,
        )
        for case, work in zip(cases, works, strict=True)
    ]
    values = [
        [None if one.firm or one.look else one.score + wait for one in row]
        for row, wait in zip(verdicts, waits, strict=True)
    ]
    return Table(cases, seats, verdicts, values)


def _verdicts(
    cases: Sequence[Case],
    works: Sequence[Work],
    people: Sequence[Facts],
    on: date,
    known: Known,
) -> list[list[Verdict]]:
    terms = terms_now()
    met = _met(_opposites(cases, known), people)
    walled = _walled(cases)
    near = _near(cases)
    spoken: dict[tuple[str, str], list[int]] = {}
    found = []
    for case, work in zip(cases, works, strict=True):
        said = (work.language, work.dialect)
        if said not in spoken:
            spoken[said] = [
                fit(one.person.languages, *said) if work.language else 0 for one in people
            ]
        out = walled.get(case.client_id, set())
        names = met.get(case.client_id, {})
        team = near.get(case.client_id, set())
        found.append(
            [
                judge(
                    one.person, work, terms, on=on, met=names.get(at, ""),
                    walled=one.seat.user_id in out, on_team=one.seat.pk in team,
                    spoken=spoken[said][at],
                )
                for at, one in enumerate(people)
            ]
        )  # fmt: skip
    return found


def _opposites(cases: Iterable[Case], known: Known) -> dict[UUID, list[Opposite]]:
    """Return the names in these matters, without the clients' own, in one statement."""
    clients = {case.client_id for case in cases}
    rows = Party.objects.filter(client__in=clients, removed_at=None).exclude(kind__in=OWN)
    found: dict[UUID, list[Opposite]] = defaultdict(list)
    for row in rows.order_by("id"):
        if row.name:
            found[row.client_id].append(opposite(row.name, row.kind, row.is_organisation, known))
    return found


def _met(
    others: Mapping[UUID, Sequence[Opposite]], people: Sequence[Facts]
) -> dict[UUID, dict[int, str]]:
    """Return for each client which people have a name that resembles one there.

    Only names that share a token are compared, as in a conflict check; whoever is then assigned is
    compared with every name once more.
    """
    having: dict[str, list[tuple[int, int]]] = defaultdict(list)
    tokens = [
        [name_tokens(name.raw, organisation=name.organisation) for name in one.names]
        for one in people
    ]
    for at, names in enumerate(tokens):
        for number, each in enumerate(names):
            for token in each:
                having[token].append((at, number))
    found: dict[UUID, dict[int, str]] = defaultdict(dict)
    for client, opposites in others.items():
        for other in opposites:
            theirs = name_tokens(other.name.raw, organisation=other.name.organisation)
            nearby = {pair for token in theirs for pair in having.get(token, ())}
            for at, number in nearby:
                if found[client].get(at) == "opposed":
                    continue
                if not shared_enough(tokens[at][number], theirs):
                    continue
                if compare(people[at].names[number], other.name).is_possible:
                    found[client][at] = "opposed" if other.opposed else "other"
    return found


def _walled(cases: Iterable[Case]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Wall.objects.filter(client__in={case.client_id for case in cases}, lowered_at=None)
    for client, user in rows.values_list("client_id", "membership__user_id"):
        found[client].add(user)
    return found


def _near(cases: Iterable[Case]) -> dict[UUID, set[UUID]]:
    """Return who works with these clients already."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    clients = {case.client_id for case in cases}
    rows = Assignment.objects.filter(
        case__client__in=clients, case__closed_on=None, ended_at=None
    ).values_list("case__client_id", "membership_id")
    for client, member in rows:
        found[client].add(member)
    return found


def _why(row: Sequence[Verdict]) -> tuple[Promise, ...]:
    """Return what stands against the most people, at most three; nothing where somebody may."""
    if any(not one.firm and not one.look for one in row):
        return ()
    counted: dict[str, int] = defaultdict(int)
    for one in row:
        for code in (*one.firm, *one.look):
            counted[code] += 1
    most = sorted(counted, key=lambda code: (-counted[code], code))[:3]
    return tuple(BLOCKERS[code].text for code in most)


def waiting_pair(actor: Actor, case: UUID, member: UUID) -> tuple[Case, Membership, bool] | None:
    """Return a case, a person, and whether the case still waits; nothing where one is not there."""
    found = visible_cases(actor).select_related("client__key", "key").filter(pk=case).first()
    seats = Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
    seat = seats.select_related("user").filter(pk=member).first()
    if found is None or seat is None:
        return None
    waits = not Assignment.objects.filter(case=found, role=ROLE, ended_at=None).exists()
    return found, seat, waits and found.closed_on is None
