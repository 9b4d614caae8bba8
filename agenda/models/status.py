"""The question of a month, behind one person's secret link, and what was answered."""

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedTextField


class StatusAsk(TenantModel):
    """A link of one person and one month; used once. It names no case."""

    open_to = ("link",)

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    token_hash = models.BinaryField()
    # The outbox mails the link once; then only the hash stays.
    token = EncryptedTextField(label="status_ask.token")
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, blank=True)
    # What the person worked since the last question, if they said.
    tenths = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "token_hash"], name="agenda_status_token"),
            models.UniqueConstraint(
                fields=["clinic", "membership", "month"], name="agenda_status_once"
            ),
        ]
        # Looked for before a clinic is known.
        indexes = [models.Index(fields=["token_hash"], name="agenda_status_by_hash")]
