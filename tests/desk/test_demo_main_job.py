"""A step that fails says so, stops what stands on it, and never hides the summary."""

from dataclasses import dataclass

import pytest

from desk.demo import main_job
from desk.demo.job import Job, NotAsExpected, expect, refusal_of
from desk.demo.waiting import NothingHappened, wait_for


@dataclass
class Ran:
    steps: list[str]

    def good(self, job: Job) -> str:
        self.steps.append("good")
        return "1 thing"

    def bad(self, job: Job) -> str:
        expect(False, "it was otherwise")
        return ""


def test_what_stands_after_a_failed_step_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = Ran([])
    monkeypatch.setattr(main_job, "STEPS", (("a", ran.good), ("b", ran.bad), ("c", ran.good)))
    lines = main_job.run({}, lambda what, turn, turns: None)
    assert [line.result for line in lines] == ["ok", "FAILED", "not reached"]
    assert lines[1].produced == "NotAsExpected: it was otherwise"
    assert ran.steps == ["good"]


def test_workers_that_do_nothing_are_named() -> None:
    with pytest.raises(NothingHappened, match="the mails: nothing after 0 s"):
        wait_for("the mails", lambda: False, seconds=0.01)


def test_an_act_that_should_be_refused_and_is_not_fails_its_step() -> None:
    with pytest.raises(NotAsExpected, match="was not refused"):
        refusal_of(lambda: None)
