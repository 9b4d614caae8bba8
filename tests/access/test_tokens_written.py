"""What is written down of a token: its last use, and each act by it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.people.models import AccessToken
from clinic.tenancy.current import bind
from tests.access.test_tokens import status, token
from tests.builders import Caller, browsing_as, make_case, make_clinic, make_member, make_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Actor:
    return make_member(make_clinic(), "coordinator")


def test_the_last_use_and_its_address_are_written_once_a_minute(coordinator: Actor) -> None:
    secret = make_token(coordinator)
    assert status(secret) == 200
    with bind(coordinator.clinic):
        first = token(secret)
    assert first.last_used_from == "127.0.0.1"
    with CaptureQueriesContext(connection) as asked:
        assert status(secret) == 200
    assert [one for one in asked if 'UPDATE "people_accesstoken"' in one["sql"]] == []
    with bind(coordinator.clinic):
        assert token(secret).last_used_at == first.last_used_at
        earlier = timezone.now() - timedelta(seconds=61)
        AccessToken.objects.update(last_used_at=earlier)
    assert status(secret) == 200
    with bind(coordinator.clinic):
        assert token(secret).last_used_at > earlier  # type: ignore[operator]


def test_an_entry_says_by_which_token_a_seat_acted_and_a_page_says_none(
    coordinator: Actor,
) -> None:
    with bind(coordinator.clinic):
        case = make_case(coordinator)
    secret = make_token(coordinator)
    note = {"privilege": "shared", "body": "Hello."}
    assert Caller(secret).make(f"cases/{case.pk}/notes", note).status_code == 201
    browsing_as(coordinator).get(f"/harbor/cases/{case.pk}/")
    with bind(coordinator.clinic):
        by_program = AuditEntry.objects.get(verb="note.added")
        by_hand = AuditEntry.objects.get(verb="case.viewed")
        assert by_program.detail["token"] == str(token(secret).pk)
    assert by_program.actor_id == by_hand.actor_id == coordinator.membership_id
    assert "token" not in by_hand.detail


def test_a_refusal_by_a_token_names_it_too(coordinator: Actor) -> None:
    secret = make_token(coordinator, "case.view")
    with bind(coordinator.clinic):
        case = make_case(coordinator)
    Caller(secret).make(f"cases/{case.pk}/notes", {"privilege": "shared", "body": "Hello."})
    with bind(coordinator.clinic):
        entry = AuditEntry.objects.filter(outcome="refused").get()
        assert entry.detail["token"] == str(token(secret).pk)
