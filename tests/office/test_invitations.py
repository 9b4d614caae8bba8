"""A seat begins with an invitation, by mail, once, for seven days."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from clinic.office.actions import (
    accept_invitation,
    end_membership,
    invite_member,
    revoke_invitation,
)
from clinic.office.tasks import link_of
from clinic.pages.fields import OnceField
from clinic.people.models import Invitation, Membership, User
from clinic.people.seats import seats_of
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from tests.builders import browsing_as, make_clinic, make_member, seat_of

pytestmark = pytest.mark.django_db
EMAIL = "new.person@example.org"
JOINING = {"name": "Sam Newcomer", "password": "orchard-violin-window"}


@pytest.fixture
def administrator() -> Actor:
    return make_member(make_clinic(), "administrator")


def form_id(administrator: Actor) -> str:
    """Return what the page's hidden field holds."""
    with bind(administrator.clinic):
        return OnceField.signed(new_id())


def invited(administrator: Actor, email: str = EMAIL, *roles: str) -> tuple[Invitation, str]:
    with bind(administrator.clinic):
        invitation = invite_member(administrator, email=email, roles=roles or ("coordinator",))
        return invitation, link_of(str(invitation.token)).partition("8000")[2]


def test_an_invitation_in_the_browser_becomes_a_seat(administrator: Actor) -> None:
    browsing_as(administrator).post(
        "/harbor/office/members/invite/",
        {"form_token": form_id(administrator), "email": "New.Person@example.org",
         "roles": ["attorney", "supervisor"]},
    )  # fmt: skip
    with bind(administrator.clinic):
        invitation = Invitation.objects.get()
        path = link_of(str(invitation.token)).partition("8000")[2]
    browser = Client()
    assert "Attorney" in browser.get(path).content.decode()
    assert browser.post(path, JOINING)["Location"] == "/accounts/2fa/totp/activate/"
    assert browser.get("/accounts/2fa/totp/activate/").status_code == 200  # no password again
    (seat,) = seats_of(User.objects.get(email=EMAIL).pk)
    assert seat.roles == ["supervisor", "attorney"]
    assert browser.get("/harbor/office/members/")["Location"] == "/accounts/2fa/totp/activate/"


def test_the_session_that_joining_begins_ends_with_the_seat(administrator: Actor) -> None:
    _, path = invited(administrator)
    browser = Client()
    browser.post(path, JOINING)
    (seat,) = seats_of(User.objects.get(email=EMAIL).pk)
    with bind(administrator.clinic):
        end_membership(administrator, membership=seat)
    assert browser.get("/mine/")["Location"] == "/accounts/login/?next=/mine/"


def test_a_link_works_once(administrator: Actor) -> None:
    _, path = invited(administrator)
    Client().post(path, JOINING)
    assert Client().get(path).status_code == 410
    assert Client().post(path, JOINING).status_code == 410
    assert User.objects.filter(email=EMAIL).count() == 1


def test_a_revoked_and_an_old_link_do_not_work(administrator: Actor) -> None:
    revoked, path = invited(administrator)
    old, old_path = invited(administrator, "late@example.org")
    with bind(administrator.clinic):
        revoke_invitation(administrator, invitation=revoked)
        Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    for closed in (path, old_path, "/invitation/made-up/"):
        answer = Client().get(closed)
        assert answer.status_code == 410
        assert "does not work any more" in answer.content.decode()


def test_a_weak_password_is_refused_and_the_name_kept(administrator: Actor) -> None:
    _, path = invited(administrator)
    answer = Client().post(path, {**JOINING, "password": "password1234"})
    assert "Sam Newcomer" in answer.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_who_works_elsewhere_signs_in_and_joins_with_one_click(administrator: Actor) -> None:
    colleague = make_member(make_clinic("meadow"), "attorney")
    assert colleague.user is not None
    _, path = invited(administrator, colleague.user.email)
    assert f"/accounts/login/?next={path}" in Client().get(path).content.decode()
    browser = browsing_as(colleague)
    assert "Join the clinic" in browser.get(path).content.decode()
    assert browser.post(path)["Location"] == "/"
    assert [seat.clinic.slug for seat in seats_of(colleague.user.pk)] == ["harbor", "meadow"]


def test_somebody_else_cannot_take_the_seat(administrator: Actor) -> None:
    colleague = make_member(make_clinic("meadow"), "attorney")
    other = make_member(make_clinic("orchard"), "attorney")
    assert colleague.user is not None
    assert other.user is not None
    invitation, path = invited(administrator, colleague.user.email)
    assert "somebody else is signed in" in browsing_as(other).post(path).content.decode()
    system = Actor.system(administrator.clinic, "invitation")
    for user in (other.user, None):
        with bind(administrator.clinic), pytest.raises(Refused):
            accept_invitation(system, invitation=invitation, user=user, **JOINING)
    assert len(seats_of(other.user.pk)) == 1


def test_a_password_alone_does_not_take_a_seat(administrator: Actor) -> None:
    colleague = make_member(make_clinic("meadow"), "attorney")
    assert colleague.user is not None
    _, path = invited(administrator, colleague.user.email)
    browser = Client()
    browser.force_login(colleague.user)
    assert browser.post(path)["Location"] == "/"
    assert len(seats_of(colleague.user.pk)) == 1


def test_the_mail_names_neither_the_clinic_nor_anybody(administrator: Actor) -> None:
    invitation, path = invited(administrator)
    with bind(administrator.clinic):
        item = OutboxItem.objects.get(ref_id=invitation.pk)
    deliver(administrator.clinic.pk, item.pk)
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    assert path in message.body
    assert not re.search("harbor|clinic|administrator", f"{message.subject} {message.body}", re.I)


def test_once_mailed_only_the_hash_of_the_link_stays(administrator: Actor) -> None:
    invitation, path = invited(administrator)
    with bind(administrator.clinic):
        item = OutboxItem.objects.get(ref_id=invitation.pk)
    deliver(administrator.clinic.pk, item.pk)
    with bind(administrator.clinic):
        assert Invitation.objects.get(pk=invitation.pk).token is None
    assert Client().get(path).status_code == 200


def test_nothing_is_mailed_after_it_was_taken_back(administrator: Actor) -> None:
    invitation, _ = invited(administrator)
    with bind(administrator.clinic):
        revoke_invitation(administrator, invitation=invitation)
        item = OutboxItem.objects.get(ref_id=invitation.pk)
    deliver(administrator.clinic.pk, item.pk)
    assert mail.outbox == []


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "attorney", "advocate", "auditor"])
def test_only_an_administrator_invites(administrator: Actor, role: str) -> None:
    member = make_member(administrator.clinic, role)
    with bind(administrator.clinic), pytest.raises(Refused):
        invite_member(member, email=EMAIL, roles=["attorney"])
    assert browsing_as(member).get("/harbor/office/members/invite/").status_code == 403


def test_members_and_people_already_invited_are_not_invited_again(administrator: Actor) -> None:
    invited(administrator)
    assert administrator.user is not None
    for email, code in ((EMAIL, "invited_already"), (administrator.user.email, "member_already")):
        with bind(administrator.clinic), pytest.raises(Blocked) as blocked:
            invite_member(administrator, email=email, roles=["attorney"])
        assert blocked.value.code == code


@pytest.mark.parametrize("roles", [[], ["king"], ["attorney", "king"]])
def test_an_unknown_role_is_not_given(administrator: Actor, roles: list[str]) -> None:
    with bind(administrator.clinic), pytest.raises(Blocked):
        invite_member(administrator, email=EMAIL, roles=roles)


def test_sending_the_form_twice_invites_once(administrator: Actor) -> None:
    browser = browsing_as(administrator)
    form: dict[str, Any] = {
        "form_token": form_id(administrator),
        "email": EMAIL,
        "roles": ["attorney"],
    }
    for _ in range(2):
        answer = browser.post("/harbor/office/members/invite/", form)
        assert answer["Location"] == "/harbor/office/members/"
    with bind(administrator.clinic):
        assert Invitation.objects.count() == 1


def test_an_invitation_of_another_clinic_is_not_there(administrator: Actor) -> None:
    other = make_member(make_clinic("meadow"), "administrator")
    invitation, _ = invited(administrator)
    path = f"/meadow/office/invitations/{invitation.pk}/revoke/"
    assert browsing_as(other).get(path).status_code == 404
    assert browsing_as(other).post(path).status_code == 404


def test_the_seat_of_an_ended_member_does_not_come_back(administrator: Actor) -> None:
    member = make_member(administrator.clinic, "attorney")
    with bind(administrator.clinic):
        Membership.objects.filter(pk=seat_of(member).pk).update(ended_at=timezone.now())
    assert member.user is not None
    _, path = invited(administrator, member.user.email)
    browsing_as(member).post(path)
    (seat,) = seats_of(member.user.pk)
    assert seat.pk != member.membership_id
    assert seat.roles == ["coordinator"]
