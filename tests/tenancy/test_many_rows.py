"""Rows that go in together stand there as they would alone, whatever is in a cell."""

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from clients.models import Client, Intake
from clinic.audit.models import AuditEntry
from clinic.audit.recording import Act, record_all
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from clinic.vault.keys import create_client_keys
from tests.builders import make_clinic, make_member, seat_of

pytestmark = pytest.mark.django_db
LISTS: list[list[str]] = [
    [], ["a"], ['quote"', "back\\slash"], ["{brace}", "comma, space", ""], ["NULL", "مرحبا", "%s"],
]  # fmt: skip


def intakes(clinic: Clinic, names: list[str], lists: list[list[str]]) -> list[Intake]:
    with bind(clinic):
        seat = seat_of(make_member(clinic, "coordinator"))
        keys = create_client_keys(len(names))
        clients = [
            Client(key=key, code_name=f"Code {place}", legal_name=name or None, created_by=seat)
            for place, (name, key) in enumerate(zip(names, keys, strict=True))
        ]
        Client.objects.bulk_create(clients)
        rows = [
            Intake(client=client, key=client.key, started_by=seat, done=done, answers={"n": name})
            for client, name, done in zip(clients, names, lists, strict=True)
        ]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            Intake.objects.bulk_create(rows)
        assert any("UNNEST" in query["sql"] for query in asked)
        return rows


def test_lists_texts_and_sealed_cells_come_back_as_they_were() -> None:
    names = ["Ana", "", 'O\'Neil \\ "x"', "%s %% {1}", "宋 \u202f"]
    clinic = make_clinic("many")
    rows = intakes(clinic, names, LISTS)
    with bind(clinic):
        found = {row.pk: row for row in Intake.objects.select_related("client__key", "key")}
        for row, name, done in zip(rows, names, LISTS, strict=True):
            assert found[row.pk].done == done
            assert found[row.pk].answers == {"n": name}
            assert found[row.pk].client.legal_name == (name or None)


def test_what_is_too_long_is_refused_not_cut() -> None:
    with pytest.raises(DataError), transaction.atomic():
        intakes(make_clinic("many"), ["Ana", "Eva"], [["x"], ["y" * 31]])


def test_the_database_says_when_each_of_many_acts_was() -> None:
    clinic = make_clinic("many")
    with bind(clinic):
        actor = make_member(clinic, "coordinator")
        seat = seat_of(actor)
        made = record_all(actor, [Act("case.opened", seat, detail={"row": n}) for n in range(5)])
        stored = {
            row.pk: (row.at, row.detail) for row in AuditEntry.objects.filter(target_id=seat.pk)
        }
    for place, entry in enumerate(made):
        assert stored[entry.pk] == (entry.at, {"row": place})
