"""Several programs at the same moment, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any, TypeVar

from django.db import connection, transaction

from clinic.access.refusals import Refused
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic

T = TypeVar("T")


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


def _told(clinic: Clinic, work: Callable[[], Any]) -> str:
    with bind(clinic):
        try:
            with transaction.atomic():
                work()
        except Refused as refusal:
            return refusal.code
    return "done"
