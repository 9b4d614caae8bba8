"""What happened to a deadline: every line of its history, and the reminders sent about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.access.actor import Actor
from clinic.pages.dates import short_date
from filings.models import Deadline, DeadlineEvent, Reminder
from filings.queries.asked import asked_said, rung_said

MOST_REMINDERS = 100
# What happens to a deadline: code -> words.
EVENTS: Mapping[str, Promise] = MappingProxyType(
    {
        "computed": gettext_lazy("Computed from the notice"),
        "reminder_queued": gettext_lazy("Put into the inbox"),
        "reminder_climbed": gettext_lazy("Climbed: asked somebody else as well"),
        "reminder_read": gettext_lazy("Reminder read"),
        "reminder_waiting": gettext_lazy("Mail waiting to be sent"),
        "reminder_sent": gettext_lazy("Mail sent"),
        "acknowledged": gettext_lazy("Acknowledged"),
        "settled_done": gettext_lazy("Settled: done"),
        "settled_waived": gettext_lazy("Settled: waived"),
        "settled_removed": gettext_lazy("Removed: recorded by mistake"),
    }
)


@dataclass(frozen=True)
class Event:
    """One line of a deadline's history, as the kit's timeline takes it; `code` for programs."""

    code: str
    title: str
    when: datetime
    who: str = ""
    text: str = ""
    url: str = ""


def history_of(actor: Actor, deadline: Deadline) -> list[Event]:
    """Return what happened to a deadline, newest first.

    Why it was settled or moved is an attorney's account: only who may settle one reads it.
    """
    lines = [*_told(actor, deadline), *_reminders(deadline)]
    return sorted(lines, key=lambda event: event.when, reverse=True)


def _told(actor: Actor, deadline: Deadline) -> list[Event]:
    rows = DeadlineEvent.objects.filter(deadline=deadline).select_related("by__user", "key")
    found = []
    for row in rows.order_by("at", "id"):
        said = [_moved(row)] if row.code != "computed" else []
        if actor.has("deadline.settle"):
            said.append(str(row.reason or ""))
        who = row.by.user.name if row.by else "Alcove"
        text = " ".join(each for each in said if each)
        found.append(Event(row.code, str(EVENTS[row.code]), row.at, who, text))
    there = {event.code for event in found}
    earlier = _before_lines(actor, deadline)
    return [*found, *(event for event in earlier if event.code not in there)]


def _before_lines(actor: Actor, deadline: Deadline) -> list[Event]:
    """What is known of a deadline from before its history was kept line by line."""
    recorded = deadline.notice.recorded_by.user.name if deadline.notice else ""
    found = [Event("computed", str(EVENTS["computed"]), deadline.computed_at, recorded)]
    if deadline.acknowledged_at and deadline.acknowledged_by:
        who = deadline.acknowledged_by.user.name
        title = str(EVENTS["acknowledged"])
        found.append(Event("acknowledged", title, deadline.acknowledged_at, who))
    if deadline.settled_at and deadline.settled_by:
        code, who = f"settled_{deadline.status}", deadline.settled_by.user.name
        reason = str(deadline.settle_reason or "") if actor.has("deadline.settle") else ""
        found.append(Event(code, str(EVENTS[code]), deadline.settled_at, who, reason))
    return found


def _moved(row: DeadlineEvent) -> str:
    """Say from which last day to which."""
    if row.outer_was == row.outer_is and row.target_was == row.target_is:
        return ""
    if row.outer_was == row.outer_is:
        days = {"was": _day(row.target_was), "now": _day(row.target_is)}
        return _("Day to plan for: %(was)s → %(now)s.") % days
    days = {"was": _day(row.outer_was), "now": _day(row.outer_is)}
    return _("Last day: %(was)s → %(now)s.") % days


def _day(day: date | None) -> str:
    return short_date(day) if day else _("none")


def _reminders(deadline: Deadline) -> Iterator[Event]:
    rows = Reminder.objects.filter(deadline=deadline).select_related("recipient__user")
    for row in rows.order_by("-id")[:MOST_REMINDERS]:
        who, rung = row.recipient.user.name, rung_said(row)
        if row.channel == Reminder.INBOX:
            code = "reminder_climbed" if row.escalated else "reminder_queued"
            yield _event(code, row.queued_at, who, asked_said(row))
            if row.read_at:
                yield _event("reminder_read", row.read_at, who, rung)
        elif row.sent_at:
            yield _event("reminder_sent", row.sent_at, who, rung)
        else:
            yield _event("reminder_waiting", row.queued_at, who, rung)


def _event(code: str, when: datetime, who: str, text: str) -> Event:
    return Event(code, str(EVENTS[code]), when, who, text)
