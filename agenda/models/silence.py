"""Who took a case on and has not been heard of since."""

from django.db import models

from cases.models import Assignment
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel


class Silence(TenantModel):
    """An assignment without a sign of work. In the queue until `ended_at`; one at a time."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="silences")
    reason = models.CharField(max_length=10)
    # The last sign there was, or when the case was given.
    heard_at = models.DateTimeField()
    noted_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Until then nobody is asked again, where all is well.
    look_again_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    @property
    def case_id(self) -> object:
        return self.assignment.case_id

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "assignment"],
                condition=models.Q(ended_at=None),
                name="agenda_one_silence",
            )
        ]


class SilenceDays(TenantModel):
    """After how many days without a sign this clinic looks after somebody."""

    days = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic"], name="agenda_silence_days")]
