"""The clinic's own packs of law, each version as it was taken."""

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel


class JurisdictionPack(TenantModel):
    """One version of a pack. Its text is never edited; a pack is withdrawn, never deleted.

    The newest version counts, unless it was withdrawn. Law, nothing about a client.
    """

    name = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    text = models.TextField()
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    @property
    def version(self) -> int:
        """Tell its two states apart: only withdrawing changes a row."""
        return 1 if self.withdrawn_at is None else 2

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "name", "number"], name="filings_pack_version_once"
            )
        ]
