"""Referrals through the API fail closed, and what they said is shown for a reason alone."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.audit.models import AuditEntry
from clinic.notices.models import OutboxItem
from referrals import actions
from referrals.models import Referral, ReferralLink
from tests.builders import calling_as
from tests.everywhere.recipes import fresh
from tests.everywhere.world import Place, add_partner
from tests.referrals.test_referrals import send


def body(place: Place, **changes: Any) -> dict[str, Any]:
    return {"partner": str(place.partner.pk), "fields_shared": ["legal_name"], **changes}


def written() -> tuple[int, int, int]:
    models: tuple[Any, ...] = (Referral, ReferralLink, OutboxItem)
    first, second, third = (model.objects.count() for model in models)
    return first, second, third


def test_an_advocates_program_sends_reads_and_withdraws(place: Place) -> None:
    program = calling_as(place.advocate)
    sent = program.make(f"cases/{place.case.pk}/referrals", body(place))
    assert sent.status_code == 201, sent.content
    path = f"referrals/{sent.json()['id']}"
    assert program.read(path) == sent.json()
    assert sent.json() in program.read(f"cases/{place.case.pk}/referrals")["items"]
    answer = program.change(f"{path}/withdraw", of=path)
    assert (answer.status_code, answer.json()["status"]) == (200, "withdrawn")
    assert program.change(f"{path}/withdraw", etag='"sent"').status_code == 412
    assert program.change(f"{path}/withdraw", of=path).json()["code"] == "already_withdrawn"


def test_without_a_release_nothing_is_sent_and_nothing_written(place: Place) -> None:
    other = add_partner(place.coordinator, "Another shelter")
    before = written()
    answer = calling_as(place.advocate).make(
        f"cases/{place.case.pk}/referrals", body(place, partner=str(other.pk))
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "no_release")
    assert written() == before
    assert AuditEntry.objects.filter(verb="referral.sent", outcome="refused").count() == 1


@pytest.mark.parametrize("code", ["revoked", "field_not_released", "partner_inactive"])
def test_a_release_that_does_not_hold_sends_nothing(place: Place, code: str) -> None:
    fields = ["legal_name", "birth_date"] if code == "field_not_released" else ["legal_name"]
    if code == "revoked":
        actions.revoke_release(place.advocate, release=fresh(place.release))
    if code == "partner_inactive":
        details = {"name": place.partner.name, "active": False}
        actions.edit_partner(place.coordinator, partner=place.partner, details=details, version=1)
    before = written()
    answer = calling_as(place.advocate).make(
        f"cases/{place.case.pk}/referrals", body(place, fields_shared=fields)
    )
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert written() == before


def test_a_referral_sent_again_with_its_key_goes_out_once(place: Place) -> None:
    program, before = calling_as(place.advocate), written()
    answers = [
        program.make(f"cases/{place.case.pk}/referrals", body(place), key="only-once")
        for _ in "123"
    ]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert written() == tuple(count + 1 for count in before)


def test_the_name_is_shown_for_a_reason_and_the_look_is_recorded(place: Place) -> None:
    program, path = calling_as(place.advocate), f"referrals/{place.referral.pk}"
    masked = program.ask("get", path).content
    masked += program.ask("get", f"cases/{place.case.pk}/referrals").content
    assert b"Mekdes" not in masked
    for wrong in ({}, {"reason": "curious"}, {"reason": ""}):
        refused = program.ask("post", f"{path}/reveal", wrong)
        assert (refused.status_code, b"Mekdes" in refused.content) == (422, False)
    shown = program.ask("post", f"{path}/reveal", {"reason": "safety"})
    assert shown.json()["items"] == [{"name": "legal_name", "value": "Mekdes Misale"}]
    (entry,) = AuditEntry.objects.filter(verb="referral.content_read")
    assert entry.detail["reason"] == "safety"


def test_a_token_without_reveals_never_reads_what_was_sent(place: Place) -> None:
    program = calling_as(place.advocate, "referral.view", "case.view")
    answer = program.ask("post", f"referrals/{place.referral.pk}/reveal", {"reason": "safety"})
    assert (answer.status_code, b"Mekdes" in answer.content) == (403, False)


@pytest.mark.parametrize(
    ("role", "status"),
    [("supervisor", 403), ("administrator", 404), ("auditor", 404), ("other_attorney", 404)],
)
def test_who_may_not_send_or_withdraw(place: Place, role: str, status: int) -> None:
    program, before = calling_as(place.people[role]), written()
    assert program.make(f"cases/{place.case.pk}/referrals", body(place)).status_code == status
    answer = program.change(f"referrals/{place.referral.pk}/withdraw", etag='"sent"')
    assert answer.status_code == status
    assert (written(), fresh(place.referral).status) == (before, "sent")


@pytest.mark.parametrize(
    "wrong",
    [
        {"fields_shared": []},
        {"fields_shared": ["shoe_size"]},
        {"fields_shared": "legal_name"},
        {"partner": "not-an-id"},
        {"partner": "01920000-0000-7000-8000-000000000009"},
        {"internal_note": "x" * 2001},
        {"unknown": 1},
    ],
)
def test_a_wrong_referral_is_refused_and_nothing_written(
    place: Place, wrong: dict[str, Any]
) -> None:
    before = written()
    answer = calling_as(place.advocate).make(
        f"cases/{place.case.pk}/referrals", body(place, **wrong)
    )
    assert answer.status_code == 422
    assert b"shoe_size" not in answer.content
    assert written() == before


def test_the_list_costs_the_same_for_more_referrals(place: Place) -> None:
    program, path = calling_as(place.advocate), f"cases/{place.case.pk}/referrals"
    program.read(path)  # the first request also writes when the token was used
    counts = []
    for _turn in "12":
        with CaptureQueriesContext(connection) as statements:
            program.read(path)
        counts.append(len(statements))
        for _number in range(27):
            send(place)
    assert counts[0] == counts[1]
