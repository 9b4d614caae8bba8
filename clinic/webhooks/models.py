"""Where a clinic's events go, and what became of each of them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField


class WebhookEndpoint(TenantModel):
    """Another system's address. The path may hold its password, so all of it is sealed."""

    name = models.CharField(max_length=80)
    # Both are emptied when the endpoint ends.
    url = EncryptedTextField(label="webhook.url")
    secret = EncryptedTextField(label="webhook.secret")
    # [[secret, the moment it ends], …]: until then messages are signed with it as well.
    old_secrets = EncryptedJSONField(label="webhook.old_secrets")
    events = ArrayField(models.CharField(max_length=60))
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # Why the sending service switched it off; empty when a person paused it.
    stopped_for = models.CharField(max_length=20, blank=True)
    stopped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Since when nothing has arrived, and until when it is left in peace.
    failing_since = models.DateTimeField(null=True)
    resting_until = models.DateTimeField(null=True)


class WebhookDelivery(TenantModel):
    """One event for one endpoint: ids and codes, kept for 30 days."""

    WAITING, DELIVERED, FAILED, DROPPED = "waiting", "delivered", "failed", "dropped"

    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.PROTECT, related_name="deliveries"
    )
    # Random, and the same at every attempt: the receiver knows a message it has had by it.
    event_id = models.UUIDField()
    event_type = models.CharField(max_length=60)
    object_type = models.CharField(max_length=30)
    object_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    client_id = models.UUIDField(null=True)
    occurred_at = models.DateTimeField()
    status = models.CharField(max_length=10, default=WAITING)
    attempts = models.PositiveIntegerField(default=0)
    # How often a person sent it again.
    again = models.PositiveIntegerField(default=0)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_error = models.CharField(max_length=20, blank=True)
    first_attempt_at = models.DateTimeField(null=True)
    last_attempt_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["clinic", "endpoint", "-id"], name="webhooks_delivery_newest"),
            models.Index(fields=["clinic", "occurred_at"], name="webhooks_delivery_age"),
        ]
