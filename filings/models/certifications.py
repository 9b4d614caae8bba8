"""What is asked of law enforcement and other agencies: the survivor's choice comes first."""

from django.db import models

from cases.models import Case
from clinic.files.models import StoredFile
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models.filings import Filing


class Agency(TenantModel):
    """An agency of this clinic's directory; who certifies there, and their contact, is sealed."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=30)
    place = models.CharField(max_length=120, blank=True)
    contact = EncryptedTextField(label="agency.contact")
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "name"], name="filings_agency_name")
        ]


class SurvivorChoice(ClientKeyed):
    """What the survivor said when asked; the newest row stands, the others stay."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="choices")
    # answer (a code of `rules.certifications.ANSWERS`), language, note.
    said = EncryptedJSONField(label="choice.said")
    asked_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")


class AgencyRequest(ClientKeyed):
    """One request to one agency, and the answer that came."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="requests")
    channel = models.CharField(max_length=20)
    requested_on = models.DateField()
    requested_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # issued or declined, and the day on which it was signed or said.
    answer = models.CharField(max_length=20, blank=True)
    answered_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    answered_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["clinic", "requested_on"],
                condition=models.Q(received_on=None),
                name="filings_request_waiting",
            )
        ]


class Chase(ClientKeyed):
    """One time that somebody asked the agency again."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(AgencyRequest, on_delete=models.PROTECT, related_name="chases")
    on = models.DateField()
    channel = models.CharField(max_length=20)
    # Asked above the person asked before: a supervisor, the head of the agency.
    climbed = models.BooleanField(default=False)
    note = EncryptedTextField(label="chase.note")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
