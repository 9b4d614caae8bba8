"""Steps 1 to 3: an intake from "is it safe?" to a checked client, an opened case and its team."""

import re

from tests.browser.job import SLUG, Job
from tests.browser.office import OUTSIDER
from tests.browser.person import Person

CHECK = "Nobody in the clinic's records resembles these names and numbers."
SAFE = "Is it safe for you to talk right now?"
PRIVATE = "Are you somewhere private, where nobody can listen?"


def coordinator_signs_in_with_both_factors(job: Job) -> None:
    worker = job.cast["coordinator"]
    worker.sign_out()
    worker.sign_in()
    worker.reads("Start an intake")


def intake_that_is_not_safe_is_declined_without_a_case(job: Job) -> None:
    worker = job.cast["coordinator"]
    begin(worker)
    worker.tick("No", SAFE)
    worker.tick("No, somebody could hear", PRIVATE)
    worker.click("Save and go on")
    worker.reads("We can stop here")
    worker.click("End it")
    worker.choose("Why does it end here?", "It is not safe to go on")
    worker.click("Decline")
    worker.reads("Declined")


def coordinator_asks_rights_before_anything_else(job: Job) -> None:
    worker = job.cast["coordinator"]
    begin(worker)
    be_safe(worker)
    worker.write("Which language do you want to speak?", "Tigrinya")
    worker.tick("Yes", "Would you like an interpreter?")
    worker.click("Save and go on")
    worker.reads("Rights and confidentiality")
    intake = re.sub(r"/rights/$", "/", worker.page.url)
    worker.open(f"{intake}identity/")  # not before rights were explained
    worker.reads("Something else comes first.")
    assert worker.page.url.endswith("/rights/")
    worker.tick("Rights and the limits of confidentiality were explained")
    worker.write("In which language were they explained?", "Tigrinya")
    worker.click("Save and go on")
    job.said["intake"] = intake
    worker.open(intake)
    job.said["code name"] = " ".join(worker.heading().split()[:2])
    worker.click("Go on")


def coordinator_writes_who_she_is(job: Job) -> None:
    worker, she = job.cast["coordinator"], job.planted
    worker.write("What shall we call you?", she.name_to_use)
    worker.click("Save and go on")
    worker.write("What is your name on official papers?", she.legal_name)
    others = "\n".join((she.arabic, she.cyrillic, she.chinese))
    worker.write("Have you been known by other names or spellings?", others)
    worker.write("When were you born? The year is enough.", "1994-03-02")
    worker.write("Of which country are you a national?", she.nationality)
    worker.write("A-number", she.a_number)
    worker.write("Passport number", she.passport)
    worker.click("Save and go on")


def intake_is_paused_and_resumed(job: Job) -> None:
    """Nothing is lost, and safety is asked anew before the next question."""
    worker = job.cast["coordinator"]
    worker.open(job.said["intake"])
    worker.click("Pause")
    worker.reads("Paused. Everything that was said is kept.")
    worker.click(job.said["code name"])
    worker.click("Resume")
    if "safety" not in worker.page.url:
        worker.click("Go on")
    be_safe(worker)
    worker.reads("Safe contact")


def coordinator_writes_how_to_reach_her(job: Job) -> None:
    worker, she = job.cast["coordinator"], job.planted
    worker.tick("Safe", "Phone call")
    worker.page.get_by_text("Phone call: address, hours and more").click()
    worker.write("Telephone number", she.phone)
    worker.tick("Monday")
    worker.page.locator("#id_phone-start").fill("18:00")
    worker.page.locator("#id_phone-end").fill("20:00")
    worker.tick("Safe", "Post")
    worker.page.get_by_text("Post: address, hours and more").click()
    worker.write("Address that is safe for letters", she.address)
    worker.tick("Not safe", "E-mail")
    worker.page.get_by_text("E-mail: address, hours and more").click()
    worker.write("E-mail address", she.e_mail)
    worker.write("Is there a word by which we can know each other?", she.code_word)
    worker.click("Save and go on")


def coordinator_skips_a_question_and_names_others(job: Job) -> None:
    worker, she = job.cast["coordinator"], job.planted
    worker.write("What would help you most right now?", she.wish)
    worker.click("Save and go on")
    worker.tick("Not today", "May we ask you some short questions about what happened?")
    worker.click("Save and go on")
    worker.tick("Yes", "May we use the name of the person who harmed you for this check?")
    for number, (kind, name) in enumerate(
        (("exploiter", she.exploiter), ("employer", she.employer))
    ):
        worker.page.locator(f"#id_party-{number}-kind").select_option(kind)
        worker.page.locator(f"#id_party-{number}-name").fill(name)
    worker.click("Save and go on")
    worker.click("Save and go on")  # the check is put off in words, never passed over
    worker.reads("This question needs an answer before you can go on.")
    worker.tick("Not now", "Shall we run the check now?")
    worker.click("Save and go on")
    worker.reads("The conflict check was not run.")
    worker.tick("This is right, and may be kept")
    worker.click("Save and go on")
    worker.open(job.said["intake"])
    worker.reads("Ready to open")


def conflict_check_is_run_and_decided(job: Job) -> None:
    worker = job.cast["coordinator"]
    worker.click("Open the conflict check")
    job.said["client"] = re.sub(r"conflict/.*", "", worker.page.url)
    check_and_clear(worker)


def case_is_opened(job: Job) -> None:
    worker = job.cast["coordinator"]
    worker.click("Open a case")
    worker.choose("Matter", "T visa")
    worker.write("What this matter is about", job.planted.summary)
    worker.click("Open the case")
    worker.reads("Assign somebody")
    job.said["case"] = re.sub("assign/$", "", worker.page.url)
    number = re.search(r"20\d\d-\d{4}", worker.page.title())
    assert number, worker.page.title()
    job.said["number"] = number[0]


def party_added_later_blocks_assignment(job: Job) -> None:
    """A similar name is found, with why; a person decides; only then can somebody be assigned."""
    worker = job.cast["coordinator"]
    worker.open(f"{job.said['client']}parties/")
    worker.choose("Who is it?", re.compile("[Ww]itness"))
    worker.write("Name", job.planted.witness)
    worker.click("Add")
    worker.reads("again")
    worker.open(job.said["case"])
    worker.click("Assign")
    worker.reads("The conflict check is not clear.")
    worker.open(f"{job.said['client']}conflict/")
    check_and_clear(worker)


def attorney_and_advocate_are_assigned(job: Job) -> None:
    worker = job.cast["coordinator"]
    for role in ("attorney", "advocate"):
        worker.open(job.said["case"])
        worker.click("Assign")
        worker.choose("Person and role", re.compile(job.cast[role].name))
        worker.click("Assign")
    for role in ("attorney", "advocate"):
        assert job.cast[role].open(job.said["case"]).status == 200
    assert job.cast["supervisor"].open(job.said["case"]).status == 200


def outsider_gets_404(job: Job) -> None:
    for role in (OUTSIDER, "administrator", "auditor"):
        outsider = job.cast[role]
        assert outsider.open(job.said["case"]).status == 404, role
        assert outsider.open(job.said["client"]).status == 404, role
    job.cast[OUTSIDER].open(f"/{SLUG}/cases/")
    job.cast[OUTSIDER].does_not_read(job.said["number"])


def name_is_shown_only_when_asked_for(job: Job) -> None:
    reader, she = job.cast["attorney"], job.planted
    reader.open(job.said["case"])
    assert she.name_to_use not in reader.page.content()
    reader.choose("Why do you need the name?", "Checking that this is the right person")
    reader.click("Show name (recorded)")
    reader.reads(she.name_to_use)
    reader.click("Hide now")
    reader.does_not_read(she.name_to_use)


def person_is_found_by_name_without_a_trace_in_the_address(job: Job) -> None:
    worker, she = job.cast["coordinator"], job.planted
    worker.open(f"/{SLUG}/intake/")
    worker.click("Find a person")
    worker.write("Name or number", she.legal_name.split()[0])
    worker.click("Search")
    worker.reads(job.said["code name"])
    assert worker.page.url.endswith("/search/")


def begin(worker: Person) -> None:
    worker.open(f"/{SLUG}/")
    worker.click("Start an intake")
    worker.click("Start")


def be_safe(worker: Person) -> None:
    worker.tick("Yes", SAFE)
    worker.tick("Yes, I can talk in private", PRIVATE)
    worker.click("Save and go on")


def check_and_clear(worker: Person) -> None:
    worker.page.get_by_role("button", name=re.compile("Run the check|Check again")).click()
    worker.look()
    worker.tick("Clear", "Your decision")
    if worker.field("Why").count():
        worker.write("Why", "Looked at each; none is the same person.")
    worker.click("Record the decision")
    worker.reads("Clear")


STEPS = (
    coordinator_signs_in_with_both_factors,
    intake_that_is_not_safe_is_declined_without_a_case,
    coordinator_asks_rights_before_anything_else,
    coordinator_writes_who_she_is,
    intake_is_paused_and_resumed,
    coordinator_writes_how_to_reach_her,
    coordinator_skips_a_question_and_names_others,
    conflict_check_is_run_and_decided,
    case_is_opened,
    party_added_later_blocks_assignment,
    attorney_and_advocate_are_assigned,
    outsider_gets_404,
    name_is_shown_only_when_asked_for,
    person_is_found_by_name_without_a_trace_in_the_address,
)
