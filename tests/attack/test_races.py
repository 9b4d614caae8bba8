"""Two hands on one form at the same moment: one row, and no error page."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client as Browser

from clinic.notices.models import OutboxItem
from clinic.pages.fields import OnceField
from clinic.people.models import Invitation
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from referrals.models import Partner
from tests.builders import browsing_as, make_clinic, make_member

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def sent_at_once(browser: Browser, url: str, form: dict[str, Any]) -> set[int]:
    def send(_turn: int) -> int:
        try:
            mine = Browser(raise_request_exception=False)
            mine.cookies = browser.cookies
            return int(mine.post(url, form).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as hands:
        return set(hands.map(send, range(AT_ONCE)))


def test_an_invitation_sent_by_six_hands_invites_once() -> None:
    harbor = make_clinic()
    browser = browsing_as(make_member(harbor, "administrator"))
    with bind(harbor):
        token = OnceField.signed(new_id())
    form = {"form_token": token, "email": "q@example.org", "roles": ["advocate"]}
    assert sent_at_once(browser, "/harbor/office/members/invite/", form) == {302}
    with bind(harbor), transaction.atomic():
        assert Invitation.objects.count() == OutboxItem.objects.count() == 1


def test_a_partner_added_by_six_hands_is_there_once() -> None:
    harbor = make_clinic()
    browser = browsing_as(make_member(harbor, "coordinator"))
    with bind(harbor):
        token = OnceField.signed(new_id())
    form = {"form_token": token, "name": "Zed", "kind": "shelter", "email": "zed@example.org"}
    assert sent_at_once(browser, "/harbor/partners/add/", form) == {302}
    with bind(harbor), transaction.atomic():
        assert Partner.objects.count() == 1
