"""One clinic with many names in its matters: sealed rows and tokens as the product makes them.

Run beside a stack by `benchmarks.conflicts`. Names are made of the words of
tests/clients/names/variants_tuning.csv, common ones drawn oftener (a power law), so that tokens are
shared as in life; the first of each pair of variants_heldout.csv is planted once.
"""

import argparse
import csv
import time
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction
from psycopg import sql

from benchmarks.seeding import Ids, Rows, Seeder, _member
from clients.models import Client, Party, PartyToken
from clients.queries.matches import MAKING, NAME, blind_names
from clients.rules.names import words_of
from clinic.services.places import ROOT
from clinic.tenancy.current import bind
from clinic.vault.keys import clinic_key
from clinic.vault.models import ClientKey
from tests.builders import make_clinic

NAMES = ROOT / "tests" / "clients" / "names"
KINDS = ("client", "alias", "exploiter", "employer", "witness")
COMMON = 0.7


def pairs(name: str) -> list[dict[str, str]]:
    with Path(NAMES / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if not row["organisation"]]


class PartySeeder(Seeder):
    def parties(self, count: int) -> UUID:
        words = sorted({word for row in pairs("variants_tuning.csv") for word in row["a"].split()})
        self.chance.shuffle(words)
        weights = [1 / (place + 1) ** COMMON for place in range(len(words))]
        planted = [row["a"] for row in pairs("variants_heldout.csv")]
        drawn = [
            " ".join(self.chance.choices(words, weights, k=self.chance.choice((2, 2, 2, 3))))
            for _each in range(count - len(planted))
        ]
        clinic = make_clinic("many-names")
        by = _member(clinic, "coordinator", "000")
        ours = {"clinic_id": clinic.pk}
        with bind(clinic), transaction.atomic():
            outer = clinic_key()
            names = planted + drawn
            for first in range(0, len(names), 20_000):
                keys = Rows(ClientKey, wrapped_by_id=outer.id, **ours)
                clients = Rows(Client, conflict_state="clear", created_by_id=by.pk, **ours)
                rows = Rows(Party, added_by_id=by.pk, **ours)
                tokens = Rows(PartyToken, kind=NAME, making=MAKING, **ours)
                portion = names[first : first + 20_000]
                for start in range(0, len(portion), len(KINDS)):
                    key, client_id = self._key(outer, clinic.pk, keys), self.ids()
                    clients.add(id=client_id, key_id=key.id, code_name=f"Seed {first + start}")
                    for kind, name in zip(KINDS, portion[start : start + 5], strict=False):
                        row_id = self.ids()
                        sealed = self._seal(key, "party.name", row_id, clinic.pk, name.encode())
                        rows.add(
                            id=row_id, key_id=key.id, client_id=client_id, kind=kind, name=sealed
                        )
                        found = blind_names(name, organisation=False)
                        for token in found:
                            tokens.add(
                                id=self.ids(), party_id=row_id, token=token, words=words_of(found)
                            )
                for table in (keys, clients, rows, tokens):
                    table.copy(self.server)
        with self.server.cursor() as cursor:
            cursor.execute("CREATE TABLE plain_names (name text)")
            with cursor.copy("COPY plain_names FROM STDIN") as copy:
                for name in names:
                    copy.write_row((name,))
            cursor.execute("CREATE INDEX ON plain_names (name text_pattern_ops)")
            cursor.execute("GRANT SELECT ON plain_names TO PUBLIC")
        return clinic.pk


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begun = time.monotonic()
    seeder = PartySeeder(asked.seed, date.today(), (1, 540))
    seeder.ids = Ids(seeder.chance)
    clinic_id = seeder.parties(asked.parties)
    for table in ("vault_clientkey", "clients_client", "clients_party", "clients_partytoken"):
        seeder.server.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))
    seeder.server.execute("VACUUM ANALYZE plain_names")
    print(f"{asked.parties} names in {time.monotonic() - begun:.0f} s, clinic {clinic_id}")


if __name__ == "__main__":
    main()
