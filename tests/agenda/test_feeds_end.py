"""The address of a calendar ends with the way in of whose it is, or by an administrator's act."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.test import Client as Browser
from django.urls import reverse

from agenda import actions
from agenda.models import Feed
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.office import actions as office
from clinic.tenancy.models import Clinic
from tests.builders import browsing_as, make_member, seat_of, user_of


@pytest.fixture
def administrator(harbor: Clinic) -> Actor:
    return make_member(harbor, "administrator")


@pytest.fixture
def secret(attorney: Actor) -> str:
    TOTP.activate(user_of(attorney), "JBSWY3DPEHPK3PXP")
    return actions.make_feed(attorney)[1]


def reads(secret: str) -> int:
    return int(Browser().get(reverse("feed:open", args=[secret])).status_code)


def test_a_lost_phone_reads_along_no_longer(
    administrator: Actor, attorney: Actor, secret: str
) -> None:
    assert reads(secret) == 200
    office.reset_factor(administrator, membership=seat_of(attorney))
    assert reads(secret) == 404
    entry = AuditEntry.objects.get(verb="member.factor_reset")
    assert entry.detail == {"tokens": 0, "addresses": 1}
    assert reads(actions.make_feed(attorney)[1]) == 200


def test_who_runs_the_installation_ends_it_too(attorney: Actor, secret: str) -> None:
    call_command("reset_second_factor", user_of(attorney).email)
    assert reads(secret) == 404
    entry = AuditEntry.objects.get(verb="member.factor_removed")
    assert entry.detail == {"by": "operator", "tokens": 0, "addresses": 1}


def test_an_ended_seat_keeps_no_address(administrator: Actor, attorney: Actor, secret: str) -> None:
    office.end_membership(administrator, membership=seat_of(attorney))
    assert reads(secret) == 404
    assert not Feed.objects.filter(revoked_at=None).exists()


def test_an_administrator_ends_it_on_the_list_of_members(
    administrator: Actor, attorney: Actor, advocate: Actor, secret: str
) -> None:
    desk = browsing_as(administrator)
    page = f"/harbor/office/members/{attorney.membership_id}/end-calendar/"
    listed = desk.get("/harbor/office/members/").content.decode()
    assert listed.count("/end-calendar/") == 1
    assert page in listed
    assert "address" in desk.get(page).content.decode()
    assert reads(secret) == 200
    assert desk.post(page).status_code == 302
    assert reads(secret) == 404
    assert AuditEntry.objects.get(verb="member.calendar_ended").target_id == attorney.membership_id
    assert desk.post(page).status_code == 409
    assert "/end-calendar/" not in desk.get("/harbor/office/members/").content.decode()


def test_nobody_else_ends_it(attorney: Actor, coordinator: Actor, secret: str) -> None:
    page = f"/harbor/office/members/{attorney.membership_id}/end-calendar/"
    assert browsing_as(coordinator).post(page).status_code == 403
    assert reads(secret) == 200
