"""The administrator's pages: the secret is seen once, nothing is lost, nothing happens twice."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from clinic.webhooks import actions
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint
from tests.builders import browsing_as, make_case, make_member
from tests.webhooks.conftest import only, seen, send_test_to, work
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db
URL = "https://calendar.example.org/hooks?key=opens-it"


@pytest.fixture
def browser(administrator: Actor) -> Client:
    return browsing_as(administrator)


def page(name: str, *args: object) -> str:
    return reverse(f"webhooks:{name}", args=["harbor", *args])


def hidden(browser: Client, url: str, field: str) -> str:
    text = browser.get(url).content.decode()
    found = re.search(rf'name="{field}" value="([^"]+)"', text)
    assert found, text
    return found[1]


def add(browser: Client, **changes: Any) -> Any:
    form = {
        "name": "Calendar",
        "url": URL,
        "events": ["case.opened"],
        "form_token": hidden(browser, page("add"), "form_token"),
    }
    return form, browser.post(page("add"), form | changes)


def the_one(actor: Actor) -> WebhookEndpoint:
    with bind(actor.clinic):
        return WebhookEndpoint.objects.get()


def test_the_secret_is_shown_once_and_kept_nowhere_in_clear(
    browser: Client, administrator: Actor
) -> None:
    _form, answer = add(browser)
    endpoint = the_one(administrator)
    with bind(administrator.clinic):
        secret = endpoint.secret
    assert answer.status_code == 200
    assert secret in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    for url in (page("list"), page("webhook", endpoint.pk), page("edit", endpoint.pk)):
        assert secret not in browser.get(url).content.decode()
    assert all(secret not in str(each.get_decoded()) for each in Session.objects.all())
    with bind(administrator.clinic), connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM webhooks_webhookendpoint AS t")
        row = cursor.fetchone()[0]
    assert secret.encode().hex() not in row
    assert "opens-it" not in row
    assert b"opens-it".hex() not in row


def test_the_form_sent_twice_adds_one_and_says_what_to_do(
    browser: Client, administrator: Actor
) -> None:
    form, _first = add(browser)
    answer = browser.post(page("add"), form, follow=True)
    assert "make a new one here" in answer.content.decode()
    assert the_one(administrator).name == "Calendar"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"url": "http://calendar.example.org/"}, "must begin with https://"),
        ({"url": "https://10.0.0.5/"}, "inside a private network"),
        ({"url": "https://user:word@calendar.example.org/"}, "Leave out the user name"),
        ({"events": []}, "Choose at least one event"),
        ({"events": ["note.added"]}, "note.added is not one"),
        ({"name": ""}, "required"),
        ({"form_token": "made-up"}, "out of date"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_made(
    browser: Client, administrator: Actor, changes: dict[str, Any], said: str
) -> None:
    _form, answer = add(browser, **changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    with bind(administrator.clinic):
        assert not WebhookEndpoint.objects.exists()


def test_a_change_over_somebody_elses_change_is_refused_and_what_was_typed_stays(
    browser: Client, administrator: Actor
) -> None:
    add(browser)
    endpoint = the_one(administrator)
    form = {"name": "Diary", "url": URL, "events": ["case.closed"], "version": "1"}
    assert browser.post(page("edit", endpoint.pk), form).status_code == 302
    answer = browser.post(page("edit", endpoint.pk), form | {"name": "Mine"})
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.content.decode()
    assert seen(endpoint).name == "Diary"


def test_a_new_secret_is_shown_once_and_the_page_says_how_long_the_old_one_holds(
    browser: Client, administrator: Actor
) -> None:
    add(browser)
    endpoint = the_one(administrator)
    answer = browser.post(page("rotate", endpoint.pk), {"version": "1"})
    with bind(administrator.clinic):
        assert seen(endpoint).secret in answer.content.decode()
    assert "holds until" in browser.get(page("webhook", endpoint.pk)).content.decode()
    again = browser.post(page("rotate", endpoint.pk), {"version": "1"})
    assert again.status_code == 409


def test_pause_switch_on_and_end(browser: Client, administrator: Actor) -> None:
    add(browser)
    endpoint = the_one(administrator)
    browser.post(page("pause", endpoint.pk), {"version": "1"})
    assert "Paused" in browser.get(page("list")).content.decode()
    browser.post(page("resume", endpoint.pk), {"version": "2"})
    assert seen(endpoint).is_active
    browser.post(page("end", endpoint.pk), {"version": "3"})
    ended = seen(endpoint)
    assert (ended.url, ended.secret, ended.is_active) == (None, None, False)
    assert browser.get(page("webhook", endpoint.pk)).status_code == 404
    assert "No system is told anything" in browser.get(page("list")).content.decode()


def test_the_test_button_pressed_twice_sends_one(
    browser: Client, administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    token = hidden(browser, page("webhook", endpoint.pk), "form_token")
    for _press in range(2):
        answer = browser.post(page("test", endpoint.pk), {"form_token": token})
        assert answer.status_code == 302
    work(administrator.clinic)
    assert len(receiver.got) == 1
    assert "Arrived" in browser.get(page("webhook", endpoint.pk)).content.decode()


def test_what_failed_is_sent_again_by_a_button_once(
    browser: Client, administrator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers(410)
    delivery = send_test_to(administrator, endpoint)
    work(administrator.clinic)
    text = browser.get(page("webhook", endpoint.pk)).content.decode()
    assert "gone for good" in text
    assert "Send again" in text
    statuses = [browser.post(page("send_again", delivery.pk)).status_code for _press in range(2)]
    assert statuses == [302, 409]
    work(administrator.clinic)
    assert len(receiver.got) == 2
    assert only(administrator.clinic).status == WebhookDelivery.DELIVERED


def test_what_alcove_switched_off_is_shown_where_the_administrator_lands(
    browser: Client, coordinator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    members = reverse("office:members", args=["harbor"])
    assert "webhook was switched off" not in browser.get(members).content.decode()
    receiver.answers(410)
    with bind(coordinator.clinic):
        make_case(coordinator)
    work(coordinator.clinic)
    assert "webhook was switched off" in browser.get(members).content.decode()
    assert "gone for good" in browser.get(page("webhook", endpoint.pk)).content.decode()
    assert "switched off" not in browsing_as(coordinator).get(members).content.decode()


def test_the_log_is_paged_and_costs_the_same_with_one_line_as_with_fifty(
    browser: Client, administrator: Actor, endpoint: WebhookEndpoint
) -> None:
    def statements(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(url).status_code == 200
        return len(captured)

    send_test_to(administrator, endpoint)
    browser.get(page("list"))  # the first visit of a session costs more
    few = statements(page("webhook", endpoint.pk)), statements(page("list"))
    with bind(administrator.clinic):
        first = WebhookDelivery.objects.get()
        for _number in range(55):
            first.pk, first._state.adding = new_id(), True
            first.save(force_insert=True)
    assert (statements(page("webhook", endpoint.pk)), statements(page("list"))) == few
    text = browser.get(page("webhook", endpoint.pk)).content.decode()
    assert text.count("msg_") == 50
    after = re.search(r'rel="next" href="([^"]+)"', text)
    assert after
    assert browser.get(page("webhook", endpoint.pk) + after[1]).content.decode().count("msg_") == 6


def test_nobody_but_the_administrator_sees_the_tab(administrator: Actor) -> None:
    coordinator = make_member(administrator.clinic, "coordinator")
    members = reverse("office:members", args=["harbor"])
    assert page("list") in browsing_as(administrator).get(members).content.decode()
    assert page("list") not in browsing_as(coordinator).get(members).content.decode()
    assert browsing_as(coordinator).get(page("list")).status_code == 403


def test_a_clinic_has_at_most_twenty(administrator: Actor, receiver: Receiver) -> None:
    with bind(administrator.clinic):
        made = [
            WebhookEndpoint(
                name=str(number), url=receiver.url, secret="x", events=["case.opened"],
                created_by=administrator.membership,
            )
            for number in range(20)
        ]  # fmt: skip
        for each in made:
            each.save(force_insert=True)
        with pytest.raises(Blocked, match="20 webhooks"):
            actions.add_endpoint(
                administrator, name="One more", url=receiver.url, events=["case.opened"]
            )
