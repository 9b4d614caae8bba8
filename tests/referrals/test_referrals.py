"""Refused without a release, sent with exactly the released fields, refused after revocation."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.notices.models import OutboxItem
from clinic.pages.fields import OnceField
from clinic.tenancy.current import clinic_url, today
from referrals import actions
from referrals.models import Referral, ReferralLink, Release
from referrals.tasks import link_letter
from tests.everywhere.recipes import fresh
from tests.everywhere.world import Place, add_partner

Browsers = Callable[[str], Browser]


def send(place: Place, **changes: Any) -> Referral:
    given: dict[str, Any] = {
        "form_token": uuid.uuid4(),
        "case": place.case,
        "partner": place.partner,
        "fields": ["legal_name", "language"],
    }
    return actions.send_referral(place.advocate, **(given | changes))


def test_nothing_goes_to_a_partner_without_a_release(place: Place) -> None:
    other = add_partner(place.coordinator, "Another shelter")
    with pytest.raises(Blocked) as refused:
        send(place, partner=other)
    assert refused.value.code == "no_release"
    assert AuditEntry.objects.filter(verb="referral.sent", outcome="refused").count() == 1
    assert not Referral.objects.filter(partner=other).exists()


def test_exactly_the_chosen_fields_are_sent_as_they_are_now(place: Place) -> None:
    referral = send(place)
    assert referral.sent_content == {"legal_name": "Mekdes Misale", "language": "Tigrinya"}
    assert fresh(referral).sent_content == referral.sent_content


def test_a_field_that_was_not_released_stops_the_whole_referral(place: Place) -> None:
    with pytest.raises(Blocked) as refused:
        send(place, fields=["legal_name", "birth_date"])
    assert refused.value.code == "field_not_released"


def test_taking_a_release_back_stops_sending_and_closes_links_at_once(place: Place) -> None:
    referral = send(place)
    actions.revoke_release(place.advocate, release=fresh(place.release))
    with pytest.raises(Blocked) as refused:
        send(place)
    assert refused.value.code == "revoked"
    assert not ReferralLink.objects.filter(referral=referral, closed_at=None).exists()


def test_the_same_form_sent_twice_sends_one_referral(place: Place) -> None:
    token = uuid.uuid4()
    send(place, form_token=token)
    with pytest.raises(Blocked) as refused:
        send(place, form_token=token)
    assert refused.value.code == actions.SENT_TWICE
    assert Referral.objects.filter(pk=token).count() == 1


def test_the_mail_to_the_partner_names_nobody(place: Place) -> None:
    referral = send(place)
    link = ReferralLink.objects.get(referral=referral)
    letter = link_letter(OutboxItem.objects.get(ref_id=link.pk))
    assert letter is not None
    assert "/partner/" in letter.body
    for secret in ("Mekdes", "Misale", place.case.number, place.case.client.code_name, "Tigrinya"):
        assert secret not in letter.subject + letter.body


def link_of(referral: Referral) -> str:
    token = ReferralLink.objects.get(referral=referral).token
    return reverse("partner:open", args=[token])


def test_the_partner_sees_nothing_before_opening_and_the_content_after(place: Place) -> None:
    url = link_of(place.referral)
    partner = Browser()
    assert b"Mekdes" not in partner.get(url).content
    opened = partner.post(url)
    assert b"Mekdes Misale" in opened.content
    assert b"Tigrinya" not in opened.content
    assert fresh(place.referral).status == "opened"


def test_the_partners_answer_is_kept(place: Place) -> None:
    partner, url = Browser(), link_of(place.referral)
    partner.post(url)
    answer = partner.post(url + "answer/", {"answer": "accept"})
    assert answer.status_code == 200
    assert fresh(place.referral).status == "accepted"


def test_a_closed_or_unknown_link_says_the_same(place: Place) -> None:
    url = link_of(place.referral)
    actions.revoke_release(place.advocate, release=fresh(place.release))
    closed = Browser().post(url)
    unknown = Browser().post(reverse("partner:open", args=["x" * 43]))
    assert closed.status_code == unknown.status_code == 404
    assert b"Mekdes" not in closed.content


def test_an_expired_release_closes_the_link_too(place: Place) -> None:
    Release.objects.filter(pk=place.release.pk).update(
        given_on=today() - timedelta(days=31), expires_on=today() - timedelta(days=1)
    )
    assert Browser().post(link_of(place.referral)).status_code == 404


def test_refused_on_the_page_keeps_what_was_typed(place: Place, browser: Browsers) -> None:
    other = add_partner(place.coordinator, "Another shelter")
    form = {
        "form_token": OnceField.signed(uuid.uuid4()),
        "partner": str(other.pk),
        "fields_shared": ["legal_name"],
        "internal_note": "She asked for the quiet house.",
    }
    answer = browser("advocate").post(clinic_url("referrals:send", place.case.pk), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "There is no release for this partner" in page
    assert "She asked for the quiet house." in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_on": "2999-01-01"}, "future day"),
        ({"given_on": "2026-02-30"}, "valid date"),
        ({"days": "91"}, "more than 90 days"),
        ({"days": "0"}, "greater than or equal to 1"),
        ({"partner": str(uuid.uuid4())}, "valid choice"),
        ({"informed": ""}, "Explain this to the client"),
        ({"purpose": "x" * 501}, "at most 500"),
        ({"purpose": "a\x00b"}, "invisible"),
    ],
)
def test_a_wrong_release_is_said_at_its_field(
    place: Place, browser: Browsers, changes: dict[str, str], words: str
) -> None:
    form = {
        "form_token": OnceField.signed(uuid.uuid4()),
        "partner": str(place.partner.pk),
        "fields_released": ["language"],
        "purpose": "A bed.",
        "language": "Dari",
        "method": "paper",
        "signed_name": "M. M.",
        "given_on": today().isoformat(),
        "days": "30",
        "informed": "on",
    }
    url = clinic_url("referrals:give_release", place.case.pk)
    answer = browser("advocate").post(url, form | changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_name_is_not_on_the_referral_page_until_asked_for(
    place: Place, browser: Browsers
) -> None:
    advocate = browser("advocate")
    url = clinic_url("referrals:referral", place.referral.pk)
    assert "Mekdes" not in advocate.get(url).content.decode()
    content = clinic_url("referrals:read_content", place.referral.pk)
    for none in ({}, {"reason": "curious"}):
        hidden = advocate.post(content, none)
        assert (hidden.status_code, "Mekdes" in hidden.content.decode()) == (422, False)
    shown = advocate.post(content, {"reason": "safety"})
    assert "Mekdes Misale" in shown.content.decode()
    assert AuditEntry.objects.filter(verb="referral.content_read").count() == 1
