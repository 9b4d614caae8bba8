"""Two records of one person, and two people who belong together."""

from django.db import models

from clinic.people.models import Membership
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed


class ClientMerge(ClientKeyed):
    """Two records of one person: proposed by one member, decided by another, undone when wrong."""

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="merges")
    duplicate = models.ForeignKey(
        "clients.Client", on_delete=models.PROTECT, related_name="merged_as"
    )
    status = models.CharField(max_length=10, default="proposed")
    reason = EncryptedTextField(label="client_merge.reason")
    proposed_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    review_reason = EncryptedTextField(label="client_merge.review_reason")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undo_reason = EncryptedTextField(label="client_merge.undo_reason")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "duplicate"],
                condition=models.Q(status__in=["proposed", "done"]),
                name="clients_merge_standing",
            )
        ]


class ClientLink(ClientKeyed):
    """What another client is to this one; read from both sides, and opens neither."""

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(
        "clients.Client", on_delete=models.PROTECT, related_name="linked_from"
    )
    relation = EncryptedTextField(label="client_link.relation")
    note = EncryptedTextField(label="client_link.note")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
