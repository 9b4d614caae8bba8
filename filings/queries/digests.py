"""Which reminders wait to be gathered into one mail a person."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from clinic.access.actor import Actor
from clinic.notices.models import OutboxItem
from filings.models import Deadline, Reminder
from filings.policy import visible_deadlines
from filings.queries.away import put_aside

DIGEST = "filings.digest"


def waiting_for_digest(actor: Actor) -> list[Reminder]:
    """Return what no mail under way carries: new ones, and those of a mail that failed for good.

    What its reader put aside waits until it wakes. Asked again with every scan, so that whatever
    happens to a worker or to a mail, what it should have carried is found the next time.
    """
    under_way = OutboxItem.objects.filter(pk=OuterRef("carried_by"), done_at=None, failed_at=None)
    rows = Reminder.objects.filter(
        channel=Reminder.DIGEST, sent_at=None, recipient__ended_at=None,
        deadline__in=visible_deadlines(actor).filter(status=Deadline.OPEN).values("pk"),
    )  # fmt: skip
    rows = rows.exclude(Exists(under_way)).exclude(Exists(put_aside()))
    return list(rows.order_by("recipient_id", "id"))


def digests_under_way(seat_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, datetime]]:
    """Return the earliest digest that has yet to leave, by seat: (item, not before)."""
    items = OutboxItem.objects.filter(
        kind=DIGEST, recipient_id__in=seat_ids, done_at=None, failed_at=None
    ).order_by("-not_before")
    rows = items.values_list("recipient_id", "pk", "not_before")
    return {seat_id: (pk, not_before) for seat_id, pk, not_before in rows if seat_id}


def carried_by(item_id: UUID) -> QuerySet[Reminder]:
    """Return what a digest still has to say: settled deadlines ask nothing any more."""
    rows = Reminder.objects.filter(carried_by=item_id, deadline__status=Deadline.OPEN)
    return rows.exclude(Exists(put_aside()))
