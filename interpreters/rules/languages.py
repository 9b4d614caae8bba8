"""Whether two people speak the same language, from what was written down of each. Pure.

Words that look alike say nothing here: Chin is not Chinese, nor Romani Romanian. Names are the same
when they are spelled the same, or when `languages.toml` says so.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from interpreters.rules import plain

FILE = Path(__file__).parent / "languages.toml"
_INSIDE = re.compile(r"\(([^)]*)\)?")
_APART = re.compile(r"[-\s]+")
_SIGNED = "sign language"


@dataclass(frozen=True)
class Spoken:
    """A language as it is compared. `variety`: which of several languages that share a name."""

    language: str
    variety: str = ""
    dialects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """`names`: any name -> language; `varieties`: language -> any name of a variety -> variety."""

    names: dict[str, str]
    varieties: dict[str, dict[str, str]]
    of_places: frozenset[str]
    never: frozenset[str]

    def read(self, name: str) -> Spoken:
        """Read a name as it is compared: as itself, as a variety, or as one of a place."""
        if name in self.names:
            return Spoken(self.names[name])
        for language, known in self.varieties.items():
            # A bare "north" says which Kurdish, and is no name of a language.
            if name in known and name not in _SIDES:
                return Spoken(language, known[name], (known[name],))
        place, _space, last = name.rpartition(" ")
        if place and last in self.of_places and self.never.isdisjoint(place.split()):
            return Spoken(last, "", (place,))
        return Spoken(name)


_SIDES = frozenset({"northern", "north", "southern", "south", "central"})


@cache
def table() -> Table:
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    names: dict[str, str] = {}
    varieties: dict[str, dict[str, str]] = {}
    for row in said["language"]:
        first = row["names"][0]
        names |= dict.fromkeys(row["names"], first)
        for one in row.get("variety", ()):
            varieties.setdefault(first, {}).update(dict.fromkeys(one["names"], one["names"][0]))
    return Table(names, varieties, frozenset(said["of_places"]), frozenset(said["never"]))


@lru_cache(maxsize=4096)
def read(language: str, dialect: str) -> tuple[Spoken, ...]:
    """Read what was written of a language; more than one where a slash says either.

    What stands in brackets or after a comma is a dialect, as what was written as one.
    """
    inside = [part for found in _INSIDE.findall(language) for part in _parts(found)]
    found = []
    for whole in _INSIDE.sub(" ", language).split("/"):
        name, *after = _parts(whole) or [""]
        if name.endswith(" language") and not name.endswith(_SIGNED):
            name = name.removesuffix(" language")
        if name:
            more = (*inside, *after, *_parts(dialect))
            found.append(_with_dialects(table().read(name), more))
    return tuple(found)


def _with_dialects(one: Spoken, more: Iterable[str]) -> Spoken:
    known = table().varieties.get(one.language, {})
    dialects = tuple(dict.fromkeys((*one.dialects, *(known.get(word, word) for word in more))))
    named = [word for word in dialects if word in known.values()]
    return Spoken(one.language, one.variety or (named[0] if named else ""), dialects)


def _parts(text: str) -> list[str]:
    parts = (_folded(part) for part in re.split(r"[,;:]", text))
    return [part for part in parts if part]


def _folded(text: str) -> str:
    """Return a name without accents, case, apostrophes and hyphens: Q'eqchi' is qeqchi."""
    kept = "".join(sign for sign in plain(text) if sign.isalnum() or sign.isspace() or sign == "-")
    return " ".join(_APART.sub(" ", kept).split())


def same_language(one: Spoken, other: Spoken) -> bool:
    if one.language != other.language:
        return False
    return not one.variety or not other.variety or one.variety == other.variety


def shared(ours: tuple[Spoken, ...], theirs: tuple[Spoken, ...]) -> list[tuple[Spoken, Spoken]]:
    """Return the pairs in which both speak the same language."""
    return [(one, other) for one, other in product(ours, theirs) if same_language(one, other)]
