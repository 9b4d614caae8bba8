"""The nine steps as people do them, each in a browser of their own."""

import pytest

from tests.browser.main_job import STEPS, MainJob

pytestmark = pytest.mark.xdist_group("stack")


@pytest.mark.parametrize("step", [step.__name__ for step in STEPS])
def test_main_job(main_job: MainJob, step: str) -> None:
    main_job.held(step)


def test_axe_looked_at_every_kind_of_page(main_job: MainJob) -> None:
    assert len(main_job.job.watch.seen) > 100
    assert main_job.job.watch.faults == []


def test_no_title_tells_who_the_client_is(main_job: MainJob) -> None:
    titles = " ".join(main_job.job.watch.titles)
    job = main_job.job
    told = [*job.planted.needles().values(), job.planted.name_to_use, job.said["code name"]]
    assert not [word for word in told if word in titles]
