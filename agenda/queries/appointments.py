"""Hearings and appointments of a case and of a person, and what clashes with one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda import hooks
from agenda.models import Appointment, AppointmentMove, Attendee
from agenda.policy import visible_appointments
from agenda.queries.tasks import assignees
from agenda.rules import appointments as rules
from cases.hooks import Blocker
from cases.models import Case
from clients.models import Client
from clients.policy import outside_walls
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url, current_clinic
from clinic.vault.keys import preload
from interpreters.models import Booking
from interpreters.policy import visible_bookings
from interpreters.rules import bookings as booking_rules

MOST = 200
# For how long it is told that something moved or was cancelled.
TOLD = timedelta(days=7)


@dataclass(frozen=True)
class AppointmentLine:
    """An appointment in words; `when` by the clock of the place."""

    appointment: Appointment
    kind: Any
    when: str
    zone: str
    state: Any
    tone: str
    accompaniment: Any
    accompaniment_tone: str
    who: list[str]
    is_past: bool


def local_of(appointment: Any) -> datetime:
    """Return when it begins by the clock of its place."""
    found: datetime = appointment.starts_at.astimezone(_zone(appointment.zone))
    return found


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # a name that the machine's tables lost
        return ZoneInfo(current_clinic().time_zone)


def said_at(moment: datetime, zone: str) -> str:
    return date_format(moment.astimezone(_zone(zone)), "j M Y, H:i", use_l10n=False)


def appointments_of_case(actor: Actor, case: Case) -> tuple[list[Appointment], list[Appointment]]:
    """Return what is planned in a case, the soonest first, and the latest of the rest."""
    rows = _with_people(visible_appointments(actor).filter(case=case))
    planned = rows.filter(state=rules.PLANNED).order_by("starts_at", "id")[:MOST]
    rest = rows.exclude(state=rules.PLANNED).order_by("-starts_at", "-id")[:MOST]
    return _opened(planned), _opened(rest)


def coming(
    actor: Actor, *, within: timedelta, now: datetime | None = None
) -> QuerySet[Appointment]:
    """Return what the actor goes along to, from an hour ago on, the soonest first.

    However far ahead it is, what somebody else moved or cancelled this week is there: `told`.
    """
    now = now or timezone.now()
    moves = AppointmentMove.objects.filter(
        appointment=OuterRef("pk"), at__gt=now - TOLD, became__in=("moved", rules.CANCELLED)
    )
    told = Exists(moves.exclude(by=actor.membership_id))
    soon = Q(state=rules.PLANNED, starts_at__lte=now + within)
    rows = visible_appointments(actor).annotate(told=told).filter(
        goes_along(actor.membership_id),
        soon | Q(told=True, state__in=(rules.PLANNED, rules.CANCELLED)),
        starts_at__gte=now - timedelta(hours=1),
    )  # fmt: skip
    return _with_people(rows).order_by("starts_at", "id")


def still_concerns(row: Appointment, seat: Membership) -> bool:
    """Tell whether somebody goes along and still works on the case."""
    goes = Appointment.objects.filter(goes_along(seat.pk), pk=row.pk).exists()
    return goes and seat.pk in {one.pk for one in assignees(row.case)}


def goes_along(seat: UUID | None) -> Q:
    goes = Attendee.objects.filter(appointment=OuterRef("pk"), membership=seat)
    return Q(Exists(goes)) | Q(advocate=seat)


def _with_people(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return rows.select_related("key", "case__client", "advocate__user").prefetch_related(
        "attendees__membership__user"
    )


def _opened(rows: Iterable[Appointment]) -> list[Appointment]:
    found = list(rows)
    preload({row.key_id for row in found})
    return found


def appointment_of(actor: Actor, pk: UUID) -> Appointment:
    """Return an appointment. :raises NotVisible: there is none for this actor"""
    rows = _with_people(visible_appointments(actor)).select_related(
        "key", "case__client__key", "case__key", "advocate__user", "added_by__user",
        "booking__interpreter__key", "booking__key",
    )  # fmt: skip
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("appointment")
    return found


def appointment_exists(actor: Actor, pk: UUID) -> bool:
    return visible_appointments(actor).filter(pk=pk).exists()


def appointment_line(row: Appointment) -> AppointmentLine:
    state, tone = rules.STATES[row.state]
    accompaniment, accompaniment_tone = rules.ACCOMPANIMENT[row.accompaniment]
    names = [one.membership.user.name for one in row.attendees.all()]
    if row.advocate is not None and row.advocate.user.name not in names:
        names.append(row.advocate.user.name)
    return AppointmentLine(
        row, rules.KINDS[row.kind], said_at(row.starts_at, row.zone), row.zone.replace("_", " "),
        state, tone, accompaniment, accompaniment_tone, sorted(names),
        is_past=row.starts_at <= timezone.now(),
    )  # fmt: skip


def moves_of_appointment(row: Appointment) -> list[tuple[AppointmentMove, str, Any]]:
    """Return what became of it, the latest first: the move, when it was before, why in words."""
    found = AppointmentMove.objects.filter(appointment=row).select_related("key", "by__user")
    return [
        (
            move,
            said_at(move.was_at, move.was_zone or row.zone) if move.was_at else "",
            rules.CANCEL_REASONS.get(move.reason, ""),
        )
        for move in found.order_by("-id")
    ]


def bookings_to_link(actor: Actor, client: Client, *, kept: UUID | None = None) -> list[Booking]:
    """Return a client's meetings with an interpreter that are still to come, the soonest first."""
    coming_up = Q(status__in=booking_rules.OPEN, starts_at__gt=timezone.now() - timedelta(days=1))
    rows = visible_bookings(actor).filter(coming_up | Q(pk=kept), client=client)
    found = list(rows.select_related("interpreter").order_by("starts_at")[:MOST])
    preload({row.interpreter.key_id for row in found if row.interpreter is not None})
    return found


def clashes(actor: Actor, row: Appointment) -> list[str]:
    """Say who has something else at that time: each who goes along, and the client.

    Of a case the actor does not reach only that somebody is busy is told; of one that a wall keeps
    them out of nothing: whoever reaches all others would know which it is.
    """
    if row.state != rules.PLANNED:
        return []
    going = {one.membership_id: one.membership for one in row.attendees.all()}
    if row.advocate is not None:
        going[row.advocate.pk] = row.advocate
    near = Appointment.objects.filter(
        state=rules.PLANNED,
        starts_at__gt=row.starts_at - rules.ASKED_AROUND,
        starts_at__lt=rules.ends_at(row.starts_at, row.minutes),
    ).exclude(pk=row.pk)
    near = outside_walls(actor, near, "case__client_id").filter(
        Q(case__client=row.case.client_id)
        | Q(advocate__in=going)
        | Q(Exists(Attendee.objects.filter(appointment=OuterRef("pk"), membership__in=going)))
    )
    found = [
        other
        for other in near.select_related("case").prefetch_related("attendees")
        if rules.overlap(row.starts_at, row.minutes, other.starts_at, other.minutes)
    ]
    seen = set(
        visible_appointments(actor)
        .filter(pk__in=[other.pk for other in found])
        .values_list("pk", flat=True)
    )
    said = [text for other in found for text in _clash_texts(row, other, going, other.pk in seen)]
    return [*said, *_booked_elsewhere(row), *_named_elsewhere(row)]


def _clash_texts(
    row: Appointment, other: Appointment, going: dict[UUID, Membership], seen: bool
) -> Iterable[str]:
    when = said_at(other.starts_at, row.zone)
    where = other.case.number if seen else _("another case")
    busy = {one.membership_id for one in other.attendees.all()} | {other.advocate_id}
    for pk, seat in going.items():
        if pk in busy:
            yield _("%(person)s has something else then: %(when)s, %(case)s.") % {
                "person": seat.user.name, "when": when, "case": where,
            }  # fmt: skip
    if other.case.client_id == row.case.client_id:
        yield _("The client has something else then: %(when)s, %(case)s.") % {
            "when": when, "case": where,
        }  # fmt: skip


def _booked_elsewhere(row: Appointment) -> Iterable[str]:
    near = Booking.objects.filter(
        client=row.case.client_id, status__in=booking_rules.OPEN,
        starts_at__gt=row.starts_at - rules.ASKED_AROUND,
        starts_at__lt=rules.ends_at(row.starts_at, row.minutes),
    )  # fmt: skip
    for other in near:
        if other.pk != row.booking_id and rules.overlap(
            row.starts_at, row.minutes, other.starts_at, other.minutes
        ):
            yield _("The client meets with an interpreter then: %(when)s.") % {
                "when": said_at(other.starts_at, row.zone)
            }


def _named_elsewhere(row: Appointment) -> Iterable[str]:
    """Say that a paper names an hour for the client then; nobody planned that one yet."""
    begins = local_of(row).replace(tzinfo=None)
    days = begins.date(), rules.ends_at(begins, row.minutes).date()
    for ask in hooks.named_hours:
        for hour in ask(row.case.client_id, *days):
            other = datetime.combine(hour.day, hour.at)
            if hour.case_id == row.case_id and other == begins:
                continue  # that is this one
            if rules.overlap(begins, row.minutes, other, rules.USUAL):
                yield _("A notice names an hour for the client then: %(when)s.") % {
                    "when": date_format(other, "j M Y, H:i", use_l10n=False)
                }


def linked_booking_text(row: Appointment) -> str:
    """Say what does not fit between an appointment and the interpreter booked for it."""
    booking = row.booking
    if booking is None:
        return ""
    if booking.status == booking_rules.CANCELLED:
        return _("The interpreter was called off.")
    if row.state == rules.CANCELLED and booking.status in booking_rules.OPEN:
        return _("The interpreter is still booked. Call that off too.")
    end = rules.ends_at(row.starts_at, row.minutes)
    booked_until = rules.ends_at(booking.starts_at, booking.minutes)
    if row.state == rules.PLANNED and not (
        booking.starts_at <= row.starts_at and end <= booked_until
    ):
        return _("The interpreter is booked for another time: %(when)s.") % {
            "when": said_at(booking.starts_at, row.zone)
        }
    return ""


def planned_blockers(case: Case) -> list[Blocker]:
    """What is still to come keeps a case open."""
    rows = Appointment.objects.filter(case=case, state=rules.PLANNED, starts_at__gt=timezone.now())
    number = rows.count()
    if not number:
        return []
    text = ngettext(
        "%(number)s hearing or appointment is planned: cancel it first.",
        "%(number)s hearings or appointments are planned: cancel them first.",
        number,
    ) % {"number": number}
    return [Blocker(text, clinic_url("agenda:of_case", case.pk), _("See them"))]
