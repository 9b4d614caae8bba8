"""What a final list was frozen as: one way of writing it down, and the digest over that."""

import hashlib
import json
from typing import Any

from documents.models import Exhibit


def told_of(one: Exhibit) -> list[Any]:
    told = [one.number, one.title or "", one.heading or "", str(one.revision_id), one.digest]
    return [*told, one.behind] if one.behind else told


def digest_of_list(told: list[list[Any]]) -> str:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
