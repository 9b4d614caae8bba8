"""A matter goes its road: all is ticked, a stage is asked for, a second person approves."""

from playwright.sync_api import expect

from tests.browser.job import Job
from tests.browser.person import Person


def matter_goes_on_when_all_is_done_and_a_supervisor_agrees(job: Job) -> None:
    lawyer, supervisor = job.cast["attorney"], job.cast["supervisor"]
    lawyer.open(job.said["case"])
    lawyer.click("Matters")
    lawyer.reads("required lines are open")
    lawyer.click("Change stage")
    lawyer.choose("New stage", "Evidence and drafting (a second person approves it)")
    lawyer.click("Change the stage")
    lawyer.reads("Still open:")
    lawyer.click("Cancel")
    _tick_all(lawyer)
    expect(lawyer.page.locator("details[open] li", has_text="Required")).to_have_count(0)
    lawyer.click("Change stage")
    lawyer.choose("New stage", "Evidence and drafting (a second person approves it)")
    lawyer.click("Change the stage")
    lawyer.reads("“Evidence and drafting” was asked for by")
    expect(lawyer.page.get_by_role("link", name="Decide")).to_have_count(0)
    supervisor.open(lawyer.page.url)
    supervisor.click("Decide")
    supervisor.tick("Approve it")
    supervisor.click("Save the decision")
    supervisor.open(lawyer.page.url)
    supervisor.does_not_read("was asked for by")
    lawyer.open(lawyer.page.url)
    expect(lawyer.page.locator(".card-head", has_text="T visa")).to_contain_text(
        "Evidence and drafting"
    )


def _tick_all(lawyer: Person) -> None:
    """Mark every required line of the stage that is open as done, one after the other."""
    wanted = lawyer.page.locator("details[open] li", has_text="Required")
    for _line in range(20):
        if not wanted.count():
            return
        wanted.first.get_by_role("button", name="Mark as done").click()
        lawyer.look()
    raise AssertionError("More lines than there can be.")


STEPS = (matter_goes_on_when_all_is_done_and_a_supervisor_agrees,)
