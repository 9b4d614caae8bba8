"""A notice keeps what it says, and sets going what its kind and the catalogue say."""

from datetime import date, time

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from filings.actions import add_filing, move_filing, record_notice
from filings.models import Deadline, Filing
from filings.rules.forms import FORMS
from filings.rules.lifecycle import LIFECYCLES
from filings.rules.notices import HEARING_RULES, KINDS, lawful_kinds
from tests.filings.steps import fresh, receipted, sent

MARCH = date(2026, 3, 6)


def filed(attorney: Actor, case: Case, form: str, to: str) -> Filing:
    """Add a filing of another lifecycle and take its first step."""
    filing = add_filing(attorney, case=case, form=form)
    facts = {"nation": "england"} if form == "NRM" else {}
    move_filing(attorney, filing=filing, to=to, on=date(2026, 2, 2), facts=facts)
    return fresh(filing)


def test_an_approval_with_its_validity_opens_the_windows_of_the_status(
    attorney: Actor, case: Case
) -> None:
    record_notice(
        attorney, filing=receipted(attorney, case), kind="approval", notice_date=MARCH,
        valid_from=date(2026, 3, 2), valid_to=date(2030, 3, 1),
    )  # fmt: skip
    window = Deadline.objects.get()
    assert (window.rule, window.opens, window.outer) == (
        "us.t_status", date(2029, 3, 2), date(2030, 3, 1),
    )  # fmt: skip


def test_a_work_permit_asks_for_its_renewal(attorney: Actor, case: Case) -> None:
    filing = receipted(attorney, case, "I-765")
    notice = record_notice(
        attorney, filing=filing, kind="approval", notice_date=MARCH, valid_to=date(2028, 3, 1)
    )
    renewal = Deadline.objects.get(notice=notice)
    assert (renewal.rule, renewal.outer) == ("us.ead.renewal", date(2028, 3, 1))


@pytest.mark.parametrize(
    ("kind", "outer"), [("master", "2026-05-18"), ("individual", "2026-05-03")]
)
def test_a_hearing_is_to_be_attended_and_says_until_when_papers_are_due(
    attorney: Actor, case: Case, kind: str, outer: str
) -> None:
    filing = filed(attorney, case, "I-589-EOIR", "filed")
    notice = record_notice(
        attorney, filing=filing, kind="hearing", notice_date=MARCH, hearing_kind=kind,
        appointment_on=date(2026, 6, 2), appointment_time=time(8, 30),
        appointment_place="100 Specimen Plaza, Sampletown",
    )  # fmt: skip
    due = {each.rule: each.outer for each in Deadline.objects.all()}
    attend, papers = HEARING_RULES[kind]
    assert due == {attend: date(2026, 6, 2), papers: date.fromisoformat(outer)}
    assert (fresh(filing).status, notice.appointment_place) == (
        "hearing", "100 Specimen Plaza, Sampletown",
    )  # fmt: skip


def test_a_hearing_without_its_day_is_refused(attorney: Actor, case: Case) -> None:
    filing = filed(attorney, case, "I-589-EOIR", "filed")
    with pytest.raises(Blocked, match="which kind of hearing"):
        record_notice(attorney, filing=filing, kind="hearing", notice_date=MARCH)


def test_a_briefing_schedule_prints_the_last_day(attorney: Actor, case: Case) -> None:
    filing = filed(attorney, case, "EOIR-26", "filed")
    record_notice(
        attorney, filing=filing, kind="briefing", notice_date=date(2026, 3, 9),
        printed_due_date=date(2026, 3, 30),
    )  # fmt: skip
    due = Deadline.objects.get()
    assert (due.rule, due.outer) == ("us.eoir.bia_brief", date(2026, 3, 30))


def test_a_rejection_comes_instead_of_a_receipt_and_only_then(attorney: Actor, case: Case) -> None:
    filing = sent(attorney, case)
    record_notice(attorney, filing=filing, kind="rejection", notice_date=date(2026, 1, 20))
    assert fresh(filing).status == "rejected"
    with pytest.raises(Blocked):
        record_notice(
            attorney, filing=receipted(attorney, case), kind="rejection", notice_date=MARCH
        )


def test_a_uk_decision_takes_the_step_and_starts_what_may_be_done(
    attorney: Actor, case: Case
) -> None:
    filing = filed(attorney, case, "NRM", "referred")
    record_notice(attorney, filing=filing, kind="rg_negative", notice_date=MARCH)
    assert fresh(filing).status == "rg_negative"
    rules = set(Deadline.objects.filter(notice__isnull=False).values_list("rule", flat=True))
    assert rules == {"uk.nrm.reconsideration", "uk.jr"}


def test_every_kind_moves_to_a_status_of_each_lifecycle_it_can_come_in() -> None:
    for code, kind in KINDS.items():
        for lifecycle in kind.lifecycles:
            assert not kind.moves_to or kind.moves_to in LIFECYCLES[lifecycle], code


def test_each_kind_can_come_for_some_filing() -> None:
    lawful = {
        code
        for form in FORMS.values()
        for status in LIFECYCLES[form.lifecycle]
        for code in lawful_kinds(form, status)
    }
    assert lawful == set(KINDS)
