"""A real worker killed with -9 while rows come in: none is lost, none comes in twice."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from cases.models import Case
from clients.models import Client
from clinic.audit.models import AuditEntry
from clinic.notices.models import OutboxItem
from clinic.services.postgres import Postgres
from clinic.tenancy.current import bind, bound_to
from clinic.tenancy.models import Clinic
from exchange.actions.advancing import CHUNK
from exchange.models import ImportRow, ListImport
from tests.builders import make_clinic, make_member
from tests.exchange.conftest import confirmed, uploaded
from tests.notices.workers import Workers, eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]
# Two portions: one kill falls into each.
COUNT = 2 * CHUNK - 10
BAD = len(range(7, COUNT, 50))
ENDS = {"row.imported", "row.held", "row.refused"}


def made_up(number: int) -> str:
    """Return a word that no other number has, so that only planted rows are alike."""
    letters = "bdfgklmnprstvz"
    parts = [letters[number // 14**place % 14] + "aeiou"[number % 5] for place in range(3)]
    return "".join(parts).capitalize() + letters[number % 14] + "en"


def long_list() -> bytes:
    lines = ["Client ID,Name,DOB,Case type,Opened"]
    for number in range(COUNT):
        born = (
            "31.02.1990" if number % 50 == 7 else f"{1 + number % 28:02d}.03.{1950 + number % 50}"
        )
        lines.append(
            f"{number},{made_up(number)} {made_up(number * 31 + 5)},{born},T visa,03.04.2024"
        )
    lines += lines[110:120]  # ten clients stand in it twice, each with a case more
    return "\n".join(lines).encode()


def now(clinic: Clinic) -> ListImport:
    with bound_to(clinic.pk):
        return ListImport.objects.get()


def attempts(clinic: Clinic) -> int:
    with bound_to(clinic.pk):
        return OutboxItem.objects.get(kind="exchange.import").attempts


def begin(clinic: Clinic) -> None:
    administrator = make_member(clinic, "administrator")
    with bind(clinic), transaction.atomic(), zeal_ignore():
        confirmed(administrator, uploaded(administrator, long_list()))


def test_a_worker_killed_again_and_again_loses_no_row_and_makes_none_twice(
    tmp_path: Path, postgres: Postgres, database: str, settings: Any
) -> None:
    clinic = make_clinic("harbor")
    with Workers(tmp_path, postgres, database) as workers:
        begin(clinic)
        workers.start(ALCOVE_FILES_DIR=str(settings.ALCOVE_FILES_DIR))
        eventually(lambda: attempts(clinic) == 1)
        workers.kill_worker()
        assert now(clinic).done == 0
        eventually(lambda: now(clinic).done == CHUNK)
        workers.kill_worker()
        run = now(clinic)
        assert (run.status, run.done) == (ListImport.RUNNING, CHUNK)
        eventually(lambda: now(clinic).status == ListImport.FINISHED, seconds=120)
        assert attempts(clinic) == 3
    with bound_to(clinic.pk):
        run = ListImport.objects.get()
        rows = list(ImportRow.objects.filter(run=run).order_by("number"))
        assert [row.number for row in rows] == list(range(2, COUNT + 12))
        assert (run.total, run.done) == (COUNT + 10, COUNT + 10)
        ended = Counter(row.state for row in rows)
        assert (run.imported, run.held, run.bad) == (
            ended["imported"], ended["held"], ended["bad"],
        )  # fmt: skip
        assert (ended["bad"], ended["held"]) == (BAD, 0)
        told = AuditEntry.objects.filter(verb__in=ENDS).values_list("target_id", flat=True)
        assert sorted(map(str, told)) == [str(pk) for pk in sorted(row.pk for row in rows)]
        assert Client.objects.count() == COUNT - BAD
        assert Case.objects.count() == ended["imported"] == COUNT - BAD + 10
