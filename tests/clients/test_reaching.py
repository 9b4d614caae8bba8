"""Nothing reaches a client but where it is safe now, by her clock; a caller says the phrase."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from clients import actions, queries
from clients.models import CallerCheck, Client, ConfidentialAddress, ContactMade
from clients.rules import callers
from clients.tasks import note_letter
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import REFUSED, AuditEntry
from clinic.notices.models import OutboxItem
from tests.clients.conftest import desk_of, known_client

PHRASE = "The lighthouse is blue"
REAL = "7 Example Lane"
# Half past one in the night in Chicago, half past two at the clinic in New York.
AT_NIGHT = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
IN_CHICAGO = {"days": [], "start": "01:00", "end": "02:00", "wording": "The book is here."}


@pytest.mark.parametrize(
    ("said", "passed"),
    [
        ("the LIGHTHOUSE is blue", True),
        ("  the lighthouse, is blue! ", True),
        ("ｔｈｅ lighthouse is blue", True),
        ("the lighthouse is green", False),
        ("", False),
        ("?!", False),
    ],
)
def test_a_phrase_is_known_as_it_is_heard(said: str, passed: bool) -> None:
    kept = callers.hash_of(PHRASE, b"0123456789abcdef")
    assert callers.is_it(said, kept) is passed
    assert "lighthouse" not in kept


@pytest.fixture
def here(coordinator: Actor) -> Client:
    return known_client(coordinator, "Bilan Muster")


def say(coordinator: Actor, client: Client, **rule: Any) -> Client:
    given = {"state": "safe", **rule}
    actions.change_contact(coordinator, client=again(client), rules=[given])
    return again(client)


def again(client: Client) -> Client:
    return Client.objects.select_related("key").get(pk=client.pk)


def settled(coordinator: Actor, client: Client, **changes: Any) -> Client:
    client = again(client)
    actions.change_safety(coordinator, client=client, version=client.version, **changes)
    return again(client)


@pytest.mark.django_db
def test_what_is_not_safe_is_refused_with_the_reason_and_gives_out_nothing(
    coordinator: Actor, here: Client
) -> None:
    page = desk_of(coordinator)
    for rule, reason in (
        ({}, "Nobody has asked yet"),
        ({"channel": "phone", "state": "unsafe", "address": "+1 202 555 0142"}, "not safe"),
    ):
        client = say(coordinator, here, **rule) if rule else here
        answer = page.post(f"clients/{client.pk}/reach/", {"channel": "phone"})
        assert answer.status_code == 409
        assert reason in answer.content.decode()
        assert "555 0142" not in answer.content.decode()
    assert not ContactMade.objects.exists()
    with pytest.raises(Blocked) as refused:
        actions.reach_out(coordinator, client=again(here), channel="sms")
    assert refused.value.code == "not_asked"
    assert AuditEntry.objects.filter(verb="contact.made", outcome=REFUSED).count() == 3


@pytest.mark.django_db
def test_hours_are_by_the_clients_clock(
    coordinator: Actor, here: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = say(coordinator, here, channel="phone", address="+1 202 555 0142", details=IN_CHICAGO)
    monkeypatch.setattr(timezone, "now", lambda: AT_NIGHT)
    with pytest.raises(Blocked) as refused:
        actions.reach_out(coordinator, client=client, channel="phone")
    assert refused.value.code == "outside_hours"
    client = settled(coordinator, client, time_zone="America/Chicago", neutral_name="Ana")
    way = actions.reach_out(coordinator, client=client, channel="phone")
    assert (way.address, way.neutral_name) == ("+1 202 555 0142", "Ana")
    assert "The book is here." in way.notes
    assert "01:30" in " ".join(queries.contact_banner(client).lines)


@pytest.mark.django_db
def test_a_mail_to_a_client_is_asked_again_at_the_moment_of_sending(
    coordinator: Actor, here: Client
) -> None:
    client = say(
        coordinator, here, channel="email", address="b@example.org",
        details={"wording": "The book is here."},
    )  # fmt: skip
    client = settled(coordinator, client, neutral_name="Ana")
    assert actions.reach_out(coordinator, client=client, channel="email").sent
    item = OutboxItem.objects.get(kind="clients.note")
    letter = note_letter(item)
    assert letter is not None
    assert (letter.to, letter.body) == ("b@example.org", "The book is here.\n\nAna\n")
    for secret in ("Bilan", "Muster", client.code_name, "Test Clinic"):
        assert secret not in letter.subject + letter.body
    say(coordinator, here, channel="email", state="unsafe", address="b@example.org")
    assert note_letter(item) is None
    refusal = AuditEntry.objects.get(verb="contact.made", outcome=REFUSED)
    assert refusal.detail["why"] == "unsafe"


@pytest.mark.django_db
def test_letters_go_to_the_substitute_and_the_real_address_opens_for_few(
    coordinator: Actor, supervisor: Actor, here: Client
) -> None:
    client = say(coordinator, here, channel="post", address="1 Old Street")
    client = settled(coordinator, client, substitute="PO Box 12", real=REAL)
    assert actions.reach_out(coordinator, client=client, channel="post").address == "PO Box 12"
    assert "PO Box 12" in queries.disclosable(client)["safe_contact"]
    row = ConfidentialAddress.objects.filter(client=client)
    for sealed in row.values_list("real", "substitute")[0]:
        assert b"Lane" not in bytes(sealed)
        assert b"Box" not in bytes(sealed)
    page = desk_of(coordinator)
    assert REAL not in page.get(f"clients/{client.pk}/safety/").content.decode()
    client = settled(coordinator, client, substitute="PO Box 13")
    shown = page.post(f"clients/{client.pk}/address/show/", {"reason": "safety"})
    assert REAL in shown.content.decode()
    assert AuditEntry.objects.filter(verb="address.revealed", outcome="done").count() == 1
    other = desk_of(supervisor).post(f"clients/{client.pk}/address/show/", {"reason": "safety"})
    assert other.status_code == 403


@pytest.mark.django_db
def test_a_caller_is_checked_a_few_times_and_the_phrase_is_never_shown(
    coordinator: Actor, here: Client
) -> None:
    client = settled(coordinator, here, phrase=PHRASE)
    page = desk_of(coordinator)
    right = page.post(f"clients/{client.pk}/caller/", {"phrase": "the lighthouse is blue"})
    assert "Yes: this is the phrase" in right.content.decode()
    for _try in range(callers.MOST_WRONG):
        assert actions.check_caller(coordinator, client=client, phrase="a house") is False
    with pytest.raises(Blocked) as refused:
        actions.check_caller(coordinator, client=client, phrase=PHRASE)
    assert refused.value.code == "too_many_wrong"
    assert CallerCheck.objects.filter(client=client, passed=True).count() == 1
    shown = page.get(f"clients/{client.pk}/safety/").content.decode()
    assert "lighthouse" not in shown
