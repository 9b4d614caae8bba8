"""What was asked about a deadline, and of whom; and how each person wants to be asked."""

from django.db import models

from clinic.people.models import Membership
from clinic.tenancy.models import TenantModel
from filings.models.deadlines import Deadline
from filings.rules import wishes


class Reminder(TenantModel):
    """One rung of a deadline's ladder for one person by one channel.

    `rung` is days before `counted_to`, 0 on the last day, negative after it. What stands in the
    inbox is there with its row; a mail leaves by the outbox, a digest with others.
    """

    INBOX, MAIL, DIGEST = "inbox", "mail", "digest"

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    rung = models.SmallIntegerField()
    # Part of the key: a date that moves begins its ladder anew, and no rung of it is swallowed.
    counted_to = models.DateField()
    recipient = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, default=MAIL)
    # The role of the climb that asked this person, `attorney` for whose case it is.
    asked_as = models.CharField(max_length=15, default="attorney")
    queued_at = models.DateTimeField(auto_now_add=True)
    # When a mail may leave, where its reader does not want it at once.
    send_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # The outbox item of the digest that this one leaves with.
    carried_by = models.UUIDField(null=True)
    # In the inbox: not looked at yet, and no nearer rung of the same deadline took its place.
    unread = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "deadline", "counted_to", "rung", "recipient", "channel"],
                name="filings_reminder_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["clinic", "recipient", "-unread", "counted_to", "id"],
                condition=models.Q(channel="inbox", current=True),
                name="filings_reminder_in_order",
            ),
            models.Index(
                fields=["clinic", "recipient", "id"],
                condition=models.Q(channel="digest", sent_at=None),
                name="filings_reminder_digest",
            ),
        ]

    @property
    def escalated(self) -> bool:
        """Somebody was asked whose case it is not."""
        return self.asked_as != "attorney"


class ReminderWishes(TenantModel):
    """How one person wants to be asked. Without a row the stated defaults hold."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    mail = models.CharField(max_length=10, default=wishes.DEFAULTS.mail)
    # Whole hours on the clinic's wall; equal: no quiet hours.
    quiet_from = models.PositiveSmallIntegerField(default=wishes.DEFAULTS.quiet_from)
    quiet_until = models.PositiveSmallIntegerField(default=wishes.DEFAULTS.quiet_until)
    weekends = models.BooleanField(default=wishes.DEFAULTS.weekends)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "membership"], name="filings_wishes_once"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__lt=24, quiet_until__lt=24),
                name="filings_wishes_hours",
            ),
        ]

    def as_rule(self) -> wishes.Wishes:
        return wishes.Wishes(self.mail, self.quiet_from, self.quiet_until, self.weekends)
