"""Whose consent counts: an abuser who is guardian signs for nobody, and any form takes it back."""

import json
from datetime import date
from typing import Any

import pytest

from clients.actions import add_party
from clients.models import Client, Party
from clinic.access.refusals import Blocked
from clinic.pages.fields import OnceField
from clinic.tenancy.current import clinic_url
from referrals import actions
from referrals.models import Release
from referrals.rules import consent_refusal, read_strokes
from tests.builders import browsing_as
from tests.everywhere.recipes import fresh
from tests.everywhere.world import Place, give_release

DRAWN = [[10, 10, 20, 30, 40, 50], [60, 10, 70, 30, 90, 50]]


@pytest.mark.parametrize(
    ("signer", "said", "why"),
    [
        ("client", {}, ""),
        ("client", {"under_18": True}, "signer_is_minor"),
        ("client", {"under_18": False}, ""),
        ("minor_alone", {"under_18": True}, ""),
        ("minor_alone", {"under_18": False}, "signer_is_adult"),
        ("minor_and_guardian", {"under_18": True}, "guardian_missing"),
        ("minor_and_guardian", {"under_18": True, "guardian": True}, ""),
        ("minor_and_guardian", {"guardian": True, "opposed": True}, "guardian_opposed"),
        ("guardian", {"under_18": False, "guardian": True, "opposed": True}, "guardian_opposed"),
        ("client", {"method": "drawn"}, "signature_missing"),
        ("client", {"method": "drawn", "drawn": True}, ""),
    ],
)
def test_whose_signature_is_a_consent(signer: str, said: dict[str, Any], why: str) -> None:
    plain: dict[str, Any] = {
        "under_18": None, "guardian": False, "opposed": False, "drawn": False, "method": "paper",
    }  # fmt: skip
    assert consent_refusal(signer, **(plain | said)) == why


@pytest.mark.parametrize(
    "drawn",
    [None, {}, [], [[]], [[1]], [[1, 2]], [["1", "2"] * 6], [[-1, 2] * 6], [[1, 301] * 6],
     [[1001, 2] * 6], [[True, 2] * 6], [[1.5, 2] * 6], [[1, 2] * 5000], [[1, 2] * 6] * 81],
)  # fmt: skip
def test_what_is_no_signature_is_refused(drawn: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_strokes(drawn)


def guardian(place: Place, name: str, **more: Any) -> Party:
    client = Client.objects.select_related("key").get(pk=place.case.client_id)
    return add_party(place.coordinator, client=client, name=name, **{"kind": "family", **more})


def test_an_abuser_consents_for_nobody_under_whatever_spelling(place: Place) -> None:
    minor = Client.objects.select_related("key").get(pk=place.case.client_id)
    minor.birth_date = date(place.release.given_on.year - 15, 1, 1)
    minor.save()
    guardian(place, "Yousef Almuster", kind="recruiter")
    harmful, harmless = guardian(place, "Yusuf Al-Muster"), guardian(place, "Salma Beispiel")

    def given(signed: str, who: Party | None, signer: str = "minor_and_guardian") -> str:
        try:
            give_release(
                place.advocate, fresh(place.case), place.partner,
                signer=signer, guardian=who, guardian_name=signed,
            )  # fmt: skip
        except Blocked as refused:
            return refused.code
        return "given"

    assert given("Yusuf Al-Muster", harmful) == "guardian_opposed"
    # Chosen as somebody harmless, signed by the other; or chosen outright.
    assert given("Youssef Almuster", harmless) == "guardian_opposed"
    recruiter = Party.objects.get(client=minor, kind="recruiter")
    assert given("Somebody Else", recruiter) == "guardian_opposed"
    assert given("", None, signer="client") == "signer_is_minor"
    assert given("Salma Beispiel", harmless) == "given"
    assert Release.objects.filter(guardian=harmful).count() == 0
    for trust, said in (
        ("no", "guardian_not_safe"),
        ("unknown", "guardian_not_safe"),
        ("yes", "given"),
    ):
        minor.details = {
            "guardian": {"name": "Salma Beispiel", "authority": "parent", "trust": trust}
        }
        minor.save()
        assert given("Salma Beispiel", harmless) == said


def test_a_drawn_signature_is_kept_sealed_and_any_form_takes_it_back(place: Place) -> None:
    advocate, made = browsing_as(place.advocate), OnceField.new()
    form = {
        "form_token": OnceField.signed(made), "partner": str(place.partner.pk),
        "fields_released": ["language"], "purpose": "A bed.", "language": "Dari",
        "method": "drawn", "signature": json.dumps(DRAWN), "signed_name": "M. M.",
        "given_on": place.release.given_on.isoformat(), "days": "30", "informed": "on",
    }  # fmt: skip
    url = clinic_url("referrals:give_release", place.case.pk)
    assert advocate.post(url, form | {"signature": "[[1,2]]"}).status_code == 422
    assert advocate.post(url, form | {"signature": ""}).status_code == 422
    assert advocate.post(url, form).status_code == 302
    release = Release.objects.select_related("key").get(pk=made)
    assert release.signature == DRAWN
    page = clinic_url("referrals:release", release.pk)
    assert "polyline" not in advocate.get(page).content.decode()
    read = clinic_url("referrals:read_release", release.pk)
    assert "10 10 20 30 40 50" in advocate.post(read, {"reason": "safety"}).content.decode()
    taken = {"how": "phone", "note": "She rang from the Xqvault kiosk."}
    revoke = clinic_url("referrals:revoke_release", release.pk)
    assert advocate.post(revoke, taken).status_code == 302
    shown = advocate.get(page).content.decode()
    assert "Said on the telephone" in shown
    assert "Xqvault" not in shown
    stored = Release.objects.filter(pk=release.pk).values_list("revoked_note", "signature")
    assert all(b"Xqvault" not in bytes(value) and b"[10" not in bytes(value)
               for value in stored[0])  # fmt: skip
    with pytest.raises(Blocked) as refused:
        actions.revoke_release(place.advocate, release=release)
    assert refused.value.code == "already_revoked"
