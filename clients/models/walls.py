"""Ethical screens: who of the clinic is kept out of a client's matter."""

from django.db import models

from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class Wall(ClientKeyed):
    """One person who reaches nothing of one client, whatever role or grant says otherwise."""

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="walls")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedTextField(label="wall.reason")
    raised_at = models.DateTimeField(auto_now_add=True)
    raised_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    lower_reason = EncryptedTextField(label="wall.lower_reason")
    lowered_at = models.DateTimeField(null=True)
    lowered_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "client", "membership"],
                condition=models.Q(lowered_at=None),
                name="clients_wall_once",
            )
        ]
