"""What is filed together: a paper in another language, its certified translation, one bundle."""

import re
from pathlib import Path

from playwright.sync_api import FilePayload

from tests.browser.job import Job
from tests.browser.papers import pdf, text_of
from tests.browser.person import Person


def paper_is_signed_on_the_screen(job: Job) -> None:
    lawyer, she = job.cast["attorney"], job.planted
    _keep(lawyer, job.said["case"], she.exhibit, she.exhibit_text)
    lawyer.click(she.exhibit)
    lawyer.click("Have it signed here")
    lawyer.choose("Who signs", "A witness")
    lawyer.write("Language in which it was read out", "Tigrinya")
    lawyer.write("Who read it out", she.read_out_by)
    lawyer.write("What the signature says", she.signed_words)
    lawyer.choose("How it is signed", "Signed on screen, typed name")
    lawyer.write("Name as signed", she.signed_by)
    lawyer.click("Keep the signature")
    lawyer.reads("Show it to whoever signs first.")
    lawyer.tick("I was there")
    lawyer.click("Keep the signature")
    lawyer.reads(she.signed_by)


def paper_is_translated_and_certified(job: Job) -> None:
    lawyer, she = job.cast["attorney"], job.planted
    _keep(lawyer, job.said["case"], she.translation, she.translated_text)
    lawyer.click(she.exhibit)
    lawyer.click("It is in another language")
    lawyer.click("Save")
    lawyer.reads("Say in which language it is.")
    lawyer.write("Language of the document", "Tigrinya")
    lawyer.choose("Its translation", she.translation)
    lawyer.click("Save")
    lawyer.click("Record a translator's certificate")
    lawyer.write("Translator's name", she.certifier)
    lawyer.write("How the translator can be reached", she.certifier_reach)
    lawyer.choose("How it is signed", "Signed on screen, typed name")
    lawyer.write("Name as signed", she.certifier_signed)
    lawyer.click("Record the signature")
    lawyer.reads(she.certifier)


def exhibits_are_listed_made_final_and_bundled(job: Job) -> None:
    lawyer, she = job.cast["attorney"], job.planted
    lawyer.open(job.said["case"])
    lawyer.click("Documents")
    lawyer.click("New list of exhibits")
    lawyer.click("Begin the list")
    lawyer.reads("Give the list a title.")
    lawyer.write("Title of the list", she.exhibit_list)
    lawyer.tick("Shared:")
    lawyer.click("Begin the list")
    job.said["exhibits"] = lawyer.page.url
    lawyer.click("Put a document on it")
    lawyer.choose("Document", re.compile(rf"^{re.escape(she.exhibit)}"))
    lawyer.write("How the index calls it", she.exhibit_title)
    lawyer.click("Put it on the list")
    lawyer.reads(she.exhibit_title)
    lawyer.click("Make it final")
    lawyer.page.get_by_role("button", name="Make it final").click()
    lawyer.open(job.said["exhibits"])
    lawyer.reads("Final since")
    lawyer.page.get_by_role("button", name="Put it together").click()
    lawyer.page.get_by_role("link", name=re.compile("^Download the PDF")).wait_for(timeout=60_000)
    lawyer.look()
    with lawyer.page.expect_download() as got:
        lawyer.page.get_by_role("link", name=re.compile("^Download the PDF")).click()
    assert she.exhibit_list not in got.value.suggested_filename
    told = " ".join(text_of(Path(got.value.path()).read_bytes()).split())
    for words in (
        she.exhibit_text, she.translated_text, she.certifier, she.exhibit_title, she.signed_by,
    ):  # fmt: skip
        assert words.split()[-1] in told


def _keep(lawyer: Person, case: str, title: str, words: str) -> None:
    sent: FilePayload = {
        "name": "paper.pdf", "mimeType": "application/pdf", "buffer": pdf(words),
    }  # fmt: skip
    lawyer.open(case)
    lawyer.click("Documents")
    lawyer.click("Add a document")
    lawyer.page.locator("input[type=file]").set_input_files(sent)
    lawyer.write("Title", title)
    lawyer.tick("Shared:")
    lawyer.click("Keep the document")


STEPS = (
    paper_is_signed_on_the_screen,
    paper_is_translated_and_certified,
    exhibits_are_listed_made_final_and_bundled,
)
