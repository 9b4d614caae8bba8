"""The database under the tests: real PostgreSQL, real roles, one copy for each test process.

One embedded server serves all runs and stays up between them (`make stop` ends it). A template is
migrated once, as the owner, in a process of its own; each test process works on a copy, signed in
as `alcove_app`, so that row-level security is on in every test.
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from clinic.services.places import ROOT, locked
from clinic.services.postgres import Postgres
from clinic.services.roles import APP, OWNER, SUPERUSER
from clinic.services.valkey import Valkey

DIRECTORY = ROOT / ".alcove-test"
RUN = "ALCOVE_TEST_RUN"  # the controlling process' id: whose copies these are
SETTINGS = "clinic.settings.test"
KEPT = {"django_migrations"}


def postgres() -> Postgres:
    return Postgres(DIRECTORY, durable=False)


def database_name() -> str:
    return f"test_{os.environ[RUN]}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


def prepare_environment() -> None:
    """Start the services and point Django at this process' database, before its settings load."""
    server = postgres()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ[RUN] = str(os.getpid())
        server.start()
        broker = Valkey(DIRECTORY)
        broker.start()
        os.environ["REDIS_URL"] = broker.url()
        files = DIRECTORY / "files" / os.environ[RUN]
        os.environ["ALCOVE_FILES_DIR"] = str(files)
    server.alive()  # learns the port
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["DATABASE_URL"] = server.url(APP, database_name())


def make_database(server: Postgres) -> None:
    with locked(DIRECTORY / "template.lock"):
        drop_leftovers(server)
        server.create_database(database_name(), template=template(server))


def drop_leftovers(server: Postgres) -> None:
    """Remove the copies of runs that were killed."""
    for name in server.databases():
        run = re.fullmatch(r"test_(\d+)_\w+", name)
        if run and not Path(f"/proc/{run[1]}").exists():
            server.drop_database(name)


def fingerprint() -> str:
    """Name the schema: a change to what makes it calls for a new template."""
    sources = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("clinic/*/migrations/*.py"),
        *ROOT.glob("clinic/tenancy/**/*.py"),
        *ROOT.glob("clinic/services/*.sql"),
        ROOT / "clinic" / "vault" / "fields.py",  # its columns carry a check
        ROOT / "requirements.lock",
    ]
    digest = hashlib.sha256()
    for path in sorted(sources):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def template(server: Postgres) -> str:
    name, draft = f"template_{fingerprint()}", "template_draft"
    existing = server.databases()
    if name in existing:
        return name
    for old in existing:
        if old.startswith("template_"):
            server.drop_database(old)
    server.create_database(draft)
    migrate(server.url(OWNER, draft))
    server.psql("postgres", "-c", f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def put_schema_into(other: Postgres) -> None:
    """Start another server with all that migrating leaves, a copy being half a minute quicker."""
    with locked(DIRECTORY / "template.lock"):
        server = postgres()
        server.start()
        source = server.url(SUPERUSER, template(server))
    other.start()
    other.create_database()
    dump = subprocess.run(
        [server.bin / "pg_dump", "--dbname", source], text=True, capture_output=True, check=True
    )
    restore = [str(other.bin / "psql"), "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1"]
    result = subprocess.run(
        [*restore, "--dbname", other.url(SUPERUSER)], input=dump.stdout, text=True,
        capture_output=True,
    )  # fmt: skip
    if result.returncode:
        raise RuntimeError(f"The schema could not be copied: {result.stderr}")


def migrate(owner_url: str) -> None:
    env = {**os.environ, "DATABASE_URL": owner_url, "DJANGO_SETTINGS_MODULE": SETTINGS}
    command = [sys.executable, "manage.py", "migrate", "--skip-checks", "--verbosity", "0"]
    result = subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True)
    if result.returncode:
        raise RuntimeError(f"Migrating as the owner failed:\n{result.stdout}{result.stderr}")


class Sweeper:
    """Put a database back as migrating left it, for tests that commit.

    The app's role may not TRUNCATE and sees one clinic at most, so this signs in as the superuser.
    """

    def __init__(self, server: Postgres, database: str) -> None:
        self.connection = psycopg.connect(
            server.url(SUPERUSER, database), autocommit=True, options="-c lock_timeout=10s"
        )
        self.first = {table: self._copy_out(table) for table in self._filled()}

    def _filled(self) -> list[str]:
        """Return the tables that hold, or once held, a row."""
        rows = self.connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind = 'r' AND pg_relation_size(oid) > 0"
        )
        return sorted({str(name) for (name,) in rows} - KEPT)

    def _copy_out(self, table: str) -> bytes:
        statement = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            return b"".join(bytes(block) for block in copy)

    def sweep(self) -> None:
        tables = self._filled()
        if not tables:
            return
        names = sql.SQL(", ").join(map(sql.Identifier, tables))
        with self.connection.transaction(), self.connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # rows in any order
            cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
            for table, rows in self.first.items():
                statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
                with cursor.copy(statement) as copy:
                    copy.write(rows)

    def close(self) -> None:
        self.connection.close()
