"""Who handed a case over to whom, and whether it was read."""

from django.db import models

from cases.models.cases import Assignment, Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class Handover(ClientKeyed):
    """A case went from one person to another, with all that hung on the first."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    leaver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # The successor's role on the case, held by this assignment.
    role = models.CharField(max_length=20)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    # One of `rules.handing.REASONS`, and what was said of it.
    reason = models.CharField(max_length=12)
    words = EncryptedTextField(label="handover.words")
    last_day = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # When the successor said that they have read it.
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "case", "-id"], name="cases_handover_case"),
            models.Index(
                fields=["clinic", "successor"],
                condition=models.Q(read_at=None),
                name="cases_handover_unread",
            ),
        ]
