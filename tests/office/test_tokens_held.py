"""Tokens held to cases, tokens taken back, and tokens that go with a seat, a phone or a role."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.access.scopes import CLINIC_WIDE
from clinic.audit.models import AuditEntry
from clinic.office.actions import end_membership, reset_factor, revoke_token, set_roles
from clinic.people.models import AccessToken
from clinic.tenancy.current import bind
from tests.builders import (
    Caller,
    browsing_as,
    make_case,
    make_clinic,
    make_member,
    seat_of,
    user_of,
)
from tests.office.tokens import APP, MAKE, TOKENS, filled, made, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def attorney() -> Actor:
    return make_member(make_clinic(), "attorney")


@pytest.fixture
def coordinator(attorney: Actor) -> Actor:
    return make_member(attorney.clinic, "coordinator")


@pytest.fixture
def case(attorney: Actor, coordinator: Actor) -> Case:
    with bind(attorney.clinic):
        return make_case(coordinator, attorney)


# --- held to cases --------------------------------------------------------------------------------


def test_a_token_is_held_to_the_cases_that_were_written_down(attorney: Actor, case: Case) -> None:
    form = filled(attorney, cases=f"{case.number}\r\n{case.number}, ")
    program = Caller(shown(browsing_as(attorney).post(MAKE, form)))
    assert [row["id"] for row in program.read("cases")["items"]] == [str(case.pk)]
    with bind(attorney.clinic):
        assert AccessToken.objects.get().case_ids == [case.pk]


def test_a_case_out_of_reach_looks_like_one_that_is_not_there(
    attorney: Actor, coordinator: Actor, case: Case
) -> None:
    with bind(attorney.clinic):
        foreign = make_case(coordinator)
    browser = browsing_as(attorney)
    for number in (foreign.number, "2026-9999"):
        answer = browser.post(MAKE, filled(attorney, cases=number)).content.decode()
        assert f"No case within reach has this number: {number}." in answer
    with pytest.raises(Blocked) as blocked:
        made(attorney, cases=[case.pk, foreign.pk])
    assert blocked.value.code == "no_such_case"


@pytest.mark.parametrize("wide", sorted(CLINIC_WIDE))
def test_what_reaches_across_the_clinic_is_not_held_to_cases(
    coordinator: Actor, case: Case, wide: str
) -> None:
    roles = ("coordinator", "administrator", "supervisor", "attorney")
    both = make_member(coordinator.clinic, *roles, name="All of harbor")
    with pytest.raises(Blocked) as blocked:
        made(both, capabilities=["case.view", wide], cases=[case.pk])
    assert blocked.value.code == "clinic_wide"


def test_the_form_says_which_box_cannot_be_held_to_cases(coordinator: Actor, case: Case) -> None:
    form = filled(coordinator, cases=case.number, client=["client.search"])
    answer = browsing_as(coordinator).post(MAKE, form)
    assert answer.status_code == 422
    assert "reaches beyond some cases: Search for a person" in answer.content.decode()


def test_deadlines_without_cases_are_of_no_use_and_the_form_says_so(attorney: Actor) -> None:
    answer = browsing_as(attorney).post(MAKE, filled(attorney, case=[]))
    assert "Tick “See cases” too" in answer.content.decode()


def test_notes_are_written_only_by_who_reads_them_and_the_form_says_so(attorney: Actor) -> None:
    answer = browsing_as(attorney).post(MAKE, filled(attorney, case=["case.view", "note.add"]))
    assert "Tick the notes it may read" in answer.content.decode()


# --- revoking -------------------------------------------------------------------------------------


def test_a_revoked_token_is_refused_at_once_and_told_as_such(attorney: Actor, case: Case) -> None:
    new = made(attorney)
    program, browser = Caller(new.secret), browsing_as(attorney)
    assert program.ask("get", "cases").status_code == 200
    assert "Diary" in browser.get(f"{TOKENS}{new.token.pk}/revoke/").content.decode()
    assert browser.post(f"{TOKENS}{new.token.pk}/revoke/")["Location"] == TOKENS
    assert program.ask("get", "cases").status_code == 401
    assert "They do not work any more" in browser.get(TOKENS).content.decode()
    assert browser.post(f"{TOKENS}{new.token.pk}/revoke/").status_code == 409


def test_a_colleagues_token_is_neither_seen_nor_revoked(
    attorney: Actor, coordinator: Actor
) -> None:
    new = made(attorney, name="Laptop of an attorney")
    browser = browsing_as(coordinator)
    assert "Laptop of an attorney" not in browser.get(TOKENS).content.decode()
    assert browser.post(f"{TOKENS}{new.token.pk}/revoke/").status_code == 404
    with bind(attorney.clinic), pytest.raises(Refused):
        revoke_token(coordinator, token=new.token)


def test_an_ended_seat_takes_its_tokens_along_and_the_audit_says_how_many(
    attorney: Actor,
) -> None:
    administrator = make_member(attorney.clinic, "administrator")
    secrets = [made(attorney).secret, made(attorney).secret]
    with bind(attorney.clinic):
        end_membership(administrator, membership=seat_of(attorney))
        entry = AuditEntry.objects.get(verb="member.ended")
        assert entry.detail == {"tokens": 2, "addresses": 0}
        assert not AccessToken.objects.filter(revoked_at=None).exists()
        assert set(AccessToken.objects.values_list("revoked_by", flat=True)) == {
            administrator.membership_id
        }
    assert [Caller(secret).ask("get", "cases").status_code for secret in secrets] == [401, 401]


def test_a_lost_phone_takes_the_tokens_along(attorney: Actor) -> None:
    administrator = make_member(attorney.clinic, "administrator")
    TOTP.activate(user_of(attorney), APP)
    secret = made(attorney).secret
    with bind(attorney.clinic):
        reset_factor(administrator, membership=seat_of(attorney))
        assert AuditEntry.objects.get(verb="member.factor_reset").detail == {
            "tokens": 1,
            "addresses": 0,
        }
    assert Caller(secret).ask("get", "cases").status_code == 401


def test_a_role_taken_away_is_taken_from_the_token_and_the_page_says_so(
    attorney: Actor,
) -> None:
    administrator = make_member(attorney.clinic, "administrator")
    new = made(attorney, capabilities=["case.view", "note.view_attorney"])
    with bind(attorney.clinic):
        set_roles(
            administrator, membership=seat_of(attorney), roles=["advocate"], before=["attorney"]
        )
    assert Caller(new.secret).read("")["capabilities"] == ["case.view"]
    page = browsing_as(attorney).get(TOKENS).content.decode()
    assert "1 more was chosen, but the roles do not include it now" in page
