"""Every way out, with every reason why nothing may leave: all refused, all recorded.

What was sent already is asked for again at each handing over, so that the same holds for it.
"""

import ast
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from clinic.audit.models import REFUSED, AuditEntry
from clinic.notices.models import OutboxItem
from clinic.pages.fields import OnceField
from clinic.tenancy.current import clinic_url, today
from referrals import actions
from referrals.models import ReferralLink, Release
from referrals.tasks import link_letter
from tests.builders import browsing_as, calling_as
from tests.everywhere.doors import undone
from tests.everywhere.recipes import fresh
from tests.everywhere.test_architecture import sources
from tests.everywhere.world import Place, add_partner

FIELDS = ["legal_name"]
NAME = "Mekdes"
SECOND = timedelta(seconds=1)


class Exits:
    """Each method tries one way out and tells what left and whether it was refused."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.advocate = browsing_as(place.advocate)
        self.program = calling_as(place.advocate)
        self.case = place.case.pk

    def page(self) -> tuple[bool, str]:
        form = {
            "form_token": OnceField.signed(uuid.uuid4()), "partner": str(self.place.partner.pk),
            "fields_shared": FIELDS,
        }  # fmt: skip
        answer = self.advocate.post(clinic_url("referrals:send", self.case), form)
        return answer.status_code == 409, answer.content.decode()

    def api(self) -> tuple[bool, str]:
        body = {"partner": str(self.place.partner.pk), "fields_shared": FIELDS}
        answer = self.program.make(f"cases/{self.case}/referrals", body)
        return answer.status_code == 409, answer.content.decode()

    def _handed(self, form: str) -> tuple[bool, str]:
        url = clinic_url("referrals:hand_over", self.place.paper_referral.pk)
        answer: Any = self.advocate.post(url, {"form": form})
        parts = answer.streaming_content if answer.streaming else [answer.content]
        content = b"".join(parts)
        return answer.status_code == 409, content.decode("utf-8", "replace")

    def pdf(self) -> tuple[bool, str]:
        return self._handed("paper")

    def export(self) -> tuple[bool, str]:
        return self._handed("file")

    def export_api(self) -> tuple[bool, str]:
        answer = self.program.ask("post", f"referrals/{self.place.paper_referral.pk}/file")
        return answer.status_code == 409, answer.content.decode()

    def mail(self) -> tuple[bool, str]:
        link = ReferralLink.objects.get(referral=self.place.referral)
        letter = link_letter(OutboxItem.objects.get(ref_id=link.pk))
        return letter is None, letter.body if letter else ""

    def referral(self) -> tuple[bool, str]:
        token = ReferralLink.objects.get(referral=self.place.referral).token
        answer = Browser().post(reverse("partner:open", args=[token]))
        return answer.status_code == 404, answer.content.decode()


WAYS_OUT = ("page", "api", "pdf", "export", "export_api", "mail", "referral")


def none(place: Place) -> None:
    """There is no release of this client: that one is another client's."""
    Release.objects.filter(pk=place.release.pk).update(client=place.closed_case.client)


def expired(place: Place) -> None:
    """It ended with yesterday's last second; the clock stands one second later."""


def revoked(place: Place) -> None:
    Release.objects.filter(pk=place.release.pk).update(revoked_at=timezone.now() - SECOND)


def another_recipient(place: Place) -> None:
    other = add_partner(place.coordinator, "Another shelter")
    Release.objects.filter(pk=place.release.pk).update(partner=other)


def another_category(place: Place) -> None:
    Release.objects.filter(pk=place.release.pk).update(fields=["language"])


WHY: dict[str, tuple[Callable[[Place], None], str]] = {
    "no release": (none, "no_release"),
    "expired one second ago": (expired, "expired"),
    "revoked one second ago": (revoked, "revoked"),
    "another recipient": (another_recipient, "no_release"),
    "another category": (another_category, "field_not_released"),
}


@pytest.fixture
def midnight(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """The release ends with the day that is over at this moment."""
    zone = ZoneInfo(place.clinic.time_zone)
    end = datetime.combine(today() + timedelta(days=1), time(0), zone)
    Release.objects.filter(pk=place.release.pk).update(expires_on=end.date())
    clock = [end - SECOND]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    with zeal_ignore():
        yield clock  # type: ignore[misc]


@contextmanager
def forgotten() -> Iterator[None]:
    """Undo what is tried within, by a transaction that counts as the test's, not the product's."""
    with undone():
        connection.atomic_blocks[-1]._from_testcase = True  # type: ignore[attr-defined]
        yield


def test_every_exit_refuses_and_records(place: Place, midnight: list[datetime]) -> None:
    before = midnight[0]
    wrong = []
    for exit_name in WAYS_OUT:
        # One second before the end, with a release that covers it, each of them lets out.
        with forgotten():
            refused, _said = getattr(Exits(place), exit_name)()
            if refused:
                wrong.append(f"{exit_name}: refused although all is well")
        for why, (prepare, code) in WHY.items():
            with forgotten():
                midnight[0] = before + 2 * SECOND if why.startswith("expired") else before
                prepare(place)
                exits = Exits(place)
                count = AuditEntry.objects.filter(outcome=REFUSED).count()
                refused, said = getattr(exits, exit_name)()
                entries = AuditEntry.objects.filter(outcome=REFUSED).order_by("-id")
                made = entries.count() - count
                newest = entries.first()
            midnight[0] = before
            if not refused or NAME in said:
                wrong.append(f"{exit_name}, {why}: something left")
            elif made != 1 or newest is None or newest.detail.get("why") != code:
                wrong.append(f"{exit_name}, {why}: {made} refusals, {newest and newest.detail}")
    assert wrong == []


def test_all_of_it_goes_through_the_one_function() -> None:
    """Who reads what was sent, or what could be, is named here with the reason."""
    may_read = {
        "desk/demo/far_steps.py",  # the demo looks that no other field left
        "clients/queries/contact.py",  # where it is put together
        "clients/queries/__init__.py",
        "clients/actions/identity.py",  # shown to members, with a reason
        "packets/queries/content.py",  # for a member's own view
        "records/queries/copy.py",  # for the client
        "referrals/actions/referrals.py",  # each after `clearance`, or to a member
        "referrals/models.py",
        "referrals/queries/__init__.py",  # named to leave it unread
        "referrals/queries/history.py",
    }
    found = set()
    for name, path in sources():
        words = {
            node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute | ast.Name)
        }
        if words & {"sent_content", "disclosable"}:
            found.add(name)
    assert found <= may_read


def test_taking_everything_back_closes_every_door_at_once(place: Place) -> None:
    assert actions.revoke_all(place.advocate, case=fresh(place.case), how="phone") == 1
    exits = Exits(place)
    link = ReferralLink.objects.get(referral=place.referral)
    assert link.closed_at is not None
    assert all(getattr(exits, name)()[0] for name in WAYS_OUT if name not in {"mail", "referral"})
    assert AuditEntry.objects.filter(verb="release.revoked", outcome="done").count() == 1
