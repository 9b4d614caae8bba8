"""Numbers by which an agency or a court knows a filing: their format, and their one form.

A format comes from a pack, also from a clinic's own. So only a plain sequence of character classes
with bounded counts is taken, of which two may vary: more could be made to run for very long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.rules.identifiers import IdentifierError, normalise_identifier
from filings.rules.texts import gettext_noop

LONGEST = 60
_ATOM = r"(?:\[[A-Za-z0-9/ .:-]+\]|\\d|[A-Za-z0-9/ .:-])(?:\{\d{1,2}(?:,\d{1,2})?\})?"
MOST_VARYING = 2
_VARYING = re.compile(r"\{\d+,\d+\}")
_SAFE = re.compile(rf"\^(?:{_ATOM}){{1,24}}\$")
_DOCKET = re.compile(r"(\d{1,2}):(\d{2})-?([a-z]{2})-?(\d{1,5})(?:-[a-z]{2,4}){0,3}")


@dataclass(frozen=True)
class Identifier:
    """One kind of number a filing has. `format` and `prefixes` hold for its one form.

    `kind`: how it is brought to one form, a key of KINDS.
    """

    code: str
    name: str
    kind: str
    example: str
    format: str = ""
    prefixes: tuple[str, ...] = ()
    help: str = ""


def _docket(text: str) -> str:
    found = _DOCKET.fullmatch(_dashes(text).lower().replace(" ", ""))
    if found is None:
        raise IdentifierError(
            gettext_noop(
                "This is not a federal docket number. It has the division, the year, the kind of "
                "case and a number, for example 1:26-cv-01234."
            )
        )
    division, year, kind, number = found.groups()
    return f"{division}:{year}-{kind}-{number.zfill(5)}"


def _dashes(text: str) -> str:
    return re.sub("[\u2010-\u2015\u2212]", "-", text.strip())


def _reference(text: str) -> str:
    """Keep it as it was typed: these have no public format."""
    normalise_identifier("state", text)
    return " ".join(_dashes(text).split())


# How a number is brought to the one form in which it is kept.
KINDS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "receipt": lambda text: normalise_identifier("receipt", text),
        "a_number": lambda text: normalise_identifier("a_number", text),
        "docket": _docket,
        "reference": _reference,
    }
)


def normalised(identifier: Identifier, text: str) -> str:
    """Return the one form in which a number is kept. :raises IdentifierError: what is wrong"""
    if len(text) > 4 * LONGEST:
        raise IdentifierError(gettext_noop("This is too long for a number."))
    kept = KINDS[identifier.kind](text)
    if len(kept) > LONGEST:
        raise IdentifierError(gettext_noop("This is too long for a number."))
    wrong = identifier.format and not re.fullmatch(identifier.format, kept)
    if wrong or (identifier.prefixes and not kept.startswith(identifier.prefixes)):
        raise IdentifierError(
            gettext_noop(
                "This does not look like the number asked for. Compare it with the example."
            )
        )
    return kept


def found_by(kind: str, kept: str) -> str:
    """Return the text of which a blind token is made; spaces and strokes of a reference differ."""
    bare = normalise_identifier("state", kept) if kind == "reference" else kept
    return f"{kind}:{bare}"


def identifier_problem(read: Identifier) -> str:
    """Say what is wrong with a pack's description, or ""."""
    texts = (read.name, read.kind, read.example, read.format, read.help, *read.prefixes)
    if not all(isinstance(each, str) for each in texts) or not read.name.strip():
        return "name, kind, example, format and prefixes are texts"
    if read.kind not in KINDS:
        return f"there is no kind {read.kind}; there are {', '.join(KINDS)}"
    if read.format and not _SAFE.fullmatch(read.format):
        return "a format is ^, characters or classes with a count in braces, $"
    if len(_VARYING.findall(read.format)) > MOST_VARYING:
        return "a format has two counts that vary at most"
    try:
        if normalised(read, read.example) != read.example:
            return "the example is not written in its one form"
    except (IdentifierError, re.error) as refused:
        return f"the example is refused: {refused}"
    return ""
