"""What was answered to a create, so that sending it again makes nothing twice."""

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedJSONField


class SentOnce(TenantModel):
    """One idempotency key of one seat; kept for a day."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # HMACs under the clinic's search key: neither key nor body is kept.
    key_token = models.BinaryField()
    request_token = models.BinaryField()
    # The id of the row that the request makes.
    row_id = models.UUIDField()
    status = models.PositiveSmallIntegerField(null=True)
    answer = EncryptedJSONField(label="sent_once.answer")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "key_token"], name="rest_sent_once_key")
        ]
        indexes = [models.Index(fields=["clinic", "sent_at"], name="rest_sent_once_old")]
