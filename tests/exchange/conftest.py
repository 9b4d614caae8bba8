"""A clinic that brings its list along."""

from collections.abc import Iterator
from typing import Any

import pytest

from clinic.access.actor import Actor
from clinic.tenancy.current import bind, current_clinic
from clinic.tenancy.models import Clinic
from exchange import actions
from exchange.models import ListImport
from exchange.queries.duplicates import Readings
from exchange.queries.imports import count_rows
from exchange.queries.reading import rows_of_file
from tests.builders import make_clinic, make_member
from tests.sealed import sealed_upload


@pytest.fixture
def clinic(db: None) -> Iterator[Clinic]:
    """The clinic the test speaks for, bound for the whole test."""
    harbor = make_clinic("harbor")
    with bind(harbor):
        yield harbor


@pytest.fixture
def administrator(clinic: Clinic) -> Actor:
    return make_member(clinic, "administrator")


@pytest.fixture
def coordinator(clinic: Clinic) -> Actor:
    return make_member(clinic, "coordinator")


def uploaded(actor: Actor, content: bytes) -> ListImport:
    return actions.upload_list(actor, upload=sealed_upload(content, "list.csv"))


def confirmed(actor: Actor, run: ListImport, **changes: Any) -> ListImport:
    reading = {**(run.reading or {}), **changes}
    return actions.confirm_import(actor, run=run, reading=reading, total=count_rows(run, reading))


def taken_in(
    run: ListImport, *, portion: int = 100, readings: Readings | None = None
) -> ListImport:
    """Take a confirmed list in as the worker does."""
    importer = Actor.system(current_clinic(), "importer")
    said = run.reading or {}
    assert run.file is not None
    rows = list(
        rows_of_file(
            run.file, encoding=said["encoding"], delimiter=said["delimiter"], after=run.cursor
        )
    )
    for start in range(0, len(rows) + 1, portion):
        part = rows[start : start + portion]
        run = actions.advance_import(
            importer, run=run, records=part, is_last=start + portion > len(rows), readings=readings
        )
    return run
