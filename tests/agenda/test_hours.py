"""Hours: read, recorded, corrected, timed; who sees whose; a week and a year."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from zeal import zeal_ignore

from agenda import actions, queries
from agenda.models import EarlierHours, HourEntry, Timer
from agenda.rules import hours as rules
from cases import actions as case_actions
from cases.models import Assignment, Case
from clients import actions as clients
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from tests.builders import browsing_as, make_case, make_member, seat_of
from tests.everywhere.world_hours import hours_for


@pytest.mark.parametrize(
    ("text", "tenths"),
    [
        ("1.5", 15), ("1,5", 15), (".1", 1), ("0.1", 1), ("2", 20), ("1:30", 15), ("0:01", 1),
        ("90m", 15), ("90 min", 15), ("1h 30m", 15), ("1h", 10), ("1H30M", 15), ("6m", 1),
        ("7m", 2), ("1.25", 13), ("1.01", 11), ("1.001", 11), ("24", 240), ("23:59", 240),
        ("1440m", 240),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_and_rounded_up_to_a_tenth(text: str, tenths: int) -> None:
    assert rules.tenths_of(text) == tenths


@pytest.mark.parametrize(
    "text",
    ["", " ", "0", "0:00", "0m", "-1", "24.1", "24:01", "1441m", "1:60", "an hour", ".", ",",
     "1.5.5", "1e2", "٣", "nan", "1:5"],
)  # fmt: skip
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(rules.NoTime):
        rules.tenths_of(text)


def test_a_timer_counts_a_begun_tenth() -> None:
    at = datetime(2026, 3, 6, 9, tzinfo=UTC)
    for seconds, tenths in ((0, 1), (1, 1), (360, 1), (361, 2), (5400, 15)):
        assert rules.tenths_between(at, at + timedelta(seconds=seconds)) == tenths
    assert rules.hours_text(15) == "1.5"
    assert rules.hours_text(3) == "0.3"


def code_of(act: object, *args: object, **said: object) -> str:
    with pytest.raises(Blocked) as stop:
        act(*args, **said)  # type: ignore[operator]
    return stop.value.code


def now_of(entry: HourEntry) -> HourEntry:
    return HourEntry.objects.select_related("case__client", "key", "person").get(pk=entry.pk)


def test_hours_are_ones_own_on_a_day_that_has_been(
    case: Case, attorney: Actor, advocate: Actor, stranger: Actor
) -> None:
    entry = hours_for(attorney, case)
    assert (entry.person, entry.tenths) == (seat_of(attorney), 15)
    tomorrow = today() + timedelta(days=1)
    assert code_of(hours_for, attorney, case, day=tomorrow) == "future_day"
    with pytest.raises(Refused):
        hours_for(stranger, case)
    with pytest.raises(Refused):
        actions.correct_hours(
            advocate, entry=entry, version=1, reason="Mine now.", day=today(), tenths=1,
            kind="direct",
        )  # fmt: skip
    assert HourEntry.objects.count() == 1


def test_a_day_has_24_hours_over_all_cases(
    case: Case, coordinator: Actor, attorney: Actor, advocate: Actor
) -> None:
    second = make_case(coordinator, attorney)
    hours_for(attorney, case, tenths=200)
    assert code_of(hours_for, attorney, second, tenths=41) == "day_full"
    entry = hours_for(attorney, second, tenths=40)
    actions.take_back_hours(attorney, entry=entry, version=1, reason="Not that long.")
    hours_for(attorney, second, tenths=30)
    hours_for(advocate, case, tenths=200)


def test_a_correction_keeps_what_was_said_and_why(case: Case, attorney: Actor) -> None:
    entry = hours_for(attorney, case, what="Call with the school")
    said = {"day": today(), "tenths": 12, "kind": "travel", "what": "Way to the school"}
    actions.correct_hours(attorney, entry=entry, version=1, reason="It was the way.", **said)
    entry = now_of(entry)
    assert (entry.tenths, entry.kind, entry.version) == (12, "travel", 2)
    (before,) = queries.earlier_of(entry)
    assert before.said == {
        "day": today().isoformat(), "tenths": 15, "kind": "direct", "what": "Call with the school",
    }  # fmt: skip
    assert before.reason == "It was the way."
    again = {"entry": entry, "reason": "Once more.", **said}
    assert code_of(actions.correct_hours, attorney, version=1, **again) == "changed_meanwhile"
    assert code_of(actions.correct_hours, attorney, version=2, **again) == "nothing_changed"
    actions.take_back_hours(attorney, entry=entry, version=2, reason="The wrong case.")
    assert code_of(actions.correct_hours, attorney, version=3, **again) == "hours_gone"
    assert (HourEntry.objects.count(), EarlierHours.objects.count()) == (1, 2)
    assert queries.totals_of_case(attorney, case) == ("0.0", [])


def test_what_they_were_for_is_ciphertext_in_the_database(case: Case, attorney: Actor) -> None:
    hours_for(attorney, case, what="Unmistakable words")
    with connection.cursor() as cursor:
        cursor.execute("SELECT what::text FROM agenda_hourentry")
        assert "Unmistakable" not in str(cursor.fetchall())


def test_hours_after_the_closing_wait_for_reopening(case: Case, attorney: Actor) -> None:
    Case.objects.filter(pk=case.pk).update(
        stage="closed", closed_on=today() - timedelta(days=2), outcome="withdrawn"
    )
    assert code_of(hours_for, attorney, case) == "after_closing"
    hours_for(attorney, case, day=today() - timedelta(days=2))


def test_the_page_of_a_case_tells_everybody_on_it(
    case: Case, attorney: Actor, advocate: Actor, stranger: Actor
) -> None:
    hours_for(attorney, case, what="Read the file")
    hours_for(advocate, case, tenths=7)
    page = browsing_as(advocate).get(f"/harbor/cases/{case.pk}/hours/").content.decode()
    for told in ("2.2 hours together", "Read the file", "1.5", "0.7"):
        assert told in page
    assert browsing_as(stranger).get(f"/harbor/cases/{case.pk}/hours/").status_code == 404


def test_sending_the_form_twice_records_once(case: Case, attorney: Actor) -> None:
    browser = browsing_as(attorney)
    form = browser.get(f"/harbor/cases/{case.pk}/hours/log/").context["form"]
    sent = {"once": form["once"].value(), "day": today().isoformat(), "tenths": "1:30",
            "kind": "direct"}  # fmt: skip
    for _turn in range(2):
        answer = browser.post(f"/harbor/cases/{case.pk}/hours/log/", sent)
        assert answer.status_code == 302
    assert HourEntry.objects.get().tenths == 15


def test_a_week_runs_from_monday_to_sunday(case: Case, attorney: Actor) -> None:
    for day, monday in (
        (date(2026, 3, 2), date(2026, 3, 2)), (date(2026, 3, 8), date(2026, 3, 2)),
        (date(2026, 1, 1), date(2025, 12, 29)),
    ):  # fmt: skip
        assert rules.monday_of(day) == monday
    for day in (date(2025, 12, 28), date(2025, 12, 29), date(2025, 12, 31), date(2026, 1, 1),
                date(2026, 1, 4), date(2026, 1, 5)):  # fmt: skip
        hours_for(attorney, case, day=day, tenths=10)
    week = queries.week_of(attorney, date(2026, 1, 1))
    assert (week.first, week.last, week.tenths) == (date(2025, 12, 29), date(2026, 1, 4), 40)
    assert (week.year, week.year_tenths) == (2026, 30)
    assert queries.week_of(attorney, date(2025, 12, 31)).year_tenths == 30
    assert queries.week_of(attorney, today()).next is None


def test_ones_own_hours_stay_after_the_case_without_what_they_were_for(
    case: Case, attorney: Actor, coordinator: Actor
) -> None:
    hours_for(attorney, case, what="Read the file")
    on_it = Assignment.objects.select_related("case__client").get(case=case, role="attorney")
    case_actions.end_assignment(coordinator, assignment=on_it)
    page = browsing_as(attorney).get("/harbor/hours/").content.decode()
    assert "A case you no longer work on" in page
    assert "1.5" in page
    for hidden in ("Read the file", case.number, case.client.code_name):
        assert hidden not in page


def test_a_wall_takes_hours_out_of_every_list_and_sum(
    case: Case, attorney: Actor, supervisor: Actor, coordinator: Actor
) -> None:
    entry = hours_for(attorney, case)
    hours_for(supervisor, case, tenths=3)
    period = {"first": today(), "before": today() + timedelta(days=1)}
    assert queries.sums(supervisor, by="kind", **period)[1].tenths == 18
    for member in (supervisor, attorney):
        clients.raise_wall(
            coordinator, client=case.client, membership=seat_of(member), reason="Named in it."
        )
    for by in ("person", "kind", "funder"):
        parts, whole = queries.sums(supervisor, by=by, **period)
        assert (parts, whole.tenths) == ([], 0)
    for member in (supervisor, attorney):
        week = queries.week_of(member, today())
        assert (week.tenths, week.year_tenths) == (0, 0)
        with pytest.raises(NotVisible):
            queries.hours_of(member, entry.pk)
    assert queries.sums(coordinator, by="person", **period)[1].tenths == 18


def test_a_timer_survives_and_is_booked_on_its_day(case: Case, attorney: Actor) -> None:
    browser = browsing_as(attorney)
    assert browser.post(f"/harbor/cases/{case.pk}/timer/start/").status_code == 302
    timer = Timer.objects.get()
    Timer.objects.update(started_at=timezone.now() - timedelta(minutes=61))
    for page in (f"cases/{case.pk}/hours/", "hours/"):
        assert "1.1 hours so far" in browser.get(f"/harbor/{page}").content.decode()
    second = browser.post(f"/harbor/cases/{case.pk}/timer/start/", follow=True)
    assert "runs already" in second.content.decode()
    form = browser.get(f"/harbor/timers/{timer.pk}/stop/").context["form"]
    sent = {"once": form["once"].value(), "kind": "direct"}
    assert browser.post(f"/harbor/timers/{timer.pk}/stop/", sent).status_code == 302
    assert HourEntry.objects.get().tenths == 11
    assert Timer.objects.get().state == "booked"
    assert browser.post(f"/harbor/timers/{timer.pk}/stop/", sent).status_code == 404


def test_a_forgotten_timer_is_asked_about_and_not_booked(case: Case, attorney: Actor) -> None:
    timer = actions.start_timer(attorney, case=case, timer_id=new_id())
    Timer.objects.update(started_at=timezone.now() - timedelta(hours=12, minutes=1))
    timer = queries.timer_of(attorney, timer.pk)
    said: dict[str, Any] = {"timer": timer, "entry_id": new_id(), "kind": "direct"}
    assert code_of(actions.stop_timer, attorney, **said) == "timer_forgotten"
    assert not HourEntry.objects.exists()
    page = browsing_as(attorney).get(f"/harbor/timers/{timer.pk}/stop/").content.decode()
    assert "was it forgotten?" in page
    actions.stop_timer(attorney, tenths=20, **said)
    entry = HourEntry.objects.get()
    assert entry.tenths == 20
    assert entry.day <= today()
    assert code_of(actions.drop_timer, attorney, timer=timer) == "timer_stopped"


def test_a_timer_behind_a_wall_holds_nobody_up(
    case: Case, attorney: Actor, coordinator: Actor
) -> None:
    actions.start_timer(attorney, case=case, timer_id=new_id())
    clients.raise_wall(
        coordinator, client=case.client, membership=seat_of(attorney), reason="Named in it."
    )
    assert queries.running_timer(attorney) is None
    second = make_case(coordinator, attorney)
    actions.start_timer(attorney, case=second, timer_id=new_id())
    assert sorted(Timer.objects.values_list("state", flat=True)) == ["dropped", "running"]


def test_a_program_of_its_own_has_no_hours(case: Case, coordinator: Actor) -> None:
    program = make_member(case.clinic, "coordinator", name="A program")
    seat = seat_of(program)
    type(seat).objects.filter(pk=seat.pk).update(is_system=True)
    assert code_of(hours_for, program, case) == "no_person"


def test_pages_cost_the_same_however_many_hours_there_are(case: Case, attorney: Actor) -> None:
    browser = browsing_as(attorney)

    def statements(page: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(f"/harbor/{page}").status_code == 200
        return len(caught)

    pages = (f"cases/{case.pk}/hours/", "hours/")
    hours_for(attorney, case, tenths=1)
    for page in pages:
        statements(page)
    few = [statements(page) for page in pages]
    with zeal_ignore():
        for _turn in range(15):
            hours_for(attorney, case, tenths=1)
    assert [statements(page) for page in pages] == few
