"""Training that somebody has done, as they wrote it down."""

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedTextField


class Training(TenantModel):
    """One completion of a module of `rules.training`; it counts once somebody else confirmed it."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    module = models.CharField(max_length=30)
    done_on = models.DateField()
    # A code of rules.training.WAYS, and who gave it or on which paper it stands.
    how = models.CharField(max_length=12)
    provider = EncryptedTextField(label="staff_training.provider")
    added_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "membership", "module"], name="staffing_training_of")
        ]
