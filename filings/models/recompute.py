"""A comparison of a clinic's open deadlines with the rules as they stand now."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel


class RecomputeRun(TenantModel):
    """How far a comparison has come. It goes on after `cursor`, whoever died on the way.

    What differs becomes a proposal; no date moves by itself.
    """

    PACKS, BUTTON = "packs", "button"

    cause = models.CharField(max_length=10)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # rule id -> hash of all its versions, as they stood when it started.
    fingerprints = models.JSONField(default=dict)
    # Only deadlines of these rules; null: of every rule.
    only = ArrayField(models.CharField(max_length=60), null=True)
    cursor = models.UUIDField(null=True)
    total = models.PositiveIntegerField(default=0)
    compared = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic"],
                condition=models.Q(finished_at=None),
                name="filings_recompute_one_runs",
            )
        ]
        indexes = [models.Index(fields=["clinic", "-id"], name="filings_recompute_last")]
