"""Every time somebody spoke with a client, or with others about her."""

from django.db import models

from cases.models import Case
from clients.models import Client
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from interpreters.models import Booking


class Contact(ClientKeyed):
    """One interaction; who may read of it follows from its privilege alone, as with notes."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="contacts_logged")
    # None: about the client, in no matter of hers.
    case = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="contacts_logged"
    )
    privilege = models.CharField(max_length=14)
    at = models.DateTimeField()
    channel = models.CharField(max_length=10)
    direction = models.CharField(max_length=8)
    minutes = models.PositiveSmallIntegerField(null=True)
    reached = models.BooleanField(default=True)
    # Who interpreted: a booking of the roster, or in words.
    booking = models.ForeignKey(Booking, null=True, on_delete=models.PROTECT, related_name="+")
    interpreter = EncryptedTextField(label="contact_log.interpreter")
    # Whether the safe-contact rule was followed, what it said, and why not.
    rule = models.CharField(max_length=12)
    rule_said = EncryptedTextField(label="contact_log.rule_said")
    rule_reason = EncryptedTextField(label="contact_log.rule_reason")
    note = EncryptedTextField(label="contact_log.note")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "case", "-id"], name="agenda_contact_case"),
            models.Index(fields=["clinic", "client", "-id"], name="agenda_contact_client"),
        ]


class EarlierContact(ClientKeyed):
    """What an entry said before it was corrected; sealed as a whole."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="earlier")
    privilege = models.CharField(max_length=14)
    version = models.PositiveIntegerField()
    said = EncryptedJSONField(label="contact_log.earlier")
    replaced_at = models.DateTimeField(auto_now_add=True)
    # Who wrote what replaced it.
    replaced_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "contact", "version"], name="agenda_earlier_once"
            )
        ]
