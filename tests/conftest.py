"""What every test stands on: a database of its own, the real roles, queries that are counted."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest

from tests import embedded

embedded.prepare_environment()

import django  # noqa: E402

django.setup()  # before the conftest files below this one import models

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from zeal.constants import initialize_app_registry  # noqa: E402
from zeal.patch import patch as watch_queries  # noqa: E402

from clinic.services.postgres import Postgres  # noqa: E402
from clinic.services.stack import Stack  # noqa: E402
from tests.browser.fixtures import main_job as main_job  # noqa: E402
from tests.desk.fixtures import first as first  # noqa: E402
from tests.desk.fixtures import quick_stack as quick_stack  # noqa: E402
from tests.everywhere.kept import made_place as made_place  # noqa: E402
from tests.everywhere.kept import made_world as made_world  # noqa: E402
from tests.everywhere.kept import place as place  # noqa: E402
from tests.everywhere.kept import world as world  # noqa: E402
from tests.scheduling import ByGroup  # noqa: E402
from tests.stacks import end_what_no_test_needs, shared, stack_in  # noqa: E402

# A worker of xdist inherits the controller's settings module, which pytest-django then reads before
# this file could name the worker's own database.
connections.settings["default"]["NAME"] = embedded.database_name()
# Every request of every test fails when it runs the same query for each row of a list.
settings.MIDDLEWARE = ["zeal.middleware.zeal_middleware", *settings.MIDDLEWARE]
initialize_app_registry()  # type: ignore[no-untyped-call]
watch_queries()  # type: ignore[no-untyped-call]


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """The embedded server; `postgres.psql(database, "-c", …, role=…)` runs psql."""
    server = embedded.postgres()
    server.start()
    return server


@pytest.fixture(scope="session")
def database() -> str:
    """The name of this test process' database."""
    return embedded.database_name()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, postgres: Postgres, database: str
) -> Iterator[None]:
    """Copy the migrated template; the tests see it as `alcove_app`."""
    embedded.make_database(postgres)
    sweeper = embedded.Sweeper(postgres, database)
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: sweeper.sweep())
    yield
    patch.undo()
    sweeper.close()
    with django_db_blocker.unblock():
        connections.close_all()
    postgres.drop_database(database)


@pytest.fixture
def signed_in_as(
    postgres: Postgres, database: str, django_db_setup: None
) -> Iterator[Callable[[str], psycopg.Connection[Any]]]:
    """Open psycopg connections, without Django, as the role named: `signed_in_as("alcove_app")`."""
    with ExitStack() as opened:
        yield lambda role: opened.enter_context(psycopg.connect(postgres.url(role, database)))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """All of Alcove, running, on data of its own. Mark its tests `xdist_group("stack")`."""
    with shared(stack_in(tmp_path_factory.mktemp("stack"))) as running:
        yield running


def pytest_runtest_setup(item: pytest.Item) -> None:
    end_what_no_test_needs(item)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByGroup | None:
    """Keep the tests of a group on one worker (see `tests.scheduling`)."""
    return ByGroup(config, log) if config.getvalue("dist") == "loadgroup" else None
