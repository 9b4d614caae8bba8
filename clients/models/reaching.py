"""How a client was reached, who called, and where letters go."""

from django.db import models

from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class ConfidentialAddress(ClientKeyed):
    """Where letters go instead of where she lives; the real address opens for few, and recorded."""

    client = models.ForeignKey(
        "clients.Client", on_delete=models.PROTECT, related_name="confidential_addresses"
    )
    # The state's or clinic's address confidentiality programme, and its substitute address.
    program = EncryptedTextField(label="address.program")
    substitute = EncryptedTextField(label="address.substitute")
    real = EncryptedTextField(label="address.real")
    valid_until = models.DateField(null=True)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "client"], name="clients_one_address")
        ]


class ContactMade(ClientKeyed):
    """A call, letter or message to a client that the rules let through."""

    client = models.ForeignKey(
        "clients.Client", on_delete=models.PROTECT, related_name="contacts_made"
    )
    channel = models.CharField(max_length=20)
    voicemail = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")


class CallerCheck(ClientKeyed):
    """Somebody called and said the caller's phrase, or what they took for it."""

    client = models.ForeignKey(
        "clients.Client", on_delete=models.PROTECT, related_name="caller_checks"
    )
    passed = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
