"""Encrypted fields against bare AES-GCM, and the guard on statements against none.

Budgets: a field at most 4 times bare AES-GCM; a page of 50 names at most twice plain text.
"""

import argparse
import os
import uuid

import django

django.setup()

from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from benchmarks.timing import compare  # noqa: E402
from clinic.tenancy.backend.base import tables_in  # noqa: E402
from clinic.tenancy.current import bound_to  # noqa: E402
from clinic.tenancy.models import Clinic  # noqa: E402
from clinic.vault.keys import PlainKey, clinic_key  # noqa: E402
from clinic.vault.sealing import open_sealed, seal  # noqa: E402

NAME = b"Mekdes Misale Beispiel"
STATEMENT = 'SELECT "cases_case"."id" FROM "cases_case" WHERE "cases_case"."clinic_id" = %s'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=2_000, help="fields in a turn")
    scale: int = parser.parse_args().scale
    with transaction.atomic():
        clinic = Clinic.objects.order_by("pk").first()
    if clinic is None:
        raise SystemExit("No clinic is visible: run as the worker role, beside the demo.")
    with bound_to(clinic.pk):
        _fields(scale)
    _guard(scale)


def _fields(scale: int) -> None:
    key: PlainKey = clinic_key()
    bare = AESGCM(key.secret)
    row = uuid.uuid4()
    sealed = seal(key, NAME, clinic_id=row, label="bench.name", row_id=row)
    nonce = os.urandom(12)
    plain_sealed = bare.encrypt(nonce, NAME, b"x")
    times = range(scale)
    compare(
        f"seal {scale} fields / bare AES-GCM",
        lambda: [seal(key, NAME, clinic_id=row, label="bench.name", row_id=row) for _ in times],
        lambda: [bare.encrypt(os.urandom(12), NAME, b"x") for _ in times],
    )
    compare(
        f"open {scale} fields / bare AES-GCM",
        lambda: [open_sealed(sealed, clinic_id=row, label="bench.name", row_id=row) for _ in times],
        lambda: [bare.decrypt(nonce, plain_sealed, b"x") for _ in times],
    )


def _guard(scale: int) -> None:
    times = range(scale)
    with connection.cursor() as cursor:
        compare(
            f"{scale} statements, looked at / not",
            lambda: [(tables_in(STATEMENT), cursor.execute("SELECT 1")) for _ in times],
            lambda: [cursor.execute("SELECT 1") for _ in times],
        )


if __name__ == "__main__":
    main()
