"""A supervised process ends with its group, and with its supervisor even when that is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic.services.child import Child
from clinic.services.places import ROOT, ServiceFailed, locked

FAMILY = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(os.getpid(), child.pid, "ready", flush=True)
time.sleep(600)
"""
SUPERVISOR = """
import os, sys, time
from pathlib import Path
from clinic.services.child import Child
child = Child("c", [sys.executable, "-c", "import time; time.sleep(600)"], env=dict(os.environ),
              log=Path(sys.argv[1]) / "c.log")
child.start()
print(child.pid, flush=True)
time.sleep(600)
"""


def within(seconds: float, met: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if met():
            return True
        time.sleep(0.05)
    return met()


def gone(pid: int) -> bool:
    """A process that nobody has collected yet is gone, too."""
    try:
        return ") Z" in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True


@pytest.fixture
def family(tmp_path: Path) -> Child:
    child = Child(
        "family", [sys.executable, "-c", FAMILY], env=dict(os.environ), log=tmp_path / "log"
    )
    child.start()
    assert within(10, lambda: child.said("ready"))
    return child


def test_killing_takes_the_whole_group(family: Child) -> None:
    members = [int(word) for word in family.log.read_text().split()[:2]]
    family.kill()

    assert all(within(5, lambda pid=pid: gone(pid)) for pid in members)  # type: ignore[misc]


def test_stopping_leaves_no_grandchild_behind(family: Child) -> None:
    members = [int(word) for word in family.log.read_text().split()[:2]]
    family.stop(seconds=5)

    assert all(within(5, lambda pid=pid: gone(pid)) for pid in members)  # type: ignore[misc]


def test_what_an_earlier_run_said_does_not_count(family: Child) -> None:
    family.kill()
    family.command = [sys.executable, "-c", "pass"]
    family.start()

    assert not family.said("ready")


def test_a_killed_supervisor_takes_its_children_along(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
    ) as supervisor:
        assert supervisor.stdout is not None
        pid = int(supervisor.stdout.readline())
        time.sleep(0.5)  # past the leash, into the command
        supervisor.send_signal(signal.SIGKILL)

    assert within(5, lambda: gone(pid))


def test_a_folder_serves_one_stack_at_a_time(tmp_path: Path) -> None:
    with locked(tmp_path / "stack.lock"), pytest.raises(ServiceFailed, match="Already running"):
        with locked(tmp_path / "stack.lock", wait=False):
            raise AssertionError("two held it")
