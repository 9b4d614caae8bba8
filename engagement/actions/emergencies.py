"""Writes: work before the letter is signed, for a reason and for some days."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.locking import locked_case, stays_open
from cases.models import Case
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import today
from engagement import rules
from engagement.actions.letters import SENT_TWICE
from engagement.models import EmergencyWork
from engagement.queries import emergency_open, uncovered


@action("emergency.said")
def say_emergency(
    actor: Actor, *, case: Case, emergency_id: UUID, reason: str, words: str, days: int
) -> EmergencyWork:
    """Let work begin before the letter is signed: once by an attorney, again by a supervisor.

    :param reason: a code of `rules.EMERGENCIES`
    """
    require(actor, "emergency.say", case)
    require_person(actor, case)
    if reason not in rules.EMERGENCIES:
        raise ValueError("Not an emergency.")
    case = locked_case(case)
    stays_open(case)
    if EmergencyWork.objects.filter(pk=emergency_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    if not words.strip():
        raise Blocked(_("Say what happened."), code="reason_missing", target=case)
    if not 1 <= days <= rules.MOST_EMERGENCY_DAYS:
        raise Blocked(
            _("An emergency holds for 1 to %(most)s days.") % {"most": rules.MOST_EMERGENCY_DAYS},
            code="days_out_of_range",
            target=case,
        )
    if not uncovered(case):
        raise Blocked(
            _("Signed letters cover every matter of this case."), code="covered", target=case
        )
    _no_second(actor, case)
    emergency = EmergencyWork(
        pk=emergency_id, key=case.key, case=case, reason=reason, words=words.strip(),
        began_on=today(), until=rules.last_day(today(), days), said_by=seat_of(actor),
    )  # fmt: skip
    emergency.save(force_insert=True)
    record(
        actor, "emergency.said", emergency, client_id=case.client_id,
        detail={"reason": reason, "days": days},
    )  # fmt: skip
    return emergency


def _no_second(actor: Actor, case: Case) -> None:
    before = emergency_open(case)
    if before is not None and before.until >= today():
        raise Blocked(
            _("An emergency is recorded already and still holds."),
            code="emergency_there",
            target=case,
        )
    earlier = EmergencyWork.objects.filter(case=case).exists()
    if earlier and not actor.has("letter.approve"):
        raise Blocked(
            _("This case had an emergency already. Only a supervisor records another one."),
            code="second_emergency",
            target=case,
        )
    if before is not None:
        _end(actor, before)


@action("emergency.ended")
def end_emergency(actor: Actor, *, emergency: EmergencyWork) -> EmergencyWork:
    """Say that work before signature is over."""
    require(actor, "emergency.say", emergency)
    locked_case(emergency.case)
    rows = EmergencyWork.objects.select_for_update(of=("self",)).select_related("key", "case")
    emergency = rows.get(pk=emergency.pk)
    if emergency.ended_at is not None:
        raise Blocked(_("This has ended already."), code="ended_already", target=emergency)
    _end(actor, emergency)
    record(actor, "emergency.ended", emergency, client_id=emergency.case.client_id)
    return emergency


def end_when_covered(actor: Actor, case: Case) -> None:
    """End it when every matter is covered; part of the act by which the last one was signed."""
    emergency = emergency_open(case)
    if emergency is not None and not uncovered(case):
        _end(actor, emergency)


def _end(actor: Actor, emergency: EmergencyWork) -> None:
    emergency.ended_at, emergency.ended_by = timezone.now(), actor.membership
    emergency.save(update_fields=["ended_at", "ended_by"])
