"""The room in a real browser: every look accessible and whole, and a booking from end to end."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from playwright.sync_api import Browser, Page
from zeal import zeal_ignore

from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import new_id
from interpreters import actions
from interpreters.models import Interpreter
from interpreters.tasks import request_letter
from tests.browser.watch import picture
from tests.builders import browsing_as, make_clinic, make_member
from tests.clients.conftest import known_client
from tests.everywhere.world_interpreters import add_to_roster, ask_for, in_days, offer_to
from tests.pages.browser import chromium
from tests.pages.test_look import AXE, LOOKS, MIXED, RULES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]
LINK = re.compile(r"(/interpreter/[^/\s]+/)")


@pytest.fixture
def coordinator(transactional_db: None) -> Actor:
    with transaction.atomic():
        return make_member(make_clinic("harbor"), "coordinator", "attorney")


def fill(actor: Actor) -> dict[str, str]:
    """Make a roster with everything that can stand against somebody; return the pages."""
    at = f"/{actor.clinic.slug}"
    with bind(actor.clinic), transaction.atomic(), zeal_ignore():
        client = known_client(actor, "Bilan Musterfrau")
        clients.change_details(
            actor, client=client,
            details={"nationalities": ["Eritrea"], "languages": [{"language": "Tigrinya"}]},
        )  # fmt: skip
        clients.add_party(actor, client=client, kind="recruiter", name="Karim Namensvetter")
        actions.record_wishes(actor, client=client, gender="woman", communities=["Eritrea"])
        first = add_to_roster(actor, "Zewditu Dolmetsch", other_names=["ዘውዲቱ"])
        add_to_roster(actor, "ሰላም አስተርጓሚ", communities=["Eritrean"], gender="man")
        add_to_roster(actor, "Karim Namensvetter")
        row = add_to_roster(actor, "مترجم طويل الاسم جدا", languages=[{"language": "Arabic"}])
        Interpreter.objects.filter(pk=row.pk).update(undertaking_until=today())
        exclusion = actions.add_exclusion(
            actor, form_token=new_id(), interpreter=first, kind="client", asked_by="client",
            client=client, reason="A cousin of her neighbour.",
        )  # fmt: skip
        actions.add_exclusion(
            actor, form_token=new_id(), interpreter=first, kind="person", words="Vetter Beispiel",
            asked_by="interpreter", reason="Her uncle.",
        )  # fmt: skip
        other = known_client(actor, "Oana Andere")
        booking = ask_for(actor, Client.objects.get(pk=client.pk), note="Speaks slowly.")
        ask_for(actor, Client.objects.get(pk=client.pk), starts_at=in_days(1))
        offered = ask_for(actor, other, starts_at=in_days(5))
        offer = offer_to(actor, offered, first)
        item = OutboxItem.objects.get(ref_id=offer.pk)
        letter = request_letter(item)
        assert letter is not None
        link = LINK.search(letter.body)
        assert link is not None
    here, room = f"{at}/interpreters/{first.pk}/", f"{at}/clients/{client.pk}/interpreters/"
    return {
        "roster": f"{at}/interpreters/",
        "add": f"{at}/interpreters/add/",
        "interpreter": here,
        "undertaking": f"{here}undertaking/",
        "exclude": f"{here}exclude/",
        "end exclusion": f"{at}/exclusions/{exclusion.pk}/end/",
        "retire": f"{here}retire/",
        "bookings": f"{at}/interpreters/bookings/",
        "client": room,
        "ask": f"{room}ask/",
        "wishes": f"{room}wishes/",
        "booking": f"{at}/bookings/{booking.pk}/",
        "offered": f"{at}/bookings/{offered.pk}/",
        "offer": f"{at}/bookings/{booking.pk}/ask/{row.pk}/",
        "call off": f"{at}/bookings/{booking.pk}/call-off/",
        "link": link[1],
        "closed link": f"/interpreter/{'x' * 43}/",
    }


def faults(page: Page) -> list[str]:
    page.evaluate(Path(AXE).read_text())
    found: list[str] = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(result => result.violations.map("
        "each => each.id + ': ' + each.nodes.map(node => node.html).join(' | ')))",
        RULES,
    )
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    if page.evaluate("refused.length"):
        found.append("breaks the policy")
    return found


def session_of(actor: Actor) -> str:
    value: str = browsing_as(actor).cookies[settings.SESSION_COOKIE_NAME].value
    return value


def page_of(browser: Browser, session: str, url: str, look: str) -> Page:
    options = dict(LOOKS[look])
    language = options.pop("locale", "en")
    context = browser.new_context(**options, base_url=url)
    cookies = {"django_language": language}
    if session:
        cookies[settings.SESSION_COOKIE_NAME] = session
    context.add_cookies(
        [{"name": name, "value": value, "url": url} for name, value in cookies.items()]
    )
    context.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation',"
        " event => refused.push(event.violatedDirective + ' ' + event.blockedURI));"
    )
    return context.new_page()


@pytest.mark.parametrize("look", MIXED)
def test_the_pages_hold_in_every_look(coordinator: Actor, live_server: Any, look: str) -> None:
    pages, session = fill(coordinator), session_of(coordinator)
    wrong = []
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, look)
        for name, address in pages.items():
            answer = page.goto(address)
            assert answer is not None
            if answer.status != (404 if name == "closed link" else 200):
                wrong.append(f"{name}: {answer.status}")
            picture(page, f"interpreters {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
    assert wrong == []


def test_a_booking_from_the_roster_to_how_it_went(coordinator: Actor, live_server: Any) -> None:
    with bind(coordinator.clinic), transaction.atomic(), zeal_ignore():
        client = known_client(coordinator, "Bilan Musterfrau")
    at, until = f"/{coordinator.clinic.slug}", today_of(coordinator) + timedelta(days=400)
    session = session_of(coordinator)
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, "light")
        page.goto(f"{at}/interpreters/add/")
        page.get_by_label("Name", exact=False).first.fill("Zewditu Dolmetsch")
        page.get_by_label("Gender").first.select_option("woman")
        page.get_by_role("group", name="Language 1").get_by_label("Language").fill("Tigrinya")
        page.get_by_label("E-mail").fill("zewditu@example.org")
        page.get_by_role("button", name="Save").click()
        page.get_by_text("No undertaking of confidentiality").wait_for()
        page.get_by_role("link", name="Record an undertaking").click()
        page.get_by_label("Holds until").fill(until.isoformat())
        page.get_by_role("button", name="Record the undertaking").click()
        page.get_by_text("Undertaking in force").wait_for()
        page.goto(f"{at}/clients/{client.pk}/interpreters/")
        page.get_by_role("link", name="Ask for an interpreter").click()
        page.get_by_label("Day").fill((until - timedelta(days=390)).isoformat())
        page.get_by_label("Time").fill("14:30")
        page.get_by_label("Language").first.fill("Tigrinya")
        page.get_by_label("What the interpreter is told of the place").fill("Room 2")
        page.get_by_role("button", name="Ask for an interpreter").click()
        page.get_by_role("link", name=re.compile("Ask this person")).click()
        page.get_by_label(re.compile("I told the client")).check()
        page.get_by_role("button", name="Send the request").click()
        page.get_by_text("The request is on its way").wait_for()
        booking = page.url
        theirs = page_of(browser, "", live_server.url, "phone")
        theirs.goto(apart(link_of, coordinator))
        assert "Room 2" not in theirs.content()
        theirs.get_by_role("button", name="Yes, I can").click()
        theirs.get_by_text("You said yes").wait_for()
        picture(theirs, "interpreters phone confirmed")
        assert "Room 2" in theirs.content()
        assert client.code_name in theirs.content()
        assert faults(theirs) == []
        page.goto(booking)
        page.get_by_text("Confirmed").first.wait_for()
        page.get_by_role("link", name="Call it off").click()
        page.get_by_role("button", name="Call it off").click()
        page.get_by_text("Called off").first.wait_for()
        answer = theirs.reload()
        assert answer is not None
        assert answer.status == 404


def apart(read: Callable[[Actor], str], actor: Actor) -> str:
    """Read the database beside the browser, whose loop runs in this thread."""

    def run() -> str:
        try:
            return read(actor)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def today_of(actor: Actor) -> Any:
    with bind(actor.clinic), transaction.atomic():
        return today()


def link_of(actor: Actor) -> str:
    with bind(actor.clinic), transaction.atomic():
        item = OutboxItem.objects.get(kind="interpreters.request")
        letter = request_letter(item)
    assert letter is not None
    found = LINK.search(letter.body)
    assert found is not None
    return found[1]
