"""Queue the reminders that are due, and what a person does with one."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Exists,
    Func,
    JSONField,
    OuterRef,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.audit import record
from clinic.notices.outbox import Waiting, enqueue_all
from filings.models import Deadline, Reminder

REMINDER = "filings.reminder"


@action("reminders.queued")
def queue_reminders(actor: Actor, *, reminders: Sequence[Reminder]) -> list[Reminder]:
    """Keep reminders that are due and leave their mails in the outbox; one that is there stays.

    Two scans at once keep one row each by the unique constraint, so one mail leaves.
    """
    require(actor, "deadline.view")
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
    kept = list(Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]))
    _put_away_older(kept)
    mails = [reminder for reminder in kept if reminder.channel == Reminder.MAIL]
    enqueue_all(
        REMINDER,
        [
            Waiting(f"reminder:{mail.pk}", mail.pk, mail.recipient_id, mail.send_at)
            for mail in mails
        ],
    )
    record(actor, "reminders.queued", detail={"count": len(kept)})
    return kept


def remember_asked(asked: Mapping[UUID, int]) -> None:
    """Note on deadlines that everybody their key stands for has been asked.

    Only in the transaction that made the reminders, or found them there.
    """
    pairs = list(asked.items())
    for start in range(0, len(pairs), 1_000):
        known = {str(pk): key for pk, key in pairs[start : start + 1_000]}
        key = Func(
            Value(known, JSONField()), Cast("pk", TextField()), function="jsonb_extract_path_text"
        )
        Deadline.objects.filter(pk__in=known).update(asked_key=Cast(key, BigIntegerField()))


def _put_away_older(kept: Sequence[Reminder]) -> None:
    """A deadline stands once in an inbox, by its nearest rung: ten days late are one task."""
    newer = Reminder.objects.filter(
        deadline=OuterRef("deadline"), recipient=OuterRef("recipient"), channel=Reminder.INBOX,
        id__gt=OuterRef("id"),
    )  # fmt: skip
    standing = Reminder.objects.filter(
        channel=Reminder.INBOX, current=True, deadline__in={each.deadline_id for each in kept}
    )
    standing.filter(Exists(newer)).update(current=False)


@action("reminder.read")
def read_reminder(actor: Actor, *, reminder: Reminder) -> Reminder:
    """Say that this person has looked at it. It answers nothing: only acknowledging does."""
    require(actor, "reminder.own", reminder)
    now = timezone.now()
    Reminder.objects.filter(pk=reminder.pk, unread=True).update(unread=False, read_at=now)
    reminder.refresh_from_db(fields=["unread", "read_at"])
    case_id = reminder.deadline.case_id
    record(actor, "reminder.read", reminder, case_id=case_id, changes=["read_at"])
    return reminder
