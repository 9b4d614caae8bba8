"""The lock is the server's: a page that was open does not help."""

import time
from typing import Any

import pytest
from django.test import Client

from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.people.locking import LOCKED, MOST_WRONG, SEEN
from clinic.tenancy.current import bind
from tests.builders import PASSWORD, browsing_as, make_clinic, make_member
from tests.people.signing import code_of, password, set_up_app

pytestmark = pytest.mark.django_db
MEMBERS = "/harbor/office/members/"


@pytest.fixture
def person() -> Actor:
    return make_member(make_clinic(), "administrator")


def idle(browser: Client, seconds: int) -> None:
    session = browser.session
    session[SEEN] = int(time.time()) - seconds
    session.save()


def refusals(person: Actor) -> list[str]:
    with bind(person.clinic):
        return list(AuditEntry.objects.filter(outcome="refused").values_list("verb", flat=True))


def test_a_locked_session_shows_nothing_but_the_lock(person: Actor) -> None:
    browser = browsing_as(person)
    assert browser.get(MEMBERS).status_code == 200
    assert browser.post("/lock/", {"next": MEMBERS})["Location"] == "/unlock/"
    for path in (MEMBERS, "/", "/mine/", "/accounts/2fa/", "/accounts/sessions/"):
        assert browser.get(path)["Location"] == "/unlock/"
    assert browser.post("/harbor/office/settings/", {})["Location"] == "/unlock/"


def test_the_password_unlocks_and_leads_back(person: Actor) -> None:
    browser = browsing_as(person)
    browser.post("/lock/", {"next": MEMBERS})
    assert browser.get("/unlock/").status_code == 200
    assert browser.post("/unlock/", {"proof": PASSWORD})["Location"] == MEMBERS
    assert browser.get(MEMBERS).status_code == 200


def test_the_way_back_never_leaves_the_site(person: Actor) -> None:
    browser = browsing_as(person)
    browser.post("/lock/", {"next": "https://elsewhere.example/"})
    assert browser.post("/unlock/", {"proof": PASSWORD})["Location"] == "/"


def test_a_wrong_password_is_refused_and_recorded(person: Actor) -> None:
    browser = browsing_as(person)
    browser.post("/lock/")
    answer = browser.post("/unlock/", {"proof": "wrong"})
    assert answer.status_code == 422
    assert "neither your password" in answer.content.decode()
    assert refusals(person) == ["member.unlocked"]
    assert browser.get(MEMBERS)["Location"] == "/unlock/"


def test_five_wrong_tries_end_the_session(person: Actor) -> None:
    browser = browsing_as(person)
    browser.post("/lock/")
    for _ in range(MOST_WRONG):
        answer = browser.post("/unlock/", {"proof": "wrong"})
    assert answer["Location"] == "/accounts/login/"
    assert browser.post("/unlock/", {"proof": PASSWORD})["Location"].startswith("/accounts/login")
    assert refusals(person) == ["member.unlocked"] * MOST_WRONG


def test_idling_locks_and_remembers_the_page(person: Actor, settings: Any) -> None:
    browser = browsing_as(person)
    idle(browser, settings.ALCOVE_IDLE_SECONDS + 1)
    assert browser.get(MEMBERS)["Location"] == "/unlock/"
    idle(browser, 0)
    assert browser.get(MEMBERS)["Location"] == "/unlock/"
    assert browser.post("/unlock/", {"proof": PASSWORD})["Location"] == MEMBERS


def test_somebody_at_the_desk_is_not_locked_out(person: Actor, settings: Any) -> None:
    browser = browsing_as(person)
    for _ in range(3):
        idle(browser, settings.ALCOVE_IDLE_SECONDS - 5)
        assert browser.post("/awake").status_code == 204
    assert browser.get(MEMBERS).status_code == 200


def test_a_page_that_polls_does_not_keep_the_session_awake(person: Actor, settings: Any) -> None:
    browser = browsing_as(person)
    idle(browser, settings.ALCOVE_IDLE_SECONDS - 30)
    assert browser.get(MEMBERS + "?poll=1").status_code == 200
    assert int(time.time()) - browser.session[SEEN] >= settings.ALCOVE_IDLE_SECONDS - 30


def test_htmx_is_told_to_go_to_the_lock(person: Actor) -> None:
    browser = browsing_as(person)
    browser.post("/lock/")
    answer = browser.get(MEMBERS, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/unlock/")


def test_one_can_sign_out_of_a_locked_session(person: Actor) -> None:
    browser = browsing_as(person)
    browser.post("/lock/")
    browser.post("/accounts/logout/")
    assert browser.get("/unlock/")["Location"].startswith("/accounts/login/")


def test_pages_are_never_stored(person: Actor) -> None:
    browser = browsing_as(person)
    for path in (MEMBERS, "/mine/", "/unlock/", "/nowhere/"):
        assert browser.get(path)["Cache-Control"] == "no-store"


@pytest.mark.django_db(transaction=True)
def test_a_code_of_the_app_unlocks_once() -> None:
    person, browser = make_member(make_clinic(), "administrator"), Client()
    assert person.user is not None
    password(browser, person.user.email)
    code = code_of(set_up_app(browser))
    for expected in ("/", None):
        browser.post("/lock/")
        assert browser.post("/unlock/", {"proof": code}).get("Location") == expected
    assert browser.session[LOCKED]
