"""What a copy says is what is kept, value by value; and what an import brings back is equal."""

import io
import json
import zipfile
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models

from clients.models import Client, ContactRule, Identifier, Party
from clinic.audit.models import AuditEntry
from clinic.files.models import StoredFile
from clinic.files.queries import read_all
from clinic.people.models import Membership
from clinic.tenancy.current import bind
from clinic.vault.fields import EncryptedField
from clinic.vault.keys import KeyShredded
from exchange.queries.copying import copied_models
from exchange.queries.listing import CHANNELS
from exchange.rules.columns import NUMBERS
from exchange.rules.leaving import KEY_COLUMN, LEFT_OUT_COLUMNS, LIST, READ_BACK
from tests.builders import make_clinic, make_member
from tests.everywhere.world import Place
from tests.exchange.conftest import confirmed, taken_in, uploaded
from tests.exchange.test_export import made

pytestmark = pytest.mark.django_db(transaction=False)
Rows = dict[str, list[dict[str, Any]]]


def archive_of(place: Place) -> zipfile.ZipFile:
    export = made(place)
    assert export.file is not None, export.failure
    return zipfile.ZipFile(io.BytesIO(read_all(export.file)))


def lines_of(archive: zipfile.ZipFile, label: str) -> list[dict[str, Any]]:
    text = archive.read(f"rows/{label.lower()}.jsonl").decode()
    return [json.loads(line) for line in text.split("\n")[:-1]]


def read_as(column: Any, told: Any) -> Any:
    """Read a value as another program does, by what docs/export.md says of it."""
    if told is None:
        return None
    if isinstance(column, EncryptedField):
        return told
    if isinstance(column, models.BinaryField):
        return bytes.fromhex(told)
    if isinstance(column, ArrayField):
        return [read_as(column.base_field, each) for each in told]
    if isinstance(column, models.ForeignKey):
        return column.target_field.to_python(told)
    return column.to_python(told)


def kept(row: Any, column: Any) -> Any:
    try:
        value = getattr(row, column.attname)
    except KeyShredded:
        return None
    if isinstance(column, EncryptedField):
        return value.isoformat() if isinstance(value, date) else value
    return bytes(value) if isinstance(value, memoryview) else value


def test_each_value_of_each_table_stands_there_as_it_is_kept(place: Place) -> None:
    # What goes on after the copy was made: its own row, the audit, the seats' last look.
    moving = (AuditEntry, StoredFile, Membership)
    with bind(place.clinic):
        archive, seen = archive_of(place), 0
        for model in copied_models():
            told = {line["id"]: line for line in lines_of(archive, model._meta.label)}
            left = LEFT_OUT_COLUMNS.get(model._meta.label, frozenset())
            columns: list[Any] = [
                each
                for each in model._meta.local_concrete_fields
                if each.name not in left and each.name not in (KEY_COLUMN, "clinic")
            ]
            for row in model.objects.all():
                line = told.get(str(row.pk))
                if line is None:
                    assert model in moving, model
                    continue
                for column in columns:
                    value = read_as(column, line[column.name])
                    assert value == kept(row, column), (model, column)
                    seen += 1
        assert seen > 2_000


def comes_back(archive: zipfile.ZipFile) -> dict[str, Counter[tuple[Any, ...]]]:
    """Return what docs/export.md says that an import brings back, of each table."""
    rows: Rows = {label: lines_of(archive, label) for label in READ_BACK}
    standing = {
        row["id"]
        for row in rows["clients.Client"]
        if row["merged_into"] is None and row["erased_at"] is None
    }
    own = {
        row["id"]: row["kind"]
        for row in rows["clients.Party"]
        if row["client"] in standing
        and row["kind"] in ("client", "alias")
        and row["removed_at"] is None
        and row["name"]
    }
    found = {
        "clients.Client": [row for row in rows["clients.Client"] if row["id"] in standing],
        "clients.Party": [row for row in rows["clients.Party"] if row["id"] in own],
        "clients.Identifier": [
            row
            for row in rows["clients.Identifier"]
            if own.get(row["party"]) == "client" and row["kind"] in NUMBERS
        ],
        "clients.ContactRule": [
            row
            for row in rows["clients.ContactRule"]
            if row["client"] in standing and row["channel"] in CHANNELS and row["address"]
        ],
        "cases.Case": [row for row in rows["cases.Case"] if row["client"] in standing],
    }
    return {
        label: Counter(tuple(row[column] or "" for column in columns) for row in found[label])
        for label, columns in READ_BACK.items()
    }


def _say_more(place: Place) -> None:
    """Give a client what the world has nobody for: numbers, another name, a way to reach them."""
    client = Client.objects.select_related("key").get(pk=place.case.client_id)
    (own,) = Party.objects.filter(client=client, kind="client", removed_at=None)
    under: dict[str, Any] = {"key": client.key}
    for kind, value in (("a_number", "A012345678"), ("passport", "X1234567")):
        Identifier.objects.create(party=own, kind=kind, value=value, **under)
    Party.objects.create(
        client=client, kind="alias", name="Rosa Muster", added_by=own.added_by, **under
    )
    ContactRule.objects.filter(client=client, channel="email").delete()
    ContactRule.objects.create(
        client=client, channel="email", state="unsafe", address="rosa@example.org", **under
    )


def test_every_table_that_comes_back_comes_back_equal(place: Place) -> None:
    with bind(place.clinic):
        assert Client.objects.exclude(merged_into=None).exists()
        _say_more(place)
        first = archive_of(place)
        assert json.loads(first.read("manifest.json"))["read_back"].keys() == READ_BACK.keys()
    elsewhere = make_clinic("empty")
    people = {role: make_member(elsewhere, role) for role in ("administrator", "supervisor")}
    with bind(elsewhere):
        asker = people["administrator"]
        run = taken_in(confirmed(asker, uploaded(asker, first.read(LIST))))
        assert (run.bad, run.held) == (0, 0)
        second = archive_of(Place(elsewhere, people))
    for label, rows in comes_back(first).items():
        assert rows, label
        assert comes_back(second)[label] == rows, label
