"""Reminders: find what is due by the clinic's own day, queue it, write the mail."""

import logging
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from clinic.access.actor import acting_in
from clinic.notices.mail import Letter, neutral_letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import mails
from clinic.tenancy.current import today
from clinic.tenancy.models import Clinic
from filings import queries
from filings.actions import queue_reminders
from filings.actions.deadlines import REMINDER
from filings.models import Deadline, Reminder
from filings.policy import REMINDERS

log = logging.getLogger(__name__)


@shared_task(name="filings.scan_all")
def scan_all() -> None:
    """Look into every clinic. Often, and harmless: a rung is queued once for each person."""
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        try:
            scan_clinic(clinic_id)
        except Exception as error:  # one clinic's trouble must not silence the others
            log.error(
                "Reminders of clinic %s were not scanned: %s", clinic_id, type(error).__name__
            )


def scan_clinic(clinic_id: UUID) -> int:
    """Queue what is due in one clinic today; return how many reminders."""
    with acting_in(clinic_id, REMINDERS) as actor:
        due = queries.due_reminders(actor, today())
        return len(queue_reminders(actor, reminders=due)) if due else 0


def mark_sent(item: OutboxItem) -> None:
    Reminder.objects.filter(pk=item.ref_id).update(sent_at=timezone.now())


@mails(REMINDER, sent=mark_sent)
def write_reminder(item: OutboxItem) -> Letter | None:
    """Say that an item waits, and nothing more; nothing at all when it was settled meanwhile."""
    reminder = Reminder.objects.select_related("deadline", "recipient__user").get(pk=item.ref_id)
    if reminder.deadline.status != Deadline.OPEN:
        return None
    return neutral_letter(reminder.recipient)
