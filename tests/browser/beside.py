"""Steps of the main job: what stands beside the matter, and is as secret as it is."""

import re

from playwright.sync_api import FilePayload

from tests.browser.job import Job
from tests.browser.office import OUTSIDER
from tests.browser.papers import pdf


def letter_of_the_agency_is_read_and_set_aside(job: Job) -> None:
    she, lawyer = job.planted, job.cast["attorney"]
    sent: FilePayload = {
        "name": she.letter_file, "mimeType": "application/pdf", "buffer": pdf(she.letter_text),
    }  # fmt: skip
    lawyer.open(job.said["case"])
    lawyer.click("Filings")
    lawyer.click("Upload a notice")
    lawyer.page.locator("input[type=file]").set_input_files(sent)
    lawyer.click("Upload and read")
    lawyer.page.get_by_role("link", name="Look at it").wait_for(timeout=40_000)
    lawyer.click("Look at it")
    lawyer.reads(she.letter_text)
    lawyer.click("Set the letter aside")
    lawyer.write("Why no notice is recorded from it", she.letter_reason)
    lawyer.tick("Keep it with the case")
    lawyer.click("Set it aside")
    lawyer.reads("The letter is set aside")


def outcome_is_recorded(job: Job) -> None:
    she, worker = job.planted, job.cast["advocate"]
    worker.open(job.said["case"])
    worker.click("Outcome")
    worker.click("Record something")
    worker.choose("What it brought", "Restitution")
    worker.write("Asked for", "1200.00")
    worker.choose("Currency", "USD")
    worker.write("What the team should know", she.benefit_note)
    worker.click("Record it")
    worker.reads(she.benefit_note)
    worker.page.get_by_role("link", name=re.compile("Take out")).click()
    worker.look()
    worker.write("Why it is taken out", she.benefit_reason)
    worker.click("Take it out")
    worker.does_not_read(she.benefit_note)


def profile_of_who_works_here_is_kept(job: Job) -> None:
    she, lawyer = job.planted, job.cast["attorney"]
    lawyer.open("/harbor/people/own/")
    lawyer.write("Other names of yours", she.other_name)
    lawyer.write("Firm or employer", she.firm)
    lawyer.write("Where you work", she.works_at)
    lawyer.write("What whoever gives you cases should know", she.works_how)
    lawyer.click("Save")
    lawyer.reads(she.firm)


def interpreter_joins_the_roster(job: Job) -> None:
    she, worker = job.planted, job.cast["coordinator"]
    worker.open("/harbor/interpreters/")
    worker.click("Add an interpreter")
    worker.write("Name", she.interpreter)
    worker.write("Other names", she.interpreter_other)
    worker.write("Communities, nationalities and regions she or he belongs to", she.community)
    worker.write("E-mail", she.interpreter_mail)
    worker.write("Note for coordinators", she.interpreter_note)
    worker.write("Language", "Hausa", "Language 1")
    worker.click("Save")
    worker.reads(she.interpreter)


def wall_is_raised_and_another_person_takes_it_down(job: Job) -> None:
    she, worker, boss = job.planted, job.cast["coordinator"], job.cast["supervisor"]
    kept_out = job.cast[OUTSIDER]
    for person in (worker, boss):
        person.open(job.said["case"])
        person.click("Access")
        person.click("Who is kept out")
        if person is worker:
            person.choose("Who is kept out?", kept_out.name)
            person.write("Why", she.wall_reason)
            person.click("Keep this person out")
            person.reads(she.wall_reason)
        else:
            person.page.get_by_role("link", name=re.compile("Let in again")).click()
            person.look()
            person.write("Why may this person come in again?", she.wall_lowered)
            person.page.locator("main form button[type=submit]").last.click()
            person.look()
            person.reads(she.wall_lowered)


STEPS = (
    letter_of_the_agency_is_read_and_set_aside,
    outcome_is_recorded,
    profile_of_who_works_here_is_kept,
    interpreter_joins_the_roster,
    wall_is_raised_and_another_person_takes_it_down,
)
