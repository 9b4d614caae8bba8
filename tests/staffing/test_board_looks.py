"""The board in a real browser: from posting to the case, and every look accessible and whole."""

from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from staffing import actions
from tests.browser.watch import picture
from tests.builders import make_case, make_clinic, make_member, seat_of
from tests.everywhere.world_board import again, post
from tests.everywhere.world_staffing import say_of_self
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import LOOKS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]


@pytest.fixture
def people(transactional_db: None) -> dict[str, Actor]:
    with transaction.atomic():
        clinic = make_clinic("harbor")
        return {
            "coordinator": make_member(clinic, "coordinator", name="Cora Koordin"),
            "supervisor": make_member(clinic, "supervisor", name="Silke Aufsicht"),
            "attorney": make_member(clinic, "attorney", name="Anna Anwalt"),
            "other": make_member(clinic, "attorney", name="محامية طويلة الاسم جدا"),
        }


def fill(people: dict[str, Actor]) -> list[tuple[str, str, str]]:
    """Put cases on the board in every state; return who looks at which page under what name."""
    desk, attorney, other = people["coordinator"], people["attorney"], people["other"]
    with bind(desk.clinic), transaction.atomic(), zeal_ignore():
        say_of_self(other, capacity=0)
        empty = make_case(desk)
        open_one = post(desk, make_case(desk), urgency="soon", languages=["ar", "prs", "other"])
        wanted = post(desk, make_case(desk), urgency="none", text="")
        actions.show_interest(attorney, opportunity=wanted, message="I have done two of these.")
        actions.show_interest(other, opportunity=wanted)
        offered = post(desk, make_case(desk))
        actions.show_interest(attorney, opportunity=offered)
        actions.offer_opportunity(desk, opportunity=again(offered), membership=seat_of(attorney))
        gone = post(desk, make_case(desk))
        actions.show_interest(attorney, opportunity=gone)
        actions.withdraw_opportunity(desk, opportunity=again(gone))
    at = f"/{desk.clinic.slug}"
    return [
        ("attorney", "board", f"{at}/board/"),
        ("attorney", "open", f"{at}/board/{open_one.pk}/"),
        ("attorney", "interested", f"{at}/board/{wanted.pk}/"),
        ("attorney", "offered", f"{at}/board/{offered.pk}/"),
        ("attorney", "gone", f"{at}/board/{gone.pk}/"),
        ("attorney", "today", f"{at}/"),
        ("supervisor", "who is interested", f"{at}/board/{wanted.pk}/interested/"),
        ("coordinator", "offered to whom", f"{at}/board/{offered.pk}/interested/"),
        ("coordinator", "post", f"{at}/cases/{empty.pk}/board/"),
        ("coordinator", "assign", f"{at}/cases/{empty.pk}/assign/"),
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_hold_in_every_look(
    people: dict[str, Actor], live_server: Any, look: str
) -> None:
    pages, wrong = fill(people), []
    sessions = {who: session_of(people[who]) for who in ("attorney", "supervisor", "coordinator")}
    with chromium() as browser:
        looking = {
            who: page_of(browser, session, live_server.url, look)
            for who, session in sessions.items()
        }
        for who, name, address in pages:
            page = looking[who]
            answer = page.goto(address)
            assert answer is not None
            if answer.status != 200:
                wrong.append(f"{name}: {answer.status}")
            picture(page, f"board {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
    assert wrong == []


def test_a_coordinator_posts_a_volunteer_takes_it(
    people: dict[str, Actor], live_server: Any
) -> None:
    desk, attorney = people["coordinator"], people["attorney"]
    with bind(desk.clinic), transaction.atomic(), zeal_ignore():
        say_of_self(attorney)
        case = make_case(desk)
    at = f"/{desk.clinic.slug}"
    mine, theirs = session_of(attorney), session_of(desk)
    with chromium() as browser:
        page = page_of(browser, theirs, live_server.url, "light")
        page.goto(f"{at}/cases/{case.pk}/assign/")
        page.get_by_role("link", name="Put on the board").click()
        page.get_by_label("Spanish").check()
        page.get_by_label("A few words more").fill("Nilofar has a good statement.")
        page.get_by_role("button", name="Look at it first").click()
        page.get_by_text("“Nilofar” resembles a name in this matter").first.wait_for()
        page.get_by_label("A few words more").fill("A good statement is there.")
        page.get_by_role("button", name="Look at it first").click()
        page.get_by_text("Exactly this is what volunteers will see").wait_for()
        picture(page, "board preview")
        assert faults(page) == []
        page.get_by_role("button", name="Put it on the board").click()
        page.get_by_text("On the board. Volunteers see it now.").wait_for()
        place = page.url

        phone = page_of(browser, mine, live_server.url, "phone")
        phone.goto(f"{at}/board/")
        assert case.number not in phone.content()
        assert "A good statement is there." in phone.content()
        phone.get_by_role("link", name="T visa").click()
        phone.get_by_label("A message, if you like").fill("Gladly.")
        phone.get_by_role("button", name="I am interested").click()
        phone.get_by_text("Who offers the case was told").wait_for()
        assert faults(phone) == []

        page.goto(place)
        page.get_by_text("Gladly.").wait_for()
        page.get_by_role("button", name="Offer it Anna Anwalt").click()
        page.get_by_text("Offered to Anna Anwalt.").wait_for()
        assert faults(page) == []

        phone.goto(f"{at}/")
        phone.get_by_role("link", name="T visa").click()
        assert case.number not in phone.content()
        phone.get_by_role("button", name="Accept this case").click()
        phone.get_by_text("The case is yours").wait_for()
        phone.get_by_text(case.number).first.wait_for()
        phone.goto(f"{at}/cases/?mine=on")
        phone.get_by_text(case.number).first.wait_for()
        assert faults(phone) == []
