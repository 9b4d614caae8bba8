"""Hours: of a case, of one's own week; recorded, corrected, taken back, timed."""

from typing import Any

from rest_framework import serializers

from agenda import actions, forms, queries
from agenda.rules import hours as rules
from clinic.access.refusals import NotVisible
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Shape, Text, checked, form_input
from clinic.tenancy.current import today

TO_HOURS = Link("read_hours")
BLOCKED = ("future_day", "after_closing", "day_full", "no_person")


class HoursShape(Shape):
    """One person's time on one day, in tenths of an hour."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    person = serializers.UUIDField(source="person_id")
    person_name = serializers.CharField(source="person.user.name")
    day = serializers.DateField()
    tenths = serializers.IntegerField(help_text="Tenths of an hour: 15 is an hour and a half.")
    kind = Choice(rules.KINDS)
    what = serializers.SerializerMethodField()
    logged_at = serializers.DateTimeField()
    taken_back_at = serializers.DateTimeField(
        allow_null=True, help_text="When it was taken back: it counts no longer."
    )
    version = serializers.IntegerField()

    def get_what(self, row: Any) -> str:
        return row.what or ""


class OwnHoursShape(Shape):
    """Of one's own hours; `case` is null where the case is open to you no more."""

    id = serializers.UUIDField()
    case = serializers.UUIDField(allow_null=True)
    day = serializers.DateField()
    tenths = serializers.IntegerField()
    kind = Choice(rules.KINDS)


class WeekShape(Shape):
    """A week of your own, Monday to Sunday, and the calendar year its asked day lies in."""

    first = serializers.DateField()
    last = serializers.DateField()
    tenths = serializers.IntegerField()
    year = serializers.IntegerField()
    year_tenths = serializers.IntegerField()
    aspired_tenths = serializers.IntegerField(help_text="ABA Model Rule 6.1: 50 hours a year.")
    items = OwnHoursShape(many=True)


class TimerShape(Shape):
    """A clock of yours on a case. `state` is running, booked or dropped."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    state = Choice(("running", "booked", "dropped"))
    hours = serializers.UUIDField(source="entry_id", allow_null=True)


class WriteHours(Body):
    """What an entry says; a length of time is sent as people write it."""

    day = Day()
    hours = Text(20, help_text="1.5, 1:30 or 90m; rounded up to a tenth of an hour.")
    kind = Choice(rules.KINDS)
    what = Text(rules.LONGEST_WHAT, required=False, help_text="Short and neutral.")
    example = {"day": "2026-03-06", "hours": "1:30", "kind": "research", "what": "Case law."}


class CorrectHours(WriteHours):
    reason = Text(rules.LONGEST_REASON)
    example = {**WriteHours.example, "reason": "It was a Friday."}


class TakeBackHours(Body):
    reason = Text(rules.LONGEST_REASON)
    example = {"reason": "Recorded on the wrong case."}


class StopTimer(Body):
    kind = Choice(rules.KINDS)
    hours = Text(
        20, required=False,
        help_text="How long it really was; needed of a timer of more than 12 hours.",
    )  # fmt: skip
    what = Text(rules.LONGEST_WHAT, required=False, help_text="Short and neutral.")
    example = {"kind": "direct", "hours": "0.5"}


class AskWeek(Body):
    day = Day(required=False, help_text="A day of the week; today unless given.")


def said_in(form: Any, given: dict[str, Any], **hidden: Any) -> dict[str, Any]:
    """Put what was sent through the form of the page."""
    said = dict(given)
    if "hours" in said:
        said["tenths"] = said.pop("hours")
    return checked(form(form_input(said, **hidden)))


class _Hours(Endpoint):
    tag = "Hours"
    shown_at = "hours"

    def again(self, pk: Any) -> Any:
        request: Any = self.request
        return queries.hours_of(request.actor, pk)


class CaseHours(_Hours):
    @operation("list_case_hours", "hours.view", of=queries.case_of, gives=HoursShape, paged=True)
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List a case's hours, the latest recorded first, with those taken back."""
        page = queries.hours_page(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "log_hours", "hours.log", of=queries.case_of, takes=WriteHours, gives=HoursShape,
        creates=True, versioned=True, links={"read": TO_HOURS}, blocked=BLOCKED,
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Record your own hours on a case."""
        said = said_in(forms.NewHoursForm, given, once=OnceField.signed(once))
        said.pop("once")
        actions.log_hours(request.actor, case=case, entry_id=once, **said)
        return self.again(once)


class Hours(_Hours):
    @operation("read_hours", "hours.view", of=queries.hours_of, gives=HoursShape, versioned=True)
    def get(self, request: Any, entry: Any) -> Any:
        """Read an entry of hours."""
        return entry


class CorrectedHours(_Hours):
    @operation(
        "correct_hours", "hours.log", of=queries.hours_of, takes=CorrectHours, gives=HoursShape,
        changes=True, versioned=True, links={"read": TO_HOURS},
        blocked=(*BLOCKED, "hours_gone", "nothing_changed"),
    )  # fmt: skip
    def post(self, request: Any, entry: Any, given: dict[str, Any], version: int) -> Any:
        """Correct your own hours; what they said before is kept. Send the whole entry."""
        said = said_in(forms.CorrectHoursForm, given, version=version)
        actions.correct_hours(request.actor, entry=entry, **said)
        return self.again(entry.pk)


class TakenBackHours(_Hours):
    @operation(
        "take_back_hours", "hours.log", of=queries.hours_of, takes=TakeBackHours, gives=HoursShape,
        changes=True, versioned=True, links={"read": TO_HOURS}, blocked=("hours_gone",),
    )  # fmt: skip
    def post(self, request: Any, entry: Any, given: dict[str, Any], version: int) -> Any:
        """Take your own hours back: they count no longer, and stay to be read."""
        said = checked(forms.WhyForm(form_input(given, version=version)))
        actions.take_back_hours(request.actor, entry=entry, **said)
        return self.again(entry.pk)


class MyHours(_Hours):
    @operation("read_my_week", "hours.view", wanted=AskWeek, gives=WeekShape)
    def get(self, request: Any, wanted: dict[str, Any]) -> Any:
        """Read your own hours of a week, and their sum in the year."""
        week = queries.week_of(request.actor, wanted.get("day") or today())
        lines = [line for day in week.days for line in day.lines]
        items = [
            {"id": line.entry.pk, "case": line.entry.case_id if line.reached else None,
             "day": line.entry.day, "tenths": line.entry.tenths, "kind": line.entry.kind}
            for line in lines
        ]  # fmt: skip
        return {
            "first": week.first, "last": week.last, "tenths": week.tenths, "year": week.year,
            "year_tenths": week.year_tenths, "aspired_tenths": rules.ASPIRATION, "items": items,
        }  # fmt: skip


class _Timers(Endpoint):
    tag = "Hours"
    shown_at = "timer"

    @staticmethod
    def version_of(row: Any) -> Any:
        return row.state

    def again(self, timer: Any) -> Any:
        request: Any = self.request
        return queries.timer_of(request.actor, timer.pk)


class MyTimer(_Timers):
    @operation("read_my_timer", "hours.log", gives=TimerShape)
    def get(self, request: Any) -> Any:
        """Read the timer of yours that runs; 404 when none does."""
        running = queries.running_timer(request.actor)
        if running is None:
            raise NotVisible("timer")
        return running.timer


class Timer(_Timers):
    @operation("read_timer", "hours.log", of=queries.timer_of, gives=TimerShape, versioned=True)
    def get(self, request: Any, timer: Any) -> Any:
        """Read a timer of yours."""
        return timer


class StartedTimer(_Timers):
    @operation(
        "start_timer", "hours.log", of=queries.case_of, gives=TimerShape, creates=True,
        versioned=True, links={"read": Link("read_timer")},
        blocked=("timer_runs", "closed", "no_person"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, once: Any) -> Any:
        """Start a timer on a case; one of yours runs at a time."""
        return self.again(actions.start_timer(request.actor, case=case, timer_id=once))


class StoppedTimer(_Timers):
    @operation(
        "stop_timer", "hours.log", of=queries.timer_of, takes=StopTimer, gives=TimerShape,
        changes=True, versioned=True, links={"read": Link("read_timer")},
        blocked=("timer_stopped", "timer_forgotten", "after_closing", "day_full"),
    )  # fmt: skip
    def post(self, request: Any, timer: Any, given: dict[str, Any], version: str) -> Any:
        """Stop a timer and record its hours, on the day it was started."""
        once = OnceField.new()
        said = said_in(forms.StopForm, given, once=OnceField.signed(once))
        said["entry_id"] = said.pop("once")
        return self.again(actions.stop_timer(request.actor, timer=timer, **said))


class DroppedTimer(_Timers):
    @operation(
        "drop_timer", "hours.log", of=queries.timer_of, gives=TimerShape, changes=True,
        versioned=True, links={"read": Link("read_timer")}, blocked=("timer_stopped",),
    )  # fmt: skip
    def post(self, request: Any, timer: Any, version: str) -> Any:
        """Stop a timer and record nothing."""
        return self.again(actions.drop_timer(request.actor, timer=timer))
