"""Writes: training somebody has done, confirmed by somebody else; and who may meet survivors."""

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked, Refused
from clinic.audit import record
from clinic.tenancy.current import clinic_url, current_clinic, today
from staffing.actions.profiles import SENT_TWICE
from staffing.models import Training
from staffing.queries.training import lacking_at_intake
from staffing.rules.training import MEETS, WAYS, modules

INTAKE = MEETS


@action("training.added")
def add_training(
    actor: Actor, *, training_id: UUID, module: str, done_on: date, how: str, provider: str = ""
) -> Training:
    """Write down training of one's own; it counts from when somebody else confirmed it."""
    require(actor, "profile.edit")
    seat = seat_of(actor)
    if seat.is_system:
        raise Refused(_("A program is nobody to give a case."), code="not_a_person")
    if module not in modules() or how not in WAYS:
        raise ValueError("Not a training that is known.")
    if Training.objects.filter(pk=training_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    if done_on > today():
        raise Blocked(_("Training cannot be done on a future day."), code="future_day")
    training = Training(
        pk=training_id, membership=seat, module=module, done_on=done_on, how=how,
        provider=provider.strip() or None,
    )  # fmt: skip
    training.save(force_insert=True)
    record(actor, "training.added", training, detail={"kind": module})
    return training


@action("training.confirmed")
def confirm_training(actor: Actor, *, training: Training) -> Training:
    """Say that one saw the certificate, or was there."""
    require(actor, "profile.confirm", training)
    require_person(actor, training)
    training = _locked(training)
    if training.membership_id == actor.membership_id:
        raise Blocked(
            _("Nobody confirms this for themselves. Ask somebody else."),
            code="own_word",
            target=training,
        )
    if training.confirmed_at is not None:
        raise Blocked(_("This is confirmed already."), code="confirmed_already", target=training)
    training.confirmed_at, training.confirmed_by = timezone.now(), seat_of(actor)
    training.save(update_fields=["confirmed_at", "confirmed_by"])
    record(actor, "training.confirmed", training, detail={"kind": training.module})
    return training


@action("training.removed")
def remove_training(actor: Actor, *, training: Training) -> Training:
    """Take a training back: who wrote it down, or who confirms them, when it was a mistake."""
    own = training.membership_id == actor.membership_id
    require(actor, "profile.edit" if own else "profile.confirm", training)
    training = _locked(training)
    training.removed_at, training.removed_by = timezone.now(), seat_of(actor)
    training.save(update_fields=["removed_at", "removed_by"])
    record(actor, "training.removed", training, detail={"kind": training.module})
    return training


def refuse_untrained(actor: Actor) -> None:
    """Refuse intake and screening to whoever lacks what is asked first, and say where to go.

    Programs and the product's own services meet nobody. The administrators of a clinic decide
    whether it asks for training at all.

    :raises Blocked: what is missing or has run out, by name
    """
    seat = actor.membership
    if not current_clinic().asks_training or seat is None or seat.is_system:
        return
    lacking = lacking_at_intake(seat)
    if lacking:
        what = "; ".join(
            _("%(module)s (has run out)") % {"module": _(module.name)}
            if why == "expired"
            else _("%(module)s (not confirmed)") % {"module": _(module.name)}
            for module, why in lacking
        )
        raise Blocked(
            _("Before you meet survivors or read their answers, you need training: %(what)s.")
            % {"what": what},
            code="training_needed",
            url=clinic_url("staffing:training"),
            label=_("Your training"),
        )


def _locked(training: Training) -> Training:
    rows = Training.objects.select_for_update(of=("self",)).select_related("membership__user")
    current: Training = rows.get(pk=training.pk)
    if current.removed_at is not None:
        raise Blocked(_("This was taken back."), code="removed_already", target=current)
    return current
