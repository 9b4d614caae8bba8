"""Every form in the browser: it works, says what is wrong, and loses nothing."""

import re

import pytest
from django.test import Client

from cases.models import Assignment, Case, Note
from clinic.access.actor import Actor
from clinic.audit.models import REFUSED, AuditEntry
from tests.builders import browsing_as, make_case, make_client


def once_in(html: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', html)
    assert found
    return found[1]


@pytest.fixture
def at_desk(coordinator: Actor) -> Client:
    return browsing_as(coordinator)


def test_opening_leads_to_assigning(at_desk: Client, coordinator: Actor, attorney: Actor) -> None:
    url = f"/harbor/clients/{make_client(coordinator).pk}/open-case/"
    form = {"once": once_in(at_desk.get(url).content.decode()), "matter": "t_visa", "summary": "!"}
    page = at_desk.post(url, form, follow=True)
    assert page.status_code == 200
    case = Case.objects.get()
    assert page.redirect_chain[-1][0] == f"/harbor/cases/{case.pk}/assign/"
    at_desk.post(page.redirect_chain[-1][0], {"person": f"attorney:{attorney.membership_id}"})
    assert Assignment.objects.get().case == case


def test_opening_sent_twice_leads_to_the_one_case(at_desk: Client, coordinator: Actor) -> None:
    url = f"/harbor/clients/{make_client(coordinator).pk}/open-case/"
    form = {"once": once_in(at_desk.get(url).content.decode()), "matter": "t_visa"}
    at_desk.post(url, form)
    again = at_desk.post(url, form)
    assert again.headers["Location"] == f"/harbor/cases/{Case.objects.get().pk}/"


@pytest.mark.parametrize("once", ["", "0190aaaa-0000-7000-8000-000000000000", "x:y"])
def test_a_form_id_somebody_made_up_is_not_taken(
    at_desk: Client, coordinator: Actor, once: str
) -> None:
    url = f"/harbor/clients/{make_client(coordinator).pk}/open-case/"
    page = at_desk.post(url, {"once": once, "matter": "t_visa", "summary": "kept text"})
    assert page.status_code == 422
    assert "kept text" in page.content.decode()
    assert not Case.objects.exists()


def test_the_page_of_a_blocked_client_says_where_to_put_it_right(
    at_desk: Client, coordinator: Actor
) -> None:
    client = make_client(coordinator, conflict="recheck", intake="started")
    page = at_desk.get(f"/harbor/clients/{client.pk}/open-case/").content.decode()
    assert f"/harbor/clients/{client.pk}/conflict/" in page
    assert "The intake is not complete" in page


def test_a_recheck_that_comes_while_the_form_is_open_keeps_the_text(
    at_desk: Client, coordinator: Actor
) -> None:
    client = make_client(coordinator)
    url = f"/harbor/clients/{client.pk}/open-case/"
    form = {"once": once_in(at_desk.get(url).content.decode()), "matter": "t_visa"}
    client.conflict_state = "recheck"
    client.save()
    page = at_desk.post(url, form)
    assert page.status_code == 409
    assert "conflict check is not clear" in page.content.decode()
    assert AuditEntry.objects.get(outcome=REFUSED).detail == {"why": "conflict_not_clear"}


def test_the_assign_page_links_to_the_conflict_check(at_desk: Client, coordinator: Actor) -> None:
    case = make_case(coordinator)
    case.client.conflict_state = "recheck"
    case.client.save()
    page = at_desk.get(f"/harbor/cases/{case.pk}/assign/").content.decode()
    assert f"/harbor/clients/{case.client_id}/conflict/" in page


def test_somebody_who_is_not_offered_cannot_be_sent(
    at_desk: Client, coordinator: Actor, advocate: Actor
) -> None:
    case = make_case(coordinator)
    person = f"attorney:{advocate.membership_id}"
    page = at_desk.post(f"/harbor/cases/{case.pk}/assign/", {"person": person})
    assert page.status_code == 422
    assert not Assignment.objects.exists()


def test_removing_somebody_asks_first(at_desk: Client, coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator, attorney)
    url = f"/harbor/assignments/{Assignment.objects.get().pk}/end/"
    assert "Attorney of harbor" in at_desk.get(url).content.decode()
    assert Assignment.objects.get().ended_at is None
    at_desk.post(url)
    assert browsing_as(attorney).get(f"/harbor/cases/{case.pk}/").status_code == 404
    assert at_desk.post(url).status_code == 409


def test_an_attorney_removes_nobody(coordinator: Actor, attorney: Actor, advocate: Actor) -> None:
    make_case(coordinator, attorney, advocate)
    one = Assignment.objects.get(role="advocate")
    browser = browsing_as(attorney)
    assert browser.post(f"/harbor/assignments/{one.pk}/end/").status_code == 403
    assert Assignment.objects.get(role="advocate").ended_at is None


def test_an_assignment_of_another_case_is_not_there(
    coordinator: Actor, attorney: Actor, stranger: Actor
) -> None:
    make_case(coordinator, attorney)
    url = f"/harbor/assignments/{Assignment.objects.get().pk}/end/"
    assert browsing_as(stranger).get(url).status_code == 404


def test_moving_after_somebody_else_shows_it_and_takes_the_second_try(
    at_desk: Client, coordinator: Actor
) -> None:
    case = make_case(coordinator)
    url = f"/harbor/cases/{case.pk}/move/"
    at_desk.post(url, {"to": "preparing", "version": 1})
    stale = at_desk.post(url, {"to": "closing", "version": 1})
    assert stale.status_code == 409
    assert 'name="version" value="2"' in stale.content.decode()
    assert '<option value="filed"' in stale.content.decode()
    at_desk.post(url, {"to": "closing", "version": 2})
    assert Case.objects.get().stage == "closing"


def test_closing_needs_a_reason_and_an_outcome(at_desk: Client, coordinator: Actor) -> None:
    case = make_case(coordinator)
    url = f"/harbor/cases/{case.pk}/close/"
    assert at_desk.post(url, {"outcome": "", "reason": " ", "version": 1}).status_code == 422
    at_desk.post(url, {"outcome": "advice", "reason": "Done.", "version": 1})
    page = at_desk.get(f"/harbor/cases/{case.pk}/").content.decode()
    assert "Advice or limited service given" in page
    at_desk.post(f"/harbor/cases/{case.pk}/reopen/", {"version": 2})
    assert Case.objects.get().stage == "preparing"


def test_a_note_sent_twice_is_there_once(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator, attorney)
    browser, url = browsing_as(attorney), f"/harbor/cases/{case.pk}/notes/add/"
    once = once_in(browser.get(url).content.decode())
    form = {"once": once, "privilege": "attorney", "body": "Ask for the police file."}
    for _ in range(2):
        assert browser.post(url, form).status_code == 302
    assert Note.objects.get().body == "Ask for the police file."
    page = browser.get(f"/harbor/cases/{case.pk}/timeline/").content.decode()
    assert "Ask for the police file." in page


def test_an_advocate_is_not_offered_the_attorneys_privilege(
    coordinator: Actor, advocate: Actor
) -> None:
    case = make_case(coordinator, advocate)
    browser, url = browsing_as(advocate), f"/harbor/cases/{case.pk}/notes/add/"
    page = browser.get(url).content.decode()
    assert 'value="attorney"' not in page
    form = {"once": once_in(page), "privilege": "attorney", "body": "x"}
    assert browser.post(url, form).status_code == 422
    assert not Note.objects.exists()


def test_a_note_that_is_too_long_stays_in_the_form(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator, attorney)
    browser, url = browsing_as(attorney), f"/harbor/cases/{case.pk}/notes/add/"
    once = once_in(browser.get(url).content.decode())
    page = browser.post(url, {"once": once, "privilege": "shared", "body": "word " * 5000})
    assert page.status_code == 422
    assert page.content.count(b"word") >= 5000


def test_the_filter_answers_htmx_with_the_list_alone(at_desk: Client, coordinator: Actor) -> None:
    case = make_case(coordinator)
    page = at_desk.get("/harbor/cases/", headers={"HX-Request": "true"}).content.decode()
    assert case.number in page
    assert "<html" not in page
