"""All of Alcove on one machine: PostgreSQL, Valkey, migrations, web, worker and beat.

Used by the demo, the browser tests and the tests that kill things:

    with Stack(folder, "clinic.settings.demo") as stack:
        stack.base_url, stack.env("app"), stack.kill_worker()

Everything it writes is below its folder: secrets, data, files, mailbox, logs, temporary files.
Secrets reach a process as names of files only, and each process gets its own role's.
"""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

from clinic.services import assets, keys
from clinic.services.child import Child
from clinic.services.places import ROOT, ServiceFailed, free_port, last_lines, locked
from clinic.services.postgres import Postgres
from clinic.services.roles import APP, BACKUP, OWNER, WORKER
from clinic.services.valkey import Valkey

ROLE = {"owner": OWNER, "app": APP, "worker": WORKER, "backup": BACKUP}
# A value of our caller's would overrule, or contradict, the files we name.
OURS = ("ALCOVE_", "DATABASE_URL", "REDIS_URL", "DJANGO_", "PG", "PYTEST")
FAST_DEATH, FAST_DEATHS = 5.0, 5  # this many ends this soon after a start: give up


class Stack:
    """Start with `start()`, end with `stop()`, or use as a context manager."""

    def __init__(
        self,
        directory: Path,
        settings_module: str = "clinic.settings.demo",
        extra_env: Mapping[str, str] | None = None,
        *,
        durable: bool = True,
        port: int = 0,
        concurrency: int = 2,
        workers: int = 1,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.directory = directory.resolve()
        self.settings_module = settings_module
        self.extra_env = dict(extra_env or {})
        self.concurrency = concurrency
        self.workers = ["worker", *(f"worker-{number}" for number in range(2, workers + 1))]
        self.say = say
        self.logs = self.directory / "logs"
        self.files = self.directory / "files"
        self.mailbox = self.directory / "mailbox"
        self.temporary = self.directory / "tmp"
        self.secrets = keys.Secrets(self.directory / "secrets")
        self.postgres = Postgres(self.directory, durable=durable)
        self.valkey = Valkey(self.directory)
        self.children: dict[str, Child] = {}
        self.failure: str | None = None
        self._port = port
        self._listener: socket.socket | None = None
        self._ending = threading.Event()
        self._turn = threading.RLock()
        self._watch: threading.Thread | None = None
        self._held = ExitStack()

    # --- what others ask ------------------------------------------------------------------------

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def env(self, role: str) -> dict[str, str]:
        """Return the environment of a process that signs in to the database as `role`."""
        secret = self.secrets
        for folder in (self.files, self.mailbox, self.temporary):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        url = secret.write(f"database-url-{role}", self.postgres.url(ROLE[role]))
        return (
            inherited
            | {
                "DJANGO_SETTINGS_MODULE": self.settings_module,
                "DATABASE_URL_FILE": str(url),
                "REDIS_URL_FILE": str(secret.write("redis-url", self.valkey.url())),
                "ALCOVE_SECRET_KEY_FILE": str(secret.ensure("secret-key", keys.django_secret_key)),
                "ALCOVE_KEYRING_FILE": str(secret.ensure("keyring.json", keys.keyring)),
                "ALCOVE_AUDIT_KEY_FILE": str(secret.ensure("audit-key", keys.audit_key)),
                "ALCOVE_FILES_DIR": str(self.files),
                "ALCOVE_MAILBOX_DIR": str(self.mailbox),
                "ALCOVE_BASE_URL": self.base_url,
                "ALCOVE_LANGUAGES": os.environ.get("ALCOVE_LANGUAGES", "en"),
                "TMPDIR": str(self.temporary),
                "PYTHONUNBUFFERED": "1",
            }
            | self.extra_env
        )

    def manage(self, *arguments: str, role: str = "app") -> subprocess.CompletedProcess[str]:
        """Run `manage.py` and return what it said; the status is the caller's to judge."""
        return subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            cwd=ROOT, env=self.env(role), text=True, capture_output=True,
        )  # fmt: skip

    def kill_worker(self, name: str = "worker") -> None:
        """Kill -9 a worker and its whole pool, as a power cut would; it is started again."""
        self.children[name].kill()

    def wait_for_worker(self, name: str = "worker", seconds: float = 120) -> None:
        self._wait(name, lambda: self.children[name].said(" ready."), seconds)

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Kill -9 a process and leave it dead until the block ends."""
        with self._turn:
            (child := self.children.pop(name)).kill()
        yield
        with self._turn:
            self.children[name] = child  # the supervisor starts it again

    def wait(self) -> None:
        """Return when the stack gave up; KeyboardInterrupt passes through."""
        while not self._ending.wait(0.5):
            pass

    # --- life -----------------------------------------------------------------------------------

    def start(self) -> None:
        self._held.enter_context(locked(self.directory / "stack.lock", wait=False))
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        self._ending.clear()
        self.say("starting PostgreSQL and Valkey")
        self.postgres.start()
        self.postgres.create_database()
        self.valkey.start()
        self._listen()
        self.say("migrating the database and collecting assets")
        # One folder of assets serves every stack of a checkout, so one at a time writes it.
        with locked(ROOT / "build" / "collect.lock"):
            steps = [self._step("migrate", "--noinput", role="owner")]
            if not assets.are_collected():
                steps.append(self._step("collectstatic", "--noinput", *assets.LEFT_OUT, role="app"))
            for step in steps:
                step.process.wait()  # type: ignore[union-attr]
                if step.process.returncode:  # type: ignore[union-attr]
                    raise ServiceFailed(f"A step failed: {step.last_words()}")
            assets.note_collected()
        self.say("starting web, worker and beat")
        for child in (self._web(), *map(self._worker, self.workers), self._beat()):
            self.children[child.name] = child
            child.start()
        self._wait("web", self._web_answers, 120)
        for name in self.workers:
            self.wait_for_worker(name)
        self._watch = threading.Thread(target=self._look_after, name="stack", daemon=True)
        self._watch.start()

    def stop(self) -> None:
        """End everything in the order that loses least: no new requests, finish jobs, then data."""
        self._ending.set()
        with self._turn:
            patience = {"beat": 5.0, "web": 10.0} | dict.fromkeys(self.workers, 20.0)
            for name, seconds in patience.items():
                if child := self.children.pop(name, None):
                    child.stop(seconds)
        if self._watch is not None:
            self._watch.join()
            self._watch = None
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        self.valkey.stop()
        self.postgres.stop()
        self._held.close()

    def __enter__(self) -> "Stack":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.stop()

    # --- processes ------------------------------------------------------------------------------

    def _listen(self) -> None:
        """Open the web port here: a restarted web process finds it still open, callers wait."""
        self._port = free_port(self._port)
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", self._port))
        self._listener.listen(256)

    def _child(self, name: str, *command: str, role: str, pass_fds: tuple[int, ...] = ()) -> Child:
        return Child(
            name, [sys.executable, *command], env=self.env(role), log=self.logs / f"{name}.log",
            pass_fds=pass_fds,
        )  # fmt: skip

    def _step(self, *arguments: str, role: str) -> Child:
        child = self._child(arguments[0], str(ROOT / "manage.py"), *arguments, role=role)
        child.start()
        return child

    def _web(self) -> Child:
        assert self._listener is not None
        handle = self._listener.fileno()
        return self._child(
            "web", "-m", "gunicorn", "-c", "python:clinic.services.web", "clinic.wsgi:application",
            "--bind", f"fd://{handle}",
            "--worker-tmp-dir", str(self.temporary), "--no-control-socket",
            role="app", pass_fds=(handle,),
        )  # fmt: skip

    def _worker(self, name: str) -> Child:
        return self._child(
            name, "-m", "celery", "-A", "clinic.celery", "worker", "-n", f"{name}@%h",
            "--loglevel", "INFO",
            "--concurrency", str(self.concurrency), "--without-gossip", "--without-mingle",
            role="worker",
        )  # fmt: skip

    def _beat(self) -> Child:
        return self._child(
            "beat", "-m", "celery", "-A", "clinic.celery", "beat", "--loglevel", "INFO",
            "--schedule", str(self.temporary / "beat-schedule"), "--pidfile", "",
            role="worker",
        )  # fmt: skip

    def _web_answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def _wait(self, name: str, ready: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if ready():
                return
            if name in self.children and not self.children[name].alive() and self._watch is None:
                break
            time.sleep(0.1)
        words = self.children[name].last_words() if name in self.children else ""
        raise ServiceFailed(f"Not ready within {seconds:.0f} s: {words}")

    def _look_after(self) -> None:
        """Start again what died; give up on what dies at once, several times over."""
        while not self._ending.wait(0.5):
            with self._turn:
                if self._ending.is_set():
                    return
                try:
                    self._revive()
                except (ServiceFailed, OSError) as error:
                    self.failure = str(error)
                    self.say(self.failure)
                    self._ending.set()

    def _revive(self) -> None:
        if not self.postgres.alive():
            self.say(f"PostgreSQL ended; starting it again\n{last_lines(self.postgres.log, 3)}")
            self.postgres.start()
        if not self.valkey.alive():
            self.say("Valkey ended; starting it again")
            self.valkey.start()
        for child in self.children.values():
            if child.alive():
                continue
            recent = child.starts[-FAST_DEATHS:]
            if (
                len(recent) == FAST_DEATHS
                and time.monotonic() - recent[0] < FAST_DEATH * FAST_DEATHS
            ):
                raise ServiceFailed(f"Keeps dying: {child.last_words()}")
            self.say(f"{child.name} ended; starting it again")
            child.kill()  # its own children may have outlived it
            child.env = self.env("app" if child.name == "web" else "worker")
            child.start()
