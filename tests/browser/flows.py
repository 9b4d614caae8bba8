"""Beside a case: screening, details, a caller, a second record of one person, a firm's names."""

import re
from pathlib import Path

from tests.browser.intake import be_safe, begin
from tests.browser.job import Job, until
from tests.browser.papers import text_of
from tests.browser.person import Person

FIRM = "conflicts@firm.example.org"
SAFE_NOW = "I asked just now: talking is safe, and nobody can listen"
LOOK = "Checking that this is the right person"


def screening_stops_where_she_wants_and_goes_on(job: Job) -> None:
    worker = job.cast["coordinator"]
    worker.open(f"{job.said['client']}screenings/")
    worker.click("Begin")
    worker.reads("Ask first.")
    worker.tick(SAFE_NOW)
    worker.click("Begin")
    if "/ask/" not in worker.page.url:
        worker.click("Go on")
    answer_all(worker, "Yes")
    worker.click("Save and go on")
    worker.click("Stop here")
    worker.reads("We can stop here")
    job.said["screening"] = re.sub(r"stop/$", "", worker.page.url)
    worker.tick(SAFE_NOW)
    worker.click("Go on")
    while worker.page.get_by_role("button", name="Save and go on").count():
        answer_all(worker, "Yes")
        worker.click("Save and go on")
    worker.open(job.said["screening"])
    worker.does_not_read("You answered")


def attorney_reads_the_answers_and_decides(job: Job) -> None:
    lawyer = job.cast["attorney"]
    lawyer.open(job.said["screening"])
    look_into(lawyer, "Show (recorded)")
    first = lawyer.page.get_by_role("group", name=re.compile("Your decision")).first
    first.get_by_role("radio", name="Not pursued").check()
    lawyer.page.get_by_label(re.compile(r"^\s*Why")).first.fill(job.planted.not_pursued)
    lawyer.click("Record the decisions")
    lawyer.does_not_read("There is something to fix")


def details_are_sealed_and_shown_for_a_reason(job: Job) -> None:
    worker, she = job.cast["coordinator"], job.planted
    worker.open(f"{job.said['client']}details/")
    look_into(worker, "Show and change (recorded)")
    worker.write("Dialect or region", "Somewhere", "Language 1")
    worker.click("Save")
    worker.reads("There is something to fix")
    worker.write("Language", "Tigrinya", "Language 1")
    worker.write("Dialect or region", she.dialect, "Language 1")
    worker.write("Name of the guardian", she.guardian)
    worker.click("Save")
    worker.does_not_read(she.guardian)


def caller_is_known_by_a_phrase_and_home_stays_sealed(job: Job) -> None:
    worker, she = job.cast["coordinator"], job.planted
    worker.open(f"{job.said['client']}safety/")
    worker.write("Who we are when somebody else answers", "The library")
    worker.write("New caller's phrase", she.phrase)
    worker.write("Substitute address for letters", "PO Box 1, Probe City")
    worker.write("Where the client really lives", she.home)
    worker.click("Save")
    worker.open(f"{job.said['client']}safety/")
    worker.does_not_read(she.home)
    look_into(worker, "Show the real address (recorded)")
    worker.reads(she.home)
    advocate = job.cast["advocate"]
    advocate.open(f"{job.said['client']}reach/")
    advocate.tick("E-mail", "How")
    advocate.click("Show number or send (recorded)")
    advocate.reads("Do not")
    advocate.write("What the caller says", "Something else entirely")
    advocate.click("Compare")
    advocate.reads("No: this is not the phrase.")
    advocate.write("What the caller says", she.phrase)
    advocate.click("Compare")
    advocate.reads("Yes: this is the phrase.")


def second_intake_is_declined_with_a_letter(job: Job) -> None:
    worker, she = job.cast["coordinator"], job.planted
    begin(worker)
    be_safe(worker)
    worker.write("Which language do you want to speak?", "Tigrinya")
    worker.click("Save and go on")
    worker.tick("Rights and the limits of confidentiality were explained")
    worker.write("In which language were they explained?", "Tigrinya")
    worker.click("Save and go on")
    job.said["second intake"] = re.sub(r"[a-z]+/$", "", worker.page.url)
    what_is_typed_comes_back(worker, "What shall we call you?", she.name_to_use)
    worker.click("Save and go on")
    worker.write("What is your name on official papers?", she.legal_name)
    worker.write("A-number", she.a_number)
    worker.click("Save and go on")
    worker.open(job.said["second intake"])
    job.said["second code name"] = " ".join(worker.heading().split()[:2])
    worker.click("Decline")
    worker.page.get_by_label("Why does it end here?").select_option(index=2)
    worker.click("Decline")
    worker.open(job.said["second intake"])
    worker.click("Letter: we do not act for you")
    job.said["letter"] = worker.page.url
    worker.click("Make the letter (recorded)")
    worker.reads("Choose how the letter goes.")
    worker.page.get_by_role("radio").first.check()
    worker.write("Date", "2027-03-06", "Date 1")
    worker.write("What it is, as the person told it", she.told_date, "Date 1")
    with worker.page.expect_download() as got:
        worker.page.get_by_role("button", name=re.compile("Make the letter")).click()
    assert she.told_date.split()[-1] in text_of(Path(got.value.path()).read_bytes())


def two_records_of_one_person_are_joined_by_two_people(job: Job) -> None:
    worker, supervisor = job.cast["coordinator"], job.cast["supervisor"]
    worker.open(f"{job.said['client']}links/")
    worker.click("Link")
    worker.reads("Write the code name.")
    worker.open(f"{job.said['client']}duplicates/")
    worker.click("Look for duplicates")
    worker.reads(job.said["second code name"])
    worker.page.get_by_role("link", name=re.compile("^Compare")).first.click()
    worker.look()
    worker.write("Why", job.planted.joined)
    worker.click("Propose")
    worker.reads("Somebody else looks at both records and decides.")
    supervisor.open(worker.page.url)
    supervisor.tick("I looked at both records: this is one person")
    job.said["merge"] = supervisor.page.url
    supervisor.click("Join the records")
    supervisor.open(job.said["merge"])
    supervisor.reads("Take them apart")
    supervisor.open(f"{job.said['client']}duplicates/")


def firm_sends_names_and_neither_side_sees_the_others(job: Job) -> None:
    worker, she = job.cast["coordinator"], job.planted
    worker.open(f"{job.said['client']}firms/")
    worker.write("Firm", "Probe Partners")
    worker.write("Their attorney’s e-mail address", FIRM)
    worker.click("Send the link")
    worker.reads("Probe Partners")
    letter = job.wait_for_mail(FIRM, seconds=60)
    assert "Probe Clinic" not in letter
    link = job.link_in_mail()
    firm = job.person("firm")
    firm.open(link)
    job.said["firm link"] = link
    firm.click("Compare these names")
    firm.reads("There is something to fix")
    others = [f"Made Up{number} Firmclient{number}" for number in range(11)]
    firm.write("Names, one a line", "\n".join([she.employer, she.firm_client, *others]))
    firm.click("Compare these names")
    firm.reads("Your names are being compared.")

    def compared() -> bool:
        worker.page.goto(f"{job.said['client']}firms/")
        return "Possible" in worker.words()

    until(compared, "the firm's names are compared", seconds=60)
    worker.look()
    worker.reads("13 names sent")
    worker.does_not_read(she.firm_client)
    worker.does_not_read(she.employer)
    # The firm waits its minutes whatever the answer is, so that no haste tells anything.
    firm.page.reload()
    firm.reads("Your names are being compared.")
    firm.does_not_read(she.employer)


def what_is_typed_comes_back(worker: Person, label: str, text: str) -> None:
    """Type, wait until the page says that it is kept, and close the page without saving."""
    worker.write(label, text)
    worker.page.get_by_role("status").filter(has_text="Draft saved").wait_for()
    worker.look()
    worker.page.reload()
    worker.reads("It is not saved yet.")
    assert worker.field(label).input_value() == text


def answer_all(worker: Person, said: str) -> None:
    for choice in worker.page.locator("main").get_by_role("radio", name=said, exact=True).all():
        choice.check()


def look_into(person: Person, button: str) -> None:
    """Give a reason and look; the look is recorded."""
    form = person.page.locator("form.reveal").filter(has_text=button)
    form.get_by_role("combobox").select_option(label=LOOK)
    form.get_by_role("button").click()
    person.look()


STEPS = (
    screening_stops_where_she_wants_and_goes_on,
    attorney_reads_the_answers_and_decides,
    details_are_sealed_and_shown_for_a_reason,
    caller_is_known_by_a_phrase_and_home_stays_sealed,
    second_intake_is_declined_with_a_letter,
    two_records_of_one_person_are_joined_by_two_people,
    firm_sends_names_and_neither_side_sees_the_others,
)
