"""Who lost phone and codes sets up a new app; nobody opens a way into another clinic."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.test import Client

from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.people.models import Membership, User
from clinic.tenancy.current import bind
from tests.builders import browsing_as, make_clinic, make_member
from tests.people.signing import password

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def administrator() -> Actor:
    return make_member(make_clinic(), "administrator")


def with_app(actor: Actor) -> User:
    assert actor.user is not None
    TOTP.activate(actor.user, SECRET)
    return actor.user


def page(actor: Actor) -> str:
    return f"/harbor/office/members/{actor.membership_id}/reset-factor/"


def test_a_member_sets_up_a_new_app_after_the_reset(administrator: Actor) -> None:
    member = make_member(administrator.clinic, "attorney")
    user, theirs = with_app(member), browsing_as(member)
    assert theirs.get("/mine/").status_code == 200
    browsing_as(administrator).post(page(member))
    assert theirs.get("/mine/")["Location"].startswith("/accounts/login/")
    again = Client()
    assert password(again, user.email)["Location"] == "/"
    assert again.get("/")["Location"] == "/accounts/2fa/totp/activate/"


def test_somebody_with_a_seat_elsewhere_is_not_reset_from_here(administrator: Actor) -> None:
    member = make_member(administrator.clinic, "attorney")
    user, meadow = with_app(member), make_clinic("meadow")
    with bind(meadow):
        Membership.objects.create(user=user, roles=["attorney"])
    assert browsing_as(administrator).post(page(member)).status_code == 409
    assert Authenticator.objects.filter(user=user).exists()


def test_nobody_resets_their_own(administrator: Actor) -> None:
    user = with_app(administrator)
    assert browsing_as(administrator).post(page(administrator)).status_code == 409
    assert Authenticator.objects.filter(user=user).exists()


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "attorney", "advocate", "auditor"])
def test_only_an_administrator_resets(administrator: Actor, role: str) -> None:
    member = make_member(administrator.clinic, role)
    assert browsing_as(member).post(page(administrator)).status_code == 403


def test_who_runs_the_installation_can_reset_anybody(administrator: Actor) -> None:
    user = with_app(administrator)
    call_command("reset_second_factor", user.email)
    assert not Authenticator.objects.filter(user=user).exists()
    with bind(administrator.clinic):
        entry = AuditEntry.objects.get(verb="member.factor_removed")
    assert entry.detail == {"by": "operator", "tokens": 0, "addresses": 0}
    for wrong in (user.email, "nobody@example.org"):
        with pytest.raises(CommandError) as error:
            call_command("reset_second_factor", wrong)
        assert error.value.returncode == 2
