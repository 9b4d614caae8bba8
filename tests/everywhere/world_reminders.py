"""What a person was asked, put aside, and who stands in."""

from datetime import timedelta
from typing import Any

from clinic.access.actor import Actor
from clinic.tenancy.current import today
from filings import actions
from filings.models import Reminder, Snooze


def remind(place: Any, attorney: Actor) -> None:
    """Put a reminder into the attorney's inbox, another aside, and record a leave with a cover who
    does not see the case.
    """
    due = place.deadline.remind_by or today()
    (place.reminder,) = actions.queue_reminders(
        Actor.system(place.clinic, "reminders"),
        reminders=[
            Reminder(
                deadline=place.deadline, counted_to=due, rung=90, channel=Reminder.INBOX,
                recipient=attorney.membership,
            )
        ],
    )  # fmt: skip
    place.snooze = Snooze(
        case=place.case, deadline=place.deadline, key=place.deadline.key, by=attorney.membership,
        rung=91, counted_to=due, until=today() + timedelta(days=3), reason="Waits for a record.",
    )  # fmt: skip
    place.snooze.save(force_insert=True)
    place.leave = actions.record_leave(
        attorney, starts=today() + timedelta(days=10), ends=today() + timedelta(days=12),
        cover=place.people["other_attorney"].membership,
    )  # fmt: skip
