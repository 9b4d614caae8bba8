"""What was asked about a deadline, and of whom."""

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from filings.models.deadlines import Deadline


class Reminder(TenantModel):
    """One rung of a deadline's ladder for one person; the outbox sends it.

    `rung` is days before, 0 on the last day, negative after it.
    """

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    rung = models.SmallIntegerField()
    recipient = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, default="mail")
    escalated = models.BooleanField(default=False)
    queued_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "deadline", "rung", "recipient", "channel"],
                name="filings_reminder_once",
            )
        ]
