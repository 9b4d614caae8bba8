"""Take a list of clients and matters in, against COPY of the rows it makes plus bare encryption.

    .venv/bin/python -m benchmarks.imports --scale 1000 10000 100000

Budget: at most 10 times, linear, in bounded memory. Each size has a place and a process of its own,
which works as the worker does: item after item of the outbox, each at most a minute long. The list
has headings of another system, common names oftener than others, birth dates for most, a case for
two of three, one row in a hundred that cannot be read and one in two hundred that is somebody of
the list again. Every row must have its end and an audit entry of its own, or the run fails.
"""

import argparse
import csv
import io
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks.place import SUPERUSER_URL, become, place
from clinic.services.places import ROOT
from clinic.services.roles import DATABASE, SUPERUSER

HEADINGS = ("Client ID", "Name", "DOB", "Phone", "A-Number", "Case type", "Opened", "Status")
MATTERS = ("T visa", "U visa", "Asylum", "Removal defense")
COMMON = 0.7
BAD, AGAIN = 0.01, 0.005
FIRST_DAY = date(1955, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=int, nargs="+", default=[1_000, 10_000], help="rows")
    asked = parser.parse_args()
    if len(asked.scale) > 1:  # a process for each: its keys and its memory are its own
        for scale in asked.scale:
            command = [sys.executable, "-m", "benchmarks.imports", "--scale", str(scale)]
            subprocess.run(command, check=True)
        return
    with place() as stack:
        superuser = stack.postgres.url(SUPERUSER, DATABASE)
        become(stack, "worker")
        os.environ[SUPERUSER_URL] = superuser
        _measure(asked.scale[0])


def lines(count: int, seed: int = 1) -> Iterator[list[str]]:
    """Yield the rows of a made-up list, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - made-up rows
    words = _words()
    chance.shuffle(words)
    weights = [1 / (rank + 1) ** COMMON for rank in range(len(words))]
    totals = list(_sums(weights))
    kept: list[list[str]] = []
    for number in range(count):
        parts = chance.choices(words, cum_weights=totals, k=chance.choice((2, 2, 2, 3)))
        born = FIRST_DAY + timedelta(days=chance.randrange(18_000))
        row = [
            str(number), " ".join(parts), f"{born:%d.%m.%Y}" if chance.random() < 0.9 else "",
            f"+1 202 {number:07d}" if chance.random() < 0.4 else "",
            f"A{number:09d}" if chance.random() < 0.2 else "", "", "", "",
        ]  # fmt: skip
        if chance.random() < 0.66:
            opened = date(2019, 1, 1) + timedelta(days=chance.randrange(2_400))
            row[5:] = chance.choice(MATTERS), f"{opened:%d.%m.%Y}", "open"
        kind = chance.random()
        if kind < BAD:
            row[2] = "31.02.1990"
        elif kind < BAD + AGAIN and kept:
            row[1:5] = chance.choice(kept)
        elif row[2] and len(kept) < 10_000:
            kept.append(row[1:5])
        yield row


def _words() -> list[str]:
    folder = Path(ROOT / "tests" / "clients" / "names")
    found: set[str] = set()
    for name in ("variants_tuning.csv", "unrelated_tuning.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.update(word for word in f"{row['a']} {row['b']}".split() if word.isalpha())
    return sorted(found)


def _sums(weights: list[float]) -> Iterator[float]:
    whole = 0.0
    for weight in weights:
        whole += weight
        yield whole


def _file(count: int) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerows([HEADINGS, *lines(count)])
    return target.getvalue().encode()


def _peak() -> int:
    """Return the most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _measure(scale: int) -> None:
    from django.db import transaction

    from clinic.notices.models import OutboxItem
    from clinic.tenancy.current import bind, bound_to
    from exchange import actions
    from exchange.models import ListImport
    from exchange.queries.imports import count_rows
    from tests.builders import make_clinic, make_member
    from tests.sealed import sealed_upload

    clinic = make_clinic("many-rows")
    with bind(clinic), transaction.atomic():
        administrator = make_member(clinic, "administrator")
        upload = sealed_upload(_file(scale), "list.csv")
    begun = time.perf_counter()
    with bind(clinic), transaction.atomic():
        run = actions.upload_list(administrator, upload=upload)
        reading: dict[str, Any] = dict(run.reading or {})
        actions.confirm_import(
            administrator, run=run, reading=reading, total=count_rows(run, reading)
        )
    looked = time.perf_counter() - begun
    before = _peak()
    begun, spent = time.perf_counter(), _spent()
    while True:
        with bound_to(clinic.pk):
            run = ListImport.objects.get(pk=run.pk)
            left = OutboxItem.objects.filter(ref_id=run.pk, done_at=None).order_by("-id").first()
        if run.status != ListImport.RUNNING or left is None:
            break
        if run.done:
            took = time.perf_counter() - begun
            print(f"{scale}: {run.done:>7} rows after {took:6.0f} s, {_peak()} MiB", flush=True)
        _deliver(clinic.pk, left.pk)
    took = time.perf_counter() - begun
    own, servers = (now - then for now, then in zip(_spent(), spent, strict=True))
    entries = _proved(clinic, run.pk, scale)
    bare, busy = _bare(clinic)
    print(
        f"{scale}: {took:.1f} s, {took / scale * 1e3:.2f} ms a row; processor {own:.1f} s ours and "
        f"{servers:.1f} s the database's, {(own + servers) / scale * 1e3:.2f} ms a row; "
        f"bare {bare:.1f} s, processor {busy:.1f} s; ratio {took / bare:.1f} by the clock, "
        f"{(own + servers) / busy:.1f} of the processor; upload and count {looked:.1f} s; "
        f"memory {before} to {_peak()} MiB; imported {run.imported}, held {run.held}, "
        f"bad {run.bad}; {entries} audit entries",
        flush=True,
    )


def _spent() -> tuple[float, float]:
    """Return the processor seconds of this process and of its database session.

    On a shared machine they say what the clock cannot: how much work it is.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return time.process_time(), _of_process(cursor.fetchone()[0])


def _of_process(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _deliver(clinic_id: Any, item_id: Any) -> None:
    from clinic.notices.delivery import deliver

    deliver(clinic_id, item_id)


def _proved(clinic: Any, run_id: Any, scale: int) -> int:
    """Count the entries of the rows. :raises RuntimeError: a row is lost or stands twice"""
    from django.db import transaction

    from clinic.audit.models import AuditEntry
    from clinic.tenancy.current import bind
    from exchange.models import ImportRow, ListImport

    with bind(clinic), transaction.atomic():
        run = ListImport.objects.get(pk=run_id)
        told = AuditEntry.objects.filter(target_type="exchange.importrow")
        rows = ImportRow.objects.filter(run=run)
        counts = (
            run.total, run.done, rows.count(), told.count(),
            told.values("target_id").distinct().count(), rows.values("number").distinct().count(),
        )  # fmt: skip
    if run.status != ListImport.FINISHED or set(counts) != {scale}:
        raise RuntimeError(f"{run.status} {run.failure}: {counts} should all be {scale}.")
    return counts[3]


def _bare(clinic: Any) -> tuple[float, float]:
    """Return what COPY into tables like ours and encryption of as much take: by the clock, and of
    the processor."""
    import psycopg
    from django.apps import apps
    from psycopg import sql

    from clinic.tenancy.models import TenantModel
    from clinic.vault.fields import EncryptedField

    seconds, busy, sealed = 0.0, 0.0, 0
    with psycopg.connect(os.environ[SUPERUSER_URL], autocommit=True) as server:
        for model in apps.get_models():
            if not issubclass(model, TenantModel) or model._meta.proxy:
                continue
            table = sql.Identifier(model._meta.db_table)
            many = server.execute(sql.SQL("SELECT count(*) FROM {}").format(table)).fetchone()
            if many is None or not many[0]:
                continue
            for field in model._meta.concrete_fields:
                if isinstance(field, EncryptedField):
                    counted = sql.SQL("SELECT count({}) FROM {}").format(
                        sql.Identifier(str(field.column)), table
                    )
                    sealed += (server.execute(counted).fetchone() or (0,))[0]
            took, worked = _copied(server, table)
            seconds, busy = seconds + took, busy + worked
    cipher, plain, told = AESGCM(os.urandom(32)), b"Made Up Person", b"x" * 60
    begun, worked = time.perf_counter(), time.process_time()
    for _each in range(sealed):
        cipher.encrypt(os.urandom(12), plain, told)
    seconds += time.perf_counter() - begun
    return seconds, busy + time.process_time() - worked


def _copied(server: Any, table: Any) -> tuple[float, float]:
    """Copy a table's rows into one with the same columns and indexes; time only what writes."""
    from psycopg import sql

    bare = sql.Identifier("bare_copy")
    server.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(bare))
    server.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(bare, table))
    with server.cursor() as cursor:
        with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(table)) as out:
            parts = [bytes(part) for part in out]
        session = server.info.backend_pid
        begun, worked = time.perf_counter(), time.process_time() + _of_process(session)
        with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(bare)) as into:
            for start in range(0, len(parts), 1_000):
                into.write(b"".join(parts[start : start + 1_000]))
        took = time.perf_counter() - begun
    return took, time.process_time() + _of_process(session) - worked


if __name__ == "__main__":
    main()
