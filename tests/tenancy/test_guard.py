"""Ways round the guard of the backend, each tried."""

import copy
import pickle
import threading
from typing import Any

import pytest
from django.db import NotSupportedError, OperationalError, connection, transaction
from psycopg import sql

from clinic.tenancy.current import ClinicNotBound, bind, bound_to
from clinic.vault.models import ClientKey, ClinicKey
from tests.builders import make_clinic

pytestmark = pytest.mark.django_db

STATEMENTS: list[Any] = [
    "SELECT count(*) FROM public.vault_clinickey",
    'SELECT count(*) FROM "public"."vault_clinickey"',
    "select count(*) from ONLY Vault_ClinicKey",
    "SELECT count(*) FROM tenancy_clinic, vault_clinickey",
    "SELECT count(*) FROM/**/vault_clinickey",
    "SELECT count(*) FROM tenancy_clinic JOIN (vault_clinickey) ON true",
    "WITH k AS (TABLE vault_clinickey) SELECT count(*) FROM k",
    "DELETE FROM ONLY vault_clinickey",
    "LOCK vault_clinickey",
    "TRUNCATE vault_clinickey",
    "DO $$ BEGIN PERFORM 1 FROM vault_clinickey; END $$",
    "SELECT 1" + " " * 20_000 + "FROM vault_clinickey",
    b"SELECT count(*) FROM vault_clinickey",
    sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("vault_clinickey")),
]


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda text: str(text)[:60])
def test_a_statement_that_names_a_tenant_table_unbound_is_refused(statement: Any) -> None:
    with pytest.raises(ClinicNotBound), connection.cursor() as cursor:
        cursor.execute(statement)


def test_many_rows_at_once_are_refused_too() -> None:
    with pytest.raises(ClinicNotBound), connection.cursor() as cursor:
        cursor.executemany("DELETE FROM vault_clinickey WHERE version = %s", [[1], [2]])


@pytest.mark.parametrize("way", ["copy", "stream"])
@pytest.mark.parametrize("logged", [False, True])
def test_the_drivers_own_ways_are_closed(way: str, logged: bool) -> None:
    connection.force_debug_cursor = logged
    try:
        with connection.cursor() as cursor, pytest.raises(NotSupportedError):
            getattr(cursor, way)
    finally:
        connection.force_debug_cursor = False


def test_rows_of_one_clinic_are_not_fetched_under_another() -> None:
    alpha, beta = make_clinic("alpha"), make_clinic("beta")
    with bind(alpha):
        cursor = connection.chunked_cursor()
        cursor.execute("SELECT id FROM vault_clinickey")
        assert len(cursor.fetchmany(1)) == 1
        with bind(beta), pytest.raises(ClinicNotBound):
            cursor.fetchmany(1)
        assert len(cursor.fetchmany(5)) == 1
    with pytest.raises(ClinicNotBound):
        cursor.fetchmany(1)


def test_a_row_is_not_deleted_under_another_clinic() -> None:
    alpha, beta = make_clinic("alpha"), make_clinic("beta")
    with bind(alpha):
        key = ClinicKey.objects.first()
    assert key is not None
    with bind(beta), pytest.raises(ClinicNotBound):
        key.delete()


def test_the_rows_of_a_row_are_not_looked_for_under_another_clinic() -> None:
    """They would seem to be none."""
    from clients.models import Client

    alpha, beta = make_clinic("alpha"), make_clinic("beta")
    client = Client(clinic=alpha)
    assert client.pk
    with bind(alpha):
        assert list(client.parties.all()) == []
    with bind(beta), pytest.raises(ClinicNotBound):
        client.parties.all()


def test_a_row_is_neither_pickled_nor_copied() -> None:
    with bind(make_clinic("alpha")):
        key = ClinicKey.objects.first()
        for take in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError):
                take(key)
        with pytest.raises(TypeError):
            pickle.dumps(ClinicKey.objects.all())


def test_another_thread_starts_unbound() -> None:
    seen: list[BaseException] = []

    def look() -> None:
        try:
            ClinicKey.objects.count()
        except ClinicNotBound as error:
            seen.append(error)

    with bind(make_clinic("alpha")):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert len(seen) == 1


def test_a_rolled_back_inner_binding_is_set_again_before_the_next_statement() -> None:
    alpha, beta = make_clinic("alpha"), make_clinic("beta")
    with bind(alpha):
        with pytest.raises(ZeroDivisionError), bind(beta), transaction.atomic():
            ClinicKey.objects.count()
            raise ZeroDivisionError
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.clinic_id')")
            assert cursor.fetchone() == (str(alpha.pk),)


@pytest.mark.django_db(transaction=True)
def test_one_statement_binds_a_whole_transaction() -> None:
    with transaction.atomic():
        clinic = make_clinic("alpha")
    sent: list[str] = []
    with bound_to(clinic.pk):
        raw = connection.connection
        before = raw.cursor_factory

        class Listening(before):  # type: ignore[misc, valid-type]
            def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
                sent.append(str(query))
                return super().execute(query, *args, **kwargs)

        raw.cursor_factory = Listening
        with bind(clinic), transaction.atomic():
            ClinicKey.objects.count()
            list(ClientKey.objects.all())
        raw.cursor_factory = before
    assert len(sent) == 4  # savepoint, two reads, release
    assert not [text for text in sent if "set_config" in text]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_tells_its_own_error() -> None:
    with transaction.atomic():
        clinic = make_clinic("alpha")
    with pytest.raises(OperationalError), bound_to(clinic.pk):
        connection.connection.close()
        with bind(make_clinic("beta")):
            pass
    with bound_to(clinic.pk):
        assert ClinicKey.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_killed_connection_leaves_no_binding_behind(postgres: Any) -> None:
    with transaction.atomic():
        clinic = make_clinic("alpha")
    with pytest.raises(OperationalError), bound_to(clinic.pk):
        pid = connection.connection.info.backend_pid
        postgres.psql("postgres", "-c", f"SELECT pg_terminate_backend({pid})")
        with bind(make_clinic("beta")):
            pass
    with pytest.raises(ClinicNotBound), transaction.atomic():
        ClinicKey._base_manager.count()
