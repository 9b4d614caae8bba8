"""Which clinic, which page, which language."""

import re

import pytest

from clinic.people.models import Membership
from clinic.tenancy.current import bind
from tests.builders import browsing_as, make_clinic, make_member, user_of

pytestmark = pytest.mark.django_db


def without_tokens(page: bytes, slug: bytes) -> bytes:
    return re.sub(rb"[A-Za-z0-9]{64}", b"", page.replace(slug, b""))


def test_one_seat_leads_straight_to_its_landing() -> None:
    auditor = make_member(make_clinic(), "auditor")
    assert browsing_as(auditor).get("/")["Location"] == "/harbor/office/audit/"


def test_several_seats_lead_to_the_choice() -> None:
    harbor, meadow = make_clinic("harbor"), make_clinic("meadow")
    person = make_member(harbor, "administrator")
    with bind(meadow):
        Membership.objects.create(user=user_of(person), roles=["auditor"])
    browser = browsing_as(person)
    assert browser.get("/")["Location"] == "/mine/"
    page = browser.get("/mine/").content.decode()
    assert "/harbor/office/members/" in page
    assert "/meadow/office/audit/" in page
    assert "Clinic administrator" in page


def test_without_a_seat_there_is_a_page_that_says_so() -> None:
    person = make_member(make_clinic(), "administrator")
    with bind(person.clinic):
        Membership.objects.update(ended_at="2026-01-01T00:00Z")
    browser = browsing_as(person)
    assert "no seat" in browser.get("/mine/").content.decode()
    assert browser.get("/harbor/office/members/").status_code == 404


def test_another_clinic_and_one_that_does_not_exist_look_the_same() -> None:
    person = make_member(make_clinic("harbor"), "administrator")
    make_clinic("meadow")
    browser = browsing_as(person)
    there = browser.get("/meadow/office/members/")
    nowhere = browser.get("/nowhere/office/members/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert without_tokens(there.content, b"meadow") == without_tokens(nowhere.content, b"nowhere")


def test_pages_speak_the_clinics_language_until_somebody_chooses() -> None:
    person = make_member(make_clinic(language="ar"), "administrator")
    browser = browsing_as(person)
    assert 'dir="rtl"' in browser.get("/harbor/office/members/").content.decode()
    assert person.user is not None
    person.user.language = "es"
    person.user.save()
    assert 'lang="es"' in browser.get("/harbor/office/members/").content.decode()
    browser.post("/language", {"language": "en", "next": "/"})
    assert 'lang="en"' in browser.get("/harbor/office/members/").content.decode()


def test_health_says_ok_and_nothing_else() -> None:
    from django.test import Client

    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_health_says_no_when_the_broker_is_away(settings: object) -> None:
    from django.test import Client

    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # type: ignore[attr-defined]
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
