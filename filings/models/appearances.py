"""Who has entered an appearance for a client (G-28, EOIR-28), and how it ended."""

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel


class Appearance(TenantModel):
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appearances")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # A code of `filings.rules.appearances.BODIES`.
    body = models.CharField(max_length=10)
    entered_on = models.DateField()
    ended_on = models.DateField(null=True)
    # Who has to see that it is substituted or withdrawn, once the case went to somebody else.
    handed_to = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    ending = models.CharField(max_length=12, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "case", "membership", "body"],
                condition=models.Q(ended_on=None),
                name="filings_appearance_once",
            )
        ]
