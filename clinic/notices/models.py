"""The outbox: work that must happen at least once, told by ids alone."""

from uuid import uuid4

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel


class OutboxItem(TenantModel):
    """A mail to send or a packet to render. The worker role may read these across clinics."""

    open_to = ("worker",)

    kind = models.CharField(max_length=40)
    ref_id = models.UUIDField()
    key = models.CharField(max_length=160)
    recipient = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    not_before = models.DateTimeField()
    # What `not_before` was at first, where it was not now; failed attempts move that one on.
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    # Counted and committed before the mail leaves, so that a killed worker cannot send for ever.
    sends = models.PositiveSmallIntegerField(default=0)
    # Stable over retries, so that a mail sent twice can be told apart from two mails.
    message_token = models.UUIDField(default=uuid4)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "key"], name="notices_outbox_key"),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(done_at=None, failed_at=None),
                name="notices_outbox_due",
            ),
            models.Index(
                fields=["clinic", "-failed_at"],
                condition=models.Q(failed_at__isnull=False),
                name="notices_outbox_failed",
            ),
        ]


class Heartbeat(models.Model):
    """When beat, a worker, or a worker on beat's call was last heard of. Belongs to no clinic."""

    name = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()


class OutboxGauge(models.Model):
    """What waited in all clinics together when somebody last looked: counts, for a monitor.

    The web's role sees one clinic's outbox at a time, so who may look writes this down.
    """

    name = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()
    waiting = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    in_doubt = models.PositiveIntegerField(default=0)
    oldest_mail = models.DateTimeField(null=True)
