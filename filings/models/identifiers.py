"""Numbers by which an agency or a court knows a filing, besides the receipt number."""

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models.filings import Filing


class FilingIdentifier(ClientKeyed):
    """One number of one filing. An A-number is a person's, so several filings may share it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="identifiers")
    # A code of the catalogue's identifiers.
    kind = models.CharField(max_length=30)
    value = EncryptedTextField(label="filing_identifier.value")
    # So that a letter with the number finds its case.
    token = models.BinaryField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["clinic", "token"], name="filings_identifier_token")]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "filing", "kind"], name="filings_identifier_once"
            )
        ]
