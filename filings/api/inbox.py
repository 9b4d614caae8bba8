"""One's own reminders for programs: the inbox, how to be asked, put aside, away."""

from typing import Any

from rest_framework import serializers

from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Day, Flag, Number, Shape, Text, checked, form_input
from clinic.tenancy.current import today
from filings import actions, forms, queries
from filings.queries import away
from filings.rules.wishes import WAYS


class ReminderShape(Shape):
    """One reminder in the inbox of this token's seat."""

    id = serializers.UUIDField(source="reminder.pk")
    deadline = serializers.UUIDField(source="reminder.deadline_id")
    case = serializers.UUIDField(source="deadline.case_id")
    title = serializers.CharField(source="row.title")
    days_before = serializers.IntegerField(
        source="reminder.rung", help_text="0 on the last day, negative after it."
    )
    counts_to = serializers.DateField(source="reminder.counted_to")
    asked_as = serializers.CharField(
        source="reminder.asked_as", help_text="attorney, cover, or the role it climbed to."
    )
    unread = serializers.BooleanField(source="reminder.unread")
    at = serializers.DateTimeField(source="reminder.queued_at")


class ReadReminderShape(Shape):
    """A reminder that was read."""

    id = serializers.UUIDField(source="pk")
    deadline = serializers.UUIDField(source="deadline_id")
    unread = serializers.BooleanField()
    read_at = serializers.DateTimeField(allow_null=True)


class WishesShape(Shape):
    """How this seat wants to be asked."""

    mail = Choice(WAYS)
    quiet_from = serializers.IntegerField(help_text="Hour on the clinic's wall, 0 to 23.")
    quiet_until = serializers.IntegerField(help_text="Equal to quiet_from: no quiet hours.")
    weekends = serializers.BooleanField(help_text="Mail on weekends as on other days.")
    version = serializers.IntegerField()


class SetWishes(Body):
    mail = Choice(WAYS)
    quiet_from = Number(min_value=0, max_value=23)
    quiet_until = Number(min_value=0, max_value=23)
    weekends = Flag()
    example = {"mail": "digest", "quiet_from": 20, "quiet_until": 7, "weekends": False}


class SnoozeShape(Shape):
    """A reminder that one person put aside."""

    id = serializers.UUIDField(source="pk")
    deadline = serializers.UUIDField(source="deadline_id")
    by = serializers.UUIDField(source="by_id", help_text="The seat of who put it aside.")
    until = serializers.DateField()


class PutAside(Body):
    until = Day(help_text="After today, and before the next reminder comes.")
    reason = Text(500, help_text="Why it can wait. Stored sealed.")


class Inbox(Endpoint):
    tag = "Reminders"

    @operation("list_reminders", "reminder.own", gives=ReminderShape, paged=True)
    def get(self, request: Any, after: str | None) -> Listing:
        """List your own reminders, unread first, 50 at a time, of what you may see."""
        page = queries.inbox_page(request.actor, after=after)
        return Listing(queries.inbox_rows(page.rows), page.next, page.previous)


class ReadReminder(Endpoint):
    tag = "Reminders"

    @staticmethod
    def version_of(row: Any) -> Any:
        return "unread" if row.unread else "read"

    @operation(
        "mark_reminder_read", "reminder.own", of=queries.reminder_of, gives=ReadReminderShape
    )
    def post(self, request: Any, reminder: Any) -> Any:
        """Mark a reminder as read. It answers nothing: acknowledge the deadline for that."""
        return actions.read_reminder(request.actor, reminder=reminder)


class Wishes(Endpoint):
    tag = "Reminders"

    @operation("read_reminder_wishes", "reminder.own", gives=WishesShape)
    def get(self, request: Any) -> Any:
        """Read how you are reminded; the stated defaults until you said otherwise."""
        return queries.wishes_of(request.actor)

    @operation("set_reminder_wishes", "reminder.own", takes=SetWishes, gives=WishesShape)
    def put(self, request: Any, given: dict[str, Any]) -> Any:
        """Say how you are reminded. Last days and overdue ones always leave at once."""
        kept = queries.wishes_of(request.actor)
        return actions.set_wishes(request.actor, wishes=kept, said=given)


class PutAsideDeadline(Endpoint):
    tag = "Reminders"

    @operation(
        "snooze_deadline", "deadline.snooze", of=queries.deadline_of, takes=PutAside,
        gives=SnoozeShape, changes=True,
        blocked=("cannot_wait", "day_out_of_range", "settled_already"),
    )  # fmt: skip
    def post(self, request: Any, deadline: Any, given: dict[str, Any], version: int) -> Any:
        """Put your own reminder aside, with a reason; it wakes before the next one comes."""
        last = away.latest_snooze(deadline)
        said = checked(
            forms.SnoozeForm(form_input(given, version=version), today=today(), last=last)
        )
        return actions.snooze_deadline(request.actor, deadline=deadline, **said)
