"""Deadlines, and hearings that notices name, for a calendar that other programs read."""

from collections.abc import Iterable
from datetime import date

from agenda.hooks import FeedEntry
from clinic.access.actor import Actor
from filings.queries.calendar import CalendarFilter, calendar_days

# More than a feed holds: what is too much is cut there, and told.
PER_DAY = 3000
# Their own: whoever reaches every case would carry the whole clinic in a telephone.
OWN = CalendarFilter(mine=True)


def feed_entries(actor: Actor, first: date, last: date) -> Iterable[FeedEntry]:
    """Yield what the calendar shows of the actor's own cases, in codes.

    The hour of a hearing is the one at its place.
    """
    if not actor.has("deadline.view"):
        return
    days = calendar_days(actor, first, last, OWN, per_day=PER_DAY)
    for day in days.values():
        for entry in day.entries:
            if entry.appointment is not None:
                continue  # that one is told with its length
            hour = f" {entry.at:%H:%M}" if entry.at else ""
            row = entry.deadline or entry.filing
            yield FeedEntry(
                key=f"{entry.kind}:{row}:{entry.title if entry.deadline is None else ''}",
                title=f"{entry.case_number} · {entry.label}{hour}",
                begins=entry.day,
            )
