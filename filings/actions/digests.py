"""Gather reminders into one mail a person and morning."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.audit import record
from clinic.notices.outbox import Waiting, enqueue_all
from clinic.tenancy.models import new_id
from filings.models import Reminder
from filings.queries.digests import DIGEST, digests_under_way


@action("digests.queued")
def queue_digests(actor: Actor, *, waiting: Sequence[Reminder]) -> int:
    """Give each reminder to a mail that leaves no later than it must; return how many new mails.

    Four statements, however many people and reminders. Two scans at once may make two mails for
    one person: the later one takes all reminders, and a mail that carries none is not sent.
    """
    require(actor, "deadline.view")
    now = timezone.now()
    ways = digests_under_way([each.recipient_id for each in waiting])
    new: list[Waiting] = []
    for each in waiting:
        leaves = each.send_at or now
        way = ways.get(each.recipient_id)
        if way is None or way[1] > leaves:
            way = ways[each.recipient_id] = (new_id(), leaves)
            new.append(_mail(way[0], each.recipient_id, leaves))
        each.carried_by = way[0]
    enqueue_all(DIGEST, new)
    Reminder.objects.bulk_update(waiting, ["carried_by"], batch_size=1000)
    record(actor, "digests.queued", detail={"count": len(new)})
    return len(new)


def _mail(item_id: UUID, seat_id: UUID, leaves: datetime) -> Waiting:
    return Waiting(f"digest:{item_id}", seat_id, seat_id, leaves, item_id)
