"""Two hands on one form at the same moment: one row, and no error page."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client as Browser

from clinic.notices.models import OutboxItem
from clinic.office.actions import invite_member
from clinic.pages.fields import OnceField
from clinic.people.models import AccessToken, Invitation, Membership, User
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from referrals.models import Partner
from tests.builders import PASSWORD, browsing_as, make_clinic, make_member
from tests.office.tokens import MAKE, filled

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def sent_at_once(
    browser: Browser, url: str, form: dict[str, Any], *, hands: int = AT_ONCE
) -> list[int]:
    def send(_turn: int) -> int:
        try:
            mine = Browser(raise_request_exception=False)
            mine.cookies = browser.cookies
            return int(mine.post(url, form).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        return sorted(pool.map(send, range(hands)))


def test_an_invitation_sent_by_six_hands_invites_once() -> None:
    harbor = make_clinic()
    browser = browsing_as(make_member(harbor, "administrator"))
    with bind(harbor):
        token = OnceField.signed(new_id())
    form = {"form_token": token, "email": "q@example.org", "roles": ["advocate"]}
    assert sent_at_once(browser, "/harbor/office/members/invite/", form) == [302] * AT_ONCE
    with bind(harbor), transaction.atomic():
        assert Invitation.objects.count() == OutboxItem.objects.count() == 1


def test_one_person_joins_two_clinics_at_the_same_moment_and_is_one_person() -> None:
    links = []
    for slug in ("harbor", "meadow"):
        administrator = make_member(make_clinic(slug), "administrator")
        with bind(administrator.clinic), transaction.atomic():
            offered = invite_member(administrator, email="q@example.org", roles=["advocate"])
        links.append(f"/invitation/{offered.token}/")
    form = {"name": "Quentin Beispiel", "password": PASSWORD}

    def join(link: str) -> int:
        try:
            return int(Browser(raise_request_exception=False).post(link, form).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(join, links)) in ([200, 302], [302, 403])
    assert User.objects.filter(email="q@example.org").count() == 1


def test_a_partner_added_by_six_hands_is_there_once() -> None:
    harbor = make_clinic()
    browser = browsing_as(make_member(harbor, "coordinator"))
    with bind(harbor):
        token = OnceField.signed(new_id())
    form = {"form_token": token, "name": "Zed", "kind": "shelter", "email": "zed@example.org"}
    assert sent_at_once(browser, "/harbor/partners/add/", form) == [302] * AT_ONCE
    with bind(harbor), transaction.atomic():
        assert Partner.objects.count() == 1


def test_a_token_made_by_four_hands_is_made_and_shown_once() -> None:
    """Four: the sixth proof at once would count as one too many."""
    harbor = make_clinic()
    attorney = make_member(harbor, "attorney")
    answers = sent_at_once(browsing_as(attorney), MAKE, filled(attorney), hands=4)
    assert answers == [200, 409, 409, 409]
    with bind(harbor), transaction.atomic():
        assert AccessToken.objects.count() == 1


def test_a_system_registered_by_six_hands_is_there_once() -> None:
    harbor = make_clinic()
    browser = browsing_as(make_member(harbor, "administrator"))
    with bind(harbor):
        token = OnceField.signed(new_id())
    form = {"form_token": token, "name": "Hotline", "roles": ["coordinator"]}
    register = "/harbor/office/systems/register/"
    assert sent_at_once(browser, register, form) == [302] * AT_ONCE
    with bind(harbor), transaction.atomic():
        assert Membership.objects.filter(is_system=True).count() == 1
