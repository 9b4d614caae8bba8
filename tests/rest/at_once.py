"""Several programs at the same moment, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from time import monotonic, sleep
from typing import Any, TypeVar

from django.db import connection, transaction

from clinic.access.refusals import Refused
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic

T = TypeVar("T")
LONGEST = 20  # seconds


def at_once(*works: Callable[[], T]) -> list[T]:
    """Begin all works together; return what each returned."""
    start = Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        try:
            start.wait()
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as hands:
        return list(hands.map(run, works))


def raced(clinic: Clinic, *works: Callable[[], Any]) -> list[str]:
    """Do acts of one clinic together; return "done" or the code of the refusal of each."""
    return at_once(*(partial(_told, clinic, work) for work in works))


def overtaken(clinic: Clinic, act: Callable[[], Any], by: Callable[[], Any]) -> str:
    """Do an act while another of the same clinic is done and not committed yet.

    What the act looks at before it waits for a lock is what was there before the other one.

    :return: "done" or the code of its refusal
    """
    with ThreadPoolExecutor(1) as hand:
        with bind(clinic), transaction.atomic():
            by()
            told = hand.submit(at_once, partial(_told, clinic, act))
            until = monotonic() + LONGEST
            while not told.done() and not _somebody_waits():
                assert monotonic() < until, "The act neither waited nor ended."
                sleep(0.02)
        return told.result()[0]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid() "
            "AND (database IS NULL OR database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database()))"
        )
        return bool(cursor.fetchone()[0])


def _told(clinic: Clinic, work: Callable[[], Any]) -> str:
    with bind(clinic):
        try:
            with transaction.atomic():
                work()
        except Refused as refusal:
            return refusal.code
    return "done"
