"""Writes: note that somebody is silent, that they were heard of, what a coordinator answered."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Silence, SilenceDays
from agenda.rules import silence as rules
from cases.models import Assignment
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import today


@action("silence.noted")
def note_silence(
    actor: Actor, *, assignment: Assignment, heard_at: datetime, reason: str = rules.NO_SIGN
) -> Silence:
    """Put an assignment without a sign of work into the queue; done by the scan."""
    require(actor, "silence.find")
    (locked,) = Assignment.objects.select_for_update(of=("self",)).filter(pk=assignment.pk)
    if Silence.objects.filter(assignment=locked, ended_at=None).exists():
        raise Blocked(_("This is noted already."), code="sent_twice")
    silence = Silence.objects.create(assignment=assignment, reason=reason, heard_at=heard_at)
    record(
        actor, "silence.noted", silence, client_id=assignment.case.client_id,
        detail={"member": assignment.membership_id, "reason": reason},
    )  # fmt: skip
    return silence


@action("silence.ended")
def end_silence(actor: Actor, *, silence: Silence) -> Silence:
    """Take somebody out of the queue who was heard of, or is off the case; done by the scan."""
    require(actor, "silence.find")
    silence = _locked(silence)
    silence.ended_at = timezone.now()
    _save(silence)
    record(actor, "silence.ended", silence, client_id=silence.assignment.case.client_id)
    return silence


@action("silence.answered")
def answer_silence(
    actor: Actor, *, silence: Silence, answer: str, version: int, look_again_on: date | None = None
) -> Silence:
    """Say that all is well until a day, or that the case is to go to somebody else."""
    require(actor, "case.assign", silence)
    silence = _locked(silence)
    if silence.version != version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=silence,
        )
    if answer not in rules.ANSWERS:
        raise ValueError("Not an answer.")
    if answer == rules.WELL:
        last = today() + timedelta(days=rules.LATEST_LOOK)
        if look_again_on is None or not today() < look_again_on <= last:
            raise Blocked(
                _("Choose a day to look again: after today, at most %(days)s days on.")
                % {"days": rules.LATEST_LOOK},
                code="look_again_missing",
                target=silence,
            )
        silence.look_again_on, silence.ended_at = look_again_on, timezone.now()
    silence.answer, silence.answered_at = answer, timezone.now()
    silence.answered_by = seat_of(actor)
    _save(silence)
    record(
        actor, "silence.answered", silence, client_id=silence.assignment.case.client_id,
        detail={"answer": answer, "member": silence.assignment.membership_id},
    )  # fmt: skip
    return silence


@action("silence.days_set")
def set_silence_days(actor: Actor, *, days: int) -> SilenceDays:
    """Say after how many days without a sign the clinic looks after somebody."""
    require(actor, "gate.change")
    if not rules.FEWEST_DAYS <= days <= rules.MOST_DAYS:
        raise ValueError("Not so many days.")
    row, _made = SilenceDays.objects.update_or_create(
        defaults={"days": days, "changed_by": seat_of(actor)}
    )
    record(actor, "silence.days_set", row, detail={"days": days})
    return row


def _locked(silence: Silence) -> Silence:
    rows = Silence.objects.select_for_update(of=("self",)).select_related("assignment__case")
    (silence,) = rows.filter(pk=silence.pk)
    if silence.ended_at is not None:
        raise Blocked(_("This was answered already."), code="silence_over", target=silence)
    return silence


def _save(silence: Silence) -> None:
    silence.version += 1
    silence.save()
