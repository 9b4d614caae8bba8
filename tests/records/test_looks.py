"""Demands in a real browser: every look accessible and whole; one from its coming to its end."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from cases.actions import add_note
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import bind, today
from records import actions
from records.queries import item_of, items_of
from tests.browser.watch import picture
from tests.builders import make_case, make_clinic, make_member, seat_of
from tests.everywhere.world_demands import as_it_is, serve_on
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import LOOKS

MIXED = "District of Nowhere, محكمة بلا اسم, 法院"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]


@pytest.fixture
def people(transactional_db: None) -> dict[str, Actor]:
    with transaction.atomic():
        clinic = make_clinic("harbor")
        return {
            "both": make_member(clinic, "coordinator", "supervisor", name="Sole Supervisor"),
            "attorney": make_member(clinic, "attorney", name="محامية طويلة الاسم جدا"),
            "advocate": make_member(clinic, "advocate", name="Berta Beistand"),
        }


def fill(people: dict[str, Actor]) -> dict[str, str]:
    both, attorney = people["both"], people["attorney"]
    with bind(both.clinic), transaction.atomic(), zeal_ignore():
        case = make_case(both, attorney, people["advocate"])
        client = Client.objects.select_related("key").get(pk=case.client_id)
        add_note(attorney, case=case, privilege="attorney", body=f"{MIXED} " * 12)
        note = add_note(attorney, case=case, privilege="shared", body="Came by bus.")
        demand = serve_on(
            people["advocate"], client, case=case, demanded_by=MIXED, wanted=f"{MIXED}\n" * 6,
            due_on=today() + timedelta(days=2),
        )  # fmt: skip
        serve_on(both, client, kind="warrant")
        item = item_of(attorney, demand, "note", note.pk)
        actions.sort_item(
            attorney, demand=demand, item=item, decision="withhold", basis="attorney_client",
            description="A note of what the client said",
        )  # fmt: skip
        actions.assign_counsel(both, demand=as_it_is(demand), counsel=seat_of(attorney), version=1)
        actions.make_log(attorney, demand=as_it_is(demand))
        plan = next(
            item for item in items_of(both, demand) if str(item.privilege.label) != "Shared"
        )
    at = f"/{both.clinic.slug}"
    return {
        "list": f"{at}/demands/",
        "demand": f"{at}/demands/{demand.pk}/",
        "change": f"{at}/demands/{demand.pk}/change/",
        "counsel": f"{at}/demands/{demand.pk}/counsel/",
        "end": f"{at}/demands/{demand.pk}/end/",
        "sort": f"{at}/demands/{demand.pk}/items/note/{plan.pk}/",
        "log": f"{at}/clients/{client.pk}/demands/log/",
        "client": f"{at}/clients/{client.pk}/",
        "keeping": f"{at}/clients/{client.pk}/keeping/",
        "today": f"{at}/",
    }


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_hold_in_every_look(
    people: dict[str, Actor], live_server: Any, look: str
) -> None:
    pages, session = fill(people), session_of(people["both"])
    wrong = []
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, look)
        for name, address in pages.items():
            answer = page.goto(address)
            assert answer is not None
            if answer.status != 200:
                wrong.append(f"{name}: {answer.status}")
            picture(page, f"records {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
    assert wrong == []


def test_an_advocate_is_served_and_counsel_ends_it(
    people: dict[str, Actor], live_server: Any
) -> None:
    both, attorney = people["both"], people["attorney"]
    with bind(both.clinic), transaction.atomic(), zeal_ignore():
        case = make_case(both, attorney, people["advocate"])
        day = today()
    at = f"/{both.clinic.slug}"
    hers, theirs, ours = (session_of(people[who]) for who in ("advocate", "both", "attorney"))
    with chromium() as browser:
        page = page_of(browser, hers, live_server.url, "phone")
        page.goto(f"{at}/clients/{case.client_id}/")
        page.get_by_role("link", name="A subpoena or demand came").click()
        page.get_by_label("What came").select_option("agency_subpoena")
        page.get_by_label("About which case").select_option(case.number)
        page.get_by_label("How it came").select_option("hand")
        page.get_by_label("Who demands it").fill("An agency")
        page.get_by_label("What is demanded").fill("Where she lives.")
        page.get_by_label("To be answered by").fill((day + timedelta(days=9)).isoformat())
        page.get_by_role("button", name="Record it and stop all erasing").click()
        page.get_by_text("No judge signed it").first.wait_for()
        place = page.url
        desk = page_of(browser, theirs, live_server.url, "light")
        desk.goto(f"{at}/")
        desk.get_by_text("Nobody answers yet").first.wait_for()
        desk.goto(place)
        desk.get_by_role("link", name="Say who answers").click()
        desk.get_by_label("Who answers for the clinic").select_option(label=name_of(attorney))
        desk.get_by_role("button", name="Save").click()
        desk.get_by_text("Recorded.", exact=True).wait_for()
        counsel = page_of(browser, ours, live_server.url, "dark")
        counsel.goto(place)
        counsel.get_by_role("button", name="Make a log now").click()
        counsel.get_by_text("Log 1").first.wait_for()
        with counsel.expect_download() as paper:
            counsel.get_by_role("button", name="PDF 1").click()
        assert paper.value.suggested_filename == "log.pdf"
        counsel.get_by_role("link", name="Say how it ended").click()
        counsel.get_by_label("How it ended").select_option("objected")
        counsel.get_by_label("What was answered, and why").fill("Nothing compels an answer.")
        counsel.get_by_role("button", name="Record it").click()
        counsel.get_by_text("Nothing compels an answer.").wait_for()
        page.reload()
        page.get_by_text("Objected, and nothing was given").first.wait_for()
        assert not page.get_by_text("Nothing compels").count()


def name_of(actor: Actor) -> str:
    assert actor.user is not None
    return str(actor.user.name)
