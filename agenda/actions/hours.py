"""Writes: record one's own hours, correct them and keep what they said, take them back."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import EarlierHours, HourEntry
from agenda.rules import hours as rules
from cases.actions.locking import locked_case
from cases.models import Case
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.people.models import Membership
from clinic.tenancy.current import today

SAID = ("day", "tenths", "kind", "what")


@action("hours.logged")
def log_hours(
    actor: Actor, /, *, case: Case, entry_id: UUID, day: date, tenths: int, kind: str,
    what: str = "",
) -> HourEntry:  # fmt: skip
    """Record one's own hours on a case; nobody records another's."""
    require(actor, "hours.log", case)
    person = locked_person(actor, case)
    case = locked_case(case)
    if HourEntry.objects.filter(pk=entry_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code="sent_twice")
    entry = HourEntry(pk=entry_id, case=case, key=case.key, person=person)
    _say(entry, day=day, tenths=tenths, kind=kind, what=what)
    entry.save(force_insert=True)
    record(
        actor, "hours.logged", entry, client_id=case.client_id,
        detail={"kind": kind, "tenths": tenths},
    )  # fmt: skip
    return entry


@action("hours.corrected")
def correct_hours(
    actor: Actor, /, *, entry: HourEntry, version: int, reason: str, **said: Any
) -> HourEntry:
    """Correct one's own hours; what they said before stays, with why.

    :param said: day, tenths, kind, what
    """
    require(actor, "hours.log", entry)
    entry = _locked(actor, entry, version)
    before = {name: getattr(entry, name) for name in SAID}
    kept = _kept(entry, reason)
    _say(entry, **said)
    changed = [name for name, was in before.items() if getattr(entry, name) != was]
    if not changed:
        raise Blocked(_("Nothing was changed."), code="nothing_changed", target=entry)
    kept.save(force_insert=True)
    _save(entry)
    record(actor, "hours.corrected", entry, client_id=entry.case.client_id, changes=changed)
    return entry


@action("hours.taken_back")
def take_back_hours(actor: Actor, *, entry: HourEntry, version: int, reason: str) -> HourEntry:
    """Take one's own hours back: they count no longer, and stay to be read."""
    require(actor, "hours.log", entry)
    entry = _locked(actor, entry, version)
    _kept(entry, reason).save(force_insert=True)
    entry.taken_back_at = timezone.now()
    _save(entry)
    record(actor, "hours.taken_back", entry, client_id=entry.case.client_id)
    return entry


def locked_person(actor: Actor, case: Case) -> Membership:
    """Lock the seat whose hours these are, so that two of a day are counted one after another."""
    (seat,) = Membership.objects.select_for_update(of=("self",)).filter(pk=seat_of(actor).pk)
    if seat.is_system:
        raise Blocked(
            _("Hours are a person's. Use an access token of that person."), code="no_person",
            target=case,
        )  # fmt: skip
    return seat


def _locked(actor: Actor, entry: HourEntry, version: int) -> HourEntry:
    locked_person(actor, entry.case)
    case = locked_case(entry.case)
    rows = HourEntry.objects.select_for_update(of=("self",)).select_related("key", "person__user")
    entry = rows.get(pk=entry.pk)
    entry.case = case
    if entry.version != version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=entry,
        )
    if entry.taken_back_at is not None:
        raise Blocked(
            _("These hours were taken back. Record them anew."), code="hours_gone", target=entry
        )
    return entry


def _say(entry: HourEntry, *, day: date, tenths: int, kind: str, what: str = "") -> None:
    if kind not in rules.KINDS or not 1 <= tenths <= rules.MOST_TENTHS:
        raise ValueError("Not hours.")
    case = entry.case
    if day > today():
        raise Blocked(_("This day is still to come."), code="future_day", target=case)
    if case.closed_on is not None and day > case.closed_on:
        raise Blocked(
            _("The case was closed before this day. Reopen it first."), code="after_closing",
            target=case,
        )  # fmt: skip
    of_day = HourEntry.objects.filter(person=entry.person, day=day, taken_back_at=None)
    others = of_day.exclude(pk=entry.pk).aggregate(all=Sum("tenths"))["all"] or 0
    if others + tenths > rules.MOST_TENTHS:
        raise Blocked(
            _("That would be more than 24 hours on one day. Look at the day again."),
            code="day_full",
            target=case,
        )
    entry.day, entry.tenths, entry.kind, entry.what = day, tenths, kind, what.strip() or None


def _kept(entry: HourEntry, reason: str) -> EarlierHours:
    if not reason.strip():
        raise Blocked(_("Say why."), code="reason_missing", target=entry)
    said = {"day": entry.day.isoformat(), "tenths": entry.tenths, "kind": entry.kind,
            "what": entry.what or ""}  # fmt: skip
    return EarlierHours(
        key=entry.key, entry=entry, version=entry.version, said=said, reason=reason.strip()
    )


def _save(entry: HourEntry) -> None:
    entry.version += 1
    entry.save()
