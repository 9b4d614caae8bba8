"""Writes: plan a hearing or appointment, move it, cancel it, say it took place."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.actions.moved import tell_who_goes
from agenda.models import Appointment, AppointmentMove, Attendee
from agenda.queries.tasks import assignees
from agenda.rules import appointments as rules
from cases.actions.locking import locked_case
from cases.models import Case
from cases.rules import CLOSED
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.people.models import Membership
from interpreters.models import Booking

SAID = (
    "kind", "starts_at", "minutes", "zone", "place", "note", "accompaniment", "advocate", "booking",
)  # fmt: skip
MOVED_BY = ("starts_at", "minutes", "zone", "place")
# Whoever agreed to come agreed to this.
AGREED_TO = ("starts_at", "zone", "place")
MOVED = "moved"


@action("appointment.added")
def add_appointment(
    actor: Actor, /, *, case: Case, appointment_id: UUID, **said: Any
) -> Appointment:
    """Plan a hearing or appointment in a case; what clashes with it is told, not refused.

    :param said: what `forms.AppointmentForm` gives: kind, starts_at, minutes, zone, place, note,
        attendees, accompaniment, advocate, booking
    """
    require(actor, "appointment.edit", case)
    case = locked_case(case)
    if case.stage == CLOSED:
        raise Blocked(_("This case is closed. Reopen it first."), code="closed", target=case)
    if Appointment.objects.filter(pk=appointment_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code="sent_twice")
    row = Appointment(pk=appointment_id, case=case, key=case.key, added_by=seat_of(actor))
    attendees = _say(row, frozenset(), **said)
    row.save(force_insert=True)
    _invite(row, attendees)
    record(actor, "appointment.added", row, client_id=case.client_id, detail={"kind": row.kind})
    return row


@action("appointment.changed")
def change_appointment(
    actor: Actor, /, *, appointment: Appointment, version: int, agreed_anew: bool = False,
    **said: Any,
) -> Appointment:  # fmt: skip
    """Change what is planned; when it was before, and where, is kept.

    :param agreed_anew: the advocate agreed to the new day, hour or place; else who had confirmed is
        asked again when it moves
    """
    require(actor, "appointment.edit", appointment)
    row = _locked(appointment, version)
    _refuse_unless_planned(row)
    before = {name: getattr(row, name) for name in SAID}
    going = frozenset(row.attendees.values_list("membership_id", flat=True))
    attendees = _say(row, going, **said)
    if not agreed_anew and any(getattr(row, name) != before[name] for name in AGREED_TO):
        _ask_again(row, before)
    changed = [name for name, was in before.items() if getattr(row, name) != was]
    if {seat.pk for seat in attendees} != going:
        changed.append("attendees")
    if not changed:
        raise Blocked(_("Nothing was changed."), code="nothing_changed", target=row)
    _invite(row, attendees)
    if set(changed) & set(MOVED_BY):
        move = AppointmentMove.objects.create(
            appointment=row, key=row.key, became=MOVED, was_at=before["starts_at"],
            was_minutes=before["minutes"], was_zone=before["zone"], was_place=before["place"],
            by=seat_of(actor),
        )  # fmt: skip
        tell_who_goes(actor, move)
    _save(row)
    record(
        actor, "appointment.changed", row, client_id=row.case.client_id, changes=changed,
        detail={"moved": bool(set(changed) & set(MOVED_BY))},
    )  # fmt: skip
    return row


@action("appointment.cancelled")
def cancel_appointment(
    actor: Actor, *, appointment: Appointment, reason: str, version: int
) -> Appointment:
    require(actor, "appointment.edit", appointment)
    if reason not in rules.CANCEL_REASONS:
        raise ValueError("Not a reason to cancel.")
    row = _locked(appointment, version)
    _refuse_unless_planned(row)
    _end(actor, row, rules.CANCELLED, reason)
    record(
        actor, "appointment.cancelled", row, client_id=row.case.client_id,
        detail={"reason": reason},
    )  # fmt: skip
    return row


@action("appointment.held")
def finish_appointment(actor: Actor, *, appointment: Appointment, version: int) -> Appointment:
    """Say that it took place."""
    require(actor, "appointment.edit", appointment)
    row = _locked(appointment, version)
    _refuse_unless_planned(row)
    if row.starts_at > timezone.now():
        raise Blocked(_("This time is still to come."), code="not_begun", target=row)
    _end(actor, row, rules.HELD, "")
    record(actor, "appointment.held", row, client_id=row.case.client_id)
    return row


def _locked(appointment: Appointment, version: int) -> Appointment:
    case = locked_case(appointment.case)
    rows = Appointment.objects.select_for_update(of=("self",))
    row = rows.select_related("key", "advocate", "booking").get(pk=appointment.pk)
    row.case = case
    if row.version != version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=row,
        )
    return row


def _refuse_unless_planned(row: Appointment) -> None:
    if row.state != rules.PLANNED:
        raise Blocked(
            _("This is over or cancelled. Plan a new one."), code="appointment_over", target=row
        )


def _say(
    row: Appointment,
    going: Collection[UUID],
    *,
    kind: str,
    starts_at: datetime,
    minutes: int,
    zone: str,
    place: str = "",
    note: str = "",
    attendees: Collection[Membership] = (),
    accompaniment: str = "none",
    advocate: Membership | None = None,
    booking: Booking | None = None,
) -> Collection[Membership]:
    if kind not in rules.KINDS or accompaniment not in rules.ACCOMPANIMENT:
        raise ValueError("Not an appointment.")
    if not rules.SHORTEST <= minutes <= rules.LONGEST or zone not in available_timezones():
        raise ValueError("Not a time.")
    if booking is not None and booking.client_id != row.case.client_id:
        raise ValueError("A booking of another client.")
    if accompaniment == "confirmed" and advocate is None:
        raise Blocked(
            _("Say which advocate accompanies the client."), code="advocate_missing",
            target=row.case,
        )  # fmt: skip
    new = {seat.pk for seat in attendees if seat.pk not in going}
    if advocate is not None and advocate.pk != row.advocate_id:
        new.add(advocate.pk)
    if new - {seat.pk for seat in assignees(row.case)}:
        raise Blocked(
            _("This person does not work on the case. Assign them first."),
            code="not_on_case",
            target=row.case,
        )
    row.kind, row.starts_at, row.minutes, row.zone = kind, starts_at, minutes, zone
    row.place, row.note = place.strip() or None, note.strip() or None
    row.accompaniment = accompaniment
    row.advocate = advocate if accompaniment != "none" else None
    row.booking = booking
    return attendees


def _ask_again(row: Appointment, before: dict[str, Any]) -> None:
    """Who had confirmed agreed to another day, hour or place."""
    same = row.advocate == before["advocate"]
    if same and row.accompaniment == before["accompaniment"] == "confirmed":
        row.accompaniment = "asked"


def _invite(row: Appointment, attendees: Collection[Membership]) -> None:
    wanted = {seat.pk for seat in attendees}
    Attendee.objects.filter(appointment=row).exclude(membership__in=wanted).delete()
    there = set(Attendee.objects.filter(appointment=row).values_list("membership_id", flat=True))
    Attendee.objects.bulk_create(
        [Attendee(appointment=row, membership_id=pk) for pk in sorted(wanted - there)]
    )


def _end(actor: Actor, row: Appointment, state: str, reason: str) -> None:
    row.state, row.end_reason = state, reason
    move = AppointmentMove.objects.create(
        appointment=row, key=row.key, became=state, reason=reason, by=seat_of(actor)
    )
    if state == rules.CANCELLED:
        tell_who_goes(actor, move)
    _save(row)


def _save(row: Appointment) -> None:
    row.version += 1
    row.save()
