"""Compare a clinic's open deadlines with changed rules, against one SQL read of the same facts.

    python -m benchmarks.recompute                       1,000 and 10,000 deadlines
    python -m benchmarks.recompute --scale 100000        one size, a row each

Budget: linear, with progress and resumable. Each size has a place of its own and three rows: the
first comparison, in which every deadline differs and becomes a proposal with its line of history
(the worst there is); the next one, which finds the same again and changes nothing; and a run that
is left after half of its chunks and taken up by another process, as after `kill -9`.
"""

import argparse
import subprocess
import sys
import time
from typing import Any

from benchmarks import place

SIZES = (1_000, 10_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--scale", type=int, action="append", help="open deadlines; may be repeated"
    )
    for size in parser.parse_args().scale or SIZES:
        with place.place() as stack:
            place.seed(stack, "--deadlines", str(size), "--clinics", "1")
            for row in ("every one differs", "nothing new", "left at half, taken up"):
                measure = [sys.executable, "-m", "benchmarks.recompute_row", row, str(size)]
                subprocess.run(measure, env=stack.env("worker"), check=True)


def rows(name: str, size: int) -> None:
    """Measure one row in a process of its own, signed in as a worker. Called by `recompute_row`."""
    from django.db import connection, transaction

    from clinic.access.actor import acting_in
    from clinic.tenancy.models import Clinic
    from filings.models import RecomputeRun

    with transaction.atomic():
        clinic_id = Clinic.objects.values_list("pk", flat=True).get()
    begun = time.perf_counter()
    with acting_in(clinic_id, "recompute"), connection.cursor() as cursor:
        cursor.execute(
            'SELECT id, rule, facts, opens, target, "outer", by_rule FROM filings_deadline '
            "WHERE clinic_id = %s AND status = 'open'",
            [clinic_id],
        )
        read = len(cursor.fetchall())
    bare = time.perf_counter() - begun
    assert read == size
    begun = time.perf_counter()
    half = name.startswith("left")
    _run(clinic_id, chunks=size // 1000 if half else None)
    if half:
        _run(clinic_id, chunks=None)
    took = time.perf_counter() - begun
    with acting_in(clinic_id, "recompute"):
        last = RecomputeRun.objects.order_by("-id")[0]
    assert last.finished_at is not None
    assert last.compared == size
    print(
        f"{size:>7} deadlines, {name:<24} {took:8.2f} s {bare:7.3f} s read ratio {took / bare:6.1f}"
        f"  {took / size * 1e6:7.0f} µs each  {last.proposed} proposed",
        flush=True,
    )


def _run(clinic_id: Any, *, chunks: int | None) -> None:
    """Begin a run, or go on with the one that stands, for so many chunks."""
    from clinic.access.actor import acting_in
    from filings.actions import advance_recompute, start_recompute
    from filings.queries import last_run

    with acting_in(clinic_id, "recompute") as actor:
        run = last_run()
        if run is None or run.finished_at is not None:
            run = start_recompute(actor, cause="button")
    done = 0
    while run.finished_at is None and (chunks is None or done < chunks):
        with acting_in(clinic_id, "recompute") as actor:
            run = advance_recompute(actor, run=run)
        done += 1


if __name__ == "__main__":
    main()
