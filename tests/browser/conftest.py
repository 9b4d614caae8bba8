"""People of the main job come back with their sessions, each in a new browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.job import Job
from tests.browser.main_job import MainJob
from tests.browser.person import Person
from tests.browser.watch import Watch
from tests.pages.browser import chromium

Somebody = Callable[..., Person]


@pytest.fixture(scope="module")
def browser(main_job: MainJob) -> Iterator[Browser]:
    """No longer than a file: it keeps a loop running in this thread."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def job(main_job: MainJob) -> Job:
    assert main_job.whole, f"The main job failed: {main_job.broken}"
    return main_job.job


@pytest.fixture
def somebody(main_job: MainJob, job: Job, browser: Browser) -> Iterator[Somebody]:
    """Bring a person of the main job: `somebody("attorney", color_scheme="dark")`."""
    watch = Watch(main_job.stack.base_url)
    with ExitStack() as leaving:

        def bring(role: str, *, signed_in: bool = True, **options: Any) -> Person:
            if signed_in:
                options["storage_state"] = main_job.sessions[role]
            before = job.cast[role]
            person = Person(browser, watch, role, before.email, **options)
            person.app = before.app
            leaving.callback(person.close)
            return person

        yield bring
    assert watch.faults == []
