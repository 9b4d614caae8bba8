"""Other programs of the clinic: a seat of their own, tokens alone, and nobody to reckon with."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.actions import assign_case
from cases.queries import candidates
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import AuditEntry
from clinic.notices.delivery import deliver
from clinic.notices.outbox import enqueue
from clinic.office.actions import (
    end_membership,
    end_system,
    make_token,
    register_system,
    set_roles,
    set_system_roles,
)
from clinic.pages.fields import OnceField
from clinic.people.models import AccessToken, Membership, User
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from filings.queries.unasked import overseers
from tests.builders import Caller, browsing_as, make_case, make_clinic, make_member, seat_of
from tests.office.tokens import filled, made, shown

pytestmark = pytest.mark.django_db
SYSTEMS, REGISTER = "/harbor/office/systems/", "/harbor/office/systems/register/"
HOTLINE = "Intake hotline"


@pytest.fixture
def administrator() -> Actor:
    return make_member(make_clinic(), "administrator")


@pytest.fixture
def system(administrator: Actor) -> Membership:
    with bind(administrator.clinic):
        return register_system(administrator, name=HOTLINE, roles=["coordinator"])


def token_for(administrator: Actor, system: Membership, **changed: Any) -> Any:
    return made(administrator, system=system, **changed)


# --- registered -----------------------------------------------------------------------------------


def test_a_system_is_registered_given_a_token_and_acts(administrator: Actor) -> None:
    browser = browsing_as(administrator)
    with bind(administrator.clinic):
        form = {"form_token": OnceField.signed(new_id()), "name": HOTLINE, "roles": ["coordinator"]}
    make = browser.post(REGISTER, form)["Location"]
    secret = shown(browser.post(make, filled(administrator, client=["intake.view"])))
    assert Caller(secret).read("")["capabilities"] == [
        "case.reach_all", "case.view", "deadline.view", "intake.view",
    ]  # fmt: skip
    page = browser.get(SYSTEMS).content.decode()
    assert f"System: <bdi>{HOTLINE}</bdi>" in page
    assert secret not in page
    assert browser.post(REGISTER, form)["Location"] == SYSTEMS  # sent twice, registered once
    with bind(administrator.clinic):
        assert Membership.objects.filter(is_system=True).count() == 1


def test_nobody_signs_in_as_a_system_and_nothing_can_be_mailed_to_it(
    administrator: Actor, system: Membership
) -> None:
    user = User.objects.get(pk=system.user_id)
    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert user.email.endswith(".invalid")
    browser = Browser()
    browser.post("/accounts/login/", {"login": user.email, "password": "harbor-lantern"})
    browser.post("/accounts/password/reset/", {"email": user.email})
    assert "_auth_user_id" not in browser.session
    assert mail.outbox == []


@pytest.mark.parametrize("name", [HOTLINE, "INTAKE hotline", " Intake hotline "])
def test_two_of_one_name_could_not_be_told_apart(
    administrator: Actor, system: Membership, name: str
) -> None:
    with bind(administrator.clinic), pytest.raises(Blocked) as blocked:
        register_system(administrator, name=name, roles=["coordinator"])
    assert blocked.value.code == "name_taken"
    with bind(administrator.clinic):
        make_member(administrator.clinic, "attorney", name="Robin Person")
        with pytest.raises(Blocked):
            register_system(administrator, name="Robin Person", roles=["coordinator"])


@pytest.mark.parametrize("roles", [["administrator"], ["auditor"], ["coordinator", "auditor"], []])
def test_a_system_never_sees_to_the_clinic_itself(
    administrator: Actor, system: Membership, roles: list[str]
) -> None:
    with bind(administrator.clinic):
        with pytest.raises(Blocked):
            register_system(administrator, name="Another", roles=roles)
        with pytest.raises(Blocked):
            set_system_roles(administrator, system=system, roles=roles, before=["coordinator"])
        with pytest.raises(Blocked):  # nor by the members' way
            set_roles(administrator, membership=system, roles=roles, before=["coordinator"])
        assert Membership.objects.get(pk=system.pk).roles == ["coordinator"]


def test_a_person_is_given_no_token_in_their_stead(administrator: Actor) -> None:
    attorney = make_member(administrator.clinic, "attorney")
    with pytest.raises(Blocked):
        made(administrator, system=seat_of(attorney))
    with bind(administrator.clinic):
        assert not AccessToken.objects.exists()


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "attorney", "advocate", "auditor"])
def test_only_an_administrator_sees_to_systems(
    administrator: Actor, system: Membership, role: str
) -> None:
    member = make_member(administrator.clinic, role)
    for page in (SYSTEMS, REGISTER, f"{SYSTEMS}{system.pk}/tokens/make/"):
        assert browsing_as(member).get(page).status_code == 403
    with bind(administrator.clinic), pytest.raises(Refused):
        make_token(member, name="x", capabilities=["case.view"], days=1, system=system)


# --- changed and ended ----------------------------------------------------------------------------


def test_other_roles_narrow_its_tokens_at_once(administrator: Actor, system: Membership) -> None:
    new = token_for(administrator, system, capabilities=["case.view", "intake.view"])
    form = {"before": "coordinator", "roles": ["supervisor"]}
    browser = browsing_as(administrator)
    assert browser.post(f"{SYSTEMS}{system.pk}/roles/", form)["Location"] == SYSTEMS
    assert Caller(new.secret).read("")["capabilities"] == ["case.reach_all", "case.view"]
    assert browser.post(f"{SYSTEMS}{system.pk}/roles/", form).status_code == 409


def test_an_ended_system_and_its_tokens_stop_at_once(
    administrator: Actor, system: Membership
) -> None:
    new = token_for(administrator, system)
    browser = browsing_as(administrator)
    assert "its 1 token is revoked" in browser.get(f"{SYSTEMS}{system.pk}/end/").content.decode()
    assert browser.post(f"{SYSTEMS}{system.pk}/end/")["Location"] == SYSTEMS
    assert Caller(new.secret).ask("get", "cases").status_code == 401
    with bind(administrator.clinic):
        assert AuditEntry.objects.get(verb="system.ended").detail == {"tokens": 1}
        with pytest.raises(Blocked):
            end_system(administrator, system=system)
        with pytest.raises(Blocked):
            token_for(administrator, system)


def test_an_administrator_revokes_a_members_token_and_sees_whose_it_was(
    administrator: Actor,
) -> None:
    attorney = make_member(administrator.clinic, "attorney")
    new = made(attorney, name="Laptop of an attorney")
    browser = browsing_as(administrator)
    page = browser.get(SYSTEMS).content.decode()
    assert "Laptop of an attorney" in page
    assert "Member: <bdi>Attorney of harbor</bdi>" in page
    browser.post(f"/harbor/office/tokens/{new.token.pk}/revoke/")
    assert Caller(new.secret).ask("get", "cases").status_code == 401
    assert "Laptop of an attorney" not in browser.get(SYSTEMS).content.decode()
    assert "Laptop of an attorney" in browser.get(f"{SYSTEMS}?ended=1").content.decode()


def test_the_page_says_what_expires_soon_and_what_nobody_uses(administrator: Actor) -> None:
    attorney = make_member(administrator.clinic, "attorney")
    browser = browsing_as(administrator)
    new = made(attorney, days=15)
    page = browser.get(SYSTEMS).content.decode()
    assert "Expires in" not in page
    assert "Not used for 90 days" not in page
    soon, long_ago = (timezone.now() + timedelta(days=shift) for shift in (13, -91))
    with bind(administrator.clinic):
        AccessToken.objects.filter(pk=new.token.pk).update(
            expires_at=soon, made_at=long_ago, last_used_at=long_ago, last_used_from="203.0.113.7"
        )
    page = browser.get(SYSTEMS).content.decode()
    assert "Expires in" in page
    assert "Not used for 90 days" in page
    assert "203.0.113.7" in page


def test_the_page_costs_the_same_for_many_tokens(administrator: Actor, system: Membership) -> None:
    browser = browsing_as(administrator)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(SYSTEMS)
        return len(asked)

    token_for(administrator, system)
    browser.get(SYSTEMS)
    few = cost()
    for number in range(10):
        attorney = make_member(administrator.clinic, "attorney", name=f"Attorney {number}")
        made(attorney)
    assert cost() == few


# --- nobody to reckon with ------------------------------------------------------------------------


def test_a_system_stands_apart_from_the_members(administrator: Actor, system: Membership) -> None:
    browser = browsing_as(administrator)
    page = browser.get("/harbor/office/members/").content.decode()
    people, _heading, systems = page.partition("<h2>Systems</h2>")
    assert HOTLINE not in people
    assert HOTLINE in systems
    assert ".invalid" not in page
    for path in ("roles", "end", "reset-factor"):
        assert browser.get(f"/harbor/office/members/{system.pk}/{path}/").status_code == 404
    with bind(administrator.clinic), pytest.raises(Blocked):
        end_membership(administrator, membership=system)


def test_a_system_is_not_assigned_reminded_or_mailed(
    administrator: Actor, system: Membership
) -> None:
    coordinator = make_member(administrator.clinic, "coordinator")
    with bind(administrator.clinic):
        case = make_case(coordinator)
        Membership.objects.filter(pk=system.pk).update(roles=["supervisor", "attorney"])
        assert system.pk not in {one.membership.pk for one in candidates(case)}
        with pytest.raises(Blocked):
            assign_case(coordinator, case=case, membership=system, role="attorney")
        assert system.pk not in {seat for seat, _roles in overseers()}
        item = enqueue("filings.reminder", ref_id=new_id(), key="test", recipient_id=system.pk)
    deliver(administrator.clinic.pk, item.pk)
    with bind(administrator.clinic):
        item.refresh_from_db()
    assert (item.done_at is not None, item.failure, mail.outbox) == (True, "", [])


def test_a_system_is_no_administrator_to_fall_back_on(
    administrator: Actor, system: Membership
) -> None:
    with bind(administrator.clinic):
        Membership.objects.filter(pk=system.pk).update(roles=["administrator"])
        with pytest.raises(Blocked) as blocked:
            end_membership(administrator, membership=seat_of(administrator), own_seat=True)
    assert blocked.value.code == "last_administrator"


def test_the_audit_says_which_system_acted_by_which_token(
    administrator: Actor, system: Membership
) -> None:
    coordinator = make_member(administrator.clinic, "coordinator")
    with bind(administrator.clinic):
        case = make_case(coordinator)
    new = token_for(administrator, system, capabilities=["note.add", "note.view_shared"])
    note = {"privilege": "shared", "body": "Hello."}
    Caller(new.secret).make(f"cases/{case.pk}/notes", note)
    page = browsing_as(administrator).get("/harbor/office/audit/").content.decode()
    assert f"{HOTLINE} (system)" in page
    assert "By access token" in page
    assert f"Diary (…{new.token.ending})" in page


def test_who_can_see_a_case_tells_systems_from_people(
    administrator: Actor, system: Membership
) -> None:
    coordinator = make_member(administrator.clinic, "coordinator")
    with bind(administrator.clinic):
        case = make_case(coordinator)
    page = browsing_as(coordinator).get(f"/harbor/cases/{case.pk}/access/").content.decode()
    assert f"{HOTLINE} (system)" in page
    assert "Coordinator of harbor (system)" not in page
