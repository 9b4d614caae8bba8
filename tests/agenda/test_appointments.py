"""Hearings and appointments: clocks, clashes, moving, and where they stand."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from agenda import actions, queries
from agenda.models import Appointment, AppointmentMove
from cases import actions as case_actions
from cases.models import Case
from clients import actions as clients
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from filings.queries import CalendarFilter, calendar_days
from tests.builders import browsing_as, make_case, seat_of
from tests.everywhere.world_agenda import plan_for
from tests.everywhere.world_interpreters import ask_for


def clashes_of(actor: Actor, row: Appointment) -> list[str]:
    return queries.clashes(actor, queries.appointment_of(actor, row.pk))


def sent(case: Case, **changes: Any) -> dict[str, Any]:
    day = (timezone.now() + timedelta(days=20)).date()
    return {
        "kind": "hearing", "day": day.isoformat(), "time": "09:30", "zone": "America/Los_Angeles",
        "minutes": "90", "place": "Courtroom 3", "accompaniment": "none", **changes,
    }  # fmt: skip


def once_of(browser: Any, url: str) -> str:
    form = browser.get(url).context["form"]
    return str(form["once"].value())


def test_the_hour_is_the_one_on_the_wall_of_the_place(case: Case, attorney: Actor) -> None:
    browser, url = browsing_as(attorney), f"/harbor/cases/{case.pk}/appointments/add/"
    given = sent(case, once=once_of(browser, url), attendees=[str(seat_of(attorney).pk)])
    answer = browser.post(url, given)
    assert answer.status_code == 302
    row = Appointment.objects.get()
    local = row.starts_at.astimezone(ZoneInfo("America/Los_Angeles"))
    assert (local.isoformat()[:10], local.hour, local.minute) == (given["day"], 9, 30)
    page = browser.get(answer["Location"]).content.decode()
    assert "09:30" in page
    assert "America/Los Angeles" in page
    assert browser.post(url, given).status_code == 302  # sent twice
    assert Appointment.objects.count() == 1


def test_an_hour_that_the_clocks_skip_is_refused(case: Case, attorney: Actor) -> None:
    browser, url = browsing_as(attorney), f"/harbor/cases/{case.pk}/appointments/add/"
    given = sent(case, once=once_of(browser, url), day="2027-03-14", time="02:30")
    answer = browser.post(url, given)
    assert answer.status_code == 422
    assert "The clocks there skip this hour on that day." in answer.content.decode()


def test_each_who_goes_and_the_client_is_told_of_a_clash_and_nothing_is_refused(
    case: Case, attorney: Actor, advocate: Actor, coordinator: Actor
) -> None:
    hers = make_case(coordinator, advocate)
    seats = {"attendees": [seat_of(attorney)], "accompaniment": "confirmed"}
    first = plan_for(attorney, case, advocate=seat_of(advocate), **seats)
    other = plan_for(coordinator, hers, attendees=[seat_of(advocate)])
    second = plan_for(attorney, case, starts_at=first.starts_at + timedelta(minutes=30))
    told = clashes_of(attorney, first)
    assert any("The client has something else then" in text for text in told)
    busy = [text for text in told if seat_of(advocate).user.name in text]
    assert len(busy) == 1
    assert "another case" in busy[0]  # the attorney does not reach that one
    assert hers.number not in " ".join(told)
    assert hers.number in " ".join(clashes_of(coordinator, first))
    page = browsing_as(attorney).get(f"/harbor/appointments/{first.pk}/").content.decode()
    assert busy[0] in page.replace("&#x27;", "'")
    actions.cancel_appointment(attorney, appointment=second, reason="agency", version=1)
    actions.cancel_appointment(coordinator, appointment=other, reason="agency", version=1)
    assert clashes_of(attorney, first) == []


def test_a_clash_behind_a_wall_is_not_told_to_whom_it_keeps_out(
    case: Case, attorney: Actor, advocate: Actor, coordinator: Actor, supervisor: Actor
) -> None:
    first = plan_for(attorney, case, attendees=[seat_of(advocate)])
    hers = make_case(coordinator, advocate)
    plan_for(coordinator, hers, attendees=[seat_of(advocate)])
    assert hers.number in " ".join(clashes_of(supervisor, first))
    clients.raise_wall(
        coordinator, client=hers.client, membership=seat_of(supervisor), reason="Their firm."
    )
    assert clashes_of(supervisor, first) == []
    assert len(clashes_of(attorney, first)) == 1


def test_one_that_begins_when_the_other_ends_is_no_clash(case: Case, attorney: Actor) -> None:
    first = plan_for(attorney, case)
    plan_for(attorney, case, starts_at=first.starts_at + timedelta(minutes=60))
    assert clashes_of(attorney, first) == []


def test_an_interpreter_for_another_hour_is_said(
    case: Case, attorney: Actor, coordinator: Actor
) -> None:
    near = timezone.now().replace(microsecond=0) + timedelta(days=10)
    booking = ask_for(attorney, case.client, starts_at=near)
    row = plan_for(attorney, case, starts_at=near, booking=booking)
    assert queries.linked_booking_text(queries.appointment_of(attorney, row.pk)) == ""
    assert clashes_of(attorney, row) == []  # its own booking is no clash
    other = plan_for(attorney, case, starts_at=near + timedelta(days=1), booking=booking)
    text = queries.linked_booking_text(queries.appointment_of(attorney, other.pk))
    assert "booked for another time" in text
    unlinked = plan_for(attorney, case, starts_at=near)
    assert any("meets with an interpreter then" in one for one in clashes_of(attorney, unlinked))


def test_moving_keeps_when_and_where_it_was(case: Case, attorney: Actor) -> None:
    row = plan_for(attorney, case, place="Room 4")
    was = row.starts_at
    said: dict[str, Any] = {
        "kind": "interview", "starts_at": was + timedelta(days=7), "minutes": 60,
        "zone": "America/New_York", "place": "Room 9",
    }  # fmt: skip
    moved = actions.change_appointment(attorney, appointment=row, version=1, **said)
    (move,) = AppointmentMove.objects.filter(appointment=row).select_related("key")
    assert (move.became, move.was_at, move.was_place) == ("moved", was, "Room 4")
    page = browsing_as(attorney).get(f"/harbor/appointments/{row.pk}/").content.decode()
    assert "Room 4" in page
    assert "Room 9" in page
    for version, code in ((1, "changed_meanwhile"), (2, "nothing_changed")):
        with pytest.raises(Blocked) as stop:
            actions.change_appointment(attorney, appointment=row, version=version, **said)
        assert stop.value.code == code
    actions.cancel_appointment(attorney, appointment=moved, reason="safety", version=2)
    with pytest.raises(Blocked) as stop:
        actions.cancel_appointment(attorney, appointment=moved, reason="safety", version=3)
    assert stop.value.code == "appointment_over"


def test_it_stands_on_today_in_the_calendar_and_in_the_case(
    case: Case, attorney: Actor, advocate: Actor
) -> None:
    begin = timezone.now() + timedelta(days=2)
    row = plan_for(attorney, case, kind="medical", starts_at=begin, attendees=[seat_of(advocate)])
    link = f"/harbor/appointments/{row.pk}/"
    goes, stays = browsing_as(advocate), browsing_as(attorney)
    day = begin.astimezone(ZoneInfo("America/New_York")).date()
    for page in (
        "", f"calendar/?week={day}", f"calendar/month/?month={day:%Y-%m}",
        f"cases/{case.pk}/tasks/",
    ):  # fmt: skip
        assert link in goes.get(f"/harbor/{page}").content.decode(), page
    assert link not in stays.get("/harbor/").content.decode()  # Today: where one goes oneself
    calendar = goes.get(f"/harbor/calendar/?week={day}").content.decode()
    assert "Room 4" not in calendar
    actions.cancel_appointment(attorney, appointment=row, reason="agency", version=1)
    assert link not in goes.get(f"/harbor/calendar/?week={day}").content.decode()


def test_the_day_is_that_of_the_place_not_of_utc(case: Case, attorney: Actor) -> None:
    """Ten at night in Los Angeles is the next morning in London."""
    begin = datetime(2027, 6, 2, 5, 0, tzinfo=UTC)
    plan_for(attorney, case, starts_at=begin, zone="America/Los_Angeles")
    first = datetime(2027, 6, 1).date()
    days = calendar_days(attorney, first, first, CalendarFilter(), per_day=9)
    assert [entry.at for entry in days[first].entries] == [
        begin.astimezone(ZoneInfo("America/Los_Angeles")).time()
    ]
    after = first + timedelta(days=1)
    assert calendar_days(attorney, after, after, CalendarFilter(), per_day=9) == {}


def test_walls_and_taking_somebody_off_hide_it_at_once(
    case: Case, attorney: Actor, supervisor: Actor, coordinator: Actor, stranger: Actor
) -> None:
    row = plan_for(attorney, case)
    assert queries.appointment_of(supervisor, row.pk)
    clients.raise_wall(
        coordinator, client=case.client, membership=seat_of(supervisor), reason="Their firm."
    )
    for actor in (supervisor, stranger):
        with pytest.raises(NotVisible):
            queries.appointment_of(actor, row.pk)
    with pytest.raises(Refused):
        plan_for(stranger, case)
    with pytest.raises(Blocked) as stop:
        plan_for(attorney, case, attendees=[seat_of(stranger)])
    assert stop.value.code == "not_on_case"


def test_what_is_still_to_come_keeps_a_case_open(case: Case, attorney: Actor) -> None:
    row = plan_for(attorney, case)
    past = plan_for(attorney, case, starts_at=timezone.now() - timedelta(days=3))
    said: dict[str, Any] = {"outcome": "advice", "reason": "Advice.", "version": case.version}
    with pytest.raises(Blocked) as stop:
        case_actions.close_case(attorney, case=case, **said)
    assert stop.value.code == "still_open"
    with pytest.raises(Blocked) as stop:
        actions.finish_appointment(attorney, appointment=row, version=1)
    assert stop.value.code == "not_begun"
    actions.cancel_appointment(attorney, appointment=row, reason="not_needed", version=1)
    assert actions.finish_appointment(attorney, appointment=past, version=1).state == "held"
    assert case_actions.close_case(attorney, case=case, **said).stage == "closed"
