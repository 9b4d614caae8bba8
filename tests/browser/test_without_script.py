"""The core paths with JavaScript off: forms and links are enough."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Somebody
from tests.browser.intake import be_safe, begin
from tests.browser.job import Job, until
from tests.browser.planted import plain

pytestmark = pytest.mark.xdist_group("stack")


def test_sign_in_and_an_intake_work_without_script(somebody: Somebody) -> None:
    worker = somebody("coordinator", signed_in=False, java_script_enabled=False)
    worker.sign_in()
    begin(worker)
    be_safe(worker)
    worker.write("Which language do you want to speak?", "Spanish")
    worker.click("Save and pause")
    worker.reads("Saved and paused.")


def test_a_name_is_shown_and_hidden_without_script(somebody: Somebody, job: Job) -> None:
    lawyer = somebody("attorney", java_script_enabled=False)
    lawyer.open(job.said["case"])
    lawyer.choose("Why do you need the name?", "Checking that this is the right person")
    lawyer.click("Show name (recorded)")
    lawyer.reads(job.planted.name_to_use)
    lawyer.click("Hide now")
    lawyer.does_not_read(job.planted.name_to_use)


def test_a_note_and_a_packet_work_without_script(somebody: Somebody, job: Job) -> None:
    lawyer, text = somebody("attorney", java_script_enabled=False), plain()
    lawyer.open(job.said["case"])
    lawyer.click("Add a note")
    lawyer.tick("Shared:")
    lawyer.write("Note", text)
    lawyer.click("Save the note")
    lawyer.reads(text)
    lawyer.click("Packets")
    lawyer.click("Get the intake packet")

    def ready() -> bool:
        again = lawyer.page.get_by_role("link", name="Look again")
        if again.count():
            again.click()
        return lawyer.page.get_by_role("link", name=re.compile("Download the PDF")).count() == 1

    until(ready, "the packet")


def test_lock_now_works_without_script(somebody: Somebody, job: Job) -> None:
    lawyer = somebody("supervisor", java_script_enabled=False)
    lawyer.open(job.said["case"])
    lawyer.click("Lock now")
    lawyer.open(job.said["case"])
    expect(lawyer.page.locator("h1")).to_have_text("Locked")
    lawyer.unlock()
    lawyer.reads(job.said["number"])
