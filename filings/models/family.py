"""The relatives of a case's client who may be included with what the client files."""

from django.db import models

from cases.models import Case
from clients.models import Party
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedDateField, EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models.deadlines import Deadline


class FamilyMember(ClientKeyed):
    """A relative; whatever is known of the person is sealed. Shown as "Child 2" until revealed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="family")
    name = EncryptedTextField(label="family.name")
    birth_date = EncryptedDateField(label="family.birth_date")
    # relation, married, danger, place: codes of `filings.rules.family`.
    details = EncryptedJSONField(label="family.details")
    # The same person among the names that conflict checks compare.
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class FamilyChange(ClientKeyed):
    """What was recorded of a relative before a change, and why it was changed."""

    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, related_name="changes")
    was = EncryptedJSONField(label="family_change.was")
    reason = EncryptedTextField(label="family_change.reason")
    changed_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")


class AgeWatch(TenantModel):
    """Whose age a deadline watches; without a member, the client's own."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(
        FamilyMember, null=True, on_delete=models.PROTECT, related_name="watches"
    )
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="age_watches")
    # Ended because the facts answered it; what a person settled is not set going again.
    answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "deadline"], name="filings_age_watch_once")
        ]
