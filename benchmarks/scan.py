"""The daily scan for reminders, against one indexed range read of the same rows.

    .venv/bin/python -m benchmarks.scan --scale 10000 100000 1000000

A hundred clinics and a big one with half of all deadlines, each open; days to them from 1 to 540.
The first scan queues what is due; timed is the one after it, which looks at all of it again and
finds nothing new, since that is what happens every five minutes. Budget: at most 3, and no table
scan. The bare read asks for the columns the scan reads, of the rows the scan reads, clinic by
clinic under row-level security, with nothing but psycopg after the SQL.
"""

import argparse
import gc
import resource
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from benchmarks.place import become, place, seed
from benchmarks.timing import compare, seconds

TURNS = 5


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=int, nargs="+", default=[10_000], help="open deadlines")
    parser.add_argument("--clinics", type=int, default=101)
    parser.add_argument("--turns", type=int, default=TURNS)
    asked = parser.parse_args()
    if len(asked.scale) > 1:  # a process for each: its keys are those of its place
        more = ["--clinics", str(asked.clinics), "--turns", str(asked.turns)]
        for scale in asked.scale:
            command = [sys.executable, "-m", "benchmarks.scan", "--scale", str(scale), *more]
            subprocess.run(command, check=True)
        return
    with place() as stack:
        scale = asked.scale[0]
        print(seed(stack, "--deadlines", str(scale), "--clinics", str(asked.clinics)), flush=True)
        become(stack, "worker")
        _scan(scale, asked.turns)


def _scan(scale: int, turns: int) -> None:
    from django.db import transaction

    from clinic.tenancy.models import Clinic
    from filings.tasks import scan_clinic

    with transaction.atomic():
        clinics = list(Clinic.objects.order_by("slug").values_list("pk", flat=True))
    queued = 0
    gc.collect()
    gc.freeze()  # as a worker does at its start

    def first() -> None:
        nonlocal queued
        queued = sum(scan_clinic(clinic_id) for clinic_id in clinics)

    took = seconds(first)
    print(f"{scale}: first scan queued {queued} reminders in {took:.1f} s", flush=True)
    _plan(clinics[0])
    compare(
        f"{scale}: scan of {len(clinics)} clinics / range read",
        lambda: [scan_clinic(clinic_id) for clinic_id in clinics],
        lambda: _read(clinics),
        turns=turns,
    )
    compare(
        f"{scale}: scan of the big clinic / range read",
        lambda: scan_clinic(clinics[0]), lambda: _read(clinics[:1]), turns=turns,
    )  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{scale}: most memory {peak} MiB")


def _read(clinics: Sequence[UUID]) -> int:
    from django.db import connection

    from clinic.tenancy.current import bound_to

    count = 0
    for clinic_id in clinics:
        with bound_to(clinic_id), connection.cursor() as cursor:
            cursor.execute(*_rows(clinic_id).query.sql_with_params())
            count += len(cursor.fetchall())
    return count


def _rows(clinic_id: UUID) -> Any:
    from clinic.access.actor import Actor
    from clinic.tenancy.current import current_clinic, today
    from filings.policy import REMINDERS
    from filings.queries.reach import COLUMNS, in_reach

    actor = Actor.system(current_clinic(), REMINDERS)
    return in_reach(actor, today()).values_list("pk", *COLUMNS)


def _plan(clinic_id: UUID) -> None:
    from clinic.access.actor import Actor
    from clinic.tenancy.current import bound_to, current_clinic, today
    from filings.policy import REMINDERS
    from filings.queries.reach import FIRST, Place, portion

    with bound_to(clinic_id):
        actor = Actor.system(current_clinic(), REMINDERS)
        later = Place(day=today() + timedelta(days=90), pk=UUID(int=0))
        whole = _rows(clinic_id).explain()
        first = portion(actor, today(), FIRST).explain()
        near = portion(actor, today(), later).explain()
    for told, plan in (("whole", whole), ("first portion", first), ("a later one", near)):
        scans = [line.replace("->", "").strip() for line in plan.splitlines() if "Scan" in line]
        print(f"plan, {told}: {scans[0].partition('  ')[0]}")
        if any("Seq Scan" in line for line in scans):
            print("   <-- BAD: a table scan")


if __name__ == "__main__":
    main()
