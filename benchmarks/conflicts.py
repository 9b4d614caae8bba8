"""Conflict checks and name search in one clinic with many names, and how many variants they find.

    .venv/bin/python -m benchmarks.conflicts --scale 10000 100000

The bare minimum of a check is one equality lookup for each token (budget: at most 3 times); that of
a search is a prefix search over names in clear without row-level security, plus opening and ranking
as many candidates (budget: at most 2 times), and a tenth of opening and ranking the whole clinic.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks.place import become, place, seed
from benchmarks.timing import compare, seconds

TURNS = 5
PARTIES = 20


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=int, nargs="+", default=[10_000], help="names")
    parser.add_argument("--turns", type=int, default=TURNS)
    asked = parser.parse_args()
    if len(asked.scale) > 1:  # a process for each: its keys are those of its place
        for scale in asked.scale:
            command = [sys.executable, "-m", "benchmarks.conflicts", "--scale", str(scale)]
            subprocess.run([*command, "--turns", str(asked.turns)], check=True)
        return
    with place() as stack:
        scale = asked.scale[0]
        seeded = seed(stack, "--parties", str(scale), module="benchmarks.seeding_parties")
        print(seeded, flush=True)
        become(stack, "app")
        _measure(scale, asked.turns, UUID(seeded.split()[-1]))


def _measure(scale: int, turns: int, clinic_id: UUID) -> None:
    from django.db import connection

    from benchmarks.seeding_parties import pairs
    from clients.models import Client
    from clients.queries.matches import find_matches, sought_text
    from clinic.tenancy.current import bound_to

    heldout = pairs("variants_heldout.csv")
    texts = [row["b"] for row in heldout]
    with bound_to(clinic_id) as clinic:
        beside = Client.objects.latest("id").pk
        sought = [sought_text(text) for text in texts[:PARTIES]]
        tokens = [token for one in sought for token in (*one.names, *one.numbers)]

        def bare() -> int:
            count = 0
            with connection.cursor() as cursor:
                for token in tokens:
                    cursor.execute(
                        "SELECT party_id FROM clients_partytoken"
                        " WHERE clinic_id = %s AND token = %s",
                        [clinic.pk, token],
                    )
                    count += len(cursor.fetchall())
            return count

        print(f"{scale}: {len(tokens)} tokens of {PARTIES} names, {bare()} rows have one")
        compare(
            f"{scale}: check of 20 names / lookups",
            lambda: find_matches(sought, beside=beside),
            bare,
            turns=turns,
        )
        some = texts[::23]
        compare(
            f"{scale}: {len(some)} searches / prefix search, opening, ranking",
            lambda: [find_matches([sought_text(text)]) for text in some],
            lambda: [_prefix(connection, text) for text in some],
            turns=turns,
        )
        whole = seconds(lambda: _whole(texts[0], 2_000)) * scale / 2_000
        one = seconds(lambda: find_matches([sought_text(texts[0])]))
        print(f"{scale}: one search / opening and ranking the whole clinic  {one / whole:.4f}")
        _recall(scale, heldout)


def _prefix(connection: Any, text: str) -> int:
    """Search names in clear by their first letters; open and rank as many as a search does."""
    from clients.queries.matches import MOST_OPENED
    from clients.rules.matching import ReadName
    from clients.rules.matching import compare as alike

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM plain_names WHERE name LIKE %s LIMIT %s",
            [f"{text[:2]}%", MOST_OPENED],
        )
        names: Sequence[str] = [name for (name,) in cursor.fetchall()]
    mine, best = ReadName(text), 0.0
    names = (list(names) * MOST_OPENED)[:MOST_OPENED] or [text] * MOST_OPENED
    for name in names:
        _opened(name)
        best = max(best, alike(mine, ReadName(name)).score)
    return len(names)


_KEY, _NONCE = os.urandom(32), os.urandom(12)
_SEALED: dict[str, bytes] = {}


def _opened(name: str) -> str:
    """Open a name under a key of its own, itself wrapped, with nothing round it."""
    cipher = AESGCM(_KEY)
    sealed = _SEALED.setdefault(name, cipher.encrypt(_NONCE, name.encode(), b""))
    cipher.decrypt(_NONCE, sealed, b"")
    return AESGCM(_KEY).decrypt(_NONCE, sealed, b"").decode()


def _whole(text: str, count: int) -> None:
    from clients.models import Party
    from clients.rules.matching import ReadName
    from clients.rules.matching import compare as alike
    from clinic.vault.keys import preload

    rows = list(Party.objects.order_by("id")[:count])
    preload({row.key_id for row in rows})
    mine = ReadName(text)
    for row in rows:
        alike(mine, ReadName(row.name or ""))


def _recall(scale: int, heldout: list[dict[str, str]]) -> None:
    from clients.queries.matches import find_matches, sought_text

    hits = shown = 0
    for row in heldout:
        found = find_matches([sought_text(row["b"])])
        hits += any(match.other.name == row["a"] for match in found)
        shown += len(found)
    print(f"{scale}: {hits / len(heldout):.4f} of {len(heldout)} planted variants found, "
          f"{shown / len(heldout):.1f} names shown for each")  # fmt: skip


if __name__ == "__main__":
    main()
