"""That no date runs for a filing: said by a person, never assumed."""

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models.filings import Filing


class NoDeadline(ClientKeyed):
    """It holds for the filing as it stood: a step, notice or deadline that comes later ends it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="no_deadlines")
    at_status = models.CharField(max_length=20)
    reason = EncryptedTextField(label="no_deadline.reason")
    said_at = models.DateTimeField(auto_now_add=True)
    said_on = models.DateField()
    said_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "filing", "said_at"], name="filings_no_deadline"),
        ]
