"""A name that two people have: somebody here, and somebody in a matter."""

from django.db import models

from clients.models import Client
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class Namesake(ClientKeyed):
    """A supervisor's word that somebody here is not who is named in a client's matter."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="namesakes")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # Keyed hash of the names that resembled each other: other names are another question.
    mark = models.BinaryField()
    reason = EncryptedTextField(label="namesake.reason")
    said_at = models.DateTimeField(auto_now_add=True)
    said_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "client", "membership"],
                condition=models.Q(ended_at=None),
                name="staffing_one_namesake",
            )
        ]
