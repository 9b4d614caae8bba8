"""The sentences that stand in the packs: what there is to translate outside of the code.

A pack is data, so `makemessages` does not see its names and reminders, while the pages translate
them. The command of that name in this room writes this listing where it looks.
"""

import tomllib
from collections.abc import Iterator
from typing import Any

from filings.rules.catalogue import PACKS

# The keys of a pack that hold words for people; everything else is a code, a number or a day.
SAID = frozenset(
    {
        "name", "body", "prerequisites", "unlocks", "text", "label", "help", "consequence",
        "jurisdictional_because", "no_date", "source",
    }
)  # fmt: skip


def words_of_packs() -> list[str]:
    """Return each sentence of the packs that come with Alcove, once."""
    found: set[str] = set()
    for pack in sorted(PACKS.rglob("*.toml")):
        found.update(_said(tomllib.loads(pack.read_text(encoding="utf-8"))))
    return sorted(found)


def _said(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _said(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from _said(each, key)
    elif isinstance(value, str) and key in SAID and value:
        yield value
