"""Shared by the browser tests and by the search for what must never lie in clear."""

from collections.abc import Iterator

import pytest

STEPS = (
    "job",
    "office",
    "intake",
    "engaging",
    "matter",
    "kept",
    "beside",
    "told",
    "closing",
    "flows",
    "keeping",
    "person",
    "watch",
)
pytest.register_assert_rewrite(*(f"tests.browser.{name}" for name in STEPS))

from tests.browser.main_job import MainJob, main_job_in  # noqa: E402
from tests.stacks import shared  # noqa: E402


@pytest.fixture(scope="session")
def main_job(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainJob]:
    """The main job, done once in the browser. Mark its tests `xdist_group("stack")`."""
    with shared(main_job_in(tmp_path_factory.mktemp("main-job"))) as done:
        yield done
