"""Safe contact: "not asked yet" is a state, the banner is first, and no way is used by mistake."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from clients import actions, queries
from clients.models import Client, ContactRule
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from tests.clients.conftest import desk_of, known_client

pytestmark = pytest.mark.django_db

MONDAY_EVENING = datetime(2026, 11, 23, 18, 30, tzinfo=ZoneInfo("America/New_York"))
EVENINGS = {"days": [0, 1], "start": "18:00", "end": "20:00", "answer": "only_client"}


def rule(channel: str = "phone", state: str = "safe", **more: Any) -> dict[str, Any]:
    return {"channel": channel, "state": state, "details": EVENINGS, **more}


@pytest.fixture
def here(coordinator: Actor) -> Client:
    return known_client(coordinator, "Bilan Muster")


def test_what_was_never_asked_is_not_allowed(here: Client) -> None:
    assert queries.contact_banner(here).state == "not_asked"
    verdict = queries.contact_verdict(here, "phone")
    assert (verdict.allowed, verdict.reason) == (False, "not_asked")


def test_a_safe_hour_is_allowed_and_another_is_not(coordinator: Actor, here: Client) -> None:
    actions.change_contact(coordinator, client=here, rules=[rule()])
    assert queries.contact_verdict(here, "phone", when=MONDAY_EVENING).allowed
    morning = MONDAY_EVENING.replace(hour=9)
    assert queries.contact_verdict(here, "phone", when=morning).reason == "outside_hours"
    assert not queries.contact_verdict(here, "sms", when=MONDAY_EVENING).allowed


def test_the_banner_stands_first_and_holds_no_code_word(coordinator: Actor, here: Client) -> None:
    actions.change_contact(
        coordinator,
        client=here,
        rules=[rule(address="+1 202 555 0100"), rule("post", "unsafe")],
        code_word="lanternfish",
    )
    page = desk_of(coordinator).get(f"clients/{here.pk}/").content.decode()
    banner, rest = page.split("<h1>")
    assert "Phone call" in banner
    assert "Post: Not safe" in banner
    assert "verify the caller" in banner
    assert "lanternfish" not in page
    assert "555 0100" not in page
    assert rest


def test_a_rule_that_ran_out_says_ask_again(coordinator: Actor, here: Client) -> None:
    actions.change_contact(
        coordinator, client=here, rules=[rule(valid_until="2026-01-01", address="x")]
    )
    assert queries.contact_banner(here).state == "expired"


def test_a_rule_is_confirmed_by_who_asked(coordinator: Actor, here: Client) -> None:
    actions.change_contact(coordinator, client=here, rules=[rule()])
    ContactRule.objects.update(confirmed_at=None, confirmed_by=None)
    actions.confirm_contact(coordinator, client=here)
    row = ContactRule.objects.get()
    assert row.confirmed_by_id == coordinator.membership_id
    assert row.confirmed_at is not None
    assert (timezone.now() - row.confirmed_at).total_seconds() < 60


def test_there_is_nothing_to_confirm_before_asking(coordinator: Actor, here: Client) -> None:
    with pytest.raises(Blocked) as refusal:
        actions.confirm_contact(coordinator, client=here)
    assert refusal.value.code == "nothing_to_confirm"


def test_a_call_finds_its_client_by_the_number(coordinator: Actor, here: Client) -> None:
    rules = [rule(address="+1 (202) 555-0100")]
    actions.change_contact(coordinator, client=here, rules=rules)
    (hit,) = actions.search_clients(coordinator, text="2025550100")
    assert hit.client == here


def test_addresses_are_shown_for_changing_only_after_a_reason(
    coordinator: Actor, here: Client
) -> None:
    actions.change_contact(coordinator, client=here, rules=[rule(address="+1 202 555 0100")])
    desk = desk_of(coordinator)
    hidden = desk.get(f"clients/{here.pk}/contact/").content.decode()
    shown = desk.post(f"clients/{here.pk}/contact/show/", {"reason": "meeting"}).content.decode()
    assert "555 0100" not in hidden
    assert "+1 202 555 0100" in shown
    assert AuditEntry.objects.filter(verb="contact.revealed").count() == 1


def test_two_people_changing_the_rule_lose_nothing(coordinator: Actor, here: Client) -> None:
    desk = desk_of(coordinator)
    said = {"version": here.version, "post-state": "unsafe"}
    assert desk.post(f"clients/{here.pk}/contact/", said).status_code == 302
    late = desk.post(
        f"clients/{here.pk}/contact/",
        {"version": here.version, "post-state": "safe", "post-address": "12 Test Street"},
    )
    assert late.status_code == 409
    assert "12 Test Street" in late.content.decode()
    assert ContactRule.objects.get().state == "unsafe"


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("phone-address", "12", "not a telephone number"),
        ("email-address", "nobody", "not an e-mail address"),
        ("phone-start", "18:00", "Write both times"),
        ("phone-start", "25:99", "hours and minutes"),
        ("phone-valid_until", "2026-02-30", "This day does not exist"),
        ("phone-valid_until", "2020-01-01", "passed already"),
        ("phone-state", "perhaps", "Select a valid choice"),
    ],
)
def test_a_wrong_entry_is_named_and_kept(
    coordinator: Actor, here: Client, field: str, text: str, message: str
) -> None:
    answer = desk_of(coordinator).post(
        f"clients/{here.pk}/contact/", {"version": here.version, "phone-state": "safe", field: text}
    )
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not ContactRule.objects.exists()
