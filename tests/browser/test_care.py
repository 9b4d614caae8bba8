"""Locked means locked, twice is once, and nothing typed is lost."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Somebody
from tests.browser.intake import be_safe, begin
from tests.browser.job import OTHER_SLUG, SLUG, Job
from tests.browser.matter import days_ago
from tests.browser.papers import PNG
from tests.browser.person import Person
from tests.browser.planted import plain

pytestmark = pytest.mark.xdist_group("stack")


def test_back_after_lock_now_shows_the_lock(somebody: Somebody, job: Job) -> None:
    lawyer = somebody("attorney")
    lawyer.open(job.said["case"])
    lawyer.click("Lock now")
    lawyer.page.go_back()
    lawyer.look()
    assert lawyer.heading() == "Locked"
    assert job.said["number"] not in lawyer.page.content()
    lawyer.unlock()
    lawyer.open(job.said["case"])
    lawyer.reads(job.said["number"])


@pytest.mark.parametrize("script", [True, False])
def test_two_quick_clicks_save_one_note(somebody: Somebody, job: Job, script: bool) -> None:
    lawyer, text = somebody("attorney", java_script_enabled=script), plain()
    lawyer.open(job.said["case"])
    lawyer.click("Add a note")
    lawyer.tick("Shared:")
    lawyer.write("Note", text)
    lawyer.page.get_by_role("button", name="Save the note").dblclick()
    expect(lawyer.page).to_have_url(
        re.compile("timeline")
    )  # the second click ends the first's load
    lawyer.open(f"{job.said['case']}timeline/")
    assert lawyer.words().count(text) == 1


def test_two_quick_clicks_start_one_intake(somebody: Somebody) -> None:
    worker = somebody("coordinator", java_script_enabled=False)
    before = intakes(worker)
    worker.click("Start an intake")
    worker.page.get_by_role("button", name="Start", exact=True).dblclick()
    # The first click's answer, or where the second finds what the first began.
    expect(worker.page).to_have_url(re.compile(r"/intake/[0-9a-f-]{36}/"))
    assert intakes(worker) == before + 1


def intakes(worker: Person) -> int:
    worker.open(f"/{SLUG}/intake/")
    return worker.page.locator("tbody tr").count()


# --- what people type -----------------------------------------------------------------------------


def test_a_wrong_receipt_number_is_refused_and_kept(somebody: Somebody, job: Job) -> None:
    lawyer = somebody("attorney")
    lawyer.open(f"{job.said['filing']}receipt/")
    lawyer.write("Receipt number", "IOE12")
    lawyer.write("Date of the receipt notice", days_ago(99))
    lawyer.click("Record the receipt")
    lawyer.reads("There is something to fix")
    assert lawyer.field("Receipt number").input_value() == "IOE12"
    assert lawyer.field("Date of the receipt notice").input_value() == days_ago(99)


@pytest.mark.parametrize(
    "birth", ["1994-02-30", "2990-01-01"], ids=["a day that does not exist", "in the future"]
)
def test_a_wrong_birth_date_is_refused_and_kept(somebody: Somebody, birth: str) -> None:
    worker, name = somebody("coordinator"), plain()
    to_identity(worker)
    worker.write("What is your name on official papers?", name)
    worker.write("When were you born? The year is enough.", birth)
    worker.click("Save and go on")
    worker.reads("There is something to fix")
    assert worker.field("When were you born? The year is enough.").input_value() == birth
    assert worker.field("What is your name on official papers?").input_value() == name


def test_a_notice_of_a_day_that_does_not_exist_is_refused(somebody: Somebody, job: Job) -> None:
    """A browser without date fields lets people type such a day."""
    lawyer = somebody("attorney")
    lawyer.open(f"{job.said['filing']}notice/?kind=biometrics")
    field = lawyer.field("Date of the notice")
    field.evaluate("field => { field.type = 'text'; }")
    field.fill("2026-02-30")
    lawyer.click("Record the notice")
    lawyer.reads("There is no such day.")


def test_a_picture_named_pdf_is_refused_and_the_rest_kept(somebody: Somebody, job: Job) -> None:
    lawyer = somebody("attorney")
    lawyer.open(f"{job.said['filing']}notice/?kind=biometrics")
    lawyer.write("Date of the notice", days_ago(3))
    file: Any = {"name": f"{plain()}.pdf", "mimeType": "application/pdf", "buffer": PNG}
    lawyer.page.locator("input[type=file]").set_input_files(file)
    lawyer.click("Record the notice")
    lawyer.reads("There is something to fix")
    assert lawyer.field("Date of the notice").input_value() == days_ago(3)


def test_twenty_megabytes_of_paste_stay_where_they_are(somebody: Somebody, job: Job) -> None:
    lawyer = somebody("attorney")
    lawyer.open(f"{job.said['case']}notes/add/")
    lawyer.tick("Shared:")
    paste(lawyer)
    lawyer.page.get_by_role("button", name="Save the note").click()
    said = lawyer.page.locator("#notice")
    said.get_by_text(re.compile("too much text")).wait_for()
    assert lawyer.field("Note").evaluate("field => field.value.length") > 19_000_000


def test_twenty_megabytes_without_script_are_refused_clearly(somebody: Somebody, job: Job) -> None:
    lawyer = somebody("attorney", java_script_enabled=False)
    lawyer.open(f"{job.said['case']}notes/add/")
    lawyer.tick("Shared:")
    paste(lawyer)
    with lawyer.page.expect_navigation(timeout=60_000) as answer:
        lawyer.page.get_by_role("button", name="Save the note").click()
    assert answer.value.status == 413
    lawyer.look()


def paste(lawyer: Person) -> None:
    lawyer.context.set_default_timeout(60_000)  # the browser itself takes its time over so much
    lawyer.field("Note").evaluate(
        "field => { field.removeAttribute('maxlength'); field.value = 'paste '.repeat(3_400_000); }"
    )


def test_an_id_of_another_clinic_is_not_there(somebody: Somebody) -> None:
    boss = somebody("administrator")
    boss.open(f"/{OTHER_SLUG}/office/members/")
    roles = boss.page.get_by_role("link", name=re.compile("^Roles")).first.get_attribute("href")
    assert roles
    assert boss.open(roles).status == 200
    assert boss.open(roles.replace(f"/{OTHER_SLUG}/", f"/{SLUG}/")).status == 404
    boss.reads("There is nothing here for you")


def to_identity(worker: Person) -> None:
    begin(worker)
    be_safe(worker)
    worker.write("Which language do you want to speak?", "Spanish")
    worker.click("Save and go on")
    worker.tick("Rights and the limits of confidentiality were explained")
    worker.write("In which language were they explained?", "Spanish")
    worker.click("Save and go on")
    worker.write("What shall we call you?", plain())
    worker.click("Save and go on")
