"""A Celery worker and a beat of their own, to be killed."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from clinic.services.child import Child
from clinic.services.postgres import Postgres
from clinic.services.roles import WORKER
from clinic.services.valkey import Valkey

SETTINGS = "tests.notices.worker_settings"


def eventually(holds: Callable[[], bool], seconds: float = 40) -> None:
    """Wait until `holds`, or fail."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "It did not come to pass."
        time.sleep(0.1)


class Workers:
    """Beat asks every second and a lease lasts three, so that a test need not wait long."""

    def __init__(self, folder: Path, postgres: Postgres, database: str) -> None:
        self.folder, self.valkey = folder, Valkey(folder)
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": postgres.url(WORKER, database),
            "ALCOVE_DRAIN_SECONDS": "1",
            "ALCOVE_LEASE_SECONDS": "3",
            "TMPDIR": str(folder),
        }
        self.children: dict[str, Child] = {}

    def start(self, **env: str) -> None:
        self.env |= env
        self._celery("worker", "--concurrency", "2", "--without-gossip", "--without-mingle")
        self._celery("beat", "--schedule", str(self.folder / "schedule"), "--pidfile", "")
        eventually(lambda: self.children["worker"].said(" ready."))

    def kill_worker(self) -> None:
        """Kill -9 the worker with its pool, and start another, as a supervisor would."""
        self.children["worker"].kill()
        self.children["worker"].start()

    def kill_for_good(self) -> None:
        self.children["worker"].kill()

    def _celery(self, name: str, *options: str) -> None:
        command = [sys.executable, "-m", "celery", "-A", "clinic.celery", name, "-l", "INFO"]
        log = self.folder / f"{name}.log"
        child = Child(name, [*command, *options], env=self.env, log=log)
        self.children[name] = child
        child.start()

    def __enter__(self) -> "Workers":
        self.valkey.start()
        self.env["REDIS_URL"] = self.valkey.url()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for child in self.children.values():
            child.kill()
            if error is not None:
                print(f"--- {child.name}\n{child.last_words()}")
        self.valkey.stop()
