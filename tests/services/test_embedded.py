"""The database under the tests is what it says: limited role, walls up, clean after commits."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client, TransactionTestCase
from zeal.errors import NPlusOneError

from clinic.people.models import User
from clinic.services.postgres import Postgres
from tests.builders import PASSWORD
from tests.embedded import Sweeper


@pytest.fixture
def sweeper(postgres: Postgres, database: str, django_db_setup: None) -> Iterator[Sweeper]:
    sweeper = Sweeper(postgres, database)
    yield sweeper
    sweeper.close()


@pytest.mark.django_db
def test_django_signs_in_as_the_limited_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("alcove_app", False, False)


@pytest.mark.django_db
def test_the_owner_owns_every_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert cursor.fetchall() == [("alcove_owner",)]


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_swept_away(sweeper: Sweeper) -> None:
    User.objects.create_user(email="left.behind@example.org", name="Left", password=PASSWORD)
    types = ContentType.objects.count()
    TransactionTestCase("__init__")._fixture_teardown()  # type: ignore[attr-defined]

    assert not User.objects.filter(email="left.behind@example.org").exists()
    assert ContentType.objects.count() == types > 0
    assert sweeper.first.keys() >= {"django_content_type"}


@pytest.mark.django_db(transaction=True)
def test_connections_without_django_meet_the_role_named(
    signed_in_as: Callable[[str], psycopg.Connection[Any]],
) -> None:
    app = signed_in_as("alcove_app")

    assert app.execute("SELECT current_user").fetchone() == ("alcove_app",)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("TRUNCATE django_content_type")


@pytest.mark.django_db
@pytest.mark.urls("tests.services.row_by_row")
def test_a_page_that_asks_once_for_each_row_fails(client: Client) -> None:
    assert client.get("/joined").status_code == 200

    with pytest.raises(NPlusOneError):
        client.get("/row-by-row")
