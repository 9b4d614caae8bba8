"""What somebody had typed into a step and not saved: their own alone."""

from clients.models import Intake, StepDraft
from clinic.access.actor import Actor


def own_draft(actor: Actor, intake: Intake, step: str) -> StepDraft | None:
    if actor.membership_id is None:
        return None
    rows = StepDraft.objects.select_related("key")
    return rows.filter(intake=intake, step=step, kept_by=actor.membership_id).first()
