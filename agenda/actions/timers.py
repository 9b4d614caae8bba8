"""Writes: start a timer on a case, stop it and record its hours, drop it."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.actions.hours import locked_person, log_hours
from agenda.models import Timer
from agenda.policy import own_timers
from agenda.rules import hours as rules
from cases.actions.locking import locked_case, stays_open
from cases.models import Case
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.people.models import Membership
from clinic.tenancy.current import day_of


@action("timer.started")
def start_timer(actor: Actor, *, case: Case, timer_id: UUID) -> Timer:
    """Start the clock; one of a person runs at a time."""
    require(actor, "hours.log", case)
    person = locked_person(actor, case)
    case = locked_case(case)
    stays_open(case)
    running = Timer.objects.filter(person=person, ended_at=None)
    if own_timers(actor).filter(ended_at=None).exists():
        raise Blocked(
            _("A timer of yours runs already. Stop it first."), code="timer_runs", target=case
        )
    # One on a case the person reaches no more could be stopped by nobody.
    running.update(state=Timer.DROPPED, ended_at=timezone.now())
    timer = Timer(pk=timer_id, case=case, person=person)
    timer.save(force_insert=True)
    record(actor, "timer.started", timer, client_id=case.client_id)
    return timer


@action("timer.stopped")
def stop_timer(
    actor: Actor, *, timer: Timer, entry_id: UUID, kind: str, what: str = "",
    tenths: int | None = None,
) -> Timer:  # fmt: skip
    """Stop the clock and record its hours, on the day it was started.

    :param tenths: how long it really was; needed where the timer was forgotten
    """
    require(actor, "hours.log", timer)
    timer = _locked(actor, timer)
    now = timezone.now()
    if tenths is None:
        if now - timer.started_at > rules.FORGOTTEN:
            raise Blocked(
                _("This timer ran for more than 12 hours. Say how long you really worked, or "
                  "drop it."),
                code="timer_forgotten",
                target=timer.case,
            )  # fmt: skip
        tenths = rules.tenths_between(timer.started_at, now)
    timer.entry = log_hours(
        actor, case=timer.case, entry_id=entry_id, day=day_of(timer.started_at), tenths=tenths,
        kind=kind, what=what,
    )  # fmt: skip
    timer.state, timer.ended_at = Timer.BOOKED, now
    timer.save()
    record(actor, "timer.stopped", timer, client_id=timer.case.client_id)
    return timer


@action("timer.dropped")
def drop_timer(actor: Actor, *, timer: Timer) -> Timer:
    """Stop the clock and record nothing."""
    require(actor, "hours.log", timer)
    timer = _locked(actor, timer)
    timer.state, timer.ended_at = Timer.DROPPED, timezone.now()
    timer.save()
    record(actor, "timer.dropped", timer, client_id=timer.case.client_id)
    return timer


def drop_timers_of(membership: Membership, cases: Sequence[UUID] | None) -> None:
    """Stop the clocks of somebody who leaves some cases, or all; part of the act that ends it."""
    rows = Timer.objects.filter(person=membership, ended_at=None)
    if cases is not None:
        rows = rows.filter(case__in=cases)
    rows.update(state=Timer.DROPPED, ended_at=timezone.now())


def _locked(actor: Actor, timer: Timer) -> Timer:
    locked_person(actor, timer.case)
    rows = Timer.objects.select_for_update(of=("self",)).select_related(
        "case__client__key", "case__key"
    )
    timer = rows.get(pk=timer.pk)
    if timer.ended_at is not None:
        raise Blocked(_("This timer was stopped already."), code="timer_stopped", target=timer.case)
    return timer
