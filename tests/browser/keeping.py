"""What a clinic keeps, erases, takes in and gives out, as people do it."""

import re
from pathlib import Path
from typing import Any

from tests.browser.job import SLUG, Job
from tests.browser.papers import pdf, text_of


def hold_beats_a_request_to_be_erased(job: Job) -> None:
    worker, supervisor, she = job.cast["coordinator"], job.cast["supervisor"], job.planted
    worker.open(f"{job.said['client']}keeping/")
    worker.write("Why everything must be kept", she.held_for)
    worker.click("Place a hold")
    worker.write("What was asked, in the client's words", she.erasure)
    worker.click("Record the request")
    supervisor.open(f"/{SLUG}/keeping/")
    supervisor.reads("Requests to be erased that wait for an answer")
    supervisor.open(f"{job.said['client']}keeping/")
    supervisor.choose("Answer", re.compile("[Rr]efused"))
    supervisor.page.get_by_role("group", name=re.compile("Why not all")).get_by_role(
        "checkbox"
    ).first.check()
    supervisor.write("What the client is told", she.told_why)
    supervisor.click("Record the answer")
    supervisor.open(f"{job.said['client']}shred/")
    supervisor.open(f"{job.said['client']}keeping/")
    supervisor.write("Why the hold ends", she.lifted)
    supervisor.click("Lift the hold")
    supervisor.reads("Lifted")
    worker.open(f"{job.said['client']}copy/")
    with worker.page.expect_download() as got:
        worker.page.get_by_role("button", name=re.compile("Make it as PDF")).click()
    assert she.legal_name.split()[0] not in got.value.suggested_filename
    assert she.privileged_note.split()[-1] not in text_of(Path(got.value.path()).read_bytes())
    worker.look()


def list_comes_in_and_its_doubles_wait_for_a_person(job: Job) -> None:
    boss, worker, she = job.cast["administrator"], job.cast["coordinator"], job.planted
    lines = ["Client ID;Name;DOB;Case type;Opened;Remarks"]
    lines.append(f"1;{she.listed};03.02.1991;T visa;03.04.2024;{she.list_remark}")
    lines.append(f"2;{she.listed};03.02.1991;;;")
    lines.append("3;Somebody Else;31.02.1990;;;")
    boss.open(f"/{SLUG}/office/imports/")
    boss.click("Bring a list in")
    boss.click("Upload and look")
    boss.reads("There is something to fix")
    file: Any = {
        "name": f"{she.listed}.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode(),
    }  # fmt: skip
    boss.page.locator("input[type=file]").set_input_files(file)
    boss.click("Upload and look")
    boss.reads("Nothing has come in yet.")
    boss.choose("Dates are written", re.compile("[Dd]ay"))
    boss.click("Look again")
    boss.reads("3 rows would come in.")
    boss.click("Let them come in")
    job.said["list"] = boss.page.url
    boss.page.get_by_role("heading", name="What did not come in").wait_for(timeout=40_000)
    boss.look()
    boss.click("1 row could not be read")
    worker.open(job.said["list"])
    worker.click("1 row waits for a person: it may be somebody who is there")
    worker.click("Decide 3")
    worker.reads(she.listed.split()[0])
    worker.click("Decide")
    worker.reads("There is something to fix")
    worker.tick("Leave this row out")
    worker.click("Decide")
    worker.reads("None.")
    boss.open(f"{job.said['list']}close/")
    boss.open(f"/{SLUG}/office/imports/new/")
    boss.page.locator("input[type=file]").set_input_files(file)
    boss.click("Upload and look")
    job.said["columns"] = boss.page.url  # this one stays uploaded
    boss.open(f"/{SLUG}/office/imports/")


def whole_clinic_leaves_only_by_two_people(job: Job) -> None:
    boss, supervisor = job.cast["administrator"], job.cast["supervisor"]
    boss.open(f"/{SLUG}/office/exports/")
    boss.click("Ask for a copy")
    boss.page.get_by_label("What is the copy for?").select_option("own_copy")
    boss.write("Who will have it, and where it will be kept", job.planted.copy_kept)
    boss.write("Six digits from your app", "000000")
    boss.click("Ask for the copy")
    boss.reads("There is something to fix")
    boss.write("Six digits from your app", boss.app.code())
    boss.click("Ask for the copy")
    boss.reads("Waits for a supervisor")
    supervisor.open(f"/{SLUG}/office/exports/")
    supervisor.open(boss.page.url)
    supervisor.click("Let it be made (recorded)")
    boss.page.reload()
    boss.page.get_by_text("Ready", exact=True).wait_for(timeout=60_000)
    job.said["export"] = boss.page.url
    boss.look()


def subpoena_comes_and_counsel_answers(job: Job) -> None:
    worker, supervisor, she = job.cast["coordinator"], job.cast["supervisor"], job.planted
    worker.open(f"{job.said['client']}demands/log/")
    worker.choose("What came", re.compile("Administrative subpoena"))
    worker.choose("How it came", "By mail")
    worker.write("Who demands it", she.demanded_by)
    worker.write("Their number", she.demand_number)
    worker.write("What is demanded", she.demanded)
    worker.click("Record it and stop all erasing")
    worker.reads("There is something to fix")
    worker.tick("It names no day")
    worker.click("Record it and stop all erasing")
    worker.reads(she.demanded)
    worker.click("Say who answers")
    worker.choose("Who answers for the clinic", supervisor.name)
    worker.click("Save")
    supervisor.open(worker.page.url)
    supervisor.page.get_by_role("link", name=re.compile("Decide")).first.click()
    supervisor.choose("What happens with it", "Kept back")
    supervisor.choose("On which ground it is kept back", re.compile("Attorney-client"))
    supervisor.write("What the other side is told of it", she.kept_back)
    supervisor.click("Save")
    supervisor.reads(she.kept_back)
    supervisor.click("Make a log now")
    with supervisor.page.expect_download() as got:
        supervisor.page.get_by_role("button", name="PDF 1").click()
    assert got.value.suggested_filename == "log.pdf"
    supervisor.click("Say how it ended")
    supervisor.choose("How it ended", re.compile("Objected"))
    supervisor.write("What was answered, and why", she.demand_answer)
    supervisor.write("How, or why the client could not be told", she.told_of_demand)
    supervisor.click("Record it")
    supervisor.reads(she.demand_answer)


def conflict_is_waived_on_paper_and_not_any_more(job: Job) -> None:
    """The clinic's own donor is somebody's employer: two people waive it; then it is taken back."""
    worker, lawyer, she = job.cast["coordinator"], job.cast["attorney"], job.planted
    client = job.said["client"]
    worker.open(f"{client}parties/")
    worker.choose("Who is it?", re.compile("[Ww]itness"))
    worker.write("Name", she.affiliate)
    worker.click("Add")
    worker.open(f"{client}conflict/")
    worker.click("Check again")
    worker.reads("Look at each.")
    worker.does_not_read(she.affiliate_note)
    worker.page.get_by_role("link", name=re.compile("^Record a waiver")).first.click()
    worker.click("Record the waiver")
    worker.reads("Say who consented.")
    worker.write("Who consented", she.waived_by)
    worker.write("What was explained to them before", she.waiver_told)
    paper: Any = {
        "name": she.waiver_file, "mimeType": "application/pdf", "buffer": pdf(she.waiver_text),
    }  # fmt: skip
    worker.page.locator("input[type=file]").set_input_files(paper)
    worker.click("Record the waiver")
    worker.page.get_by_role("link", name=re.compile("^Signed on")).first.click()
    worker.look()
    job.said["waiver"] = worker.page.url
    lawyer.open(job.said["waiver"])
    lawyer.reads(she.waiver_told)
    with lawyer.page.expect_download() as got:
        lawyer.page.get_by_role("button", name="Download the paper").click()
    assert she.waiver_file not in got.value.suggested_filename
    assert she.waiver_text in text_of(Path(got.value.path()).read_bytes())
    lawyer.click("I have read it and agree")
    worker.open(f"{client}conflict/")
    worker.tick("Waived in writing", "Your decision")
    worker.write("Why", "Both were told and signed.")
    worker.click("Record the decision")
    worker.reads("Waived in writing")
    lawyer.open(job.said["waiver"])
    lawyer.click("It counts no more")
    lawyer.write("Why does it count no more?", she.waiver_ended)
    lawyer.click("End the waiver")
    worker.open(f"{client}conflict/")
    worker.does_not_read(she.waived_by)


STEPS = (
    hold_beats_a_request_to_be_erased,
    list_comes_in_and_its_doubles_wait_for_a_person,
    whole_clinic_leaves_only_by_two_people,
    subpoena_comes_and_counsel_answers,
    conflict_is_waived_on_paper_and_not_any_more,
)
