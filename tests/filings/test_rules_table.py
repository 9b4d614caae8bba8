"""The other rows of the deadline table, each with an example worked out by hand."""

from datetime import date

import pytest

from filings.rules import Computed, DaysLeft, FactError, UnknownRule, compute, rule

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
    ("us.u_status granted=2024-02-29 expires=2028-02-28", "2027-02-28 2028-02-28 2028-02-25"),
    ("us.t.extension expires=2028-05-05", "- 2028-05-04 2028-05-03"),
    ("us.sij.age_out birth_date=2008-09-08", "- 2029-09-07 2029-09-06"),
    ("us.sij.age_out birth_date=2008-02-29", "- 2029-02-27 2029-02-26"),
    ("us.t.age_out_child birth_date=2008-09-08", "- 2029-09-07 2029-09-06"),
    ("us.t.age_out_sibling birth_date=2008-09-08", "- 2026-09-07 2026-09-04"),
    ("us.t.age_out_principal birth_date=2008-09-08", "- 2029-09-07 2029-09-06"),
    ("us.u.age_out_child birth_date=2008-09-08", "- 2029-09-07 2029-09-06"),
    ("us.u.age_out_sibling birth_date=2008-09-08", "- 2026-09-07 2026-09-04"),
    ("us.u.age_out_principal birth_date=2008-09-08", "- 2029-09-07 2029-09-06"),
    # Working days leave out Columbus Day; thirty of them Veterans Day too.
    ("us.certification.chase requested=2026-10-02", "- - 2026-11-01"),
    ("us.certification.chase_again chased=2026-10-02", "- - 2026-10-16"),
    ("us.certification.climb chased=2026-10-02", "- - 2026-10-16"),
    ("us.foia.response received=2026-10-09", "- - 2026-11-09"),
    ("us.foia.extended received=2026-10-09", "- - 2026-11-24"),
    ("us.foia.appeal decided=2026-10-01", "- 2026-12-30 2026-12-29"),
    ("us.foia.silence silent=2026-10-01", "- - 2026-12-30"),
    ("us.foia.appeal_answer lodged=2026-10-09", "- - 2026-11-09"),
    ("us.records.chase requested=2026-10-01", "- - 2026-10-31"),
    ("us.fee_waiver.pay_by pay_by=2026-11-16", "- 2026-11-16 2026-11-13"),
    ("us.continued_presence granted=2026-03-02", "- 2028-03-01 2028-02-29"),
    ("us.ead.renewal expires=2027-03-01", "2026-09-02 2027-03-01 2027-02-26"),
    ("us.hhs.minor_request learned=2026-10-01", "- - 2026-10-02"),
    ("us.continued_presence granted=2026-03-02 printed_end=2027-03-01", "- 2027-03-01 2027-02-26"),
    ("us.continued_presence.renewal expires=2028-03-01", "- 2028-03-01 2028-02-29"),
    ("us.hhs.interim_assistance began=2026-10-01", "- - 2026-12-30"),
    # Away: 90 days from leaving, or what is left of 180.
    ("us.t.presence granted=2024-05-06 absences=2026-10-01/", "- 2026-12-30 2026-12-29"),
    (
        "us.u.presence granted=2024-05-06 absences=2025-01-01/2025-03-31,2025-06-01/2025-07-11,"
        "2026-10-01/",
        "- 2026-11-21 2026-11-20",
    ),
    ("us.t.presence granted=2024-05-06 absences=2025-01-01/2025-03-31", "- - -"),
    (
        "us.t.age_out_child birth_date=2008-09-08 principal_filed=2026-01-02",
        "- 2029-09-07 2029-09-06",
    ),
    # The last day is 30 days on and rolls; the day to plan for is the contested tenth.
    ("us.eoir.bia_appeal decision_date=2026-10-09 service=oral", "- 2026-11-09 2026-10-19"),
    ("us.eoir.bia_appeal decision_date=2026-10-08 service=mail", "- 2026-11-09 2026-10-16"),
    ("us.eoir.bia_brief schedule_date=2026-10-02", "- 2026-10-22 2026-10-21"),
    ("us.eoir.motion_reopen order_date=2026-10-02", "- 2026-12-31 2026-12-30"),
    ("us.eoir.motion_reconsider order_date=2026-10-12", "- 2026-11-12 2026-11-10"),
    ("us.eoir.in_absentia order_date=2026-10-02", "- 2027-03-31 2027-03-30"),
    ("us.eoir.master_hearing_filing hearing_date=2026-12-01", "- 2026-11-16 2026-11-13"),
    ("us.eoir.merits_hearing_filing hearing_date=2026-12-01", "- 2026-11-01 2026-10-30"),
    (
        "us.eoir.master_hearing_filing hearing_date=2026-12-01 custody=detained "
        "ordered_date=2026-11-10",
        "- 2026-11-10 2026-11-09",
    ),
    ("us.eoir.hearing hearing_date=2026-12-01", "- 2026-12-01 2026-11-30"),
    ("us.court.petition_for_review order_date=2026-10-09", "- 2026-11-09 2026-11-06"),
    ("us.uscis.change_of_address moved=2026-10-02", "- 2026-10-12 2026-10-09"),
    ("us.eoir.change_of_address moved=2026-11-20", "- 2026-11-30 2026-11-27"),
    ("us.civil.1595 accrued=2015-03-03", "- 2025-03-03 2025-02-28"),
    ("us.civil.1595 accrued=2015-03-03 birth_date=2002-07-04", "- 2030-07-04 2030-07-03"),
    ("us.civil.1595 accrued=2015-03-03 birth_date=1980-07-04", "- 2025-03-03 2025-02-28"),
    ("us.civil.2255 birth_date=1990-07-04", "- 2018-07-04 2018-07-03"),
    ("us.civil.2255 birth_date=1994-09-16", "- - -"),
    ("us.vacatur.federal", "- - -"),
    ("us.vacatur.state convicted=2020-01-02", "- - -"),
    ("us.restitution.final sentenced=2026-10-02", "- 2026-12-31 2026-12-30"),
    ("us.restitution.new_losses discovered=2026-10-02", "- 2026-12-01 2026-11-30"),
    # Good Friday and Easter Monday; Scotland works on Easter Monday.
    ("uk.nrm.reasonable_grounds referred=2026-04-02 nation=england", "- - 2026-04-13"),
    ("uk.nrm.reasonable_grounds referred=2026-04-02 nation=scotland", "- - 2026-04-10"),
    ("uk.nrm.conclusive_grounds reasonable_grounds=2026-04-13", "2026-05-13 - -"),
    ("uk.nrm.conclusive_grounds reasonable_grounds=2022-12-12", "2023-01-26 - -"),
    ("uk.nrm.reconsideration decided=2026-10-01", "- 2026-10-31 2026-10-30"),
    ("uk.nrm.reconsideration decided=2026-03-07 nation=scotland", "- 2026-04-06 2026-04-02"),
    ("uk.jr decided=2026-10-02", "- 2027-01-02 2026-11-13"),
]


def question(asked: str) -> tuple[str, dict[str, object]]:
    """Read "rule fact=value": from/to makes a period, from/ one that goes on still."""
    rule_id, *pairs = asked.split()
    facts: dict[str, object] = {}
    for name, value in (pair.split("=") for pair in pairs):
        facts[name] = value
        if "/" in value:
            ends = [each.split("/") for each in value.split(",")]
            facts[name] = [
                {"from": start, "to": end} if end else {"from": start} for start, end in ends
            ]
    return rule_id, facts


@pytest.mark.parametrize(("asked", "expected"), TABLE)
def test_row_of_the_table(asked: str, expected: str) -> None:
    rule_id, facts = question(asked)
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


def test_a_delay_without_an_end_stops_the_clock_and_gives_no_day() -> None:
    facts = {"filed": "2026-06-22", "delays": [{"from": "2026-08-01"}]}
    computed = compute("us.asylum.ead_clock", facts, today=None)
    assert (computed.opens, computed.outer, computed.target) == (None, None, None)
    assert "warn_clock_stopped" in [warning.code for warning in computed.warnings]
    stopped = [step.text for step in computed.steps if step.code == "clock_stopped"]
    assert "40 of 150" in stopped[0]


def test_a_delay_without_an_end_after_day_150_leaves_the_day_that_was_reached() -> None:
    facts = {"filed": "2026-06-22", "delays": [{"from": "2026-11-25"}]}
    computed = compute("us.asylum.ead_clock", facts, today=None)
    assert (computed.opens, computed.target) == (date(2026, 11, 19), None)


def absences(*spans: tuple[str, str | None]) -> Computed:
    away = [{"from": start, **({"to": end} if end else {})} for start, end in spans]
    return compute("us.t.presence", {"granted": "2024-01-02", "absences": away}, today=None)


def test_absences_say_how_many_days_are_left() -> None:
    home = absences(("2025-01-01", "2025-02-20"), ("2025-06-01", "2025-06-11"))
    assert (home.days_left, home.outer) == (DaysLeft(used=60, longest=50, total=120), None)
    assert "warn_absence" not in [warning.code for warning in home.warnings]


def test_absences_that_overlap_or_touch_are_one() -> None:
    touching = absences(("2025-01-01", "2025-03-01"), ("2025-03-01", "2025-04-10"))
    overlapping = absences(("2025-01-01", "2025-03-20"), ("2025-02-01", "2025-04-10"))
    assert touching.days_left == overlapping.days_left == DaysLeft(99, 99, 81)
    assert "warn_absence" in [warning.code for warning in touching.warnings]


@pytest.mark.parametrize(("until", "broken"), [("2025-04-01", False), ("2025-04-02", True)])
def test_ninety_days_are_allowed_and_ninety_one_are_not(until: str, broken: bool) -> None:
    gone = absences(("2025-01-01", until))
    assert ("warn_absence" in [warning.code for warning in gone.warnings]) == broken


def test_who_has_used_up_all_days_had_to_be_back_on_the_day_of_leaving() -> None:
    spent = [("2024-02-01", "2024-05-01"), ("2024-07-01", "2024-09-29"), ("2026-10-01", None)]
    gone = absences(*spent)
    assert gone.outer == date(2026, 10, 1)


def test_an_age_fixed_by_a_filing_no_longer_runs_and_one_filed_late_asks_for_an_attorney() -> None:
    facts = {"birth_date": "2005-03-04", "principal_filed": "2026-03-03"}
    timely = compute("us.t.age_out_child", facts, today=date(2026, 6, 1))
    assert "fixed" in [step.code for step in timely.steps]
    assert [warning.code for warning in timely.warnings] == []
    facts["principal_filed"] = "2026-03-04"
    late = compute("us.t.age_out_child", facts, today=date(2026, 6, 1))
    assert "warn_fixed_late" in [warning.code for warning in late.warnings]


def test_what_cannot_arrive_on_a_sunday_is_said() -> None:
    computed = compute("us.u.certification", {"signed": "2026-08-14"}, today=None)
    assert "warn_closed_day" in [warning.code for warning in computed.warnings]


def test_a_date_ordered_after_the_hearing_is_refused() -> None:
    facts = {"hearing_date": "2026-12-01", "ordered_date": "2026-12-02"}
    with pytest.raises(FactError, match="cannot be after"):
        compute("us.eoir.master_hearing_filing", facts, today=None)


@pytest.mark.parametrize(
    "delays",
    [
        [{"from": "2026-08-22", "to": "2026-08-01"}],
        [{"from": "2026-06-21", "to": "2026-08-01"}],
        [{"to": "2026-08-22"}],
        [{"from": "2026-08-22", "to": None}],
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
