"""A place of its own for a benchmark: PostgreSQL with fsync on, Valkey, migrated, thrown away."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings

from clinic.services.places import ROOT, ServiceFailed
from clinic.services.roles import DATABASE, SUPERUSER
from clinic.services.stack import Stack

SETTINGS = "benchmarks.settings"
SUPERUSER_URL = "ALCOVE_BENCH_SUPERUSER_URL"


@contextmanager
def place(extra_env: Mapping[str, str] | None = None, *, workers: int = 1) -> Iterator[Stack]:
    """Give a stack whose database is there and migrated; its processes are not started."""
    folder = Path(tempfile.mkdtemp(prefix="alcove-bench-"))
    stack = Stack(folder, SETTINGS, extra_env, workers=workers)
    try:
        services(stack)
        yield stack
    finally:
        stack.stop()
        stack.postgres.destroy()
        shutil.rmtree(folder, ignore_errors=True)


def services(stack: Stack) -> None:
    stack.postgres.start()
    stack.postgres.create_database()
    stack.valkey.start()
    migrated = stack.manage("migrate", "--noinput", "--skip-checks", role="owner")
    if migrated.returncode:
        raise ServiceFailed(migrated.stderr[-2000:])


def become(stack: Stack, role: str) -> None:
    """Set up Django in this process, signed in as `role`."""
    if settings.configured:
        raise RuntimeError("Django is set up already; a process has one role.")
    for name in [name for name in os.environ if name.startswith(("ALCOVE_", "DATABASE_URL"))]:
        del os.environ[name]
    os.environ.update(stack.env(role))
    django.setup()


def seed(stack: Stack, *arguments: str, module: str = "benchmarks.seeding") -> str:
    """Run a seeder beside the stack; return what it says."""
    env = stack.env("app") | {SUPERUSER_URL: stack.postgres.url(SUPERUSER, DATABASE)}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT, env=env, text=True, capture_output=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-4000:])
    return done.stdout.strip()
