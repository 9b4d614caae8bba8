"""A member makes a token for a program, sees its secret once, and takes it back."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.bearer import hash_of
from clinic.access.refusals import Blocked, Refused
from clinic.access.scopes import IN_SCOPE
from clinic.audit.models import AuditEntry
from clinic.office.actions import (
    revoke_token,
)
from clinic.office.actions.tokens import MOST_LIVE
from clinic.people.models import AccessToken
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from clinic.tenancy.tables import tenant_tables
from tests.builders import (
    Caller,
    browsing_as,
    make_case,
    make_clinic,
    make_member,
    user_of,
)
from tests.office.tokens import APP, MAKE, TOKENS, filled, made, shown
from tests.people.signing import code_of

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


def everything_stored(browser: Browser) -> bytes:
    """Return all rows of all tables as text, and what the session holds opened."""
    rows = [str(dict(browser.session.items()))]
    with connection.cursor() as cursor:
        for table in [*tenant_tables(), "people_user", "django_session"]:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows).encode()


def test_a_token_made_on_the_page_opens_what_was_ticked(attorney: Actor, case: Case) -> None:
    answer = browsing_as(attorney).post(MAKE, filled(attorney))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    program = Caller(shown(answer))
    assert program.read("")["capabilities"] == ["case.view", "deadline.view"]
    assert program.read(f"cases/{case.pk}")["number"] == case.number
    with bind(attorney.clinic):
        token = AccessToken.objects.get()
    assert token.membership_id == token.made_by_id == attorney.membership_id
    assert timedelta(days=89) < token.expires_at - timezone.now() <= timedelta(days=90)


def test_only_a_hash_of_the_secret_is_stored(attorney: Actor) -> None:
    browser = browsing_as(attorney)
    secret = shown(browser.post(MAKE, filled(attorney)))
    assert len(secret) == 50
    with bind(attorney.clinic):
        stored = everything_stored(browser)
    assert hash_of(secret).hex().encode() in stored
    assert secret[7:].encode() not in stored
    assert secret[7:40].encode().hex().encode() not in stored


def test_the_secret_is_shown_once(attorney: Actor) -> None:
    browser = browsing_as(attorney)
    secret = shown(browser.post(MAKE, filled(attorney)))
    for page in (TOKENS, MAKE, "/harbor/"):
        assert secret not in browser.get(page).content.decode()
    listed = browser.get(TOKENS).content.decode()
    assert "Calendar on my laptop" in listed
    assert f"…{secret[-4:]}" in listed


def test_the_same_form_sent_again_makes_no_second_token_and_says_so(attorney: Actor) -> None:
    browser, form = browsing_as(attorney), filled(attorney)
    secret = shown(browser.post(MAKE, form))
    again = browser.post(MAKE, form)
    assert again.status_code == 409
    assert "made already" in again.content.decode()
    assert secret not in again.content.decode()
    with bind(attorney.clinic):
        assert AccessToken.objects.count() == 1


def test_two_submits_that_pass_each_other_make_one_token(attorney: Actor) -> None:
    token_id = new_id()
    made(attorney, token_id=token_id)
    with pytest.raises(Blocked) as blocked:
        made(attorney, token_id=token_id)
    assert blocked.value.code == "sent_twice"


def test_a_secret_does_not_show_in_what_a_log_would_write(attorney: Actor) -> None:
    new = made(attorney)
    assert new.secret not in repr(new)


@pytest.mark.parametrize("proof", ["", "harbor-lantern", "123456"])
def test_without_a_proof_of_who_one_is_no_token_is_made(attorney: Actor, proof: str) -> None:
    answer = browsing_as(attorney).post(MAKE, filled(attorney, proof=proof))
    assert answer.status_code == 422
    assert "Calendar on my laptop" in answer.content.decode()
    with bind(attorney.clinic):
        assert not AccessToken.objects.exists()
        refusals = AuditEntry.objects.filter(verb="token.made", outcome="refused")
        assert [entry.detail for entry in refusals] == [{"why": "wrong_proof"}] * bool(proof)


def test_six_digits_of_the_app_are_a_proof(attorney: Actor) -> None:
    TOTP.activate(user_of(attorney), APP)
    answer = browsing_as(attorney).post(MAKE, filled(attorney, proof=code_of(APP)))
    assert shown(answer)


def test_five_wrong_proofs_end_the_session(attorney: Actor) -> None:
    browser = browsing_as(attorney)
    for _ in range(5):
        last = browser.post(MAKE, filled(attorney, proof="wrong"))
    assert last["Location"] == "/accounts/login/"
    assert browser.get(TOKENS)["Location"].startswith("/accounts/login/")


def test_only_what_the_roles_hold_is_offered(attorney: Actor) -> None:
    page = browsing_as(attorney).get(MAKE).content.decode()
    assert "Read attorney-privileged notes" in page
    assert "Decide conflict checks" not in page
    assert "case.reach_all" not in page


def test_what_the_roles_do_not_hold_cannot_be_taken(attorney: Actor) -> None:
    answer = browsing_as(attorney).post(MAKE, filled(attorney, case=["case.view", "case.open"]))
    assert answer.status_code == 422
    for wrong in (["case.open"], ["desk.today"], ["token.own"], ["no.such"], []):
        with pytest.raises(Blocked) as blocked:
            made(attorney, capabilities=wrong)
        assert blocked.value.code == "not_held"


def test_an_administrator_alone_gives_nothing_about_a_client(attorney: Actor) -> None:
    administrator = make_member(attorney.clinic, "administrator")
    browser = browsing_as(administrator)
    html = browser.get(MAKE).content.decode()
    offered = {name for name in IN_SCOPE if f'value="{name}"' in html}
    # A list that is brought in is its bringer's own.
    own = {"import.run", "pack.manage", "reminder.own"}
    own |= {"affiliate.edit", "affiliate.view"}  # whom the clinic itself is bound to
    own |= {"resource.view"}  # the library, which tells of no client
    assert offered == own | {"retention.change", "retention.view"}
    browser.post(MAKE, filled(administrator))
    with bind(attorney.clinic):
        assert not AccessToken.objects.exists()


def test_an_auditor_makes_no_token(attorney: Actor) -> None:
    auditor = make_member(attorney.clinic, "auditor")
    assert browsing_as(auditor).get(TOKENS).status_code == 403
    with pytest.raises(Refused):
        made(auditor)


@pytest.mark.parametrize(
    "changed",
    [{"name": ""}, {"name": "x" * 81}, {"name": "a\u202eb"}, {"days": 0}, {"days": 367},
     {"days": "soon"}, {"case": [], "filing": []}, {"form_token": "made-up"},
     {"cases": "2026-9999"}, {"cases": "x\x00"}],
)  # fmt: skip
def test_what_cannot_be_is_refused_on_the_form(attorney: Actor, changed: dict[str, Any]) -> None:
    answer = browsing_as(attorney).post(MAKE, filled(attorney, **changed))
    assert answer.status_code == 422
    assert "There is something to fix" in answer.content.decode()
    with bind(attorney.clinic):
        assert not AccessToken.objects.exists()


def test_the_action_trusts_no_form(attorney: Actor) -> None:
    for wrong in ({"days": 0}, {"days": 367}, {"name": "  "}, {"name": "x" * 81}):
        with pytest.raises(Blocked):
            made(attorney, **wrong)


def test_twenty_live_tokens_are_enough(attorney: Actor) -> None:
    tokens = [made(attorney).token for _ in range(MOST_LIVE)]
    with pytest.raises(Blocked) as blocked:
        made(attorney)
    assert blocked.value.code == "too_many_tokens"
    with bind(attorney.clinic):
        revoke_token(attorney, token=tokens[0])
    assert made(attorney).secret
