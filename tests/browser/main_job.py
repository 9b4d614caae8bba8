"""All steps in their order, done once for a test run; each remembers how it ended."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from clinic.services.stack import Stack
from tests.browser import beside, closing, engaging, intake, matter, office, told
from tests.browser.job import Job
from tests.browser.watch import Watch
from tests.pages.browser import chromium
from tests.stacks import stack_in

# Beat asks often, so that a test need not wait for what comes by itself.
OFTEN = {
    "ALCOVE_DRAIN_SECONDS": "1",
    "ALCOVE_SEAL_SECONDS": "1",
    "ALCOVE_SCAN_SECONDS": "2",
    "ALCOVE_LEASE_SECONDS": "5",
}
STEPS: tuple[Callable[[Job], None], ...] = (
    *office.STEPS, *intake.STEPS, *engaging.STEPS, *matter.STEPS, *beside.STEPS, *told.STEPS,
    *closing.STEPS,
)  # fmt: skip


class MainJob:
    """What the nine steps left: a running stack, people's sessions, and how each step ended."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.lay_in_tmp = set(os.listdir(tempfile.gettempdir()))
        self.sessions: dict[str, object] = {}
        self.outcomes: dict[str, BaseException | None] = {}
        self.job: Job

    def do(self) -> None:
        with chromium() as browser:
            self.job = Job(self.stack, browser, Watch(self.stack.base_url))
            for step in STEPS:
                try:
                    step(self.job)
                    self.outcomes[step.__name__] = None
                except Exception as error:
                    self.outcomes[step.__name__] = error
                    self.job.take_pictures(step.__name__)
                    break
            for role, person in self.job.cast.items():
                self.sessions[role] = person.context.storage_state()
                person.close()

    def held(self, step: str) -> None:
        """Raise what went wrong in this step, or say that it was never reached."""
        if step not in self.outcomes:
            raise AssertionError(f"Not reached: {list(self.outcomes)[-1]} failed.")
        if error := self.outcomes[step]:
            raise error

    @property
    def broken(self) -> str:
        return next((step for step, error in self.outcomes.items() if error), "")

    @property
    def whole(self) -> bool:
        return len(self.outcomes) == len(STEPS) and not any(self.outcomes.values())


@contextmanager
def main_job_in(folder: Path) -> Iterator[MainJob]:
    with stack_in(folder, **OFTEN) as stack:
        write_down_all_messages(stack)
        done = MainJob(stack)
        done.do()
        yield done


def write_down_all_messages(stack: Stack) -> None:
    """Let the broker keep a file of every message, so that none is missed that came and went."""
    with redis.Redis.from_url(stack.valkey.url()) as client:
        client.config_set("aof-use-rdb-preamble", "no")
        client.config_set("auto-aof-rewrite-percentage", "0")
        client.config_set("appendonly", "yes")
