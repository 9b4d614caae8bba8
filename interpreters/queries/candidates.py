"""Who could interpret for a client, and of each what stands against it.

Names of the matter are compared here and never returned: a reader who may see the parties is told
which of them is meant ("Employer or company 2"), everybody else that there is somebody.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from clients.models import Client
from clients.queries.details import details_of
from clients.queries.parties import OWN, PartyLine, active_parties, party_lines
from clients.rules.matching import ReadName, compare
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.tenancy.current import day_of, today
from clinic.vault.keys import preload
from interpreters.models import Booking, Exclusion, Interpreter, Offer, Wish
from interpreters.policy import knows_client, visible_exclusions
from interpreters.queries.roster import RosterLine, line_of, names_of, undertaking_of
from interpreters.rules import plain
from interpreters.rules.bookings import TAKEN, overlap
from interpreters.rules.candidates import (
    CLIENT,
    COMMUNITY,
    FITS,
    PERSON,
    Against,
    fit,
    in_neutral_words,
    meet,
    of_gender,
)


@dataclass(frozen=True)
class Need:
    """What a meeting needs: the language, and the time if it is known."""

    language: str
    dialect: str = ""
    starts_at: datetime | None = None
    minutes: int = 0
    # Of the booking itself, which clashes with no booking of its own.
    booking: UUID | None = None

    @property
    def day(self) -> date:
        if self.starts_at is None:
            return today()
        return day_of(self.starts_at)


@dataclass(frozen=True)
class Candidate:
    """Somebody of the roster for a client."""

    line: RosterLine
    fit: int
    against: tuple[Against, ...]

    @property
    def interpreter(self) -> Interpreter:
        return self.line.interpreter

    @property
    def fit_text(self) -> object:
        return FITS[self.fit]

    @property
    def may(self) -> bool:
        """Tell whether this person may be asked, if need be after a look."""
        return not any(one.firm for one in self.against)


@dataclass(frozen=True)
class _Matter:
    """What a client's record says that matters here; read once for all candidates."""

    wish: Wish | None
    communities: tuple[str, ...]
    parties: tuple[tuple[PartyLine, ReadName], ...]
    tells: bool


def wish_of(client: Client) -> Wish | None:
    rows = Wish.objects.filter(client=client).select_related("key", "recorded_by__user")
    found: Wish | None = rows.first()
    return found


def need_of(client: Client) -> Need:
    """Return the language a client is at ease in, as far as it is recorded."""
    spoken = details_of(client)["languages"]
    best = next((row for row in spoken if row.get("level") == "best"), None)
    first = best or (spoken[0] if spoken else {})
    language = client.language or first.get("language", "")
    same = [row for row in spoken if plain(row.get("language", "")) == plain(language)]
    return Need(language, same[0].get("dialect", "") if same else "")


def candidates(actor: Actor, client: Client, need: Need) -> list[Candidate]:
    """Return everybody of the roster, whoever may be asked first, then by how the language fits."""
    rows = list(Interpreter.objects.filter(retired_at=None))
    preload({row.key_id for row in rows})
    found = _judged(actor, client, need, rows)
    return sorted(
        found,
        key=lambda one: (
            not one.may, -one.fit, len(one.against), plain(one.interpreter.name or ""),
        ),
    )  # fmt: skip


def judge(actor: Actor, client: Client, need: Need, interpreter: Interpreter) -> Candidate:
    """Return the same of one person, at the moment of asking."""
    (found,) = _judged(actor, client, need, [interpreter])
    return found


def _judged(
    actor: Actor, client: Client, need: Need, rows: Sequence[Interpreter]
) -> list[Candidate]:
    matter = _matter(actor, client)
    exclusions: dict[UUID, list[Exclusion]] = defaultdict(list)
    standing = Exclusion.objects.filter(interpreter__in=rows, ended_at=None)
    for each in standing.select_related("key"):
        exclusions[each.interpreter_id].append(each)
    busy, declined = _busy(rows, need), _declined(need)
    found = []
    for row in rows:
        against = list(_against(row, client, need, matter, exclusions[row.pk]))
        against += [Against("double_booked")] if row.pk in busy else []
        against += [Against("declined_before")] if row.pk in declined else []
        if not knows_client(actor):
            against = [Against(code) for code in in_neutral_words(one.code for one in against)]
        spoken = fit(row.languages or (), need.language, need.dialect)
        found.append(Candidate(line_of(row, need.day), spoken, tuple(against)))
    return found


def _busy(rows: Sequence[Interpreter], need: Need) -> set[UUID | None]:
    """Return who is asked or booked too near to this meeting."""
    if need.starts_at is None:
        return set()
    day = timedelta(days=1)
    near = Booking.objects.filter(
        interpreter__in=rows, status__in=TAKEN, starts_at__gt=need.starts_at - day,
        starts_at__lt=need.starts_at + day,
    )  # fmt: skip
    if need.booking is not None:
        near = near.exclude(pk=need.booking)
    return {
        row.interpreter_id
        for row in near.only("clinic", "interpreter", "starts_at", "minutes")
        if overlap(need.starts_at, need.minutes, row.starts_at, row.minutes)
    }


def _declined(need: Need) -> set[UUID]:
    if need.booking is None:
        return set()
    said_no = Offer.objects.filter(booking=need.booking, answer="declined")
    return set(said_no.values_list("interpreter_id", flat=True))


def _matter(actor: Actor, client: Client) -> _Matter:
    known = details_of(client)
    spoken = [row.get("dialect", "") for row in known["languages"]]
    parties = [row for row in active_parties(client) if row.kind not in OWN and row.name]
    return _Matter(
        wish=wish_of(client),
        communities=tuple(filter(None, (client.nationality, *known["nationalities"], *spoken))),
        parties=tuple(
            (line, ReadName(line.party.name or "", line.is_organisation))
            for line in party_lines(client, parties)
        ),
        tells=actor.has("party.view"),
    )


def _against(
    row: Interpreter,
    client: Client,
    need: Need,
    matter: _Matter,
    exclusions: Iterable[Exclusion],
) -> Iterable[Against]:
    if row.retired_at is not None:
        yield Against("left")
    state = undertaking_of(row).state(need.day)
    if state in {"missing", "expired"}:
        yield Against(f"undertaking_{state}")
    standing = list(exclusions)
    if any(one.kind == CLIENT and one.client_id == client.pk for one in standing):
        yield Against("never_for_client")
    if matter.wish is not None:
        code = of_gender(matter.wish.gender or "", row.gender or "")
        if code:
            yield Against(code)
        if meet(matter.wish.communities or (), row.communities or ()):
            yield Against("client_wishes_community")
    barred = [one.words or "" for one in standing if one.kind == COMMUNITY]
    if meet(barred, matter.communities):
        yield Against("excludes_community")
    known = [one.words or "" for one in standing if one.kind == PERSON]
    yield from _met(matter, known, "knows_somebody")
    yield from _met(matter, names_of(row), "name_in_matter")
    if not fit(row.languages or (), need.language, need.dialect):
        yield Against("language")


def _met(matter: _Matter, names: Sequence[str], code: str) -> Iterable[Against]:
    """Yield one blocker for a name that resembles somebody's in the matter."""
    read = [ReadName(name) for name in names]
    for line, theirs in matter.parties:
        if any(compare(name, theirs).is_possible for name in read):
            yield Against(code, line.label if matter.tells else "")
            return


def exclusions_of(actor: Actor, interpreter: Interpreter) -> list[Exclusion]:
    """Return for whom she is not asked; a client the actor does not reach is left out."""
    rows = visible_exclusions(actor).filter(
        interpreter=interpreter, ended_at=None, key__shredded_at=None
    )
    return list(rows.select_related("key", "client", "added_by__user").order_by("id"))


def exclusion_of(actor: Actor, pk: UUID) -> Exclusion:
    rows = visible_exclusions(actor).select_related("key", "interpreter__key", "client")
    found = rows.filter(pk=pk, key__shredded_at=None).first()
    if found is None:
        raise NotVisible
    return found
