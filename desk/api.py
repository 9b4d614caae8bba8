"""Today and the calendar for other programs: the same queries as the pages."""

from datetime import timedelta
from typing import Any

from rest_framework import serializers

from clinic.access.policy import require
from clinic.rest.endpoint import Endpoint
from clinic.rest.failures import Invalid
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Day, Flag, Id, Shape, wrong
from clinic.tenancy.current import today
from desk import queries
from desk.rules import FIRST_YEAR, LAST_YEAR
from filings.api.deadlines import DeadlineRow
from filings.queries import KINDS, CalendarFilter, calendar_days, deadline_row, holidays_here

LONGEST = timedelta(days=92)
PER_DAY = 100


class TodayFilters(Body):
    whose = Choice(
        ["me", "team"], required=False,
        help_text="For who reaches all cases. Left out: by what the seat's roles do.",
    )  # fmt: skip


class TodaySection(Shape):
    """Deadlines that ask for attention in one way; a deadline can stand in several."""

    code = Choice([section.code for section in queries.SECTIONS])
    number = serializers.IntegerField(help_text="How many there are, counted up to 1000.")
    items = DeadlineRow(many=True, help_text="The most urgent of them.")


class TodayShape(Shape):
    """What waits today, the most urgent first; sections without a deadline are left out."""

    day = serializers.DateField(help_text="The clinic's day.")
    whose = Choice(["me", "team"], help_text="me: of the cases this seat works on or reaches.")
    sections = TodaySection(many=True)


class CalendarFilters(Body):
    first = Day()
    last = Day(help_text="At most 92 days after the first.")
    mine = Flag(required=False, help_text="Only of cases this seat is assigned to.")
    person = Id(required=False, help_text="A seat that works on the case.")


class CalendarEntryShape(Shape):
    """One thing on one day, by case number and form: nobody's name."""

    kind = Choice(KINDS)
    at = serializers.TimeField(allow_null=True, help_text="By the clock of the place it is at.")
    case = serializers.UUIDField()
    case_number = serializers.CharField()
    form = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    deadline = serializers.UUIDField(allow_null=True)
    filing = serializers.UUIDField(allow_null=True)
    appointment = serializers.UUIDField(allow_null=True)
    contested = serializers.BooleanField()


class CalendarDayShape(Shape):
    day = serializers.DateField()
    holiday = serializers.CharField(allow_blank=True, help_text="A public holiday's name.")
    number = serializers.IntegerField(help_text="How many entries the day has.")
    entries = CalendarEntryShape(many=True, help_text="The first hundred of them.")


class CalendarShape(Shape):
    """The days that have something."""

    days = CalendarDayShape(many=True)


class Today(Endpoint):
    tag = "Deadlines"

    @operation("read_today", "deadline.view", wanted=TodayFilters, gives=TodayShape)
    def get(self, request: Any, wanted: dict[str, Any]) -> Any:
        """Read what Today shows of deadlines: overdue, this week, contested, opening, unanswered.

        Needs `case.view` as well: without cases it would be empty, as if nothing were due.
        """
        require(request.actor, "case.view")
        asked = wanted.get("whose", "")
        for_me = queries.stands_alone(request.actor, asked)
        sections = [
            {
                "code": one.code,
                "number": one.number,
                "items": [deadline_row(row) for row in one.rows],
            }
            for one in queries.waiting_deadlines(request.actor, for_me=for_me)
            if one.rows
        ]
        whose = "team" if queries.sees_team(request.actor) and not for_me else "me"
        return {"day": today(), "whose": whose, "sections": sections}


class Calendar(Endpoint):
    tag = "Deadlines"

    @operation("read_calendar", "deadline.view", wanted=CalendarFilters, gives=CalendarShape)
    def get(self, request: Any, wanted: dict[str, Any]) -> Any:
        """Read what falls on which day: last days, days to plan for, windows, appointments.

        Needs `case.view` as well: without cases it would be empty, as if nothing were due.
        """
        require(request.actor, "case.view")
        first, last = wanted.pop("first"), wanted.pop("last")
        if not first <= last <= first + LONGEST:
            raise Invalid(wrong("last", "Ask for 1 to 93 days.").detail, place="parameter")
        if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
            raise Invalid(
                wrong("first", f"Ask for days from {FIRST_YEAR} to {LAST_YEAR}.").detail,
                place="parameter",
            )
        found = calendar_days(request.actor, first, last, CalendarFilter(**wanted), per_day=PER_DAY)
        holidays = holidays_here(first, last)
        return {
            "days": [
                {
                    "day": day,
                    "holiday": holidays.get(day, ""),
                    "number": found[day].number if day in found else 0,
                    "entries": found[day].entries if day in found else [],
                }
                for day in sorted({*found, *holidays})
            ]
        }
