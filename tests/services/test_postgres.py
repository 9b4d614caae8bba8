"""The embedded server meets production's walls, and comes back from a kill."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from clinic.services.places import ServiceFailed
from clinic.services.postgres import Postgres
from clinic.services.roles import APP, BACKUP, DATABASE, OWNER, ROLES, SUPERUSER, WORKER


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A cluster of its own: the tests here stop it and kill it."""
    server = Postgres(tmp_path_factory.mktemp("cluster"))
    server.start()
    server.create_database()
    server.psql(DATABASE, "-c", "CREATE TABLE shelf (id serial, book text)", role=OWNER)
    yield server
    server.destroy()


@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_superuser_or_may_make_roles(server: Postgres, role: str) -> None:
    flags = "rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
    row = server.psql("postgres", "-c", f"SELECT {flags} FROM pg_roles WHERE rolname = '{role}'")

    assert row == "f|f|f|f|" + ("t" if role == BACKUP else "f")


def test_only_scram_opens_the_door(server: Postgres) -> None:
    rules = "SELECT DISTINCT type, auth_method FROM pg_hba_file_rules"
    stored = "SELECT bool_and(rolpassword LIKE 'SCRAM-SHA-256%') FROM pg_authid WHERE rolcanlogin"

    assert server.psql("postgres", "-c", rules) == "host|scram-sha-256"
    assert server.psql("postgres", "-c", stored) == "t"


@pytest.mark.parametrize("role", [*ROLES, SUPERUSER])
def test_a_wrong_password_is_refused(server: Postgres, role: str) -> None:
    url = f"postgresql://{role}:wrong@127.0.0.1:{server.port}/{DATABASE}"

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url)


@pytest.mark.parametrize("role", [APP, WORKER])
def test_app_and_worker_write_rows_but_make_no_tables(server: Postgres, role: str) -> None:
    server.psql(DATABASE, "-c", "INSERT INTO shelf (book) VALUES ('a')", role=role)

    for statement in ("CREATE TABLE own (id int)", "TRUNCATE shelf", "DROP TABLE shelf"):
        with pytest.raises(ServiceFailed, match=r"permission denied|must be owner"):
            server.psql(DATABASE, "-c", statement, role=role)


def test_backup_reads_and_never_writes(server: Postgres) -> None:
    assert server.psql(DATABASE, "-c", "SELECT count(*) >= 0 FROM shelf", role=BACKUP) == "t"

    with pytest.raises(ServiceFailed, match="permission denied"):
        server.psql(DATABASE, "-c", "INSERT INTO shelf (book) VALUES ('b')", role=BACKUP)


def test_public_holds_nothing(server: Postgres) -> None:
    server.psql("postgres", "-c", "CREATE ROLE stranger LOGIN")
    may = (
        "SELECT has_database_privilege('stranger', 'alcove', 'CONNECT'), "
        "has_schema_privilege('stranger', 'public', 'USAGE'), "
        "has_table_privilege('stranger', 'shelf', 'SELECT')"
    )

    assert server.psql(DATABASE, "-c", may) == "f|f|f"


def test_a_killed_server_comes_back_with_its_data(server: Postgres) -> None:
    server.psql(DATABASE, "-c", "CREATE TABLE kept AS SELECT 7 AS n", role=SUPERUSER)
    port = server.port
    os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    server.start()

    assert server.psql(DATABASE, "-c", "SELECT n FROM kept") == "7"
    assert server.port == port


def test_a_stale_pid_file_naming_another_process_does_no_harm(server: Postgres) -> None:
    server.stop()
    lines = [
        str(os.getpid()),
        str(server.data),
        "0",
        str(server.port),
        "",
        "127.0.0.1",
        "",
        "ready",
    ]
    (server.data / "postmaster.pid").write_text("\n".join(lines))

    assert not server.alive()
    server.start()
    assert server.alive()


def test_no_value_reaches_the_log_even_when_a_statement_fails(server: Postgres) -> None:
    secret = "Nilofar-Beispiel"
    with psycopg.connect(server.url(OWNER, DATABASE), autocommit=True) as owner:
        owner.execute("CREATE TABLE named (name text UNIQUE)")
        owner.execute("INSERT INTO named VALUES (%s)", [secret])
        for statement in (
            "INSERT INTO named VALUES (%s)",
            "SELECT %s::text::uuid",
            "SELECT * FROM nowhere WHERE name = %s",
            "DO $$ BEGIN RAISE WARNING 'Nilofar-Beispiel'; END $$; SELECT 1 / length(%s) - 1 / 0",
        ):
            with pytest.raises(psycopg.Error):
                owner.execute(statement.encode(), [secret])

    assert secret not in server.log.read_text()


def test_passwords_and_data_are_closed_to_others(server: Postgres) -> None:
    files: list[Path] = [server.secrets.path(f"postgres-{role}") for role in (*ROLES, SUPERUSER)]

    assert {path.stat().st_mode & 0o077 for path in [*files, server.data, server.log]} == {0}
