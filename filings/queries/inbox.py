"""What one person was asked: the items of their inbox, and how many they have not looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from filings.models import Deadline, Reminder
from filings.policy import visible_reminders
from filings.queries.asked import asked_said
from filings.queries.deadlines import DeadlineRow, deadline_row

# The bell says "99+" beyond; nobody reads on, and the database need not count on.
MOST_COUNTED = 99


@dataclass(frozen=True)
class InboxRow:
    """One item: which deadline, and why this person is asked about it."""

    reminder: Reminder
    row: DeadlineRow
    asked: str

    @property
    def deadline(self) -> Deadline:
        return self.row.deadline

    @property
    def is_new(self) -> bool:
        return self.reminder.unread


def inbox_page(actor: Actor, *, after: str | None = None) -> Page[Reminder]:
    """Return a page of the actor's own items: what was not read first, then by the nearest day."""
    rows = visible_reminders(actor).filter(current=True, deadline__status=Deadline.OPEN)
    rows = rows.select_related("deadline__case__client", "deadline__filing", "deadline__notice")
    rows = rows.defer(*(f"deadline__{name}" for name in ("facts", "steps", "warnings")))
    return page_of(rows, order=("-unread", "counted_to", "id"), after=after)


def inbox_rows(reminders: Sequence[Reminder]) -> list[InboxRow]:
    return [InboxRow(each, deadline_row(each.deadline), asked_said(each)) for each in reminders]


def unread_count(actor: Actor) -> int:
    """Return how many items the actor has not looked at, never more than one over the most.

    One statement; what the actor may no longer see, or was settled, is not counted.
    """
    if actor.membership is None or not actor.has("deadline.view"):
        return 0
    rows = visible_reminders(actor).filter(
        current=True, unread=True, deadline__status=Deadline.OPEN
    )
    return rows.order_by()[: MOST_COUNTED + 1].count()


def reminder_of(actor: Actor, pk: UUID) -> Reminder:
    """:raises NotVisible: not there, somebody else's, or of a case the actor no longer reaches"""
    rows = visible_reminders(actor).select_related("deadline__case", "deadline__key")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("reminder")
    return found
