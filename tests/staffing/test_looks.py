"""The room in a real browser: every look accessible and whole, and a case given by suggestion."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import bind, today
from staffing import actions
from tests.browser.watch import picture
from tests.builders import make_case, make_clinic, make_member
from tests.everywhere.world_library import resource_said, shelve
from tests.everywhere.world_staffing import add_licence, confirmed_person, say_of_self
from tests.everywhere.world_training import ask_for_training, train, write_down
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import LOOKS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]


@pytest.fixture
def people(transactional_db: None) -> dict[str, Actor]:
    with transaction.atomic():
        clinic = make_clinic("harbor")
        return {
            "coordinator": make_member(clinic, "coordinator", "supervisor", "attorney"),
            "attorney": make_member(clinic, "attorney", name="Anna Anwalt"),
            "other": make_member(clinic, "attorney", name="محامية طويلة الاسم جدا"),
            "advocate": make_member(clinic, "advocate", name="Berta Beistand"),
        }


def fill(people: dict[str, Actor]) -> dict[str, str]:
    """Make people with everything that can stand for and against them; return the pages."""
    desk, attorney = people["coordinator"], people["attorney"]
    with bind(desk.clinic), transaction.atomic(), zeal_ignore():
        own = say_of_self(desk, firm="Fern and Nowhere LLP", wishes="Mornings.", capacity=2)
        confirmer = _confirmer(desk)
        good = confirmed_person(attorney, confirmer)
        train(attorney, confirmer, done_on=today() - timedelta(days=350))
        write_down(people["other"], "security")
        train(desk, confirmer, "security")
        ask_for_training(desk.clinic)
        one = shelve(desk)
        actions.revise_resource(desk, resource=one, said=resource_said(news="More."), version=1)
        waits = say_of_self(people["other"], other_names=["Karim Namensvetter"])
        add_licence(people["other"], waits, expires_on=today() - timedelta(days=2))
        case = make_case(desk)
        make_case(desk)
        client = Client.objects.get(pk=case.client_id)
        client.language = "Tigrinya"
        client.save()
        clients.add_party(desk, client=client, kind="recruiter", name="Karim Namensvetter")
        Client.objects.filter(pk=case.client_id).update(conflict_state="clear")
        actions.change_gate(desk, proofs=["pledge", "licence"], states=["US-NY"], version=0)
    at = f"/{desk.clinic.slug}/people"
    return {
        "people": f"{at}/",
        "own": f"{at}/own/",
        "own profile": f"{at}/{own.pk}/",
        "profile": f"{at}/{good.pk}/",
        "waits": f"{at}/{waits.pk}/",
        "add licence": f"{at}/{own.pk}/licences/add/",
        "gate": f"{at}/asked/",
        "waiting": f"{at}/waiting/",
        "library": f"/{desk.clinic.slug}/library/?text=a",
        "resource": f"/{desk.clinic.slug}/library/{one.pk}/?version=1",
        "write": f"/{desk.clinic.slug}/library/{one.pk}/revise/",
        "training": f"{at}/training/",
        "add training": f"{at}/training/add/",
        "everybody's training": f"{at}/trainings/",
        "refused": f"/{desk.clinic.slug}/intake/start/",
        "assign": f"/{desk.clinic.slug}/cases/{case.pk}/assign/",
        "namesakes": f"/{desk.clinic.slug}/cases/{case.pk}/namesakes/",
    }


def _confirmer(desk: Actor) -> Actor:
    return make_member(desk.clinic, "coordinator", name="Cora Koordin")


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_hold_in_every_look(
    people: dict[str, Actor], live_server: Any, look: str
) -> None:
    pages, session = fill(people), session_of(people["coordinator"])
    wrong = []
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, look)
        for name, address in pages.items():
            answer = page.goto(address)
            assert answer is not None
            if answer.status != (409 if name == "refused" else 200):
                wrong.append(f"{name}: {answer.status}")
            picture(page, f"staffing {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
    assert wrong == []


def test_a_volunteer_says_it_a_coordinator_confirms_it_and_gives_the_case(
    people: dict[str, Actor], live_server: Any
) -> None:
    desk, attorney = people["coordinator"], people["attorney"]
    with bind(desk.clinic), transaction.atomic(), zeal_ignore():
        case = make_case(desk)
        actions.change_gate(desk, proofs=["pledge", "licence"], states=[], version=0)
        day = today()
    at, later = f"/{desk.clinic.slug}", (day + timedelta(days=300)).isoformat()
    mine, theirs = session_of(attorney), session_of(desk)
    with chromium() as browser:
        page = page_of(browser, mine, live_server.url, "phone")
        page.goto(f"{at}/people/own/")
        page.get_by_role("group", name="Language 1").get_by_label("Language").fill("Tigrinya")
        page.get_by_label("Pledge of confidentiality signed on").fill(day.isoformat())
        page.get_by_label("It holds until").fill(later)
        page.get_by_role("button", name="Save").click()
        page.get_by_text("Somebody else confirms what counts").wait_for()
        profile = page.url
        page.get_by_role("link", name="Add").click()
        page.get_by_label("Number").fill("NY-55")
        page.get_by_label("Holds until").fill(later)
        page.get_by_role("button", name="Save").click()
        page.get_by_text("It counts once somebody confirmed it").wait_for()
        assert not page.get_by_role("button", name="confirm").count()
        other = page_of(browser, theirs, live_server.url, "light")
        other.goto(f"{at}/cases/{case.pk}/assign/")
        other.get_by_text("No licence is recorded that somebody confirmed").first.wait_for()
        other.goto(profile)
        other.get_by_role("button", name="I looked it up: confirm").click()
        other.get_by_text("Confirmed.").wait_for()
        other.get_by_role("button", name="I saw it: confirm").click()
        other.get_by_text("confirmed by").nth(1).wait_for()
        other.goto(f"{at}/cases/{case.pk}/assign/")
        other.get_by_role("button", name="Assign Anna Anwalt, Attorney").click()
        other.get_by_text("Anna Anwalt was assigned.").wait_for()
        assert faults(other) == []
        page.goto(f"{at}/cases/{case.pk}/")
        page.get_by_text(case.number).first.wait_for()
