"""Many clinics with many deadlines in minutes: rows by COPY, sealed as the product seals them.

    benchmarks.place.seed(stack, "--deadlines", "1000000", "--clinics", "100")

Deterministic by `--seed`: structure, dates, names, ids; not the ciphertexts, whose keys and nonces
must be random. Columns that a row does not name get the model's own default, so that a new one
needs no change here. Each case has a client with a key of its own, and under it are sealed: the
client's name, and of each deadline the facts, steps and warnings, in the length they have when
`filings.rules` writes them. Foreign keys are not checked while copying (they hold by construction).

Half of the deadlines go to one big clinic, the rest evenly to the others; a case has four. Where
days lie as far ahead as usual ladders reach, one deadline in fifty is a limitation of ten years.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import django

django.setup()

import psycopg  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from psycopg import sql  # noqa: E402

from benchmarks.place import SUPERUSER_URL  # noqa: E402
from cases.models import Assignment, Case  # noqa: E402
from clients.models import Client  # noqa: E402
from clinic.access.actor import Actor  # noqa: E402
from clinic.people.models import Membership, User  # noqa: E402
from clinic.tenancy.current import bind  # noqa: E402
from clinic.tenancy.models import Clinic  # noqa: E402
from clinic.vault.keyring import NONCE  # noqa: E402
from clinic.vault.keys import PlainKey, clinic_key  # noqa: E402
from clinic.vault.models import ClientKey  # noqa: E402
from clinic.vault.sealing import Sealed, seal  # noqa: E402
from filings.actions import start_recompute  # noqa: E402
from filings.models import Deadline, RecomputeRun  # noqa: E402
from filings.rules.ladders import ladders  # noqa: E402
from filings.rules.reminding import YEARLY, longest_rung  # noqa: E402
from tests.builders import make_clinic  # noqa: E402

PER_CASE, ATTORNEYS = 4, 8
YEARLY_SHARE, TEN_YEARS = 0.02, 3_650
FACTS = {"notice_date": "2026-03-06", "service": "mail", "response": "paper", "response_days": 84}
STEP = {"what": "count", "days": 84, "from": "2026-03-06", "to": "2026-05-29", "source": "V6s"}
STEPS = [STEP | {"number": number} for number in range(5)]
TABLES = ("vault_clientkey", "clients_client", "cases_case", "cases_assignment", "filings_deadline")


class Ids:
    """UUIDv7 from a seed: a counter for the time, then random bits."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.now = chance, 1_780_000_000_000

    def __call__(self) -> UUID:
        self.now += 1
        bits = self.chance.getrandbits(74)
        high = (self.now << 16) | 0x7000 | (bits >> 62)
        return UUID(int=(high << 64) | (0b10 << 62) | (bits & (1 << 62) - 1))


class Rows:
    """Rows of one model on their way into the database."""

    def __init__(self, model: type[models.Model], **constant: Any) -> None:
        self.model, self.constant = model, constant
        self.fields = [field for field in model._meta.concrete_fields if not field.generated]
        self.lines: list[tuple[Any, ...]] = []
        self.usual: dict[str, Any] = {
            str(field.column): self._default(field) for field in self.fields
        }
        self.usual |= constant

    def _default(self, field: Any) -> Any:
        if field.primary_key or field.is_relation:
            return None
        if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
            return timezone.now()
        return field.get_db_prep_save(field.get_default(), connection)

    def add(self, **values: Any) -> None:
        row = self.usual | values
        self.lines.append(tuple(row[str(field.column)] for field in self.fields))

    def copy(self, server: psycopg.Connection[Any]) -> None:
        columns: sql.Composed = sql.SQL(", ").join(
            sql.Identifier(str(field.column)) for field in self.fields
        )
        table = sql.Identifier(self.model._meta.db_table)
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns)
        with server.cursor() as cursor, cursor.copy(statement) as copy:
            for line in self.lines:
                copy.write_row(line)
        self.lines.clear()


class Seeder:
    def __init__(self, seed: int, today: date, days: tuple[int, int]) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made-up rows
        self.ids, self.today, self.days = Ids(self.chance), today, days
        self.server = psycopg.connect(os.environ[SUPERUSER_URL], autocommit=True)
        self.server.execute("SET session_replication_role = replica")

    def clinic(self, number: int, deadlines: int, attorneys: int) -> None:
        clinic = make_clinic(f"clinic-{number:03d}")
        people = [
            _member(clinic, "attorney", f"{number:03d} {each:02d}") for each in range(attorneys)
        ]
        overseers = [
            _member(clinic, role, f"{number:03d}") for role in ("coordinator", "supervisor")
        ]
        with bind(clinic), transaction.atomic():
            outer = clinic_key()
            # Nothing to compare yet; so no change of rules is found in what comes, either, whose
            # facts give other days than the seed does. A comparison by the button finds all.
            start_recompute(Actor.system(clinic, "recompute"), cause=RecomputeRun.PACKS)
        for first in range(0, deadlines, 20_000):
            count = min(20_000, deadlines - first)
            self._portion(clinic, outer, people, overseers[0], first, count)

    def _portion(
        self, clinic: Clinic, outer: PlainKey, people: list[Membership], by: Membership,
        first: int, count: int,
    ) -> None:  # fmt: skip
        ours = {"clinic_id": clinic.pk}
        keys = Rows(ClientKey, wrapped_by_id=outer.id, **ours)
        clients = Rows(Client, conflict_state="clear", created_by_id=by.pk, **ours)
        cases = Rows(
            Case, matter="t_visa", stage="preparing", opened_on=self.today,
            opened_by_id=by.pk, **ours,
        )  # fmt: skip
        seats = Rows(Assignment, role="attorney", assigned_by_id=by.pk, **ours)
        rows = Rows(
            Deadline, rule="us.uscis.rfe", rule_version="2026-08-05", source="V6s, V26",
            consequence="denial", **ours,
        )  # fmt: skip
        for number in range(first // PER_CASE, (first + count) // PER_CASE):
            key = self._key(outer, clinic.pk, keys)
            client_id, case_id = self.ids(), self.ids()
            name = self._seal(key, "client.name_to_use", client_id, clinic.pk, b"Made Up Person")
            clients.add(id=client_id, key_id=key.id, code_name=f"Seed {number}", name_to_use=name)
            cases.add(id=case_id, key_id=key.id, client_id=client_id, number=f"2026-{number:06d}")
            seat = self.chance.choice(people).pk
            seats.add(id=self.ids(), case_id=case_id, membership_id=seat)
            for _each in range(PER_CASE):
                self._deadline(rows, key, clinic.pk, case_id)
        for table in (keys, clients, cases, seats, rows):
            table.copy(self.server)

    def _key(self, outer: PlainKey, clinic_id: UUID, keys: Rows) -> PlainKey:
        key = PlainKey(self.ids(), os.urandom(32))
        nonce = os.urandom(NONCE)
        context = f"{clinic_id}|client|{key.id}".encode()  # as `clinic.vault.keys` wraps
        keys.add(id=key.id, wrapped=nonce + outer.cipher.encrypt(nonce, key.secret, context))
        return key

    def _seal(
        self, key: PlainKey, label: str, row_id: UUID, clinic_id: UUID, plain: bytes
    ) -> Sealed:
        return seal(key, plain, clinic_id=clinic_id, label=label, row_id=row_id)

    def _deadline(self, rows: Rows, key: PlainKey, clinic_id: UUID, case_id: UUID) -> None:
        row_id = self.ids()
        ladder, (first, last_one) = self.chance.choice(LADDERS), self.days
        if last_one > longest_rung() and self.chance.random() < YEARLY_SHARE:
            ladder, last_one = YEARLY, TEN_YEARS
        last = self.today + timedelta(days=self.chance.randint(first, last_one))
        sealed = {
            name: self._seal(key, f"deadline.{name}", row_id, clinic_id, plain)
            for name, plain in PLAIN.items()
        }
        rows.add(
            id=row_id, key_id=key.id, case_id=case_id, ladder=ladder, outer=last, by_rule=last,
            target=last - timedelta(days=1), remind_by=last, **sealed,
        )  # fmt: skip


LADDERS = sorted(name for name in ladders() if len(name) == 1)
PLAIN = {
    "facts": json.dumps(FACTS).encode(),
    "steps": json.dumps(STEPS).encode(),
    "warnings": b"[]",
}


def _member(clinic: Clinic, role: str, name: str) -> Membership:
    """A seat of somebody who cannot sign in: hashing passwords would take most of the time."""
    email = f"{role}.{name.replace(' ', '.')}@example.org"
    user = User.objects.create_user(email=email, name=f"{role.title()} {name}", password=None)
    with bind(clinic), transaction.atomic():
        return Membership.objects.create(user=user, roles=[role])


def shares(deadlines: int, clinics: int) -> Iterator[int]:
    """Yield how many deadlines each clinic gets; the first is the big one."""
    if clinics == 1:
        yield deadlines
        return
    big = deadlines // 2
    each = (deadlines - big) // (clinics - 1) // PER_CASE * PER_CASE
    yield deadlines - each * (clinics - 1)
    yield from [each] * (clinics - 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deadlines", type=int, default=10_000)
    parser.add_argument("--clinics", type=int, default=101, help="the first of them is big")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=date.fromisoformat, default=timezone.now().date())
    parser.add_argument("--first", type=int, default=1, help="the nearest, in days from today")
    parser.add_argument("--last", type=int, default=540, help="the farthest")
    asked = parser.parse_args()
    begun = time.monotonic()
    seeder = Seeder(asked.seed, asked.today, (asked.first, asked.last))
    for number, count in enumerate(shares(asked.deadlines, asked.clinics)):
        seeder.clinic(number, count, ATTORNEYS if number else 5 * ATTORNEYS)
    for table in TABLES:
        seeder.server.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))
    took = time.monotonic() - begun
    print(f"{asked.deadlines} deadlines of {asked.clinics} clinics in {took:.0f} s")


if __name__ == "__main__":
    main()
