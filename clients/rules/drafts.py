"""What of a half-written step may be kept."""

import re
from collections.abc import Mapping

from clients.rules.conflict import PartyKind
from clients.rules.intake_steps import PARTIES

_ROW = re.compile(r"party-(\d+)-")


def keepable(step: str, said: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Leave out whoever did harm until the client has said yes to writing the name down."""
    if step != PARTIES.code or said.get("exploiter_consent") == ["yes"]:
        return dict(said)
    kinds = {
        found[1]: said.get(f"party-{found[1]}-kind")
        for field in said
        if (found := _ROW.match(field))
    }
    barred = {number for number, kind in kinds.items() if kind == [PartyKind.EXPLOITER.value]}
    return {
        field: values
        for field, values in said.items()
        if not (found := _ROW.match(field)) or found[1] not in barred
    }
