"""Who the clinic itself is bound to and has no list of its own for: funders, board, firms."""

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField


class Affiliate(TenantModel):
    """A funder, a member of the board, a volunteer's firm, with whom or what they stand for.

    What conflict checks compare are the rows of `ClinicName` that its names are kept in.
    """

    # A code of rules.conflict.AFFILIATES.
    kind = models.CharField(max_length=20)
    name = EncryptedTextField(label="affiliate.name")
    is_organisation = models.BooleanField(default=False)
    other_names = EncryptedJSONField(label="affiliate.other_names")
    people = EncryptedJSONField(label="affiliate.people")
    organisations = EncryptedJSONField(label="affiliate.organisations")
    note = EncryptedTextField(label="affiliate.note")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    # Counts changes: whoever saves an older version is told, instead of undoing them.
    version = models.PositiveIntegerField(default=1)
