"""Which deadlines stand on a rung that somebody is still to be asked on: one read of the range.

A scan comes every few minutes and mostly finds that all were asked. So a deadline remembers whom
the last scan found asked, about which day, on which rung (`asked_key`); where the same come out
today nothing more is read. Whatever changes who is asked, when or about what changes the key, so
nothing has to be told about it.

Ids are read as text: an object for each id of each row took longer than all else together.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast

from cases.queries import standing_as
from clients.models import Wall
from clinic.access.actor import Actor
from clinic.people.models import Membership
from filings.queries import reach
from filings.queries.away import away_on, reaches
from filings.rules.covering import with_covers
from filings.rules.ladders import climb_order
from filings.rules.reminding import (
    LAST_RESORT,
    OVERSEES,
    Rung,
    audience,
    climbed_as,
    rung_of,
)

READ = (
    Cast("pk", TextField()),
    Cast("case_id", TextField()),
    "ladder",
    "remind_by",
    ExpressionWrapper(Q(outer__isnull=True), BooleanField()),
    ExpressionWrapper(Q(acknowledged_at__isnull=True), BooleanField()),
    "asked_key",
)
SPREAD = 0x9E3779B97F4A7C15  # odd, so that no two days meet

Asked = Sequence[tuple[UUID, str]]
Team = tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """An open deadline on a rung, and who is to be asked about it, each once."""

    deadline_id: UUID
    counted_to: date
    rung: Rung
    asked: Asked
    key: int


@dataclass(frozen=True)
class People:
    """Who could be asked in the bound clinic on a day; cases and attorneys by their ids as text."""

    day: date
    seats: Sequence[tuple[UUID, frozenset[str]]]
    attorneys: Mapping[str, Team]
    away: Mapping[UUID, UUID | None]
    everywhere: frozenset[UUID]
    theirs: frozenset[tuple[UUID, str]]
    # (seat, case) of walls: nobody is asked about a matter they are kept out of.
    walled: frozenset[tuple[UUID, str]] = frozenset()
    _found: dict[object, tuple[Rung, Asked, int] | None] = field(default_factory=dict)

    @cached_property
    def _walled_cases(self) -> frozenset[str]:
        return frozenset(case for _seat, case in self.walled)

    def asked(
        self, case: str, ladder: str, counted_to: date, without_last: bool, unanswered: bool
    ) -> tuple[Rung, Asked, int] | None:
        """Return the rung that stands, (seat, as what) of everybody asked on it, and their key."""
        team = self.attorneys.get(case, ())
        # A cover may see one case and not another; without one the case makes no difference.
        # So may somebody who is kept out of this one.
        alone = case if self.away or case in self._walled_cases else None
        alike = (team, ladder, counted_to, without_last, unanswered, alone)
        if alike not in self._found:
            rung = rung_of(
                ladder, counted_to=counted_to, today=self.day, daily_after=not without_last,
                acknowledged=not unanswered,
            )  # fmt: skip
            self._found[alike] = self._asked_on(rung, case, team, counted_to) if rung else None
        return self._found[alike]

    def _asked_on(
        self, rung: Rung, case: str, team: Team, counted_to: date
    ) -> tuple[Rung, Asked, int]:
        seats = [seat for seat in self.seats if (seat[0], case) not in self.walled]
        covered = with_covers(
            audience(rung, [UUID(seat) for seat in team], seats), seats, away=self.away,
            sees=lambda seat: (seat, case) not in self.walled
            and (seat in self.everywhere or (seat, case) in self.theirs),
        )  # fmt: skip
        people = [one for one in covered if (one[0], case) not in self.walled]
        told = " ".join([str(rung.days), *sorted(str(seat) for seat, _as in people)])
        digest = blake2b(told.encode(), digest_size=8).digest()
        return rung, people, _key_of(int.from_bytes(digest, signed=True), counted_to)


def _key_of(number: int, counted_to: date) -> int:
    """Join both to 64 bits; two that are alike by chance are one in 10 to the 19."""
    joined = (number + counted_to.toordinal() * SPREAD) % 2**64
    return joined - 2**64 if joined >= 2**63 else joined


@dataclass(frozen=True)
class Portion:
    """What is unasked among the rows read; `behind`: where the next portion begins, if any."""

    standing: list[Standing]
    behind: reach.Place | None


def unasked(
    actor: Actor, place: reach.Place, *, people: People, slept: Collection[UUID]
) -> Portion:
    """Return what stands on the day and was not found asked so, nearest day first.

    What is years ahead is read with the last of the rest.

    :param slept: what somebody put aside is always among it: it wakes as a rung of its own
    """
    asleep = {str(pk) for pk in slept}
    found: list[Standing] = []
    behind = _read(actor, place, people, asleep, found)
    if behind is None and not place.far:
        behind = _read(actor, reach.Place(far=True), people, asleep, found)
    return Portion(found, behind)


def _read(
    actor: Actor, place: reach.Place, people: People, asleep: Collection[str],
    found: list[Standing],
) -> reach.Place | None:  # fmt: skip
    rows = list(reach.portion(actor, people.day, place).values_list(*READ))
    for pk, case, ladder, counted_to, without_last, unanswered, key in rows:
        asked = people.asked(case, ladder, counted_to, without_last, unanswered)
        if asked is None or (asked[2] == key and pk not in asleep):
            continue
        found.append(Standing(UUID(pk), counted_to, *asked))
    if len(rows) < reach.MOST_ROWS:
        return None
    return reach.Place(place.far, day=rows[-1][3], pk=UUID(rows[-1][0]))


def people_on(day: date) -> People:
    """Read who could be asked, once for all portions of a scan; four statements, six with covers.

    What changes between two portions is found by the next scan, as its keys differ.
    """
    away = away_on(day)
    everywhere, theirs = reaches(cover for cover in away.values() if cover)
    by_text = frozenset((seat, str(case)) for seat, case in theirs)
    return People(day, overseers(), _attorneys(), away, everywhere, by_text, walled_off())


def walled_off() -> frozenset[tuple[UUID, str]]:
    """Return (seat, case) of everybody who is kept out of a client's matter, in one statement."""
    seats = Membership.objects.filter(user_id=OuterRef("membership__user_id"), ended_at=None)
    walls = Wall.objects.filter(lowered_at=None, client__cases__isnull=False)
    rows = walls.annotate(seat=Subquery(seats.values("pk")[:1]))
    pairs = rows.values_list("seat", "client__cases")
    return frozenset((seat, str(case)) for seat, case in pairs if seat)


def _attorneys() -> dict[str, Team]:
    rows = standing_as().order_by("id")
    teams: dict[str, Team] = {}
    alike: dict[Team, Team] = {}  # a text's number is found once; so is that of a team
    read = rows.values_list(Cast("case_id", TextField()), Cast("membership_id", TextField()))
    for case, seat in read:
        team = (*teams.get(case, ()), seat)
        teams[case] = alike.setdefault(team, team)
    return teams


def overseers() -> list[tuple[UUID, frozenset[str]]]:
    people = Membership.objects.filter(ended_at=None, is_system=False)
    rows = people.filter(roles__overlap=[*climb_order(), OVERSEES, LAST_RESORT]).order_by("id")
    seats = rows.values_list("pk", "roles")
    return [(seat_id, frozenset(map(climbed_as, roles))) for seat_id, roles in seats]
