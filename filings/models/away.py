"""When somebody asked to be left alone, and who is away and who stands in."""

from django.db import models

from cases.models import Assignment, Case
from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models.deadlines import Deadline


class Snooze(ClientKeyed):
    """One person put one rung of a deadline aside; it holds for that rung and that date alone."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="snoozes")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    rung = models.SmallIntegerField()
    counted_to = models.DateField()
    until = models.DateField()
    reason = EncryptedTextField(label="snooze.reason")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "deadline", "by"],
                condition=models.Q(ended_at=None),
                name="filings_snooze_once",
            )
        ]


class Leave(TenantModel):
    """Days on which a person is away, and who is asked as well. Why is nobody's business."""

    # Whether the cover may be given the person's cases for these days.
    NOT_NEEDED, ASKED, APPROVED, DECLINED = "not_needed", "asked", "approved", "declined"

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    cover = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    reach = models.CharField(max_length=10, default=NOT_NEEDED)
    decided_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    # The cases that were lent are given back.
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="filings_leave_days"
            )
        ]
        indexes = [
            models.Index(
                fields=["clinic", "ends"],
                condition=models.Q(closed_at=None),
                name="filings_leave_open",
            )
        ]


class LentCase(TenantModel):
    """A case that a cover was assigned to for a leave, to be given back when it ends."""

    leave = models.ForeignKey(Leave, on_delete=models.PROTECT, related_name="lent")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "assignment"], name="filings_lent_once")
        ]
