"""Hours, a running timer, a funder and a rate, in the world's case."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from agenda import actions
from agenda.models import HourEntry, Silence, StatusAsk
from cases.models import Assignment, Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id


def hours_for(actor: Actor, case: Case, **changes: Any) -> HourEntry:
    """Record an hour and a half of today."""
    said: dict[str, Any] = {"day": today(), "tenths": 15, "kind": "direct", "what": "A talk."}
    return actions.log_hours(actor, case=case, entry_id=new_id(), **said | changes)


def asked_once(place: Any) -> StatusAsk:
    """Ask the attorney the question of this month."""
    return actions.ask_status(
        Actor.system(place.clinic, "silence"), membership=place.people["attorney"].membership,
        month=today().replace(day=1),
    )  # fmt: skip


def silent(place: Any) -> Silence:
    """Put the advocate's assignment into the queue of those who are not heard of."""
    rows = Assignment.objects.select_related("case__client")
    row = rows.get(case=place.case, role="advocate", ended_at=None)
    scan = Actor.system(place.clinic, "silence")
    return actions.note_silence(scan, assignment=row, heard_at=timezone.now() - timedelta(days=40))


def keep_hours(place: Any) -> None:
    case = Case.objects.select_related("client__key", "key").get(pk=place.case.pk)
    attorney = place.people["attorney"]
    place.hours = hours_for(attorney, case)
    place.timer = actions.start_timer(attorney, case=case, timer_id=new_id())
    place.silence = silent(place)
    place.status_ask = asked_once(place)
    coordinator = place.people["coordinator"]
    place.funder = actions.add_funder(coordinator, funder_id=new_id(), name="Example Foundation")
    actions.set_funder(coordinator, case=case, funder=place.funder, since=case.opened_on)
    actions.set_rate(
        coordinator, rate_id=new_id(), kind="", funder=None, cents=3180, currency="USD",
        valid_from=case.opened_on,
    )  # fmt: skip
