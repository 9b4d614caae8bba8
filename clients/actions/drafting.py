"""Keep what is being typed into a step, before it is saved.

A draft is its writer's own and no answer yet. That somebody began to type is recorded, not each
pause for breath (docs/decisions/0026).
"""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from clients.actions.intakes import refuse_unless_open
from clients.actions.rows import seat_of
from clients.models import Intake, StepDraft
from clients.rules.drafts import keepable
from clients.rules.intake import STEP_BY_CODE
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.audit.recording import record

Said = Mapping[str, list[str]]
ONCE_IN = timedelta(hours=1)


def keep_draft(actor: Actor, *, intake: Intake, step: str, said: Said, version: int) -> StepDraft:
    """Keep what stands in the fields of a step; the answers of the intake stay as they are.

    :param version: of the intake when the page was opened
    """
    require(actor, "intake.work", intake)
    refuse_unless_open(intake, STEP_BY_CODE[step])
    rows = StepDraft.objects.select_for_update(of=("self",)).select_related("key")
    draft = rows.filter(intake=intake, step=step, kept_by=seat_of(actor)).first()
    if draft is None or draft.begun_at < timezone.now() - ONCE_IN:
        return begin_draft(actor, intake=intake, step=step, said=said, version=version)
    draft.said, draft.base = keepable(step, said), version
    draft.save()
    return draft


@action("draft.begun")
def begin_draft(actor: Actor, *, intake: Intake, step: str, said: Said, version: int) -> StepDraft:
    """Keep a draft where there is none, or none that was begun within the hour."""
    require(actor, "intake.work", intake)
    refuse_unless_open(intake, STEP_BY_CODE[step])
    draft, is_new = StepDraft.objects.select_for_update(of=("self",)).get_or_create(
        intake=intake, step=step, kept_by=seat_of(actor),
        defaults={
            "key": intake.key, "base": version, "begun_at": timezone.now(),
            "said": keepable(step, said),
        },
    )  # fmt: skip
    if not is_new:
        draft.said, draft.base, draft.begun_at = keepable(step, said), version, timezone.now()
        draft.save()
    record(actor, "draft.begun", intake, detail={"step": step})
    return draft
