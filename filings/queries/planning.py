"""Hearings and appointments that a notice names: planned by somebody or not, and when they are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)  # fmt: skip
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext

from agenda.hooks import NamedHour
from agenda.models import Appointment
from agenda.policy import visible_appointments
from agenda.rules.appointments import CANCELLED
from cases.hooks import NextStep
from cases.models import Case
from cases.rules import CLOSED
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url, current_clinic, day_of, today
from filings.models import Notice
from filings.policy import visible_notices
from filings.queries.filings import NoticeRow
from filings.rules.notices import BIOMETRICS, HEARING, INTERVIEW
from filings.rules.notices import KINDS as NOTICES

# kind of a notice -> kind of an appointment
PLANNED_AS = {HEARING: "hearing", INTERVIEW: "interview", BIOMETRICS: "biometrics"}


def told_last() -> Q:
    """Of several notices of a kind about a filing the last one says the day."""
    newer = Notice.objects.filter(
        Q(notice_date__gt=OuterRef("notice_date"))
        | Q(notice_date=OuterRef("notice_date"), pk__gt=OuterRef("pk")),
        filing=OuterRef("filing"), kind=OuterRef("kind"),
    ).exclude(appointment_on=None)  # fmt: skip
    return ~Q(Exists(newer))


def plan_step_rows(actor: Actor, case: Case) -> QuerySet[Notice] | None:
    """Offer what a notice names and nobody planned: until then nothing warns of a clash."""
    if not actor.has("appointment.edit") or case.stage == CLOSED:
        return None
    # The day on the clinic's wall.
    wall = Func(Value(current_clinic().time_zone), F("starts_at"), function="timezone",
                output_field=DateTimeField())  # fmt: skip
    there = Appointment.objects.filter(case=OuterRef("case")).exclude(state=CANCELLED)
    there = there.annotate(on=Cast(wall, DateField()))
    rows = visible_notices(actor).filter(
        told_last(), ~Q(Exists(there.filter(on=OuterRef("appointment_on")))),
        case=case, kind__in=PLANNED_AS, appointment_on__gte=today(),
    )  # fmt: skip
    hour = Coalesce(Cast("appointment_time", CharField()), Value(""))
    told = Concat("kind", Value(";"), Cast("case_id", CharField()), Value(";"), hour)
    return rows.annotate(step_text=told, step_day=F("appointment_on"))


def plan_step(_pk: UUID, told: str, day: date | None) -> NextStep | None:
    kind, case_id, hour = told.split(";")
    if day is None:
        return None
    title = gettext("Plan this hearing") if kind == HEARING else gettext("Plan this appointment")
    return NextStep(title, _plan_url(UUID(case_id), kind, day, hour[:5]), day,
                    gettext(NOTICES[kind].label))  # fmt: skip


def with_plans(actor: Actor, case: Case, rows: list[NoticeRow]) -> list[NoticeRow]:
    """Say of each notice where what it names was planned, or where that is done."""
    days = {row.notice.appointment_on for row in rows if row.notice.kind in PLANNED_AS}
    if not any(days) or not actor.has("appointment.view"):
        return rows
    planned: dict[date, UUID] = {}
    there = visible_appointments(actor).filter(case=case).exclude(state=CANCELLED)
    for pk, begins in there.order_by("-starts_at").values_list("pk", "starts_at")[:200]:
        planned[day_of(begins)] = pk
    may_plan = actor.has("appointment.edit") and case.stage != CLOSED
    return [_with_plan(case, row, planned, may_plan) for row in rows]


def _with_plan(case: Case, row: NoticeRow, planned: dict[date, UUID], may_plan: bool) -> NoticeRow:
    notice, day = row.notice, row.notice.appointment_on
    if day is None or notice.kind not in PLANNED_AS:
        return row
    if day in planned:
        return replace(row, planned_url=clinic_url("agenda:appointment", planned[day]))
    if not may_plan or day < today():
        return row
    hour = f"{notice.appointment_time:%H:%M}" if notice.appointment_time else ""
    return replace(row, plan_url=_plan_url(case.pk, notice.kind, day, hour))


def _plan_url(case_id: UUID, kind: str, day: date, hour: str) -> str:
    said = {"kind": PLANNED_AS[kind], "day": day.isoformat(), "time": hour}
    given = urlencode({name: value for name, value in said.items() if value})
    return f"{clinic_url('agenda:add_appointment', case_id)}?{given}"


def named_hours(client_id: UUID, first: date, last: date) -> Iterable[NamedHour]:
    """Yield the hours that notices name for a client, each by the clock of its place."""
    rows = Notice.objects.filter(
        told_last(), case__client=client_id, case__closed_on=None,
        appointment_on__range=(first, last), appointment_time__isnull=False,
    )  # fmt: skip
    for case_id, day, at in rows.values_list("case_id", "appointment_on", "appointment_time"):
        assert day is not None
        assert at is not None
        yield NamedHour(case_id, day, at)
