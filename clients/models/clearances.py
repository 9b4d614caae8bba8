"""What ends a clearance: names the clinic itself is bound to, and why a clearance fell."""

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField


class ClinicName(TenantModel):
    """Somebody the clinic itself is bound to, whom every conflict check compares as well.

    They are some hundreds at most and have no blind tokens: a check opens them all.
    """

    kind = models.CharField(max_length=20)
    # The row it comes from, in whichever room; a name written down by hand is its own.
    ref = models.UUIDField()
    name = EncryptedTextField(label="clinic_name.name")
    is_organisation = models.BooleanField(default=False)
    # Normalised (kind, value) of telephones and mail addresses.
    numbers = EncryptedJSONField(label="clinic_name.numbers")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["clinic", "kind", "ref"], name="clients_clinic_name")]


class ClearanceFall(TenantModel):
    """Why a clearance no longer stands: the kind of change alone, never whose name it was."""

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="falls")
    # A code of rules.conflict.Cause.
    cause = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)
    # When somebody decided about a check that was run after it.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "client", "cause"],
                condition=models.Q(ended_at=None),
                name="clients_fall_once",
            )
        ]
