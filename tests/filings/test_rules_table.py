"""The other rows of the deadline table, each with an example worked out by hand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.rules import FactError, UnknownRule, compute, rule
from filings.rules.calendar import calendar_named

# rule, facts, opens, outer, target
TABLE = [
    # An AAO appeal mailed on 2026-11-16 falls on a Saturday and rolls on paper.
    (
        "us.uscis.aao_appeal decision_date=2026-11-16 service=mail response=paper",
        "- 2026-12-21 2026-12-18",
    ),
    (
        "us.uscis.aao_appeal decision_date=2026-11-16 service=mail response=online",
        "- 2026-12-19 2026-12-18",
    ),
    (
        "us.uscis.aao_revocation decision_date=2026-11-16 service=mail response=paper",
        "- 2026-12-04 2026-12-03",
    ),
    # Day 150 opens, day 180 is the agency's.
    ("us.asylum.ead_clock filed=2026-06-22", "2026-11-19 - 2026-12-19"),
    ("us.asylum.one_year last_arrival=2024-02-29 response=paper", "- 2025-02-28 2025-02-27"),
    ("us.asylum.one_year last_arrival=2025-10-10 response=paper", "- 2026-10-13 2026-10-09"),
    ("us.asylum.one_year last_arrival=2025-10-10 response=online", "- 2026-10-10 2026-10-09"),
    ("us.asylum.annual_fee notice_date=2026-10-01", "- 2026-10-31 2026-10-30"),
    ("us.u.certification signed=2026-08-14", "- 2027-02-13 2027-02-12"),
    ("us.u.certification signed=2026-08-31", "- 2027-02-28 2027-02-26"),
    ("us.t_status granted=2024-05-06 expires=2028-05-05", "2027-05-06 2028-05-05 2028-05-04"),
    (
        "us.t_status granted=2024-05-06 expires=2028-05-05 investigation_complete=2025-01-02",
        "2025-01-02 2028-05-05 2028-05-04",
    ),
    ("us.t.extension expires=2028-05-05", "- 2028-05-04 2028-05-03"),
    ("us.sij.age_out birth_date=2008-09-08", "- 2029-09-07 2029-09-06"),
    ("us.sij.age_out birth_date=2008-02-29", "- 2029-02-27 2029-02-26"),
    ("us.t.age_out_child birth_date=2008-09-08", "- 2029-09-07 2029-09-06"),
    ("us.t.age_out_sibling birth_date=2008-09-08", "- 2026-09-07 2026-09-04"),
    ("us.t.age_out_principal birth_date=2008-09-08", "- 2029-09-07 2029-09-06"),
    ("us.continued_presence granted=2026-03-02", "- 2028-03-01 2028-02-29"),
    ("us.ead.renewal expires=2027-03-01", "2026-09-02 2027-03-01 2027-02-26"),
    ("us.hhs.minor_request learned=2026-10-01", "- - 2026-10-02"),
    # The last day is 30 days on and rolls; the day to plan for is the contested tenth.
    ("us.eoir.bia_appeal decision_date=2026-10-09 service=oral", "- 2026-11-09 2026-10-19"),
    ("us.eoir.bia_appeal decision_date=2026-10-08 service=mail", "- 2026-11-09 2026-10-16"),
    ("us.eoir.bia_brief schedule_date=2026-10-02", "- 2026-10-22 2026-10-21"),
    ("us.eoir.motion_reopen order_date=2026-10-02", "- 2026-12-31 2026-12-30"),
    ("us.eoir.motion_reconsider order_date=2026-10-12", "- 2026-11-12 2026-11-10"),
    ("us.eoir.in_absentia order_date=2026-10-02", "- 2027-03-31 2027-03-30"),
    ("us.eoir.master_hearing_filing hearing_date=2026-12-01", "- 2026-11-16 2026-11-13"),
    ("us.eoir.merits_hearing_filing hearing_date=2026-12-01", "- 2026-11-01 2026-10-30"),
    ("us.uscis.change_of_address moved=2026-10-02", "- 2026-10-12 2026-10-09"),
    ("us.eoir.change_of_address moved=2026-11-20", "- 2026-11-30 2026-11-27"),
    ("us.civil.1595 accrued=2015-03-03", "- 2025-03-03 2025-02-28"),
    ("us.civil.1595 accrued=2015-03-03 birth_date=2002-07-04", "- 2030-07-04 2030-07-03"),
    ("us.civil.1595 accrued=2015-03-03 birth_date=1980-07-04", "- 2025-03-03 2025-02-28"),
    ("us.restitution.final sentenced=2026-10-02", "- 2026-12-31 2026-12-30"),
    ("us.restitution.new_losses discovered=2026-10-02", "- 2026-12-01 2026-11-30"),
    # Good Friday and Easter Monday; Scotland works on Easter Monday.
    ("uk.nrm.reasonable_grounds referred=2026-04-02 nation=england", "- - 2026-04-13"),
    ("uk.nrm.reasonable_grounds referred=2026-04-02 nation=scotland", "- - 2026-04-10"),
    ("uk.nrm.conclusive_grounds reasonable_grounds=2026-04-13", "2026-05-13 - -"),
    ("uk.nrm.conclusive_grounds reasonable_grounds=2022-12-12", "2023-01-26 - -"),
    ("uk.nrm.reconsideration decided=2026-10-01", "- 2026-10-31 2026-10-30"),
    ("uk.jr decided=2026-10-02", "- 2027-01-02 2026-11-13"),
]


@pytest.mark.parametrize(("asked", "expected"), TABLE)
def test_row_of_the_table(asked: str, expected: str) -> None:
    rule_id, *pairs = asked.split()
    facts = dict(pair.split("=") for pair in pairs)
    computed = compute(rule_id, facts, today=None)
    days = (computed.opens, computed.outer, computed.target)
    assert " ".join("-" if day is None else day.isoformat() for day in days) == expected
    assert all("{" not in step.text for step in computed.steps)


def asylum_clock(*delays: tuple[str, str]) -> tuple[date | None, date | None]:
    spans = [{"from": start, "to": end} for start, end in delays]
    facts = {"filed": "2026-06-22", "delays": spans}
    computed = compute("us.asylum.ead_clock", facts, today=None)
    return computed.opens, computed.target


def test_a_delay_of_21_days_moves_the_asylum_clock() -> None:
    moved = (date(2026, 12, 10), date(2027, 1, 9))
    assert asylum_clock(("2026-08-01", "2026-08-22")) == moved


def test_overlapping_delays_stop_the_clock_once() -> None:
    once = asylum_clock(("2026-08-01", "2026-08-22"))
    assert asylum_clock(("2026-08-01", "2026-08-15"), ("2026-08-10", "2026-08-22")) == once
    assert asylum_clock(("2026-08-05", "2026-08-06"), ("2026-08-01", "2026-08-22")) == once


def test_a_delay_after_day_150_moves_only_day_180() -> None:
    late = asylum_clock(("2026-11-25", "2026-12-05"))
    assert late == (date(2026, 11, 19), date(2026, 12, 29))


@pytest.mark.parametrize(
    "delays",
    [
        [{"from": "2026-08-22", "to": "2026-08-01"}],
        [{"from": "2026-06-21", "to": "2026-08-01"}],
        [{"from": "2026-08-22"}],
        [{"from": "2026-08-22", "to": "2026-08-23", "why": "x"}],
        ["2026-08-22"],
        "2026-08-22",
        {"from": "2026-08-01", "to": "2026-08-22"},
        None,
    ],
)
def test_delays_that_make_no_sense_are_refused(delays: object) -> None:
    with pytest.raises(FactError):
        compute("us.asylum.ead_clock", {"filed": "2026-06-22", "delays": delays}, today=None)


def test_a_birth_in_the_future_is_refused() -> None:
    with pytest.raises(FactError, match="future"):
        compute("us.sij.age_out", {"birth_date": "2026-10-03"}, today=date(2026, 10, 2))


def test_status_that_ends_before_its_window_opens_asks_for_an_attorney() -> None:
    facts = {"granted": "2024-05-06", "expires": "2026-05-05"}
    warnings = compute("us.t_status", facts, today=None).warnings
    assert "warn_window_closed" in [warning.code for warning in warnings]


def test_no_version_of_the_law_means_no_date() -> None:
    with pytest.raises(FactError, match="no version"):
        compute("us.eoir.bia_brief", {"schedule_date": "2026-03-08"}, today=None)
    with pytest.raises(UnknownRule):
        rule("us.eoir.bia_brief", on=date(2026, 3, 8))


@given(st.dates(date(1990, 1, 1), date(2059, 1, 1)))
@settings(max_examples=500, deadline=None)
def test_months_and_years_never_skip_a_month(day: date) -> None:
    computed = compute("us.asylum.one_year", {"last_arrival": day}, today=None)
    assert computed.outer is not None
    assert (computed.outer.year, computed.outer.month) == (day.year + 1, day.month)
    signed = compute("us.u.certification", {"signed": day}, today=None)
    assert signed.outer is not None
    assert 180 <= (signed.outer - day).days <= 184


@given(st.dates(date(1990, 1, 1), date(2059, 1, 1)))
@settings(max_examples=300, deadline=None)
def test_five_working_days_hold_five_working_days(day: date) -> None:
    federal = calendar_named("us-federal")
    outer = compute("us.eoir.change_of_address", {"moved": day}, today=None).outer
    assert outer is not None
    between = (date.fromordinal(n) for n in range(day.toordinal() + 1, outer.toordinal() + 1))
    assert sum(federal.is_business_day(one) for one in between) == 5
    assert federal.is_business_day(outer)
