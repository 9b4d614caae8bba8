"""The roster: a few dozen names, opened and compared as other names are.

There are no blind tokens of them: a list this short is opened whole, and what is not stored cannot
leak.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients.rules.details import LEVELS
from clients.rules.matching import ReadName, compare
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.tenancy.current import today
from clinic.vault.keys import preload
from interpreters.models import Interpreter
from interpreters.policy import visible_interpreters
from interpreters.rules import GENDERS, UNDERTAKING_STATES, UNDERTAKINGS, Undertaking, plain
from interpreters.rules.languages import read, shared


@dataclass(frozen=True)
class RosterLine:
    """Somebody of the roster as the list shows her."""

    interpreter: Interpreter
    languages: tuple[str, ...]
    gender: str
    state: str
    label: object
    tone: str

    @property
    def retired(self) -> bool:
        return self.interpreter.retired_at is not None


def roster(
    actor: Actor, *, text: str = "", language: str = "", retired: bool = False
) -> list[RosterLine]:
    """Return the roster by name.

    :param text: a name, in whatever spelling; another name of hers counts too
    :param language: a language or dialect she speaks
    """
    rows = list(visible_interpreters(actor).filter(retired_at__isnull=not retired))
    preload({row.key_id for row in rows})
    fitting = [row for row in rows if _named(row, text) and _speaks(row, language)]
    lines = [line_of(row, today()) for row in fitting]
    return sorted(lines, key=lambda line: plain(line.interpreter.name or ""))


def _named(row: Interpreter, text: str) -> bool:
    if not text.strip():
        return True
    sought = ReadName(text)
    names = names_of(row)
    if any(plain(text) in plain(name) for name in names):
        return True
    return any(compare(sought, ReadName(name)).is_possible for name in names)


def _speaks(row: Interpreter, language: str) -> bool:
    wanted = plain(language)
    said = [row.get(part, "") for row in row.languages or () for part in ("language", "dialect")]
    if not wanted or any(wanted in plain(word) for word in said):
        return True
    return any(
        shared(read(one.get("language") or "", one.get("dialect") or ""), read(language, ""))
        for one in row.languages or ()
    )


def names_of(interpreter: Interpreter) -> list[str]:
    """Return every name she is known by."""
    return [name for name in (interpreter.name, *(interpreter.other_names or ())) if name]


def undertaking_of(interpreter: Interpreter) -> Undertaking:
    return Undertaking(interpreter.undertaking_how, interpreter.undertaking_until)


def undertaking_words(interpreter: Interpreter) -> object:
    return UNDERTAKINGS.get(interpreter.undertaking_how, "")


def line_of(interpreter: Interpreter, on: date) -> RosterLine:
    state = undertaking_of(interpreter).state(on)
    label, tone = UNDERTAKING_STATES[state]
    return RosterLine(
        interpreter=interpreter,
        languages=tuple(_language(row) for row in interpreter.languages or ()),
        gender=str(GENDERS.get(interpreter.gender or "", "")),
        state=state,
        label=label,
        tone=tone,
    )


def _language(row: dict[str, str]) -> str:
    level = _(LEVELS[row["level"]]) if row.get("level") in LEVELS else ""
    return " · ".join(filter(None, (row.get("language"), row.get("dialect"), level)))


def interpreter_of(actor: Actor, pk: UUID) -> Interpreter:
    """Return somebody of the roster, retired or not. :raises NotVisible: there is none"""
    rows = visible_interpreters(actor).select_related("key", "undertaking_scan", "added_by__user")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def interpreter_said(interpreter: Interpreter) -> dict[str, Any]:
    """Return her as the form that changes her says it."""
    said: dict[str, Any] = {
        "name": interpreter.name or "",
        "other_names": "\n".join(interpreter.other_names or ()),
        "gender": interpreter.gender or "",
        "communities": "\n".join(interpreter.communities or ()),
        "email": interpreter.email or "",
        "phone": interpreter.phone or "",
        "note": interpreter.note or "",
        "version": interpreter.version,
    }
    for number, row in enumerate(interpreter.languages or ()):
        said |= {f"{part}-{number}": row.get(part, "") for part in ("language", "dialect", "level")}
    return said
