"""Which names a conflict check still needs after a record is erased, and no others.

Duties to former clients do not end with the file (ABA 1.9, 1.10): kept are the client's own names
and those who may stand against somebody. Kept of them is the name alone.
"""

from clients.rules.conflict import PartyKind

# They are neither for nor against anybody later on.
LET_GO = frozenset({PartyKind.FAMILY.value, PartyKind.WITNESS.value, PartyKind.OTHER.value})


def is_kept(kind: str) -> bool:
    """Tell whether a party's name stays; kinds that are added later stay until somebody decides."""
    return kind not in LET_GO
