"""From the cells of a row to what will be made of it, or to what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cases.rules import CLOSED, MATTERS, OPENED, OUTCOMES, STAGES
from clients.rules.identifiers import IdentifierError, normalise_identifier
from clients.rules.identity import IdentityError, check_birth_date, check_name, read_birth
from exchange.rules.columns import NUMBERS, OF_A_CASE
from exchange.rules.dates import NoDay, read_day
from exchange.rules.tables import Record, read_back

LONGEST_TEXT, LONGEST_SUMMARY, LONGEST_REF = 300, 20_000, 100
OTHER = "other"
_MATTERS = {
    "t": "t_visa",
    "t nonimmigrant": "t_visa",
    "i-914": "t_visa",
    "u": "u_visa",
    "u nonimmigrant": "u_visa",
    "i-918": "u_visa",
    "i-589": "asylum",
    "ead": "work_permit",
    "vawa": "vawa",
    "sijs": "sij",
    "i-360 sij": "sij",
    "removal": "removal_defense",
    "green card": "adjustment",
    "i-485": "adjustment",
    "expungement": "vacatur",
}
_STAGES = {
    "open": OPENED,
    "active": OPENED,
    "new": OPENED,
    "pending": "waiting",
    "submitted": "filed",
}
_INTERPRETER = {"y": "yes", "true": "yes", "1": "yes", "n": "no", "false": "no", "0": "no"}


@dataclass(frozen=True)
class Reading:
    """How a list is read, as a person confirmed. `other_matters`: unknown kinds are "other"."""

    columns: tuple[str, ...]
    order: str = "ymd"
    other_matters: bool = False


@dataclass
class Matter:
    kind: str = OTHER
    number: str = ""
    opened_on: date | None = None
    stage: str = OPENED
    closed_on: date | None = None
    outcome: str = ""
    close_reason: str = ""
    summary: str = ""


@dataclass
class Draft:
    """What a row says. `problems`: codes of what is wrong; then nothing is made of it."""

    ref: str = ""
    code_name: str = ""
    legal_name: str = ""
    name_to_use: str = ""
    other_names: tuple[str, ...] = ()
    birth: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    phone: str = ""
    email: str = ""
    numbers: dict[str, str] = field(default_factory=dict)
    matter: Matter | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.legal_name or self.name_to_use


def draft_of(record: Record, reading: Reading, *, today: date) -> Draft:
    """Read a row. Everything that is wrong with it is told at once."""
    draft = Draft()
    if record.problem:
        draft.problems.append(record.problem)
        return draft
    if any(cell.strip() for cell in record.cells[len(reading.columns) :]):
        draft.problems.append("more_cells")
        return draft
    said = {
        code: value
        for code, cell in zip(reading.columns, record.cells, strict=False)
        if code and (value := read_back(cell).strip())
    }
    if any("\ufffd" in value for value in said.values()):
        draft.problems.append("unreadable_signs")
    _names(draft, said)
    _birth(draft, said, reading.order, today)
    _texts(draft, said)
    _numbers(draft, said)
    if any(code in said for code in OF_A_CASE):
        draft.matter = _matter(draft, said, reading, today)
    return draft


def _names(draft: Draft, said: Mapping[str, str]) -> None:
    whole = said.get("legal_name", "")
    in_parts = " ".join(said[code] for code in ("given_names", "family_names") if code in said)
    draft.legal_name = _name(draft, whole or in_parts)
    draft.name_to_use = _name(draft, said.get("name_to_use", ""))
    others = [part.strip() for part in said.get("other_names", "").split(";")]
    draft.other_names = tuple(name for part in others if part and (name := _name(draft, part)))
    draft.code_name = said.get("code_name", "")
    if len(draft.code_name) > 60 or not draft.code_name.isprintable():
        draft.problems.append("code_name")
    if not (draft.legal_name or draft.name_to_use or draft.code_name or draft.problems):
        draft.problems.append("no_name")


def _name(draft: Draft, text: str) -> str:
    if not text:
        return ""
    try:
        return check_name(text)
    except IdentityError:
        draft.problems.append("name")
        return ""


def _birth(draft: Draft, said: Mapping[str, str], order: str, today: date) -> None:
    text = said.get("birth")
    if not text:
        return
    try:
        if text.isdecimal() and len(text) == 4:
            draft.birth = str(read_birth(text, today=today))
        else:
            draft.birth = str(check_birth_date(read_day(text, order), today=today))
    except (IdentityError, NoDay):
        draft.problems.append("birth")


def _texts(draft: Draft, said: Mapping[str, str]) -> None:
    draft.ref = said.get("client_ref", "")
    for code in ("pronouns", "nationality", "language", "interpreter"):
        text = said.get(code, "")
        if code == "interpreter" and text:
            text = _INTERPRETER.get(text.casefold(), text.casefold())
            if text not in ("yes", "no", "unsure"):
                draft.problems.append("interpreter")
        if len(text) > LONGEST_TEXT or not text.isprintable():
            draft.problems.append("too_long" if len(text) > LONGEST_TEXT else "control")
        elif text:
            draft.texts[code] = text
    if len(draft.ref) > LONGEST_REF:
        draft.problems.append("too_long")


def _numbers(draft: Draft, said: Mapping[str, str]) -> None:
    for kind in (*NUMBERS, "phone", "email"):
        text = said.get(kind, "")
        if not text:
            continue
        try:
            normal = normalise_identifier(kind, text)
        except IdentifierError:
            draft.problems.append(kind)
            continue
        if kind in NUMBERS:
            draft.numbers[kind] = normal
        elif kind == "phone":
            draft.phone = text
        else:
            draft.email = text


def _matter(draft: Draft, said: Mapping[str, str], reading: Reading, today: date) -> Matter:
    matter = Matter(number=said.get("case_number", ""), summary=said.get("summary", ""))
    matter.close_reason = said.get("close_reason", "")
    kind = said.get("matter", "")
    known = chosen(kind, MATTERS, _MATTERS)
    if known:
        matter.kind = known
    elif not reading.other_matters:
        draft.problems.append("matter" if kind else "no_matter")
    elif kind:
        # The list's own words stay, where whoever takes the case reads them.
        matter.summary = f"{kind}\n{matter.summary}".strip()
    matter.opened_on = _day(draft, said, "opened_on", reading.order, today)
    matter.closed_on = _day(draft, said, "closed_on", reading.order, today)
    matter.stage = _one_of(draft, said, "stage", STAGES, _STAGES) or (
        CLOSED if matter.closed_on else OPENED
    )
    matter.outcome = _one_of(draft, said, "outcome", OUTCOMES, {})
    if matter.stage == CLOSED and not (matter.closed_on and matter.outcome):
        draft.problems.append("closed_how")
    if matter.stage != CLOSED and (matter.closed_on or matter.outcome):
        draft.problems.append("not_closed")
    if matter.opened_on and matter.closed_on and matter.closed_on < matter.opened_on:
        draft.problems.append("closed_before_opened")
    if len(matter.summary) > LONGEST_SUMMARY or len(matter.number) > LONGEST_REF:
        draft.problems.append("too_long")
    return matter


def _day(draft: Draft, said: Mapping[str, str], code: str, order: str, today: date) -> date | None:
    if code not in said:
        return None
    try:
        day = read_day(said[code], order)
    except NoDay:
        draft.problems.append(code)
        return None
    if day > today:
        draft.problems.append("future")
    return day


def _one_of(
    draft: Draft,
    said: Mapping[str, str],
    column: str,
    table: Mapping[str, object],
    words: Mapping[str, str],
) -> str:
    text = said.get(column, "")
    found = chosen(text, table, words)
    if text and not found:
        draft.problems.append(column)
    return found


def chosen(text: str, table: Mapping[str, object], words: Mapping[str, str]) -> str:
    """Return the code that a list means by its own word, or "" for one that says nothing to us."""
    plain = " ".join(text.casefold().replace("_", " ").split())
    for code, entry in table.items():
        label = str(getattr(entry, "label", entry))
        if plain and plain in (code.replace("_", " "), label.casefold()):
            return code
    return words.get(plain, "")
