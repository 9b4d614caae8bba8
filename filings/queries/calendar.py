"""What falls on which day: windows that open, days to plan for, last days, days to ask an agency.

By case number and form alone: a calendar hangs on walls and lies on desks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Window,
)
from django.db.models.functions import RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import Appointment
from agenda.policy import visible_appointments
from agenda.queries.appointments import goes_along, local_of
from agenda.rules import appointments as appointment_rules
from clinic.access.actor import Actor
from filings.models import Deadline
from filings.policy import visible_deadlines, visible_notices
from filings.queries import standing
from filings.queries.deadlines import rule_name
from filings.queries.listing import of_whom
from filings.queries.planning import told_last
from filings.rules.notices import HEARING
from filings.rules.notices import KINDS as NOTICES

# What can stand on a day, in the order in which it is read there.
KINDS: Mapping[str, Promise] = {
    "last_day": gettext_lazy("Last day"),
    "hearing": gettext_lazy("Hearing"),
    "appointment": gettext_lazy("Appointment"),
    "ask_agency": gettext_lazy("Ask the agency"),
    "plan_for": gettext_lazy("Plan for"),
    "opens": gettext_lazy("Opens"),
}
ORDER = {kind: place for place, kind in enumerate(KINDS)}
SHOWN = (
    "pk", "rule", "outer", "case_id", "case__number", "filing_id", "filing__form",
    "number", "two_readings",
)  # fmt: skip
# Planned meetings of the days of one sheet.
MOST_PLANNED = 1000
# An entry, the column that brought it, and how many that column has on the day.
Found = tuple["CalendarEntry", str, int]


@dataclass(frozen=True)
class CalendarEntry:
    """One thing on one day: of a deadline, a place to be that a notice about a filing names, or a
    hearing or appointment that was planned.
    """

    kind: str
    day: date
    case: UUID
    case_number: str
    form: str
    title: str
    deadline: UUID | None = None
    filing: UUID | None = None
    appointment: UUID | None = None
    # By the clock of the place where it is.
    at: time | None = None
    contested: bool = False

    @property
    def label(self) -> Promise:
        return KINDS[self.kind]


@dataclass
class CalendarDay:
    """`number` counts everything of the day, also what is not in `entries`."""

    entries: list[CalendarEntry] = field(default_factory=list)
    number: int = 0

    @property
    def more(self) -> int:
        return self.number - len(self.entries)


@dataclass(frozen=True)
class CalendarFilter:
    mine: bool = False
    person: UUID | str | None = None  # a seat that works on the case, or NOBODY


def calendar_days(
    actor: Actor, first: date, last: date, wanted: CalendarFilter, *, per_day: int
) -> dict[date, CalendarDay]:
    """Return the days from `first` to `last` that have something, in six statements.

    :param per_day: how many entries of a day are given; all are counted
    """
    deadlines = visible_deadlines(actor).filter(standing.IS_OPEN, of_whom(actor, wanted))
    within = (first, last)
    earlier = Q(by_rule__lt=F("target"))
    found = [
        *_dated(deadlines.filter(outer__range=within), "outer", per_day),
        *_dated(
            deadlines.filter(Q(target__range=within) & ~earlier).exclude(target=F("outer")),
            "target", per_day,
        ),
        *_dated(deadlines.filter(earlier, by_rule__range=within), "by_rule", per_day),
        *_dated(deadlines.filter(opens__range=within), "opens", per_day),
        *_places_to_be(actor, within, wanted, per_day),
        *_planned(actor, within, wanted),
    ]  # fmt: skip
    return _by_day(found, per_day)


def _dated(rows: QuerySet[Deadline], column: str, per_day: int) -> Iterable[Found]:
    """Yield the first entries of each day with how many of this kind the day has."""
    same_day = F(column)
    numbered = rows.annotate(
        place=Window(RowNumber(), partition_by=same_day, order_by="id"),
        number=Window(Count("*"), partition_by=same_day),
        two_readings=ExpressionWrapper(standing.CONTESTED, output_field=BooleanField()),
    ).filter(place__lte=per_day)
    # Each name once: Django's wrapper for windows counts a column that is asked for twice as one.
    names = dict.fromkeys((*SHOWN, column))
    for row in numbered.values(*names):
        entry = CalendarEntry(
            kind=_kind(column, binds_us=row["outer"] is not None),
            day=row[column],
            case=row["case_id"],
            case_number=row["case__number"],
            form=row["filing__form"] or "",
            title=rule_name(row["rule"]) if row["rule"] else _("Day set by a judge or agency"),
            deadline=row["pk"],
            filing=row["filing_id"],
            contested=bool(row["two_readings"]),
        )
        yield entry, column, row["number"]


def _places_to_be(
    actor: Actor, within: tuple[date, date], wanted: CalendarFilter, per_day: int
) -> Iterable[Found]:
    """Yield hearings and appointments; of several notices of a kind about a filing the last one."""
    rows = visible_notices(actor).filter(
        told_last(), of_whom(actor, wanted), appointment_on__range=within
    )
    day = F("appointment_on")
    numbered = rows.annotate(
        place=Window(RowNumber(), partition_by=day, order_by=["appointment_time", "id"]),
        number=Window(Count("*"), partition_by=day),
    ).filter(place__lte=per_day)
    for row in numbered.values(
        "kind", "appointment_on", "appointment_time", "case_id", "case__number", "filing_id",
        "filing__form", "number",
    ):  # fmt: skip
        assert row["appointment_on"] is not None
        entry = CalendarEntry(
            kind="hearing" if row["kind"] == HEARING else "appointment",
            day=row["appointment_on"],
            case=row["case_id"],
            case_number=row["case__number"],
            form=row["filing__form"],
            title=_(NOTICES[row["kind"]].label),
            filing=row["filing_id"],
            at=row["appointment_time"],
        )
        yield entry, "appointment_on", row["number"]


def _planned(actor: Actor, within: tuple[date, date], wanted: CalendarFilter) -> Iterable[Found]:
    """Yield what was planned, by the day on the wall of the place; also where one goes along."""
    whose = of_whom(actor, wanted)
    if wanted.mine:
        whose |= goes_along(actor.membership_id)
    elif isinstance(wanted.person, UUID):
        whose |= goes_along(wanted.person)
    # No two clocks are further apart than a day.
    begin = datetime.combine(within[0] - timedelta(days=1), time(), tzinfo=UTC)
    end = datetime.combine(within[1] + timedelta(days=2), time(), tzinfo=UTC)
    rows = visible_appointments(actor).filter(
        whose, state=appointment_rules.PLANNED,
        starts_at__range=(begin, end),
    ).select_related("case")  # fmt: skip
    by_day: dict[date, list[Appointment]] = {}
    for row in rows.order_by("starts_at", "id")[:MOST_PLANNED]:
        by_day.setdefault(local_of(row).date(), []).append(row)
    for day, of_day in by_day.items():
        if not within[0] <= day <= within[1]:
            continue
        for row in of_day:
            entry = CalendarEntry(
                kind="hearing" if row.kind == "hearing" else "appointment",
                day=day,
                case=row.case_id,
                case_number=row.case.number,
                form="",
                title=str(appointment_rules.KINDS[row.kind]),
                appointment=row.pk,
                at=local_of(row).time(),
            )
            yield entry, "planned", len(of_day)


def _kind(column: str, *, binds_us: bool) -> str:
    if column == "outer":
        return "last_day"
    if column == "opens":
        return "opens"
    return "plan_for" if binds_us else "ask_agency"


def _by_day(found: Iterable[Found], per_day: int) -> dict[date, CalendarDay]:
    days: dict[date, CalendarDay] = {}
    counted: dict[tuple[date, str], int] = {}
    for entry, column, number in found:
        days.setdefault(entry.day, CalendarDay()).entries.append(entry)
        counted[entry.day, column] = number
    for (day, _column), number in counted.items():
        days[day].number += number
    for of_day in days.values():
        of_day.entries.sort(key=lambda one: (ORDER[one.kind], one.at or time(), one.case_number))
        del of_day.entries[per_day:]
    return dict(sorted(days.items()))
