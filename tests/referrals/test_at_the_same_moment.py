"""Two at the same moment: each write sees the row the other left, never one from before."""

from functools import partial
from typing import Any

import pytest
from django.db import transaction

from clinic.tenancy.current import bind
from referrals.models import Partner, Referral, ReferralLink
from tests.builders import calling_as
from tests.everywhere.world import Place, make_place, settled
from tests.rest.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Place:
    with transaction.atomic():
        return make_place("harbor")


def statuses(answers: list[Any]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def test_of_two_changes_of_a_partner_one_wins(place: Place) -> None:
    program, path = calling_as(place.coordinator), f"partners/{place.partner.pk}"
    change = partial(program.change, path, etag='"1"', method="patch")
    answers = at_once(partial(change, {"place": "North"}), partial(change, {"phone": "555 0100"}))
    assert statuses(answers) == [200, 412]
    with settled(place), transaction.atomic():
        partner = Partner.objects.get()
    assert partner.version == 2
    assert (partner.place, partner.phone) in [("North", ""), ("", "555 0100")]


def test_a_referral_and_the_taking_back_of_its_release_leave_no_open_link(place: Place) -> None:
    program = calling_as(place.advocate)
    body = {"partner": str(place.partner.pk), "fields_shared": ["legal_name"]}
    send = partial(program.make, f"cases/{place.case.pk}/referrals", body)
    revoke = partial(program.change, f"releases/{place.release.pk}/revoke", etag='"given"')
    answers = at_once(send, revoke)
    assert statuses(answers) in ([200, 201], [200, 409])
    with settled(place), transaction.atomic():
        assert not ReferralLink.objects.filter(closed_at=None).exists()
        assert set(Referral.objects.values_list("status", flat=True)) == {"withdrawn"}


def test_of_two_withdrawals_one_is_told_that_it_was_done(place: Place) -> None:
    program, path = calling_as(place.advocate), f"referrals/{place.referral.pk}/withdraw"
    withdraw = partial(program.change, path, etag='"sent"')
    answers = at_once(withdraw, withdraw)
    assert statuses(answers) in ([200, 409], [200, 412])
    with bind(place.clinic), transaction.atomic():
        assert Referral.objects.get(pk=place.referral.pk).status == "withdrawn"
