"""Conflicts as people work on them in a browser: the queue, walls, waivers, names, the step."""

import re
from typing import Any

import pytest
from django.db import transaction
from guardian.shortcuts import assign_perm
from playwright.sync_api import Browser, Page
from zeal import zeal_ignore

from clients import actions
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from tests.builders import make_clinic, make_member
from tests.clients.conftest import known_client
from tests.clients.test_conflict_check import add, cleared, fresh
from tests.clients.test_looks import begun
from tests.everywhere.world import add_partner
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.sealed import PDF

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]
PAPER: Any = {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def coordinator(transactional_db: None) -> Actor:
    with transaction.atomic():
        return make_member(make_clinic("harbor"), "coordinator")


@pytest.fixture
def supervisor(coordinator: Actor) -> Actor:
    with transaction.atomic():
        return make_member(coordinator.clinic, "supervisor")


@pytest.fixture
def advocate(coordinator: Actor) -> Actor:
    with transaction.atomic():
        return make_member(coordinator.clinic, "advocate")


class Desk:
    """Somebody at a browser; each page is held to be accessible before the next step."""

    def __init__(self, browser: Browser, session: str, url: str, look: str = "light") -> None:
        self.page: Page = page_of(browser, session, url, look)
        self.at = "/harbor"

    def open(self, path: str) -> int:
        answer = self.page.goto(f"{self.at}/{path}")
        assert answer is not None
        self.look()
        return answer.status

    def click(self, name: str) -> None:
        exact = re.compile(rf"^\s*{re.escape(name)}")
        main = self.page.locator("main")
        button = main.get_by_role("button", name=exact)
        (button if button.count() else main.get_by_role("link", name=exact)).first.click()
        self.look()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\*?\s*$")).first.fill(text)

    def tick(self, label: str) -> None:
        self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first.check()

    def look(self) -> None:
        self.page.wait_for_load_state("load")
        assert faults(self.page) == []

    def reads(self, *texts: str) -> None:
        for text in texts:
            self.page.locator("main").get_by_text(text).first.wait_for()

    def words(self) -> str:
        return self.page.locator("main").inner_text()


def standing(coordinator: Actor) -> Client:
    """A client who is clear of conflicts, with somebody on the other side."""
    with bind(coordinator.clinic), transaction.atomic(), zeal_ignore():
        client = known_client(coordinator, "Anna Nebenan")
        add(coordinator, client, "exploiter", "Berta Vorstand")
        return cleared(coordinator, fresh(client))


def test_a_new_name_sends_a_client_to_the_queue_and_she_is_checked_from_there(
    coordinator: Actor, live_server: Any
) -> None:
    client = standing(coordinator)
    own = session_of(coordinator)
    with chromium() as browser:
        desk = Desk(browser, own, live_server.url)
        desk.open("intake/")
        assert "to run again" not in desk.words()
        desk.open("conflicts/names/")
        desk.click("Add a name")
        desk.click("Save")
        desk.reads("Write the name.")
        desk.page.get_by_label("What they are to the clinic").select_option("board_member")
        desk.write("Name", "Berta Vorstand")
        desk.click("Save")
        desk.reads("Added.")
        desk.open("intake/")
        desk.click("1 conflict check to run again")
        desk.reads(client.code_name, "A like name came among those the clinic is bound to")
        assert "Vorstand" not in desk.words()
        desk.click("Check again")
        desk.reads("Member of the clinic's board")
        assert "Vorstand" not in desk.words()
        desk.tick("Clear of conflicts")
        desk.click("Record the decision")
        desk.reads("Say why, in a sentence.")
        desk.write("Why", "A namesake.")
        desk.click("Record the decision")
        desk.reads("The decision is recorded.")
        desk.open("conflicts/")
        desk.reads("No clearance has fallen")


def test_a_wall_is_set_decided_on_and_lifted_by_another_person(
    coordinator: Actor, supervisor: Actor, advocate: Actor, live_server: Any
) -> None:
    client = standing(coordinator)
    with bind(coordinator.clinic), transaction.atomic(), zeal_ignore():
        assign_perm("clients.work_client", advocate.user, fresh(client))
        actions.run_conflict_check(coordinator, client=fresh(client))
    path = f"clients/{client.pk}/"
    own, second, kept_out = map(session_of, (coordinator, supervisor, advocate))
    with chromium() as browser:
        desk = Desk(browser, own, live_server.url)
        hers = Desk(browser, kept_out, live_server.url, "phone")
        other = Desk(browser, second, live_server.url)
        assert hers.open(path) == 200
        desk.open(f"{path}conflict/")
        desk.tick("Clear behind a wall")
        desk.write("Why", "Her neighbour is kept out.")
        desk.click("Record the decision")
        desk.reads("Nobody is kept out of this matter yet.")
        desk.click("Who is kept out")
        desk.page.get_by_label("Who is kept out?").select_option(label="Advocate of harbor")
        desk.write("Why", "A neighbour of theirs.")
        desk.click("Keep this person out")
        desk.reads("This person is kept out from now on.", "A neighbour of theirs.")
        assert hers.open(path) == 404
        desk.open(f"{path}conflict/")
        desk.tick("Clear behind a wall")
        desk.write("Why", "Her neighbour is kept out.")
        desk.click("Record the decision")
        desk.reads("Clear behind a wall")
        desk.open(f"{path}walls/")
        desk.click("Let in again")
        desk.write("Why may this person come in again?", "They moved.")
        desk.click("Let in again")
        desk.reads("Somebody else than who raised the wall must agree that it goes.")
        other.open(f"{path}walls/")
        other.click("Let in again")
        other.write("Why may this person come in again?", "They moved.")
        other.click("Let in again")
        other.reads("Taken down")
        assert hers.open(path) == 404  # no role comes back by itself
        desk.open("conflicts/")
        desk.reads("The last wall of this matter was taken down")


def test_a_waiver_takes_two_people_and_is_taken_back_by_one(
    coordinator: Actor, supervisor: Actor, live_server: Any
) -> None:
    with bind(coordinator.clinic), transaction.atomic(), zeal_ignore():
        known_client(coordinator, "Viktor Musterfall")
        client = known_client(coordinator, "Anna Nebenan")
        add(coordinator, client, "recruiter", "Viktor Musterfall")
    path = f"clients/{client.pk}/conflict/"
    own, second = session_of(coordinator), session_of(supervisor)
    with chromium() as browser:
        desk = Desk(browser, own, live_server.url)
        other = Desk(browser, second, live_server.url, "dark")
        desk.open(path)
        desk.click("Run the check")
        desk.click("Record a waiver")
        desk.write("Who consented", "Both clients.")
        desk.write("What was explained to them before", "What may follow for each of them.")
        desk.page.locator("input[type=file]").set_input_files(PAPER)
        desk.page.locator("main form button[type=submit]").first.click()
        desk.reads("Recorded. A second person has to read it and agree.")
        desk.tick("Waived in writing")
        desk.write("Why", "Both agreed.")
        desk.click("Record the decision")
        desk.reads("has no waiver that a second person agreed to")
        desk.click("Signed on")
        assert not desk.page.get_by_role("button", name="I have read it and agree").count()
        other.open(path)
        other.click("Signed on")
        other.reads("What may follow for each of them.")
        other.click("I have read it and agree")
        other.reads("Agreed.")
        desk.open(path)
        desk.tick("Waived in writing")
        desk.write("Why", "Both agreed.")
        desk.click("Record the decision")
        desk.reads("Waived in writing")
        other.click("It counts no more")
        other.write("Why does it count no more?", "One of them took it back.")
        other.click("End the waiver")
        other.reads("Ended")
        desk.open("conflicts/")
        desk.reads("A waiver this clearance rests on was ended")


def test_the_check_is_a_step_of_intake_on_a_phone(coordinator: Actor, live_server: Any) -> None:
    with bind(coordinator.clinic), transaction.atomic(), zeal_ignore():
        known_client(coordinator, "Viktor Musterfall")
        intake = begun(coordinator, "Selam Beispiel")
        add(coordinator, intake.client, "exploiter", "Viktor Musterfall")
    own = session_of(coordinator)
    with chromium() as browser:
        desk = Desk(browser, own, live_server.url, "phone")
        desk.open(f"intake/{intake.pk}/conflict/")
        desk.reads("The check was not run yet.")
        desk.click("Save and go on")
        desk.reads("This question needs an answer before you can go on.")
        desk.tick("Yes, run it now")
        desk.click("Save and go on")
        desk.reads("Checked, waiting for a decision", "There is something to look at.")
        assert "Musterfall" not in desk.page.content()
        desk.open(f"intake/{intake.pk}/review/")
        desk.reads("Not asked yet: Other people.", "A coordinator has to decide about it.")


def test_a_partners_contact_is_added_and_ended(coordinator: Actor, live_server: Any) -> None:
    with bind(coordinator.clinic), transaction.atomic(), zeal_ignore():
        partner = add_partner(coordinator)
    own = session_of(coordinator)
    with chromium() as browser:
        desk = Desk(browser, own, live_server.url)
        desk.open("partners/")
        desk.click(partner.name)
        desk.reads("Nobody is named yet.")
        desk.click("Add a contact")
        desk.write("Name", "Dora Beispiel")
        desk.click("Save the contact")
        desk.reads("Dora Beispiel")
        desk.click("End")
        desk.click("End it")
        desk.reads("Nobody is named yet.")
