"""A hearing that a notice names is offered to be planned, and clashes until somebody did."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agenda import queries as agenda
from agenda.actions import cancel_appointment
from agenda.models import Appointment
from cases.models import Case
from cases.queries import next_steps_of
from clinic.access.actor import Actor
from filings.actions import add_filing, record_notice
from tests.builders import browsing_as
from tests.everywhere.world_agenda import plan_for
from tests.filings.steps import fresh, receipted

ON, AT = date(2026, 4, 21), time(9, 30)
NEW_YORK = ZoneInfo("America/New_York")


def interview(attorney: Actor, case: Case, **changes: Any) -> Any:
    said = {
        "kind": "interview", "notice_date": date(2026, 3, 6), "appointment_on": ON,
        "appointment_time": AT, "appointment_place": "Room 12", **changes,
    }  # fmt: skip
    return record_notice(attorney, filing=receipted(attorney, case), **said)


def steps(actor: Actor, case: Case) -> dict[str, Any]:
    return {step.title: step for step in next_steps_of(actor, case)}


def test_it_is_a_next_step_until_an_appointment_stands_on_that_day(
    attorney: Actor, case: Case
) -> None:
    notice = interview(attorney, case)
    step = steps(attorney, case)["Plan this appointment"]
    assert step.day == ON
    filing = f"/harbor/filings/{notice.filing_id}/"
    browser = browsing_as(attorney)
    assert "Plan this appointment" in browser.get(filing).content.decode()
    form = browser.get(step.url).context["form"]
    given = {name: form[name].value() for name in ("kind", "day", "time", "zone")}
    assert (given["kind"], str(given["day"]), given["time"]) == ("interview", str(ON), "09:30")
    once = str(form["once"].value())
    sent = {**given, "day": str(ON), "once": once, "minutes": "60", "accompaniment": "none"}
    assert browser.post(step.url, sent).status_code == 302
    row = Appointment.objects.get()
    assert row.starts_at == datetime.combine(ON, AT, tzinfo=NEW_YORK)
    assert "Plan this appointment" not in steps(attorney, case)
    page = browser.get(filing).content.decode()
    assert f"/harbor/appointments/{row.pk}/" in page
    assert agenda.clashes(attorney, agenda.appointment_of(attorney, row.pk)) == []
    cancel_appointment(
        attorney, appointment=Appointment.objects.select_related("case", "key").get(),
        reason="mistake", version=row.version,
    )  # fmt: skip
    assert "Plan this appointment" in steps(attorney, case)


def test_a_hearing_of_a_court_is_called_so(attorney: Actor, case: Case) -> None:
    filing = add_filing(attorney, case=case, form="I-589-EOIR")
    from filings.actions import move_filing

    move_filing(attorney, filing=filing, to="filed", on=date(2026, 1, 5))
    record_notice(
        attorney, filing=fresh(filing), kind="hearing", notice_date=date(2026, 3, 6),
        hearing_kind="master", appointment_on=ON,
    )  # fmt: skip
    step = steps(attorney, case)["Plan this hearing"]
    assert step.url.endswith(f"?kind=hearing&day={ON}")


def test_who_plans_nothing_and_a_day_that_is_over_get_no_step(
    attorney: Actor, case: Case, day: Any
) -> None:
    interview(attorney, case)
    day("2026-04-22")
    assert "Plan this appointment" not in steps(attorney, case)


def test_an_hour_of_a_notice_clashes_with_what_is_planned(attorney: Actor, case: Case) -> None:
    interview(attorney, case)
    begin = datetime.combine(ON, time(10, 0), tzinfo=NEW_YORK)
    row = plan_for(attorney, case, kind="medical", starts_at=begin)
    (said,) = agenda.clashes(attorney, agenda.appointment_of(attorney, row.pk))
    assert said == "A notice names an hour for the client then: 21 Apr 2026, 09:30."
    row = plan_for(attorney, case, kind="medical", starts_at=begin + timedelta(hours=3))
    assert agenda.clashes(attorney, agenda.appointment_of(attorney, row.pk)) == []


@pytest.mark.parametrize("given", ["kind=<b>&day=x&time=25:99", "day=2026-13-01", ""])
def test_an_address_says_a_kind_a_day_and_an_hour_or_nothing(
    attorney: Actor, case: Case, given: str
) -> None:
    page = browsing_as(attorney).get(f"/harbor/cases/{case.pk}/appointments/add/?{given}")
    assert page.status_code == 200
    assert page.context["form"]["day"].value() is None
