"""Hours of a case, of a person's week and year, and the timer that runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import EarlierHours, HourEntry, Timer
from agenda.policy import own_hours, own_timers, visible_hours
from agenda.rules import hours as rules
from cases.models import Case
from cases.policy import visible_cases
from cases.queries import my_cases
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import today
from clinic.vault.keys import preload

MOST_CASES = 100


@dataclass(frozen=True)
class HourLine:
    """An entry in words. `case`: its number, or that it is reached no more; `url`: where it is."""

    entry: HourEntry
    kind: Any
    hours: str
    case: str
    what: str
    who: str
    reached: bool
    own: bool


@dataclass(frozen=True)
class Day:
    day: date
    lines: list[HourLine]
    hours: str


@dataclass(frozen=True)
class Week:
    """A person's own hours, Monday to Sunday, and the whole year beside what is aspired to."""

    first: date
    last: date
    days: list[Day]
    tenths: int
    previous: date
    next: date | None
    year: int
    year_tenths: int

    @property
    def hours(self) -> str:
        return rules.hours_text(self.tenths)

    @property
    def year_hours(self) -> str:
        return rules.hours_text(self.year_tenths)


@dataclass(frozen=True)
class Running:
    """A timer with how long it has run. `forgotten`: too long to be believed."""

    timer: Timer
    hours: str
    forgotten: bool


def _with_people(rows: QuerySet[HourEntry]) -> QuerySet[HourEntry]:
    return rows.select_related("key", "case__client", "person__user")


def hours_page(actor: Actor, case: Case, *, after: str | None) -> Page[HourEntry]:
    """Return the hours of a case, the latest recorded first."""
    page = page_of(_with_people(visible_hours(actor).filter(case=case)), order=["-id"], after=after)
    preload({row.key_id for row in page.rows})
    return page


def totals_of_case(actor: Actor, case: Case) -> tuple[str, list[tuple[str, str]]]:
    """Return the hours of a case together, and of each person, by name."""
    rows = visible_hours(actor).filter(case=case, taken_back_at=None)
    found = rows.values_list("person__user__name").annotate(all=Sum("tenths"))
    parts = list(found.order_by("person__user__name"))
    whole = rules.hours_text(sum(tenths for _name, tenths in parts))
    return whole, [(name, rules.hours_text(tenths)) for name, tenths in parts]


def hours_of(actor: Actor, pk: Any) -> HourEntry:
    """Return an entry with its case. :raises NotVisible: not there for this actor"""
    rows = visible_hours(actor).select_related(
        "key", "case__client__key", "case__key", "person__user"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("hours")
    return found


def hours_exist(actor: Actor, pk: UUID) -> bool:
    return own_hours(actor).filter(pk=pk).exists()


def earlier_of(entry: HourEntry) -> list[EarlierHours]:
    """Return what an entry said before, the latest first."""
    rows = EarlierHours.objects.filter(entry=entry).select_related("key")
    return list(rows.order_by("-version"))


def hour_lines(actor: Actor, rows: Iterable[HourEntry]) -> list[HourLine]:
    return [_line(actor, row, reached=True) for row in rows]


def _line(actor: Actor, row: HourEntry, *, reached: bool) -> HourLine:
    # What was written about a case that is reached no more is not opened.
    return HourLine(
        row,
        rules.KINDS[row.kind],
        rules.hours_text(row.tenths),
        f"{row.case.number} · {row.case.client.code_name}" if reached
        else _("A case you no longer work on"),
        what=(row.what or "") if reached else "",
        who=row.person.user.name,
        reached=reached,
        own=row.person_id == actor.membership_id,
    )  # fmt: skip


def week_of(actor: Actor, day: date) -> Week:
    """Return the week a day lies in. Hours taken back are not in it."""
    first = rules.monday_of(day)
    last = first + timedelta(days=6)
    standing = own_hours(actor).filter(taken_back_at=None)
    rows = list(_with_people(standing.filter(day__range=(first, last))).order_by("day", "id"))
    reached = set(
        visible_cases(actor).filter(pk__in={row.case_id for row in rows}).values_list("pk")
    )
    preload({row.key_id for row in rows if (row.case_id,) in reached})
    begin, end = rules.year_of(day)
    in_year = standing.filter(day__gte=begin, day__lt=end).aggregate(all=Sum("tenths"))
    days = []
    for turn in range(7):
        at = first + timedelta(days=turn)
        of_day = [row for row in rows if row.day == at]
        lines = [_line(actor, row, reached=(row.case_id,) in reached) for row in of_day]
        days.append(Day(at, lines, rules.hours_text(sum(row.tenths for row in of_day))))
    coming = first + timedelta(days=7)
    return Week(
        first, last, days,
        tenths=sum(row.tenths for row in rows),
        previous=first - timedelta(days=7),
        next=coming if coming <= today() else None,
        year=day.year,
        year_tenths=in_year["all"] or 0,
    )  # fmt: skip


def cases_to_log(actor: Actor) -> list[tuple[str, str]]:
    """Return the open cases the actor is assigned to, to choose from."""
    rows = my_cases(actor).select_related("client").order_by("-id")[:MOST_CASES]
    return [(str(case.pk), f"{case.number} · {case.client.code_name}") for case in rows]


def running_timer(actor: Actor) -> Running | None:
    rows = own_timers(actor).filter(ended_at=None).select_related("case__client", "person__user")
    found = rows.first()
    return running(found) if found else None


def running(timer: Timer) -> Running:
    """Tell how long a timer has run, or ran."""
    end = timer.ended_at or timezone.now()
    return Running(
        timer,
        rules.hours_text(rules.tenths_between(timer.started_at, end)),
        forgotten=end - timer.started_at > rules.FORGOTTEN,
    )


def timer_of(actor: Actor, pk: Any) -> Timer:
    """:raises NotVisible: not the actor's, or on a case the actor does not reach"""
    rows = own_timers(actor).select_related("case__client__key", "case__key", "person__user")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("timer")
    return found
