"""Who did, read, printed, sent what, and was refused what. Inserted and read, never changed.

The application's database roles hold no right to update or delete these tables (migration 0002);
the web's may not seal, and none may choose another time for an entry than now (migration 0003).
"""

from django.db import models
from django.db.models.functions import Now

from clinic.tenancy.models import TenantModel

DONE, REFUSED = "done", "refused"


class AuditEntry(TenantModel):
    """One act. Ids, field names and codes only: an entry never names a person."""

    at = models.DateTimeField(db_default=Now())  # the database's clock, not ours
    actor_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=20)
    verb = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, default=DONE)
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    client_id = models.UUIDField(null=True)
    fields = models.JSONField(default=list)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "-id"], name="audit_entry_newest"),
            models.Index(fields=["clinic", "case_id", "-id"], name="audit_entry_case"),
            models.Index(fields=["clinic", "client_id", "-id"], name="audit_entry_client"),
            models.Index(fields=["clinic", "actor_id", "-id"], name="audit_entry_actor"),
        ]


class AuditBatch(TenantModel):
    """A sealed batch: a Merkle root over its leaves, chained to the batch before, signed."""

    number = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    head = models.BinaryField()
    signature = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "number"], name="audit_batch_number")
        ]


class AuditLeaf(TenantModel):
    """The place of one entry in a batch. An entry has at most one."""

    batch = models.ForeignKey(AuditBatch, on_delete=models.PROTECT, related_name="leaves")
    position = models.PositiveIntegerField()
    entry = models.ForeignKey(AuditEntry, on_delete=models.PROTECT, related_name="leaves")
    digest = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "batch", "position"], name="audit_leaf_position"
            ),
            models.UniqueConstraint(fields=["clinic", "entry"], name="audit_leaf_entry"),
        ]
