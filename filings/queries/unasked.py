"""Which deadlines stand on a rung that somebody is still to be asked on: one read of the range.

A scan comes every few minutes and mostly finds that all were asked. So a deadline remembers whom
the last scan found asked, about which day, on which rung (`asked_key`); where the same come out
today nothing more is read. Whatever changes who is asked, when or about what changes the key, so
nothing has to be told about it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from uuid import UUID

from cases.models import Assignment
from clinic.access.actor import Actor
from clinic.people.models import Membership
from filings.queries.away import away_on, reaches
from filings.queries.spans import Span, in_reach
from filings.rules.covering import with_covers
from filings.rules.ladders import climb_order
from filings.rules.reminding import LAST_RESORT, Rung, audience, rung_of

READ = ("pk", "case_id", "ladder", "remind_by", "outer", "acknowledged_at", "asked_key")
SPREAD = 0x9E3779B97F4A7C15  # odd, so that no two days meet


@dataclass(frozen=True)
class Standing:
    """An open deadline on a rung, and who is to be asked about it, each once."""

    deadline_id: UUID
    counted_to: date
    rung: Rung
    asked: Sequence[tuple[UUID, str]]
    key: int


@dataclass
class People:
    """Who could be asked in the bound clinic on a day."""

    seats: Sequence[tuple[UUID, frozenset[str]]]
    attorneys: Mapping[UUID, tuple[UUID, ...]]
    away: Mapping[UUID, UUID | None]
    everywhere: frozenset[UUID]
    theirs: frozenset[tuple[UUID, UUID]]
    _found: dict[object, tuple[Sequence[tuple[UUID, str]], int]] = field(default_factory=dict)

    def asked(self, rung: Rung, case: UUID) -> tuple[Sequence[tuple[UUID, str]], int]:
        """Return (seat, as what) of everybody to be asked, and a number for just these."""
        team = self.attorneys.get(case, ())
        # A cover may see one case and not another; without one the case makes no difference.
        alike = (rung, team, case if self.away else None)
        found = self._found.get(alike)
        if found is None:
            people = with_covers(
                audience(rung, team, self.seats), self.seats, away=self.away,
                sees=lambda seat: seat in self.everywhere or (seat, case) in self.theirs,
            )  # fmt: skip
            told = " ".join([str(rung.days), *sorted(str(seat) for seat, _as in people)])
            digest = blake2b(told.encode(), digest_size=8).digest()
            found = self._found[alike] = (people, int.from_bytes(digest, signed=True))
        return found


def _key_of(number: int, counted_to: date) -> int:
    """Join both to 64 bits; two that are alike by chance are one in 10 to the 19."""
    joined = (number + counted_to.toordinal() * SPREAD) % 2**64
    return joined - 2**64 if joined >= 2**63 else joined


def unasked(
    actor: Actor, day: date, span: Span | None, *, people: People, slept: Collection[UUID]
) -> list[Standing]:
    """Return what stands on `day` and was not found asked so, nearest day first.

    :param slept: what somebody put aside is always among it: it wakes as a rung of its own
    """
    rungs: dict[object, Rung | None] = {}
    found = []
    rows = in_reach(actor, day, span).order_by("remind_by", "id").values_list(*READ)
    for pk, case, ladder, counted_to, outer, acknowledged_at, key in rows:
        alike = (ladder, counted_to, outer is None, acknowledged_at is None)
        if alike not in rungs:
            rungs[alike] = rung_of(
                ladder, counted_to=counted_to, today=day, daily_after=outer is not None,
                acknowledged=acknowledged_at is not None,
            )  # fmt: skip
        rung = rungs[alike]
        if rung is None:
            continue
        asked, number = people.asked(rung, case)
        now = _key_of(number, counted_to)
        if now != key or pk in slept:
            found.append(Standing(pk, counted_to, rung, asked, now))
    return found


def people_on(day: date) -> People:
    """Read who could be asked, once for all portions of a scan; three statements, five with covers.

    What changes between two portions is found by the next scan, as its keys differ.
    """
    away = away_on(day)
    everywhere, theirs = reaches(cover for cover in away.values() if cover)
    return People(overseers(), _attorneys(), away, everywhere, theirs)


def _attorneys() -> dict[UUID, tuple[UUID, ...]]:
    rows = Assignment.objects.filter(
        role="attorney",
        ended_at=None,
        membership__ended_at=None,
        membership__roles__contains=["attorney"],
    ).order_by("id")
    found: dict[UUID, tuple[UUID, ...]] = {}
    for case_id, seat_id in rows.values_list("case_id", "membership_id"):
        found[case_id] = (*found.get(case_id, ()), seat_id)
    return found


def overseers() -> list[tuple[UUID, frozenset[str]]]:
    people = Membership.objects.filter(ended_at=None, is_system=False)
    rows = people.filter(roles__overlap=[*climb_order(), LAST_RESORT]).order_by("id")
    return [(seat_id, frozenset(roles)) for seat_id, roles in rows.values_list("pk", "roles")]
