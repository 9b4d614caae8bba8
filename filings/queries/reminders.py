"""Which reminders are due in the bound clinic, and to whom they go."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from clinic.access.actor import Actor
from clinic.tenancy.current import current_clinic
from filings.models import Reminder
from filings.queries.away import sleeps
from filings.queries.reach import FIRST, Place
from filings.queries.unasked import People, Standing, people_on, unasked
from filings.queries.wishes import wishes_of_all
from filings.rules.reminding import Rung
from filings.rules.snoozing import rung_awake
from filings.rules.wishes import DEFAULTS, Wishes, sending_of

Asked = tuple[UUID, date, int, UUID]


@dataclass(frozen=True)
class Due:
    """Reminders that are not there yet, unsaved; deadline -> `asked_key` once they are.

    `behind`: where the next portion begins, or None after the last.
    """

    reminders: list[Reminder]
    asked: Mapping[UUID, int]
    behind: Place | None


def due_reminders(
    actor: Actor, day: date, place: Place = FIRST, people: People | None = None
) -> Due:
    """Return the reminders of a portion that stand on `day` and are not there yet.

    Two statements a portion where everybody was asked, four otherwise, whatever its size, and one
    more with the last.
    People whose seat has ended are left out, and whoever came in their place gets the rung that
    stands. Each person is asked in the inbox, and by mail as they wish; a sleeping reminder wakes
    as a rung of its own.
    """
    slept = sleeps()
    sleeping = {deadline_id for deadline_id, _seat in slept}
    read = unasked(actor, place, people=people or people_on(day), slept=sleeping)
    standing = read.standing
    if not standing:
        return Due([], {}, read.behind)
    there = _there({each.deadline_id for each in standing})
    missing = []
    for each in standing:
        for seat_id, asked_as in each.asked:
            sleep = slept.get((each.deadline_id, seat_id))
            days = rung_awake(each.rung, sleep, counted_to=each.counted_to, today=day)
            if days is not None and (
                each.deadline_id, each.counted_to, days, seat_id
            ) not in there:  # fmt: skip
                rung = replace(each.rung, days=days)
                missing.append((each, rung, seat_id, asked_as))
    wishes = wishes_of_all(seat_id for _each, _rung, seat_id, _as in missing)
    now = timezone.now().astimezone(ZoneInfo(current_clinic().time_zone))
    reminders = [
        reminder
        for each, rung, seat_id, asked_as in missing
        for reminder in _by_channel(
            each, rung, seat_id, asked_as, wishes.get(seat_id, DEFAULTS), now
        )
    ]
    # Who sleeps may not have been asked yet: where a sleep ends early, the next scan must look.
    keys = {each.deadline_id: each.key for each in standing if each.deadline_id not in sleeping}
    return Due(reminders, keys, read.behind)


def _by_channel(
    standing: Standing, rung: Rung, seat_id: UUID, asked_as: str, wishes: Wishes, now: datetime
) -> Iterator[Reminder]:
    # All of one statement: read anew, the day may have been moved, and would burn another rung.
    counted_to = standing.counted_to
    sending = sending_of(
        wishes, now=now, days=rung.days, is_last=rung.is_last, own_day=own_day(counted_to, rung)
    )
    channels = {Reminder.INBOX: None} | ({sending.by: sending.at} if sending.by else {})
    for channel, send_at in channels.items():
        yield Reminder(
            deadline_id=standing.deadline_id, counted_to=counted_to, rung=rung.days,
            recipient_id=seat_id,
            asked_as=asked_as, channel=channel, send_at=send_at,
            sent_at=now if channel == Reminder.INBOX else None,
        )  # fmt: skip


def own_day(counted_to: date, rung: Rung) -> date:
    """Return the day on which a rung came."""
    return counted_to - timedelta(days=rung.days)


def _there(deadline_ids: Iterable[UUID]) -> set[Asked]:
    """Return what was asked already; by which channel makes no difference."""
    rows = Reminder.objects.filter(deadline_id__in=deadline_ids)
    return set(rows.values_list("deadline_id", "counted_to", "rung", "recipient_id"))
