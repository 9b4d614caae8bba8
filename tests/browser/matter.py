"""Steps 4 to 6: a filing, its deadlines and why, the reminders, and two packets."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from filings.rules import compute
from tests.browser.job import SLUG, Job
from tests.browser.kept import documents_are_kept
from tests.browser.papers import pdf, text_of
from tests.browser.person import Person

RFE, NOID = "Request for evidence (RFE)", "Notice of intent to deny (NOID)"


def today() -> date:
    return datetime.now(ZoneInfo("America/New_York")).date()


def days_ago(days: int) -> str:
    return (today() - timedelta(days=days)).isoformat()


def attorney_and_supervisor_are_reminded_at_any_hour(job: Job) -> None:
    """By night a mail waits for the end of the quiet hours; this job runs by night as well."""
    for role in ("attorney", "supervisor"):
        person = job.cast[role]
        person.open(f"/{SLUG}/inbox/wishes/")
        person.choose("No mail from", "07:00")
        person.choose("Until", "07:00")
        person.click("Save")
        person.open(f"/{SLUG}/inbox/wishes/")
        assert person.field("No mail from").input_value() == "7"


def attorney_adds_a_filing_and_takes_it_to_the_agency(job: Job) -> None:
    lawyer = job.cast["attorney"]
    lawyer.open(job.said["case"])
    lawyer.click("Filings")
    lawyer.click("Add a filing")
    lawyer.choose("Filing", re.compile(r"^I-914 ·"))
    lawyer.click("Add the filing")
    job.said["filing"] = lawyer.page.url
    for step, day in (("Client review", 120), ("Signed", 115), ("Sent", 110)):
        lawyer.click("Next step")
        lawyer.tick(step)
        lawyer.write("Day on which it happened", days_ago(day))
        lawyer.write("Note", job.planted.step_note)
        lawyer.click("Take this step")
    lawyer.click("Record the receipt")
    lawyer.write("Receipt number", job.planted.receipt)
    lawyer.write("Date of the receipt notice", days_ago(100))
    lawyer.click("Record the receipt")
    lawyer.reads(job.planted.receipt[-4:])
    assert job.planted.receipt not in lawyer.page.content()


def deadline_is_what_the_rule_computes_and_says_why(job: Job) -> None:
    lawyer = job.cast["attorney"]
    begin_notice(lawyer, RFE)
    lawyer.write("Date of the notice", days_ago(70))
    lawyer.tick("By mail", "How the notice came")
    lawyer.write("Days the notice gives for the answer", "80")
    lawyer.click("Show the dates first")
    lawyer.reads("Not saved yet")
    lawyer.page.locator("input[type=file]").set_input_files(
        {
            "name": job.planted.file_name,
            "mimeType": "application/pdf",
            "buffer": pdf(job.planted.file_text),
        }
    )
    lawyer.click("Record the notice")
    facts = {"notice_date": days_ago(70), "service": "mail", "response_days": 80}
    expected = compute("us.uscis.rfe", facts, today=today())
    open_deadline(lawyer, "Its deadline")
    assert shown_days(lawyer)[:2] == [expected.outer, expected.target]
    lawyer.reads("Why this date")
    assert len(expected.steps) > 2
    assert lawyer.page.locator("main ol li").count() >= len(expected.steps)
    lawyer.reads(expected.source.split(",")[0])
    job.said["far deadline"] = lawyer.page.url


def reminder_reaches_the_attorney_alone_while_there_is_time(job: Job) -> None:
    letter = job.wait_for_mail(job.cast["attorney"].email, more_than=1)
    is_neutral(job, letter)
    assert len(job.mails_to(job.cast["supervisor"].email)) == 1  # the invitation


def printed_due_date_wins(job: Job) -> None:
    lawyer, printed = job.cast["attorney"], today() + timedelta(days=5)
    lawyer.open(job.said["filing"])
    begin_notice(lawyer, NOID)
    lawyer.write("Date of the notice", days_ago(30))
    lawyer.tick("By mail", "How the notice came")
    lawyer.write("Days the notice gives for the answer", "30")
    lawyer.write("Due date printed on the notice", printed.isoformat())
    lawyer.click("Record the notice")
    open_deadline(lawyer, "Its deadline")
    facts = {"notice_date": days_ago(30), "service": "mail", "response_days": 30}
    by_rule = compute("us.uscis.noid", facts, today=today()).outer
    assert by_rule is not None
    assert by_rule < printed
    # The printed date decides; until an attorney has looked, the earlier one is planned for.
    assert shown_days(lawyer)[:2] == [printed, by_rule]
    lawyer.reads("as printed on the notice")
    lawyer.reads("Computed, for comparison")
    job.said["near deadline"] = lawyer.page.url


def nobody_answers_and_the_supervisor_is_asked_too(job: Job) -> None:
    letter = job.wait_for_mail(job.cast["supervisor"].email, more_than=1)
    is_neutral(job, letter)
    job.wait_for_mail(job.cast["attorney"].email, more_than=2)


def attorney_answers_for_the_deadline(job: Job) -> None:
    lawyer = job.cast["attorney"]
    lawyer.open(job.said["near deadline"])
    lawyer.click("I take care of it")
    lawyer.does_not_read("Nobody has answered for this deadline yet")
    lawyer.open(job.said["far deadline"])
    lawyer.click("Settle")
    lawyer.tick("Done: what it asks for was filed")
    lawyer.write("What was done, or why not", job.planted.settled)
    lawyer.click("Propose it")
    lawyer.reads("Until somebody agrees, nothing has changed")
    boss = job.cast["supervisor"]
    boss.open(job.said["far deadline"])
    boss.click("Settle it: done")
    boss.click("Agree, do it")
    boss.reads("A second person agreed")


def notes_are_written(job: Job) -> None:
    she = job.planted
    said = (
        ("attorney", "Attorney-privileged", she.privileged_note),
        ("attorney", "Shared", she.shared_note),
        ("advocate", "Advocate", she.advocate_note),
    )
    for role, kind, text in said:
        writer = job.cast[role]
        writer.open(job.said["case"])
        writer.click("Add a note")
        writer.tick(f"{kind}:")
        writer.write("Note", text)
        writer.click("Save the note")
    reader = job.cast["advocate"]
    reader.open(job.said["case"])
    reader.click("Timeline")
    reader.reads(she.shared_note)
    reader.does_not_read(she.privileged_note)


def contacts_and_tasks_are_kept(job: Job) -> None:
    she, lawyer = job.planted, job.cast["attorney"]
    lawyer.open(job.said["case"])
    lawyer.click("Log a contact")
    lawyer.tick("Through a partner")
    lawyer.tick("Safe-contact rule not followed")
    lawyer.write("Why it was not followed", she.contact_reason)
    lawyer.write("Or who interpreted", she.contact_interpreter)
    lawyer.tick("Attorney-privileged:")
    lawyer.write("Short note", she.contact_note)
    lawyer.click("Record it")
    lawyer.reads(she.contact_reason)
    lawyer.open(job.said["case"])
    lawyer.click("Tasks")
    lawyer.click("Add a task")
    lawyer.write("What is to be done", she.task)
    lawyer.choose("Somebody outside the clinic does it", "A partner organization")
    lawyer.click("Add the task")
    lawyer.reads("Say who that is.")
    lawyer.write("Who that is", she.task_outside)
    lawyer.click("Add the task")
    lawyer.reads(she.task_outside)
    lawyer.click(she.task)
    lawyer.click("Cancel it")
    lawyer.write("Why", she.task_reason)
    lawyer.click("Cancel the task")
    lawyer.reads(she.task_reason)
    hearing_is_planned(job)
    reader = job.cast["advocate"]
    reader.open(job.said["case"])
    reader.click("Timeline")
    reader.does_not_read(she.contact_note)
    reader.does_not_read(she.contact_reason)


def hearing_is_planned(job: Job) -> None:
    she, lawyer = job.planted, job.cast["attorney"]
    lawyer.open(job.said["case"])
    lawyer.click("Tasks")
    lawyer.click("Add a hearing or appointment")
    lawyer.write("Day", (today() + timedelta(days=60)).isoformat())
    lawyer.write("Time", "09:30")
    lawyer.write("Place", she.place)
    lawyer.write("Note", she.place_note)
    lawyer.click("Add it")
    lawyer.reads(she.place)
    lawyer.click("Cancel it")
    lawyer.click("Cancel it")
    lawyer.reads("The court or agency called it off")


def packets_hold_what_their_reader_may_see(job: Job) -> None:
    she = job.planted
    lawyers, advocates = (packet_for(job, role) for role in ("attorney", "advocate"))
    for word in she.shared_note.split()[-1], job.said["number"]:
        assert word in lawyers
        assert word in advocates
    assert she.privileged_note.split()[-1] in lawyers
    assert she.privileged_note.split()[-1] not in advocates
    assert she.advocate_note.split()[-1] not in lawyers
    assert she.advocate_note.split()[-1] in advocates
    assert job.cast["attorney"].name in lawyers  # the watermark
    assert job.cast["advocate"].name in advocates


def packet_for(job: Job, role: str) -> str:
    """Ask for the packet with names, watch it getting ready, download it; return its text."""
    reader = job.cast[role]
    reader.open(job.said["case"])
    reader.click("Packets")
    reader.tick("Show names and numbers in it (recorded)")
    reader.choose("Why do you need the names?", "Writing a filing or a letter")
    reader.click("Get the intake packet")
    download = reader.page.get_by_role("link", name=re.compile("Download the PDF"))
    download.wait_for(timeout=40_000)
    reader.look()
    with reader.page.expect_download() as got:
        download.click()
    assert job.planted.name_to_use not in got.value.suggested_filename
    content = Path(got.value.path()).read_bytes()
    job.said[f"packet {role}"] = got.value.suggested_filename
    return text_of(content)


def begin_notice(lawyer: Person, kind: str) -> None:
    lawyer.click("Record a notice")
    lawyer.click(kind)


def open_deadline(lawyer: Person, name: str) -> None:
    if "/deadlines/" not in lawyer.page.url:
        lawyer.page.get_by_role("link", name=name).first.click()
    lawyer.look()


def shown_days(reader: Person) -> list[date]:
    days = reader.page.locator(".stats time").all()
    return [date.fromisoformat(day.get_attribute("datetime") or "") for day in days]


def is_neutral(job: Job, letter: str) -> None:
    assert "You have an item in Alcove" in letter
    told = [job.said["number"], job.said["code name"], "Probe", *job.planted.needles().values()]
    assert not [word for word in told if word in letter]


STEPS = (
    attorney_and_supervisor_are_reminded_at_any_hour,
    attorney_adds_a_filing_and_takes_it_to_the_agency,
    deadline_is_what_the_rule_computes_and_says_why,
    reminder_reaches_the_attorney_alone_while_there_is_time,
    printed_due_date_wins,
    nobody_answers_and_the_supervisor_is_asked_too,
    attorney_answers_for_the_deadline,
    notes_are_written,
    contacts_and_tasks_are_kept,
    documents_are_kept,
    packets_hold_what_their_reader_may_see,
)
