"""The planner looks again at a table that grew, at the word of a role that owns none."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from clinic.services.roles import APP, BACKUP, OWNER, WORKER

pytestmark = pytest.mark.django_db(transaction=True)
SignedIn = Callable[[str], psycopg.Connection[Any]]


def looked_at(connection: psycopg.Connection[Any], table: str) -> tuple[int, int]:
    """Return how many pages and rows the planner believes a table to have."""
    row = connection.execute(
        "SELECT relpages, reltuples::int FROM pg_class WHERE relname = %s", [table]
    ).fetchone()
    assert row is not None
    pages, rows = row
    return pages, rows


def test_a_table_that_grew_is_looked_at_once(signed_in_as: SignedIn) -> None:
    owner, worker = signed_in_as(OWNER), signed_in_as(WORKER)
    owner.autocommit = worker.autocommit = True
    try:
        owner.execute("CREATE TABLE public.statistics_probe (id int, words text)")
        worker.execute("SELECT tenancy_look_again()")
        assert looked_at(owner, "statistics_probe") == (0, -1)
        owner.execute(
            "INSERT INTO statistics_probe "
            "SELECT n, repeat('x', 60) FROM generate_series(1, 4000) AS n"
        )
        worker.execute("SELECT tenancy_look_again()")
        pages, rows = looked_at(owner, "statistics_probe")
        assert pages > 8
        assert rows == 4000
        owner.execute("INSERT INTO statistics_probe SELECT 1, '' FROM generate_series(1, 100)")
        worker.execute("SELECT tenancy_look_again()")
        assert looked_at(owner, "statistics_probe") == (pages, 4000)  # not half as many again
    finally:
        owner.execute("DROP TABLE IF EXISTS public.statistics_probe")


@pytest.mark.parametrize("role", [APP, WORKER])
def test_who_serves_may_ask_for_it_and_analyses_nothing_else(
    signed_in_as: SignedIn, role: str
) -> None:
    connection = signed_in_as(role)
    connection.execute("SELECT tenancy_look_again()")
    held = connection.execute(
        "SELECT has_table_privilege(%s, 'clients_client', 'MAINTAIN')", [role]
    ).fetchone()
    assert held == (False,)


def test_nobody_else_may(signed_in_as: SignedIn) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        signed_in_as(BACKUP).execute("SELECT tenancy_look_again()")
