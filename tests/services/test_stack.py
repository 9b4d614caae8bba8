"""All processes together: each in its own role, each back after a kill."""

import os
import signal
import time
import urllib.request
from collections.abc import Callable

import pytest

from clinic.services.places import ServiceFailed
from clinic.services.roles import APP, WORKER
from clinic.services.stack import Stack

pytestmark = pytest.mark.xdist_group("stack")


def within(seconds: float, met: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if met():
            return True
        time.sleep(0.1)
    return met()


def answers(stack: Stack) -> bool:
    try:
        with urllib.request.urlopen(f"{stack.base_url}/healthz", timeout=5) as page:  # noqa: S310
            return bool(page.status == 200)
    except OSError:
        return False


def environment(stack: Stack, name: str) -> dict[str, str]:
    """Return the environment the process really has."""
    with open(f"/proc/{stack.children[name].pid}/environ") as file:
        return dict(entry.split("=", 1) for entry in file.read().split("\0") if entry)


@pytest.mark.parametrize(("name", "role"), [("web", APP), ("worker", WORKER), ("beat", WORKER)])
def test_each_process_signs_in_as_its_own_role(stack: Stack, name: str, role: str) -> None:
    with open(environment(stack, name)["DATABASE_URL_FILE"]) as url:
        assert url.read().startswith(f"postgresql://{role}:")


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_no_process_carries_a_secret_in_its_environment(stack: Stack, name: str) -> None:
    held = "\n".join(environment(stack, name).values())
    kept = [path for path in stack.secrets.folder.iterdir() if path.is_file()]

    assert not [path.name for path in kept if path.read_text().strip() in held]
    assert "database-url-owner" not in held


def test_every_secret_is_closed_to_others(stack: Stack) -> None:
    kept = list(stack.secrets.folder.iterdir())

    assert len(kept) >= 10
    assert {path.stat().st_mode & 0o077 for path in [*kept, stack.secrets.folder]} == {0}


def test_a_killed_worker_is_started_again(stack: Stack) -> None:
    before = stack.children["worker"].pid
    stack.kill_worker()

    assert within(90, lambda: stack.children["worker"].pid != before)
    stack.wait_for_worker()


def test_a_killed_web_process_comes_back_at_its_address(stack: Stack) -> None:
    stack.children["web"].kill()

    assert within(90, lambda: answers(stack))


def test_a_killed_database_comes_back_and_pages_with_it(stack: Stack) -> None:
    os.kill(int((stack.postgres.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    assert within(90, lambda: stack.postgres.alive() and answers(stack))


def test_the_folder_of_a_running_stack_is_taken(stack: Stack) -> None:
    with pytest.raises(ServiceFailed, match="Already running"):
        Stack(stack.directory).start()

    assert answers(stack)


def test_pages_are_answered(stack: Stack) -> None:
    assert answers(stack)


def test_a_command_runs_as_the_role_named(stack: Stack) -> None:
    asked = "from django.db import connection as c; print(c.settings_dict['USER'])"

    assert stack.manage("shell", "-c", asked, role="worker").stdout.split()[-1] == "alcove_worker"
