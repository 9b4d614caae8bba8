"""Steps of the main job: documents of the case."""

from playwright.sync_api import FilePayload

from tests.browser.job import Job
from tests.browser.papers import pdf


def documents_are_kept(job: Job) -> None:
    she, lawyer = job.planted, job.cast["attorney"]
    sent: FilePayload = {
        "name": she.paper_file, "mimeType": "application/pdf", "buffer": pdf(she.paper_text),
    }  # fmt: skip
    lawyer.open(job.said["case"])
    lawyer.click("Documents")
    lawyer.click("Add a document")
    lawyer.page.locator("input[type=file]").set_input_files(sent)
    lawyer.write("Title", she.paper)
    lawyer.tick("Attorney-privileged:")
    lawyer.click("Keep the document")
    lawyer.click(she.paper)
    with lawyer.page.expect_download() as download:
        lawyer.page.get_by_role("link", name="Download").click()
    assert download.value.path().read_bytes() == sent["buffer"]
    assert she.paper_file not in download.value.suggested_filename
    reader = job.cast["advocate"]
    reader.open(job.said["case"])
    reader.click("Documents")
    reader.does_not_read(she.paper)
    lawyer.click("Add a new version")
    lawyer.page.locator("input[type=file]").set_input_files(sent)
    lawyer.write("What is new", she.paper_new)
    lawyer.click("Keep the new version")
    lawyer.reads(she.paper_new)
    lawyer.click("Take it out")
    lawyer.write("Why it is taken out", she.paper_reason)
    lawyer.click("Take it out")
    lawyer.reads(she.paper_reason)
