"""Which reminders are due in the bound clinic, and to whom they go."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from cases.models import Assignment
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import current_clinic
from filings.models import Deadline, Reminder
from filings.queries.away import away_on, reaches, sleeps
from filings.queries.spans import Span, in_reach
from filings.queries.wishes import wishes_of_all
from filings.rules.covering import with_covers
from filings.rules.ladders import climb_order
from filings.rules.reminding import LAST_RESORT, Rung, audience, rung_of
from filings.rules.snoozing import rung_awake
from filings.rules.wishes import DEFAULTS, Wishes, sending_of

Asked = tuple[UUID, date, int, UUID]


def due_reminders(actor: Actor, day: date, span: Span | None = None) -> list[Reminder]:
    """Return the reminders that stand on `day` and are not there yet, unsaved.

    Seven statements a clinic whatever its size, nine while somebody with a cover is away. People
    whose seat has ended are left out, and whoever came in their place gets the rung that stands.
    Each person is asked in the inbox, and by mail as they wish; a sleeping reminder wakes as a rung
    of its own.
    """
    standing = _standing(actor, day, span)
    if not standing:
        return []
    attorneys = _attorneys({deadline.case_id for deadline, _rung in standing})
    seats = _overseers()
    deadline_ids = {deadline.pk for deadline, _rung in standing}
    there, slept, away = _there(deadline_ids), sleeps(deadline_ids), away_on(day)
    everywhere, theirs = reaches(cover for cover in away.values() if cover)
    missing = []
    for deadline, rung in standing:
        case_id, counted_to = deadline.case_id, _counted_to(deadline)

        def sees(seat_id: UUID, case_id: UUID = case_id) -> bool:
            return seat_id in everywhere or (seat_id, case_id) in theirs

        asked = audience(rung, attorneys[case_id], seats)
        for seat_id, asked_as in with_covers(asked, seats, away=away, sees=sees):
            sleep = slept.get((deadline.pk, seat_id))
            days = rung_awake(rung, sleep, counted_to=counted_to, today=day)
            if days is not None and (deadline.pk, counted_to, days, seat_id) not in there:
                missing.append((deadline, replace(rung, days=days), seat_id, asked_as))
    wishes = wishes_of_all(seat_id for _deadline, _rung, seat_id, _as in missing)
    now = timezone.now().astimezone(ZoneInfo(current_clinic().time_zone))
    return [
        reminder
        for deadline, rung, seat_id, asked_as in missing
        for reminder in _by_channel(
            deadline, rung, seat_id, asked_as, wishes.get(seat_id, DEFAULTS), now
        )
    ]


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


def _standing(actor: Actor, day: date, span: Span | None) -> list[tuple[Deadline, Rung]]:
    standing = []
    for row in in_reach(actor, day, span).order_by("remind_by", "id"):
        rung = rung_of(
            row.ladder,
            counted_to=_counted_to(row),
            today=day,
            daily_after=row.outer is not None,
            acknowledged=row.acknowledged_at is not None,
        )
        if rung is not None:
            standing.append((row, rung))
    return standing


def _counted_to(deadline: Deadline) -> date:
    assert deadline.remind_by is not None  # what has none is in no scan
    return deadline.remind_by


def _attorneys(case_ids: Iterable[UUID]) -> defaultdict[UUID, list[UUID]]:
    rows = Assignment.objects.filter(
        case_id__in=case_ids,
        role="attorney",
        ended_at=None,
        membership__ended_at=None,
        membership__roles__contains=["attorney"],
    ).order_by("id")
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for case_id, seat_id in rows.values_list("case_id", "membership_id"):
        found[case_id].append(seat_id)
    return found


def _overseers() -> list[tuple[UUID, frozenset[str]]]:
    people = Membership.objects.filter(ended_at=None, is_system=False)
    rows = people.filter(roles__overlap=[*climb_order(), LAST_RESORT]).order_by("id")
    return [(seat_id, frozenset(roles)) for seat_id, roles in rows.values_list("pk", "roles")]


def _there(deadline_ids: Iterable[UUID]) -> set[Asked]:
    """Return what was asked already; by which channel makes no difference."""
    rows = Reminder.objects.filter(deadline_id__in=deadline_ids)
    return set(rows.values_list("deadline_id", "counted_to", "rung", "recipient_id"))
