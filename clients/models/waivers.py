"""A conflict that those concerned waived: informed, in writing, with the paper."""

from django.db import models

from clients.models.clearances import ClinicName
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class ConflictWaiver(ClientKeyed):
    """Informed consent to one match, confirmed in writing; a second person has to agree to it.

    It belongs to the two names, not to the check that met them: the next check meets them again.
    """

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="waivers")
    party = models.ForeignKey("clients.Party", on_delete=models.PROTECT, related_name="+")
    other_party = models.ForeignKey(
        "clients.Party", null=True, on_delete=models.PROTECT, related_name="+"
    )
    other_name = models.ForeignKey(
        ClinicName, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # A keyed hash of both names as they were: about a changed name nobody consented to anything.
    names_token = models.BinaryField()
    # Who consented, and what was explained to them before.
    consented = EncryptedTextField(label="waiver.consented")
    explained = EncryptedTextField(label="waiver.explained")
    given_on = models.DateField()
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # Taken back by those who gave it, or not agreed to.
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    end_reason = EncryptedTextField(label="waiver.end_reason")

    @property
    def state(self) -> str:
        if self.ended_at:
            return "ended"
        return "agreed" if self.agreed_at else "recorded"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(other_party=None) ^ models.Q(other_name=None),
                name="clients_waiver_one_other",
            )
        ]
