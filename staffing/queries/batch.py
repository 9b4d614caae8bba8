"""A waiting list and who could take it, as one optimal matching; nothing is written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.functional import Promise

from cases.models import Assignment, Case
from cases.policy import visible_cases
from cases.queries import unassigned
from cases.rules import MATTERS
from cases.rules.standing import ATTORNEYS, REPRESENTATIVE
from clients.models import Party, Wall
from clients.queries.parties import OWN
from clients.rules.names import Known
from clinic.access.actor import Actor
from clinic.access.roles import ROLE_NAMES
from clinic.people.models import Membership
from clinic.tenancy.current import today
from clinic.vault.keys import preload
from interpreters.rules.candidates import fit
from staffing.models import Profile
from staffing.queries.meeting import Opposite, met_by, opposite, standing_marks
from staffing.queries.people import Facts, facts_of, terms_now
from staffing.queries.suggesting import next_days, open_kinds_of, work_of
from staffing.rules.batch import MOST_CASES, matching_checked, urgency
from staffing.rules.ranking import BLOCKERS, REASONS, Verdict, Work, judge

# Who of the clinic may answer for a case, in the order in which a seat with several stands there;
# co-counsel comes for a client whom they know, not off a list.
ROLES = (*ATTORNEYS, REPRESENTATIVE)


@dataclass(frozen=True)
class Pair:
    """A case and whom it would go to, with the reasons."""

    case: Case
    seat: Membership
    role: str
    codes: tuple[str, ...]
    waited: int
    # What the person said of themselves, for who may read it.
    profile: Profile | None = None

    @property
    def reasons(self) -> tuple[Promise, ...]:
        return tuple(REASONS[code] for code in self.codes)

    @property
    def key(self) -> str:
        return f"{self.case.pk}:{self.seat.pk}"

    @property
    def matter(self) -> Promise:
        return MATTERS[self.case.matter]

    @property
    def role_name(self) -> Promise:
        return ROLE_NAMES[self.role]


@dataclass(frozen=True)
class Left:
    """A case that goes to nobody this time, and what stands against the most people."""

    case: Case
    codes: tuple[str, ...]

    @property
    def why(self) -> tuple[Promise, ...]:
        return tuple(BLOCKERS[code].text for code in self.codes)

    @property
    def matter(self) -> Promise:
        return MATTERS[self.case.matter]


@dataclass(frozen=True)
class Proposal:
    pairs: list[Pair]
    left: list[Left]
    people: int


def propose(actor: Actor) -> Proposal:
    """Return who would take which of the cases that wait for an attorney, longest waiting first.

    A representative is proposed where their accreditation opens every matter of the case.

    Whoever is blocked in any way is left out: in a batch nobody gives reasons one by one.
    """
    table, on = table_of(actor), today()
    chosen = matching_checked(table.values, table.stands_against)
    pairs, left = [], []
    for case, row, at in zip(table.cases, table.verdicts, chosen, strict=True):
        if at is None:
            left.append(Left(case, _why(row)))
            continue
        seat, waited = table.people[at].seat, (on - case.opened_on).days
        said = table.people[at].profile if actor.has("profile.view") else None
        pairs.append(Pair(case, seat, role_of(seat), row[at].reasons, waited, said))
    return Proposal(pairs, left, len(table.people))


class Table:
    """The cases that wait, the people, each pair judged, and its value where nothing blocks it.

    Names take longest to compare, so a pair is compared when it would be chosen.
    """

    def __init__(self, cases: list[Case], people: list[Facts], known: Known) -> None:
        self.cases, self.people, self.on = cases, people, today()
        self._terms, self._known = terms_now(), known
        due = next_days([case.pk for case in cases])
        kinds = open_kinds_of(cases)
        self.works = [work_of(case, ROLES[0], due, kinds) for case in cases]
        self._roles = [role_of(one.seat) for one in people]
        self._by_role = {role: [replace(work, role=role) for work in self.works] for role in ROLES}
        self._walled, self._near = _walled(cases), _near(cases)
        self._spoken: dict[tuple[str, str], list[int]] = {}
        self._parties = _parties(cases)
        self._said = standing_marks({case.client_id for case in cases})
        self._read: dict[UUID, list[Opposite]] = {}
        self.verdicts = [
            [self.judge(row, at) for at in range(len(people))] for row in range(len(cases))
        ]
        waits = [self._urgency(row) for row in range(len(cases))]
        self.values: list[list[int | None]] = [
            [None if one.firm or one.look else one.score + wait for one in row]
            for row, wait in zip(self.verdicts, waits, strict=True)
        ]

    def judge(self, row: int, at: int, met: str = "") -> Verdict:
        case, one = self.cases[row], self.people[at]
        work = self._by_role[self._roles[at]][row]
        return judge(
            one.person, work, self._terms, on=self.on, met=met,
            walled=one.seat.user_id in self._walled.get(case.client_id, ()),
            on_team=one.seat.pk in self._near.get(case.client_id, ()),
            spoken=self._levels(work)[at],
        )  # fmt: skip

    def stands_against(self, row: int, at: int) -> bool:
        """Compare the names of a pair; what is found is kept in its verdict."""
        client = self.cases[row].client_id
        if client not in self._read:
            self._read[client] = [
                opposite(party.name or "", party.kind, party.is_organisation, self._known)
                for party in self._parties.get(client, ())
            ]
        found = met_by(self.people[at], self._read[client], client, self._said)
        if found:
            self.verdicts[row][at] = self.judge(row, at, found)
        return bool(found)

    def _levels(self, work: Work) -> list[int]:
        said = (work.language, work.dialect)
        if said not in self._spoken:
            self._spoken[said] = [
                fit(one.person.languages, *said) if work.language else 0 for one in self.people
            ]
        return self._spoken[said]

    def _urgency(self, row: int) -> int:
        due = self.works[row].next_deadline
        return urgency(
            waited=(self.on - self.cases[row].opened_on).days,
            days_left=(due - self.on).days if due else None,
        )


def role_of(seat: Membership) -> str:
    """Return in which role somebody takes a case off the list."""
    return next(role for role in ROLES if role in seat.roles)


def table_of(actor: Actor) -> Table:
    cases = list(unassigned(actor).select_related("client__key")[:MOST_CASES])
    seats = list(
        Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
        .filter(roles__overlap=list(ROLES))
        .select_related("user")
        .order_by("user__name")
    )
    known: Known = {}
    preload({case.client.key_id for case in cases})
    return Table(cases, facts_of(seats, known), known)


def _parties(cases: Iterable[Case]) -> dict[UUID, list[Party]]:
    """Return the people in these matters, without the clients' own names, in one statement."""
    rows = Party.objects.filter(client__in={case.client_id for case in cases}, removed_at=None)
    found: dict[UUID, list[Party]] = defaultdict(list)
    for row in rows.exclude(kind__in=OWN).order_by("id"):
        if row.name:
            found[row.client_id].append(row)
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


def _why(row: Sequence[Verdict]) -> tuple[str, ...]:
    """Return what stands against the most people, at most three; nothing where somebody may."""
    if any(not one.firm and not one.look for one in row):
        return ()
    counted: dict[str, int] = defaultdict(int)
    for one in row:
        for code in (*one.firm, *one.look):
            counted[code] += 1
    return tuple(sorted(counted, key=lambda code: (-counted[code], code))[:3])


def waiting_pair(actor: Actor, case: UUID, member: UUID) -> tuple[Case, Membership] | None:
    """Return a case and a person; nothing where one is not there.

    Whether the case still waits is asked when it is given, under its lock. Somebody whose roles do
    not answer for a case any more is not there either.
    """
    found = visible_cases(actor).select_related("client__key", "key").filter(pk=case).first()
    seats = Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
    seat = seats.select_related("user").filter(pk=member).first()
    if found is None or seat is None or not set(seat.roles) & set(ROLES):
        return None
    return found, seat
