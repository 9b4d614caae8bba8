"""`make check` and `make test`: every check, each with its time; one failure fails the whole.

A check says nothing when it passes. The tests come last and print as they go.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from clinic.services.demo import TEST_DIRECTORY
from clinic.services.places import ROOT
from clinic.services.stack import Stack

BIN = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "clinic.settings.production",
    "ALCOVE_HOSTS": "alcove.invalid",
    "ALCOVE_BASE_URL": "https://alcove.invalid",
}


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(BIN / name), *arguments)


def static_checks() -> list[tuple[str, Sequence[str], Mapping[str, str]]]:
    """Return (name, command, environment) of what runs without a test."""
    services = Stack(TEST_DIRECTORY, "clinic.settings.dev", durable=False)
    services.postgres.start()
    services.postgres.create_database()
    services.valkey.start()
    app = services.env("app")
    plain = dict(os.environ)
    return [
        ("format", tool("ruff", "format", "--check", "--quiet", "."), plain),
        ("lint", tool("ruff", "check", "--quiet", "."), plain),
        ("imports", tool("lint-imports", "--no-cache"), plain),
        ("types", tool("mypy"), plain),
        ("templates", tool("djlint", "templates", "--lint", "--quiet"), plain),
        ("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run"), app),
        ("deployment", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), app | PRODUCTION),
    ]


def run(name: str, command: Sequence[str], env: Mapping[str, str], *, show: bool = False) -> bool:
    begun = time.monotonic()
    result = subprocess.run(
        command, cwd=ROOT, env=dict(env), text=True,
        stdout=None if show else subprocess.PIPE, stderr=None if show else subprocess.STDOUT,
    )  # fmt: skip
    if result.returncode and not show:
        print(result.stdout[-12_000:])
    word = "FAILED" if result.returncode else "ok"
    print(f"check: {name:<12} {word:<6} {time.monotonic() - begun:6.1f} s", flush=True)
    return result.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave the tests out")
    wants = parser.parse_args()
    # The tests start hundreds of processes; each would compile all it imports again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    passed = [run(name, command, env) for name, command, env in static_checks()]
    if not wants.quick:
        pytest = (sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup")
        passed.append(run("tests", pytest, os.environ, show=True))
    print(f"check: {passed.count(True)} of {len(passed)} passed")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
