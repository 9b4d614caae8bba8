"""Ask people again on a rung they were asked on before; call it inside an action, after saving.

A scan asks each person once about a day on a rung. Where a deadline was settled and is open again,
or its day was moved away and back, or a mail was dropped because its reader had put it aside, that
once is over, and nobody would hear of it before the next rung.
"""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from clinic.notices.models import OutboxItem
from clinic.notices.outbox import Waiting, enqueue_all
from clinic.tenancy.current import current_clinic, today
from clinic.tenancy.models import new_id
from filings.actions.reminders import REMINDER
from filings.models import Deadline, Reminder
from filings.queries.away import sleeps
from filings.queries.reminders import own_day
from filings.queries.wishes import wishes_of_all
from filings.rules.reminding import Rung, rung_of
from filings.rules.wishes import DEFAULTS, sending_of


def ask_anew(deadline: Deadline, *, seat: UUID | None = None) -> None:
    """Put the rung that stands into inboxes as new, and send its mails; who sleeps goes on.

    :param seat: only this person's, and only mails that have not left
    """
    if deadline.remind_by is None:
        return
    rung = rung_of(
        deadline.ladder, counted_to=deadline.remind_by, today=today(),
        daily_after=deadline.outer is not None, acknowledged=True,
    )  # fmt: skip
    if rung is None:
        return
    asleep = {by for pk, by in sleeps() if pk == deadline.pk}
    of_it = Reminder.objects.filter(deadline=deadline).exclude(recipient__in=asleep)
    if seat is not None:
        of_it = of_it.filter(recipient=seat)
    rows = of_it.filter(counted_to=deadline.remind_by, rung=rung.days)
    inbox = rows.filter(channel=Reminder.INBOX)
    people = set(inbox.values_list("recipient_id", flat=True))
    other = of_it.filter(channel=Reminder.INBOX, current=True, recipient__in=people)
    other.exclude(pk__in=inbox.values("pk")).update(current=False)
    inbox.update(current=True, unread=True, read_at=None)
    mails = rows.filter(channel=Reminder.MAIL)
    _send(list(mails if seat is None else mails.filter(sent_at=None)), rung)


def _send(mails: list[Reminder], rung: Rung) -> None:
    under_way = set(
        OutboxItem.objects.filter(
            kind=REMINDER, ref_id__in=[mail.pk for mail in mails], done_at=None, failed_at=None
        ).values_list("ref_id", flat=True)
    )
    wishes = wishes_of_all(mail.recipient_id for mail in mails)
    now = timezone.now().astimezone(ZoneInfo(current_clinic().time_zone))
    waiting = []
    for mail in mails:
        sending = sending_of(
            wishes.get(mail.recipient_id, DEFAULTS), now=now, days=rung.days, is_last=rung.is_last,
            own_day=own_day(mail.counted_to, rung),
        )  # fmt: skip
        if mail.pk not in under_way and sending.by:
            key = f"reminder:{mail.pk}:{new_id()}"
            waiting.append(Waiting(key, mail.pk, mail.recipient_id, sending.at))
    enqueue_all(REMINDER, waiting)
