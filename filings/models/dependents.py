"""What was decided about the filings that a step opened the way to."""

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models.filings import Filing


class DependentDecision(ClientKeyed):
    """A proposal that was answered; an open one has no row: catalogue and steps say it."""

    ACCEPTED, DISMISSED = "accepted", "dismissed"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="dependents")
    # The step it follows and the form it proposes: together they name a proposal of the catalogue.
    on = models.CharField(max_length=20)
    form = models.CharField(max_length=20)
    decision = models.CharField(max_length=10)
    reason = EncryptedTextField(label="dependent_decision.reason")
    made = models.ForeignKey(Filing, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "filing", "on", "form"], name="filings_dependent_once"
            )
        ]
