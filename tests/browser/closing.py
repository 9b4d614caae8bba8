"""Steps 7 to 9: a release and a referral, the supervisor's report, the auditor's trail."""

import json
import re
from pathlib import Path

from tests.browser.job import SLUG, Job

SHELTER = "Probe Shelter"


def coordinator_adds_a_partner(job: Job) -> None:
    worker = job.cast["coordinator"]
    worker.open(f"/{SLUG}/partners/")
    worker.click("Add a partner")
    worker.write("Name", SHELTER)
    worker.write("E-mail", "shelter@example.org")
    worker.write("Services", "Beds\nMeals")
    worker.click("Save the partner")
    worker.click(SHELTER)
    worker.click("Add a contact")
    worker.click("Save the contact")
    worker.reads("Write the name.")
    worker.write("Name", job.planted.contact)
    worker.write("What they do there", job.planted.contact_role)
    worker.click("Save the contact")
    worker.reads(job.planted.contact)


def referral_is_refused_without_a_release(job: Job) -> None:
    advocate = job.cast["advocate"]
    advocate.open(job.said["case"])
    advocate.click("Referrals")
    advocate.click("Refer to a partner")
    fill_referral(job)
    advocate.click("Send the referral")
    advocate.reads("Not sent")
    assert advocate.field("Note for the clinic").input_value() == job.planted.internal_note
    assert not job.mails_to("shelter@example.org")


def release_is_recorded_and_the_referral_sent(job: Job) -> None:
    advocate, she = job.cast["advocate"], job.planted
    advocate.click("Record a release for this partner")
    advocate.tick("Name to use", "What may be shared")
    advocate.tick("Language", "What may be shared")
    advocate.write("What for", she.purpose)
    advocate.write("Language in which it was explained", "Tigrinya")
    advocate.choose("How it was signed", re.compile("."))
    advocate.write("Name as signed", she.signature)
    advocate.page.get_by_label(re.compile("I explained what will be shared")).check()
    advocate.click("Record the release")
    advocate.reads("In force")
    advocate.click("Refer to a partner")
    fill_referral(job)
    advocate.click("Send the referral")
    advocate.reads(SHELTER)
    job.said["referral"] = advocate.page.url


def partner_opens_the_link_and_reads_what_was_released(job: Job) -> None:
    """Exactly the released fields: neither the legal name nor anything else."""
    she = job.planted
    letter = job.wait_for_mail("shelter@example.org")
    assert not [word for word in she.needles().values() if word in letter]
    job.said["link"] = job.link_in_mail()
    partner = job.person("partner")
    partner.open(job.said["link"])
    partner.does_not_read(she.name_to_use)
    partner.click("Open the referral")
    partner.reads(she.name_to_use)
    partner.reads("Tigrinya")
    kept = {name: word for name, word in she.needles().items() if "name_to_use" not in name}
    assert not [name for name, word in kept.items() if word in partner.page.content()]
    assert partner.page.locator("main dt").count() == 2
    partner.click("We can help")
    partner.reads("Thank you")


def release_taken_back_closes_the_link_and_refuses_again(job: Job) -> None:
    advocate = job.cast["advocate"]
    advocate.open(job.said["case"])
    advocate.click("Referrals")
    advocate.click("Take back")
    advocate.click("Take it back now")
    advocate.reads("Taken back")
    answer = job.cast["partner"].open(job.said["link"])
    assert answer.status in {404, 410}, answer.status
    job.cast["partner"].reads("This link is closed")
    advocate.click("Refer to a partner")
    fill_referral(job)
    advocate.click("Send the referral")
    advocate.reads("Not sent")


def supervisor_reads_the_caseload(job: Job) -> None:
    """One open matter, of the attorney; one deadline ahead, one settled."""
    boss = job.cast["supervisor"]
    boss.open(f"/{SLUG}/")
    boss.click("Reports")
    assert number_of(job, "Open matters") == "1"
    assert number_of(job, "Unassigned") == "0"
    assert number_of(job, "Deadlines overdue") == "0"
    line = boss.page.get_by_role("row").filter(has_text=job.cast["attorney"].name)
    assert line.count() == 1
    boss.reads("All matters of the clinic.")
    with boss.page.expect_download() as got:
        boss.page.get_by_role("button", name="Download counts (CSV)").click()
    counts = Path(got.value.path()).read_text()
    assert not [word for word in job.planted.needles().values() if word in counts]


def report_counts_only_what_its_reader_may_see(job: Job) -> None:
    for role, number in (("attorney", "1"), ("volunteer", "0")):
        reader = job.cast[role]
        reader.open(f"/{SLUG}/reports/caseload/")
        reader.reads("Only matters you work on.")
        stat = reader.page.locator(".stat").filter(has_text="Open matters").first
        assert stat.locator(".stat-number").inner_text() == number


def auditor_reads_who_did_what(job: Job) -> None:
    auditor = job.cast["auditor"]
    auditor.open(f"/{SLUG}/office/audit/?case_number={job.said['number']}")
    words = auditor.words()
    for role in ("attorney", "advocate", "coordinator"):
        assert job.cast[role].name in words
    assert "Refused" in words
    assert not [word for word in job.planted.needles().values() if word in words]
    auditor.open(f"/{SLUG}/office/audit/")
    auditor.click("Verify now")
    auditor.reads("The trail verifies")


def tampered_copy_does_not_verify(job: Job) -> None:
    auditor = job.cast["auditor"]
    auditor.open(f"/{SLUG}/office/audit/")
    with auditor.page.expect_download() as got:
        auditor.page.get_by_role("button", name="Download a copy (recorded)").click()
    copy = Path(got.value.path()).read_bytes()
    for content, verdict in (
        (copy, "The copy is whole and unchanged"),
        (tampered(copy), "This copy was changed"),
    ):
        auditor.open(f"/{SLUG}/office/audit/")
        auditor.click("Check a copy")
        auditor.page.locator("input[type=file]").set_input_files(
            {"name": "audit.jsonl", "mimeType": "application/x-ndjson", "buffer": content}
        )
        auditor.click("Check it")
        auditor.reads(verdict)


def tampered(copy: bytes) -> bytes:
    """Say of one entry that somebody else's act was refused, or was not."""
    lines = copy.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if b'"done"' in line:
            lines[number] = line.replace(b'"done"', b'"refused"', 1)
            return b"".join(lines)
    raise AssertionError(json.dumps(lines[0].decode()))


def fill_referral(job: Job) -> None:
    advocate = job.cast["advocate"]
    advocate.choose("Partner", SHELTER)
    advocate.tick("Name to use", "What to share")
    advocate.tick("Language", "What to share")
    advocate.write("Note for the clinic", job.planted.internal_note)


def number_of(job: Job, label: str) -> str:
    stat = job.cast["supervisor"].page.locator(".stat").filter(has_text=label).first
    return stat.locator(".stat-number").inner_text()


STEPS = (
    coordinator_adds_a_partner,
    referral_is_refused_without_a_release,
    release_is_recorded_and_the_referral_sent,
    partner_opens_the_link_and_reads_what_was_released,
    release_taken_back_closes_the_link_and_refuses_again,
    supervisor_reads_the_caseload,
    report_counts_only_what_its_reader_may_see,
    auditor_reads_who_did_what,
    tampered_copy_does_not_verify,
)
