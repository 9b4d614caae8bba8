"""What a notice says follows the corrected facts of a deadline that it set going."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.models import Clinic
from filings.actions import add_deadline, change_facts, record_notice
from filings.models import Deadline, Notice
from filings.rules import rule as rule_named
from filings.rules.forms import FORMS
from filings.rules.notices import Says, corrected_by, started_by
from tests.builders import browsing_as, calling_as
from tests.filings.forms import url
from tests.filings.steps import receipted

DAY, LATER = date(2026, 3, 6), date(2026, 3, 9)
VALID = Says(valid_from=date(2026, 3, 2), valid_to=date(2030, 3, 1))
MASTER = Says(hearing_kind="master", appointment_on=date(2026, 6, 2))
MAILED = Says(service="mail", response="paper", response_days=84)


@pytest.mark.parametrize(
    ("kind", "form", "said", "facts"),
    [
        ("rfe", "I-914", MAILED, {"notice_date": "2026-03-09", "service": "electronic"}),
        ("rfe", "I-914", MAILED, {"printed_due_date": "2026-06-01"}),
        ("hearing", "I-589-EOIR", MASTER, {"hearing_date": "2026-06-09"}),
        ("briefing", "EOIR-26", Says(printed_due_date=LATER), {"printed_due_date": "2026-04-01"}),
        ("approval", "I-914", VALID, {"granted": "2026-03-03", "expires": "2030-03-02"}),
        ("approval", "I-914", replace(VALID, valid_from=None), {"granted": "2026-03-03"}),
        ("approval", "I-765", VALID, {"expires": "2028-03-01"}),
        ("denial", "I-914", MAILED, {"decision_date": "2026-03-09"}),
        ("rg_negative", "NRM", Says(), {"decided": "2026-03-09"}),
    ],
)
def test_a_corrected_notice_sets_the_corrected_facts_going_again(
    kind: str, form: str, said: Says, facts: dict[str, Any]
) -> None:
    given: dict[str, Any] = {"kind": kind, "form": FORMS[form]}
    started = started_by(**given, notice_date=DAY, said=said, rule_named=rule_named)
    assert started
    for rule_id, was in started:
        takes = rule_named(rule_id).facts
        wanted = {name: value for name, value in {**was, **facts}.items() if name in takes}
        day, now = corrected_by(
            wanted, **given, rule=rule_named(rule_id), notice_date=DAY, said=said
        )  # fmt: skip
        again = started_by(**given, notice_date=day, said=now, rule_named=rule_named)
        assert dict(again)[rule_id] == wanted
        # What this rule does not take stays as it was.
        stays = {"service", "response", "response_days"} - takes.keys()
        assert all(getattr(now, name) == getattr(said, name) for name in stays)


def test_what_was_granted_is_corrected_with_its_deadline_and_how_it_came_stays(
    attorney: Actor, case: Case
) -> None:
    record_notice(
        attorney, filing=receipted(attorney, case), kind="approval", notice_date=DAY,
        valid_from=date(2026, 3, 2), valid_to=date(2030, 3, 1),
    )  # fmt: skip
    facts = {"granted": "2026-03-02", "expires": "2030-02-01"}
    with zeal_ignore():
        change_facts(attorney, deadline=Deadline.objects.get(), facts=facts, reason="Misread.")
    notice = Notice.objects.get()
    assert (notice.notice_date, notice.valid_from, notice.valid_to) == (
        DAY, date(2026, 3, 2), date(2030, 2, 1),
    )  # fmt: skip
    assert Deadline.objects.get().outer == date(2030, 2, 1)


def test_an_approval_without_its_end_says_that_nothing_watches_it(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    filing = receipted(attorney, case, "I-765")
    notice = record_notice(attorney, filing=filing, kind="approval", notice_date=DAY)
    program, page = calling_as(attorney), url(harbor, "filings:filing", filing.pk)
    assert program.read(f"notices/{notice.pk}")["unwatched"] == ["us.ead.renewal"]
    assert "No expiry is watched" in browsing_as(attorney).get(page).content.decode()
    add_deadline(
        attorney, case=case, filing=filing, rule="us.ead.renewal", facts={"expires": "2028-03-01"}
    )
    assert program.read(f"notices/{notice.pk}")["unwatched"] == []
    assert "No expiry is watched" not in browsing_as(attorney).get(page).content.decode()
