"""The trail in plain words; the auditor sees numbers and ids, never a client."""

import io
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.utils.module_loading import autodiscover_modules

from clinic.access import actions as access_actions
from clinic.access.actor import Actor
from clinic.audit import record, record_refusal
from clinic.audit.models import AuditEntry
from clinic.office.actions import invite_member
from clinic.office.rules import GROUPS, SENTENCES, VERBS_OF
from clinic.services.roles import SUPERUSER
from clinic.tenancy.current import bind, bound_to
from tests.builders import browsing_as, make_clinic, make_member
from tests.roles import seal_as_worker

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # the worker seals what it can see
AUDIT = "/harbor/office/audit/"


@pytest.fixture
def auditor() -> Actor:
    return make_member(make_clinic(), "auditor")


def page(actor: Actor, query: str = "") -> str:
    return browsing_as(actor).get(AUDIT + query).content.decode()


def test_every_action_has_a_sentence() -> None:
    autodiscover_modules("actions")
    assert set(access_actions.ACTIONS) - set(SENTENCES) == set()


def test_every_verb_is_in_one_group() -> None:
    assert set(VERBS_OF) == set(GROUPS)
    assert sum(len(verbs) for verbs in VERBS_OF.values()) == len(SENTENCES)


def test_acts_are_told_in_plain_words(auditor: Actor) -> None:
    administrator = make_member(auditor.clinic, "administrator")
    with bind(auditor.clinic):
        invite_member(administrator, email="somebody@example.org", roles=["attorney"])
    shown = page(auditor)
    assert "Invited somebody" in shown
    assert "Administrator of harbor" in shown
    assert "somebody@example.org" not in shown


def test_refusals_are_marked_with_why(auditor: Actor) -> None:
    browsing_as(auditor).get("/harbor/office/members/")
    shown = page(auditor, "?outcome=refused")
    assert "Tried something their role or token does not include" in shown
    assert "Refused" in shown


def test_a_filter_by_person_group_and_outcome(auditor: Actor) -> None:
    other = make_member(auditor.clinic, "attorney")
    with bind(auditor.clinic):
        record(other, "note.added")
        record(auditor, "case.viewed")
        record_refusal(other, "case.closed")
    assert "Wrote a note" in page(auditor, f"?person={other.membership_id}")
    assert "Looked at a case" not in page(auditor, f"?person={other.membership_id}")
    assert "Wrote a note" not in page(auditor, "?group=reveals")
    assert "Closed a case" in page(auditor, "?group=case&outcome=refused")


@committed
def test_a_filter_by_day_uses_the_clinics_wall(
    auditor: Actor, signed_in_as: Callable[[str], psycopg.Connection[Any]]
) -> None:
    with bound_to(auditor.clinic.pk):
        record(auditor, "note.added")
    with signed_in_as(SUPERUSER) as superuser:  # nobody else could date it back
        superuser.execute("UPDATE audit_auditentry SET at = '2026-03-02T03:00:00Z'")
    assert "Wrote a note" in page(auditor, "?since=2026-03-01&until=2026-03-01")
    assert "Wrote a note" not in page(auditor, "?since=2026-03-02&until=2026-03-02")


@pytest.mark.parametrize(
    "query",
    ["?since=2026-02-30", "?person=nobody", "?group=none", "?until=2026-01-01&since=2026-02-01",
     "?after=broken", "?case_number=2026-9999", "?person=" + "x" * 500],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_no_failure(auditor: Actor, query: str) -> None:
    assert browsing_as(auditor).get(AUDIT + query).status_code == 200


def test_another_clinics_acts_are_not_told(auditor: Actor) -> None:
    other = make_member(make_clinic("meadow"), "attorney")
    with bind(other.clinic):
        record(other, "note.added")
    assert "Wrote a note" not in page(auditor)
    assert str(other.membership_id) not in page(auditor)


def test_a_long_trail_is_read_in_pages_that_cost_the_same(auditor: Actor) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = browsing_as(auditor)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(AUDIT)
        return len(asked)

    browser.get(AUDIT)
    few = cost()
    with bind(auditor.clinic):
        for _ in range(60):
            record(auditor, "case.viewed", case_id=uuid4(), detail={"member": uuid4()})
    shown = browser.get(AUDIT).content.decode()
    assert shown.count("Looked at a case") == 50
    assert 'rel="next"' in shown
    assert cost() == few + 1  # the numbers of the cases


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "attorney", "advocate"])
def test_only_auditors_and_administrators_read_the_trail(auditor: Actor, role: str) -> None:
    member = browsing_as(make_member(auditor.clinic, role))
    assert member.get(AUDIT).status_code == 403
    assert member.post(AUDIT + "verify/").status_code == 403


def test_an_administrator_reads_and_verifies_but_takes_no_copy(auditor: Actor) -> None:
    browser = browsing_as(make_member(auditor.clinic, "administrator"))
    assert browser.get(AUDIT).status_code == 200
    assert browser.post(AUDIT + "verify/").status_code == 200
    assert browser.post(AUDIT + "copy/").status_code == 403
    assert browser.get(AUDIT + "check-copy/").status_code == 403


def sealed_copy(auditor: Actor) -> bytes:
    with bound_to(auditor.clinic.pk):
        record(auditor, "case.viewed")
        record(auditor, "note.added")
    seal_as_worker(auditor.clinic.pk)
    answer: Any = browsing_as(auditor).post(AUDIT + "copy/")
    return b"".join(answer.streaming_content)


def check(auditor: Actor, content: bytes) -> str:
    upload: Any = io.BytesIO(content)
    upload.name = "audit.jsonl"
    answer = browsing_as(auditor).post(AUDIT + "check-copy/", {"copy": upload})
    return answer.content.decode()


@committed
def test_verify_now_says_that_the_trail_holds(auditor: Actor) -> None:
    sealed_copy(auditor)
    answer = browsing_as(auditor).post(AUDIT + "verify/").content.decode()
    assert "The trail verifies" in answer


@committed
def test_a_copy_is_whole_and_taking_it_is_recorded(auditor: Actor) -> None:
    copy = sealed_copy(auditor)
    assert "whole and unchanged" in check(auditor, copy)
    with bound_to(auditor.clinic.pk):
        verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"audit.copied", "audit.copy_checked"} <= verbs


@committed
def test_a_copy_holds_no_name_and_no_address(auditor: Actor) -> None:
    copy = sealed_copy(auditor).decode()
    assert auditor.user is not None
    assert auditor.user.name not in copy
    assert auditor.user.email not in copy


@committed
def test_a_changed_copy_is_told_from_a_whole_one(auditor: Actor) -> None:
    copy = sealed_copy(auditor)
    changed = check(auditor, copy.replace(b"note.added", b"note.addex"))
    assert "This copy was changed" in changed
    assert "was changed." in changed


@committed
def test_a_copy_without_its_last_line_is_seen_to_be_older(auditor: Actor) -> None:
    lines = sealed_copy(auditor).splitlines(keepends=True)
    assert "cut off at its end" in check(auditor, b"".join(lines[:-1]))


@committed
def test_a_copy_of_another_clinic_is_refused(auditor: Actor) -> None:
    other = make_member(make_clinic("meadow"), "auditor")
    copy = sealed_copy(auditor)
    upload: Any = io.BytesIO(copy)
    upload.name = "audit.jsonl"
    answer = browsing_as(other).post("/meadow/office/audit/check-copy/", {"copy": upload})
    assert answer.status_code == 409
    assert "another clinic" in answer.content.decode()


@pytest.mark.parametrize(
    "content",
    [b"x", b"{}", b"[]", b"\xff\xfe", b'{"alcove_audit": 1}', b"[" * 100_000,
     b'{"alcove_audit": 1, "clinic": "x"}\n[]', b'{"alcove_audit": 1, "clinic": "x"}\n{"batch": 1}',
     json.dumps({"alcove_audit": 1, "clinic": "x"}).encode() + b"\n"
     + json.dumps({"batch": {"number": [], "count": 0, "root": "", "previous": "",
                             "signature": "zz"}, "leaves": [7]}).encode()],
)  # fmt: skip
def test_any_other_file_is_refused_in_plain_words(auditor: Actor, content: bytes) -> None:
    shown = check(auditor, content)
    assert "not a copy" in shown or "another clinic" in shown
