"""A person's calendar for other programs, behind a secret address."""

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel


class Feed(TenantModel):
    """The secret address of one seat's calendar; only its hash is kept."""

    open_to = ("link",)

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="feeds")
    token_hash = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "token_hash"], name="agenda_feed_token"),
            models.UniqueConstraint(
                fields=["clinic", "membership"],
                condition=models.Q(revoked_at=None),
                name="agenda_one_feed",
            ),
        ]
        # Looked for before a clinic is known.
        indexes = [models.Index(fields=["token_hash"], name="agenda_feed_by_hash")]
