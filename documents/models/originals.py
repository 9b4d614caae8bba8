"""Papers of the client that the clinic has in its own hands."""

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class Original(ClientKeyed):
    """A passport, a certificate: what it is, where it lies, and who has it now."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="originals")
    what = EncryptedTextField(label="original.what")
    place = EncryptedTextField(label="original.place")
    since = models.DateField()
    kept_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(auto_now_add=True)
    # One of rules.LEFT; nothing: the clinic has it.
    left = models.CharField(max_length=10, blank=True)
    left_on = models.DateField(null=True)
    # To whom it went, or why it was written down by mistake.
    left_to = EncryptedTextField(label="original.left_to")
    left_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["clinic", "case", "-id"], name="documents_original_case")]
