"""What somebody types into a step of an intake and has not saved yet."""

from django.db import models

from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField
from clinic.vault.models import ClientKeyed


class StepDraft(ClientKeyed):
    """One writer's own: nobody else reads it, and no second writer's words can replace it."""

    intake = models.ForeignKey("clients.Intake", on_delete=models.PROTECT, related_name="drafts")
    step = models.CharField(max_length=30)
    # Field -> what stands in it, as the browser sends it.
    said = EncryptedJSONField(label="step_draft.said")
    # Of the intake when the page was opened: was something saved since?
    base = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    kept_at = models.DateTimeField(auto_now=True)
    kept_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "intake", "step", "kept_by"], name="clients_draft_once"
            )
        ]
