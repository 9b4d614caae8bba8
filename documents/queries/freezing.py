"""What a final list was frozen as: one way of writing it down, and the digest over that."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from documents.models import Exhibit, ExhibitList, Revision
from documents.queries.exhibits import rows_in
from documents.queries.translations import standing_behind
from documents.rules.bundles import MOST_BYTES


def told_of(one: Exhibit) -> list[Any]:
    told = [one.number, one.title or "", one.heading or "", str(one.revision_id), one.digest]
    return [*told, one.behind] if one.behind else told


def digest_of_list(told: list[list[Any]]) -> str:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_too_large(exhibit_list: ExhibitList) -> bool:
    """Tell whether no bundle can be made of a draft: its files, translations too, are too many."""
    rows = rows_in(exhibit_list)
    return weight_of(rows, standing_behind(rows)) > MOST_BYTES


def weight_of(rows: Iterable[Exhibit], behind: Mapping[UUID, Iterable[Revision]]) -> int:
    """Return how many bytes all that is filed has together."""
    files = (each.file for row in rows for each in (row.revision, *behind[row.pk]))
    return sum(file.size for file in files)
