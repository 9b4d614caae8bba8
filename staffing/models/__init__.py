"""People who work on cases: what they can do, what was confirmed of them, what the clinic asks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.models import Assignment, TimedAccess
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from staffing.models.board import BoardOffer as BoardOffer
from staffing.models.board import Interest as Interest
from staffing.models.board import Opportunity as Opportunity
from staffing.models.library import Resource as Resource
from staffing.models.library import ResourceVersion as ResourceVersion
from staffing.models.namesakes import Namesake as Namesake
from staffing.models.training import Training as Training


class Profile(ClientKeyed):
    """What somebody says of themselves, under a key of their own."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    other_names = EncryptedJSONField(label="staff_profile.other_names")
    # Compared with every matter, as the firm's name.
    firm = EncryptedTextField(label="staff_profile.firm")
    # Rows as clients have them: language, dialect, level of clients.rules.details.LEVELS.
    languages = EncryptedJSONField(label="staff_profile.languages")
    place = EncryptedTextField(label="staff_profile.place")
    wishes = EncryptedTextField(label="staff_profile.wishes")
    time_zone = models.CharField(max_length=64, blank=True)
    # Codes of cases.rules.MATTERS: what they know, and what they do not take.
    matters = ArrayField(models.CharField(max_length=30), default=list)
    avoids = ArrayField(models.CharField(max_length=30), default=list)
    # How much they can carry, in the weights of rules.MATTERS.
    capacity = models.PositiveSmallIntegerField()
    # Their own word; it counts from when somebody else confirmed it.
    insured_until = models.DateField(null=True)
    insured_confirmed_at = models.DateTimeField(null=True)
    insured_confirmed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    pledge_on = models.DateField(null=True)
    pledge_until = models.DateField(null=True)
    pledge_confirmed_at = models.DateTimeField(null=True)
    pledge_confirmed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "membership"], name="staffing_one_profile")
        ]

    @property
    def spoken(self) -> list[dict[str, str]]:
        """What is told of languages; a list also where nothing was said."""
        return self.languages or []


class Licence(ClientKeyed):
    """A bar admission or accreditation, as its holder wrote it down."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="licences")
    kind = models.CharField(max_length=12)
    jurisdiction = models.CharField(max_length=6)
    number = EncryptedTextField(label="staff_licence.number")
    expires_on = models.DateField()
    added_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )


class Gate(TenantModel):
    """What the clinic asks for before anybody is assigned; without a row nothing is asked."""

    # Codes of rules.PROOFS, and of rules.JURISDICTIONS: where the clinic goes to court.
    proofs = ArrayField(models.CharField(max_length=12), default=list)
    states = ArrayField(models.CharField(max_length=6), default=list)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic"], name="staffing_one_gate")]


class Override(ClientKeyed):
    """Why somebody was given a case although something stood against it; under the client's key.

    A role on it, or access for a time: one of both.
    """

    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="+"
    )
    access = models.ForeignKey(TimedAccess, null=True, on_delete=models.PROTECT, related_name="+")
    codes = ArrayField(models.CharField(max_length=30))
    reason = EncryptedTextField(label="staff_override.reason")
    said_at = models.DateTimeField(auto_now_add=True)
    said_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(assignment=None) ^ models.Q(access=None),
                name="staffing_override_of_one",
            )
        ]
