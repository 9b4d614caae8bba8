"""Which reminders are due in the bound clinic, and to whom they go."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from clinic.access.actor import Actor
from clinic.tenancy.current import current_clinic
from filings.models import Deadline, Reminder
from filings.queries.away import sleeps
from filings.queries.spans import COLUMNS, Span
from filings.queries.unasked import People, people_on, unasked
from filings.queries.wishes import wishes_of_all
from filings.rules.reminding import Rung
from filings.rules.snoozing import rung_awake
from filings.rules.wishes import DEFAULTS, Wishes, sending_of

Asked = tuple[UUID, date, int, UUID]


@dataclass(frozen=True)
class Due:
    """Reminders that are not there yet, unsaved; deadline -> `asked_key` once they are."""

    reminders: list[Reminder]
    asked: Mapping[UUID, int]


def due_reminders(
    actor: Actor, day: date, span: Span | None = None, people: People | None = None
) -> Due:
    """Return the reminders that stand on `day` and are not there yet.

    Two statements a portion where everybody was asked, five otherwise, whatever its size.
    People whose seat has ended are left out, and whoever came in their place gets the rung that
    stands. Each person is asked in the inbox, and by mail as they wish; a sleeping reminder wakes
    as a rung of its own.
    """
    slept = sleeps()
    standing = unasked(
        actor, day, span, people=people or people_on(day),
        slept={deadline_id for deadline_id, _seat in slept},
    )  # fmt: skip
    if not standing:
        return Due([], {})
    deadline_ids = {each.deadline_id for each in standing}
    deadlines = Deadline.objects.only(*COLUMNS).in_bulk(deadline_ids)
    there = _there(deadline_ids)
    missing = []
    for each in standing:
        for seat_id, asked_as in each.asked:
            sleep = slept.get((each.deadline_id, seat_id))
            days = rung_awake(each.rung, sleep, counted_to=each.counted_to, today=day)
            if days is not None and (
                each.deadline_id, each.counted_to, days, seat_id
            ) not in there:  # fmt: skip
                rung = replace(each.rung, days=days)
                missing.append((deadlines[each.deadline_id], rung, seat_id, asked_as))
    wishes = wishes_of_all(seat_id for _deadline, _rung, seat_id, _as in missing)
    now = timezone.now().astimezone(ZoneInfo(current_clinic().time_zone))
    reminders = [
        reminder
        for deadline, rung, seat_id, asked_as in missing
        for reminder in _by_channel(
            deadline, rung, seat_id, asked_as, wishes.get(seat_id, DEFAULTS), now
        )
    ]
    return Due(reminders, {each.deadline_id: each.key for each in standing})


def _by_channel(
    deadline: Deadline, rung: Rung, seat_id: UUID, asked_as: str, wishes: Wishes, now: datetime
) -> Iterator[Reminder]:
    counted_to = _counted_to(deadline)
    sending = sending_of(
        wishes, now=now, days=rung.days, is_last=rung.is_last,
        own_day=counted_to - timedelta(days=rung.days),
    )  # fmt: skip
    channels = {Reminder.INBOX: None} | ({sending.by: sending.at} if sending.by else {})
    for channel, send_at in channels.items():
        yield Reminder(
            deadline=deadline, counted_to=counted_to, rung=rung.days, recipient_id=seat_id,
            asked_as=asked_as, channel=channel, send_at=send_at,
            sent_at=now if channel == Reminder.INBOX else None,
        )  # fmt: skip


def _counted_to(deadline: Deadline) -> date:
    assert deadline.remind_by is not None  # what has none is in no scan
    return deadline.remind_by


def _there(deadline_ids: Iterable[UUID]) -> set[Asked]:
    """Return what was asked already; by which channel makes no difference."""
    rows = Reminder.objects.filter(deadline_id__in=deadline_ids)
    return set(rows.values_list("deadline_id", "counted_to", "rung", "recipient_id"))
