"""Who fits a case, with every reason, and everything that stands against it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.rules.standing import REPRESENTATIVE, STUDENT
from interpreters.rules.candidates import fit
from staffing.rules import (
    ASKED_OF,
    INSURANCE,
    LICENCE,
    LICENCE_LEFT,
    PLEDGE,
    Licence,
    weight_of,
)
from staffing.rules.accreditation import accreditation_code
from staffing.rules.reasons import BLOCKERS as BLOCKERS
from staffing.rules.reasons import FIRM as FIRM
from staffing.rules.reasons import LOOK as LOOK
from staffing.rules.reasons import NOTE as NOTE
from staffing.rules.reasons import REASONS as REASONS
from staffing.rules.training import CONFIDENTIALITY, asked, lacking

# By a name alone, which two people may have.
BY_NAME = ("conflict_by_name", "name_resembles")
_POINTS = {
    "only_speaker": 15, "dialect": 40, "language": 25, "expertise": 30, "licence": 5, "room": 0,
    "on_team": 20,
}  # fmt: skip
# Room counts by how much of it is left, up to this.
_ROOM = 20
_AGAINST = {LOOK: 60, NOTE: 6}


@dataclass(frozen=True)
class Person:
    """What is known of somebody who could take a case."""

    member: object
    languages: Sequence[Mapping[str, str]] = ()
    matters: frozenset[str] = frozenset()
    avoids: frozenset[str] = frozenset()
    capacity: int | None = None
    load: int = 0
    licences: Sequence[Licence] = ()
    # Last days of what somebody else confirmed.
    insured_until: date | None = None
    pledge_until: date | None = None
    # Module -> last day, of what somebody else confirmed.
    trained: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Work:
    """What is known of a case that somebody could take in a role."""

    case: object
    matter: str
    role: str
    language: str = ""
    dialect: str = ""
    next_deadline: date | None = None
    clear: bool = True
    # The case's other matters that go on.
    others: tuple[str, ...] = ()
    # An attorney of the clinic works on it.
    attended: bool = True

    @property
    def matters(self) -> tuple[str, ...]:
        return (self.matter, *self.others)

    @property
    def weight(self) -> int:
        return weight_of(self.matters, self.role)


@dataclass(frozen=True)
class Terms:
    """What the clinic asks for, and where it works."""

    country: str = "us"
    states: frozenset[str] = frozenset()
    proofs: frozenset[str] = frozenset()
    training: bool = False

    def asks(self, proof: str, role: str) -> bool:
        return proof in self.proofs and role in ASKED_OF[proof]


@dataclass(frozen=True)
class Verdict:
    """Codes of REASONS and of BLOCKERS, and how well it fits: higher first."""

    reasons: tuple[str, ...]
    against: tuple[str, ...]
    score: int

    @property
    def firm(self) -> tuple[str, ...]:
        return tuple(code for code in self.against if BLOCKERS[code].level == FIRM)

    @property
    def look(self) -> tuple[str, ...]:
        return tuple(code for code in self.against if BLOCKERS[code].level == LOOK)


def judge(
    person: Person,
    work: Work,
    terms: Terms,
    *,
    on: date,
    met: str = "",
    walled: bool = False,
    on_team: bool = False,
    speakers: int = 0,
    keeps: bool = False,
    spoken: int | None = None,
    firm: str = "",
) -> Verdict:
    """Say how well somebody fits a case and what stands against it.

    :param met: "opposed" or "other" where a name of the person or the firm resembles one there
    :param speakers: how many people here speak the client's language as well as this person
    :param spoken: how well the person speaks what the client does, where it is worked out already
    :param firm: what stands against the firm of a co-counsel, a code of BLOCKERS
    :param keeps: nobody else here speaks the language of another client who waits
    """
    against = list(_about_people(work, met=met, walled=walled))
    if firm:
        against.append(firm)
    if work.role == STUDENT and not work.attended:
        against.append("unattended")
    against += _about_papers(person, work, terms, on)
    if terms.training:
        against += _about_training(person, work, on)
    if spoken is None:
        spoken = fit(person.languages, work.language, work.dialect) if work.language else 0
    weight = work.weight
    if person.avoids.intersection(work.matters):
        against.append("not_taken")
    if person.capacity is not None and person.load + weight > person.capacity:
        against.append("over_capacity")
    if work.language and spoken < _ENOUGH:
        against.append("needs_interpreter")
    if keeps:
        against.append("keeps_language")
    if person.capacity is None:
        against.append("no_profile")
    reasons = list(_reasons(person, work, terms, on, spoken=spoken, speakers=speakers))
    if on_team:
        reasons.append("on_team")
    score = sum(_POINTS[code] for code in reasons)
    score -= sum(_AGAINST.get(BLOCKERS[code].level, 0) for code in against)
    if "room" in reasons and person.capacity:
        score += round(_ROOM * (person.capacity - person.load - weight) / person.capacity)
    return Verdict(tuple(reasons), tuple(against), score)


# From this key of interpreters.rules.candidates.FITS on, a meeting needs no interpreter.
_ENOUGH = 3
_DIALECT = 4


def _about_people(work: Work, *, met: str, walled: bool) -> Iterable[str]:
    if not work.clear:
        yield "conflict_not_clear"
    if walled:
        yield "kept_out"
    if met:
        yield "conflict_by_name" if met == "opposed" else "name_resembles"


def _about_papers(person: Person, work: Work, terms: Terms, on: date) -> Iterable[str]:
    asked = terms.asks(LICENCE, work.role)
    if work.role == REPRESENTATIVE:
        # Whatever the clinic asks for: without it nobody may represent at all.
        if code := _accredited(person, work, terms, on):
            yield code
    elif work.role in ASKED_OF[LICENCE] and (asked or person.licences):
        code = licence_code(person.licences, work, terms, on)
        # Where the clinic asks for none, one that nobody has confirmed yet stands against nothing.
        if code and (asked or code != "licence_missing"):
            yield code
    for proof, until in ((INSURANCE, person.insured_until), (PLEDGE, person.pledge_until)):
        asked = terms.asks(proof, work.role)
        if until is not None and until < on and work.role in ASKED_OF[proof]:
            yield f"{proof}_expired"
        elif asked and until is None:
            yield f"{proof}_missing"


def _accredited(person: Person, work: Work, terms: Terms, on: date) -> str:
    """Ask for every matter of the case, as nobody else on it could stand for the rest.

    Beside an attorney of the clinic one that is open to them is enough.
    """
    parts = [(kind,) for kind in work.matters] if work.attended else [work.matters]
    codes = [
        accreditation_code(
            person.licences, part, country=terms.country, on=on, next_deadline=work.next_deadline
        )
        for part in parts
    ]
    return "" if "" in codes else codes[0]


def _about_training(person: Person, work: Work, on: date) -> Iterable[str]:
    """Say each code once, however many modules are missing: their own page lists them."""
    wanted = dict.fromkeys(one for kind in work.matters for one in asked(work.role, kind))
    found = [
        f"{'confidentiality' if module.code == CONFIDENTIALITY else 'training'}_{why}"
        for module, why in lacking(wanted, person.trained, on)
    ]
    return dict.fromkeys(found)


def _licensed(person: Person, work: Work, terms: Terms, on: date) -> str:
    return licence_code(person.licences, work, terms, on)


def licence_code(licences: Iterable[Licence], work: Work, terms: Terms, on: date) -> str:
    """Return what stands against somebody's licences, empty where each matter has a good one."""
    confirmed = [one for one in licences if one.confirmed]
    if not confirmed:
        return "licence_missing"
    codes = {_opened(confirmed, kind, work, terms, on) for kind in work.matters}
    return next((code for code in _WORST_FIRST if code in codes), "")


_WORST_FIRST = ("licence_elsewhere", "licence_expired", "licence_ends")


def _opened(licences: Iterable[Licence], kind: str, work: Work, terms: Terms, on: date) -> str:
    right = [one for one in licences if one.opens(kind, country=terms.country, states=terms.states)]
    if not right:
        return "licence_elsewhere"
    last = max(one.expires_on for one in right)
    if last < on:
        return "licence_expired"
    needed = on + LICENCE_LEFT
    if work.next_deadline is not None:
        needed = max(needed, work.next_deadline)
    return "licence_ends" if last < needed else ""


def _reasons(
    person: Person, work: Work, terms: Terms, on: date, *, spoken: int, speakers: int
) -> Iterable[str]:
    if spoken >= _ENOUGH:
        if speakers == 1:
            yield "only_speaker"
        yield "dialect" if spoken == _DIALECT and work.dialect else "language"
    if person.matters.intersection(work.matters):
        yield "expertise"
    lacks = _accredited if work.role == REPRESENTATIVE else _licensed
    if work.role in ASKED_OF[LICENCE] and not lacks(person, work, terms, on):
        yield "licence"
    weight = work.weight
    if person.capacity is not None and person.load + weight <= person.capacity:
        yield "room"


def speaks(person: Person, work: Work) -> int:
    """Return how well somebody speaks what the client does; 0 where an interpreter is needed."""
    if not work.language:
        return 0
    spoken = fit(person.languages, work.language, work.dialect)
    return spoken if spoken >= _ENOUGH else 0
