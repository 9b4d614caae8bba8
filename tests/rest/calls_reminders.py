"""Requests about one's own reminders: read, say how to be asked, put aside."""

from datetime import timedelta

from clinic.tenancy.current import today
from filings.models import Deadline
from tests.everywhere.world import Place
from tests.rest.calls import Call
from tests.rest.calls_filings import _day


def _twenty_days_before(place: Place) -> None:
    """The rung of thirty days stands, and the next comes in six."""
    due = today() + timedelta(days=20)
    Deadline.objects.filter(pk=place.deadline.pk).update(outer=due, remind_by=due)


CALLS = {
    "list_reminders": Call(),
    "mark_reminder_read": Call("reminder"),
    "read_reminder_wishes": Call(),
    "set_reminder_wishes": Call(
        body=lambda place: {"mail": "digest", "quiet_from": 20, "quiet_until": 7, "weekends": False}
    ),
    "snooze_deadline": Call(
        "deadline",
        lambda place: {"until": _day(place, ago=-3), "reason": "A record comes on Thursday."},
        before=_twenty_days_before,
    ),
}
