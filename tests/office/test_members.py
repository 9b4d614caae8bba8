"""Roles change at once; a seat that ends takes everything with it."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession

from cases.models import Assignment, CaseUserPerm
from clients.models import ClientUserPerm
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.office.actions import end_membership, set_roles
from clinic.people.models import Membership
from clinic.tenancy.current import bind
from tests.builders import browsing_as, make_case, make_clinic, make_member, user_of

pytestmark = pytest.mark.django_db
MEMBERS = "/harbor/office/members/"


@pytest.fixture
def administrator() -> Actor:
    return make_member(make_clinic(), "administrator")


def seat(actor: Actor) -> Membership:
    assert actor.membership is not None
    return actor.membership


def page(actor: Actor, what: str) -> str:
    return f"{MEMBERS}{seat(actor).pk}/{what}/"


def test_new_roles_hold_with_the_next_click(administrator: Actor) -> None:
    member = make_member(administrator.clinic, "attorney")
    browser = browsing_as(member)
    assert browser.get(MEMBERS).status_code == 403
    form = {"roles": ["coordinator"], "before": "attorney"}
    assert browsing_as(administrator).post(page(member, "roles"), form).status_code == 302
    assert browser.get(MEMBERS).status_code == 200


def test_the_audit_tells_which_roles_became_which(administrator: Actor) -> None:
    member = make_member(administrator.clinic, "attorney")
    with bind(administrator.clinic):
        set_roles(administrator, membership=seat(member), roles=["auditor"], before=["attorney"])
        entry = AuditEntry.objects.get(verb="member.roles_set")
    assert entry.detail == {"was": "attorney", "became": "auditor"}


def test_roles_changed_meanwhile_are_not_overwritten(administrator: Actor) -> None:
    member = make_member(administrator.clinic, "attorney")
    answer = browsing_as(administrator).post(
        page(member, "roles"), {"roles": ["auditor"], "before": "advocate"}
    )
    assert answer.status_code == 409
    assert "meanwhile" in answer.content.decode()


def test_the_last_administrator_is_neither_demoted_nor_ended(administrator: Actor) -> None:
    mine = seat(administrator)
    with bind(administrator.clinic):
        with pytest.raises(Blocked, match="last administrator"):
            set_roles(administrator, membership=mine, roles=["auditor"], before=["administrator"])
        with pytest.raises(Blocked, match="last administrator"):
            end_membership(administrator, membership=mine, own_seat=True)
    assert browsing_as(administrator).get(MEMBERS).status_code == 200


def test_nobody_ends_their_own_seat_by_accident(administrator: Actor) -> None:
    make_member(administrator.clinic, "administrator", name="Second Administrator")
    browser = browsing_as(administrator)
    assert browser.post(page(administrator, "end"), {}).status_code == 200
    assert browser.get(MEMBERS).status_code == 200
    answer = browser.post(page(administrator, "end"), {"own_seat": "on"})
    assert answer["Location"] == "/"
    assert browser.get(MEMBERS)["Location"].startswith("/accounts/login/")


def test_ending_a_seat_signs_the_person_out_everywhere(administrator: Actor) -> None:
    member = make_member(administrator.clinic, "coordinator")
    browser = browsing_as(member)
    assert browser.get(MEMBERS).status_code == 200
    assert UserSession.objects.filter(user=member.user).exists()
    browsing_as(administrator).post(page(member, "end"), {})
    assert browser.get(MEMBERS)["Location"].startswith("/accounts/login/")
    assert not UserSession.objects.filter(user=member.user).exists()


def test_an_ended_seat_stays_as_history(administrator: Actor) -> None:
    member = make_member(administrator.clinic, "attorney")
    with bind(administrator.clinic):
        end_membership(administrator, membership=seat(member))
        assert Membership.objects.get(pk=seat(member).pk).ended_at is not None
        with pytest.raises(Blocked):
            end_membership(administrator, membership=seat(member))
    assert browsing_as(administrator).get(page(member, "end")).status_code == 404


def test_a_seat_of_another_clinic_is_not_there(administrator: Actor) -> None:
    other = make_member(make_clinic("meadow"), "attorney")
    browser = browsing_as(administrator)
    for what in ("roles", "end"):
        assert browser.get(page(other, what)).status_code == 404
        assert browser.post(page(other, what), {"roles": ["auditor"]}).status_code == 404
    with bind(other.clinic):
        assert Membership.objects.get(pk=seat(other).pk).ended_at is None


def test_two_administrators_cannot_demote_each_other_at_once(administrator: Actor) -> None:
    second = make_member(administrator.clinic, "administrator", name="Second Administrator")
    with bind(administrator.clinic):
        set_roles(
            administrator, membership=seat(second), roles=["auditor"], before=["administrator"]
        )
        with pytest.raises(Blocked):
            set_roles(
                second,
                membership=seat(administrator),
                roles=["auditor"],
                before=["administrator"],
            )


def test_a_member_list_costs_the_same_for_many(administrator: Actor) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = browsing_as(administrator)
    browser.get(MEMBERS)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(MEMBERS)
        return len(asked)

    few: Any = cost()
    for number in range(5):
        make_member(administrator.clinic, "attorney", name=f"Attorney {number}")
    assert cost() == few


def test_ending_a_seat_takes_the_person_off_every_case(administrator: Actor) -> None:
    coordinator = make_member(administrator.clinic, "coordinator")
    leaving = make_member(administrator.clinic, "attorney", name="Leaving Attorney")
    staying = make_member(administrator.clinic, "attorney", name="Staying Attorney")
    with bind(administrator.clinic):
        case = make_case(coordinator, leaving, staying)
    theirs, browser = browsing_as(leaving), browsing_as(administrator)
    assert theirs.get(f"/harbor/cases/{case.pk}/").status_code == 200
    assert case.number in browser.get(page(leaving, "end")).content.decode()
    browser.post(page(leaving, "end"), {})
    with bind(administrator.clinic):
        left = Assignment.objects.filter(ended_at=None).values_list("membership_id", flat=True)
        assert list(left) == [seat(staying).pk]
        for grants in (CaseUserPerm, ClientUserPerm):
            assert set(grants.objects.values_list("user_id", flat=True)) == {staying.user_id}


def test_who_comes_back_starts_without_cases(administrator: Actor) -> None:
    coordinator = make_member(administrator.clinic, "coordinator")
    attorney = make_member(administrator.clinic, "attorney")
    with bind(administrator.clinic):
        case = make_case(coordinator, attorney)
        end_membership(administrator, membership=seat(attorney))
        Membership.objects.create(user=user_of(attorney), roles=["attorney"])
    assert browsing_as(attorney).get(f"/harbor/cases/{case.pk}/").status_code == 404
