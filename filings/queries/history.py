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
from filings.models import Deadline, DeadlineEvent, Reminder, Snooze
from filings.queries.asked import asked_said, rung_said
from filings.rules.covering import COVER
from filings.rules.reminding import OWN

MOST_REMINDERS = 100
# With one of these every deadline begins.
FIRST = frozenset({"computed", "added", "set"})
# As what somebody was asked -> what happened; anything else is a step of the climb.
CODES = {OWN: "reminder_queued", COVER: "reminder_covered"}
# What happens to a deadline: code -> words.
EVENTS: Mapping[str, Promise] = MappingProxyType(
    {
        "computed": gettext_lazy("Computed from the facts"),
        "reminder_queued": gettext_lazy("Put into the inbox"),
        "reminder_climbed": gettext_lazy("Climbed: asked somebody else as well"),
        "reminder_covered": gettext_lazy("Asked who stands in"),
        "snoozed": gettext_lazy("Put aside"),
        "snooze_ended": gettext_lazy("Woken before its day"),
        "reminder_read": gettext_lazy("Reminder read"),
        "reminder_waiting": gettext_lazy("Mail waiting to be sent"),
        "reminder_sent": gettext_lazy("Mail sent"),
        "added": gettext_lazy("Added by hand, computed from a rule"),
        "set": gettext_lazy("Recorded: a judge or agency set the day"),
        "acknowledged": gettext_lazy("Acknowledged"),
        "handed_over": gettext_lazy("Handed over: whoever has the case now is asked anew"),
        "settled_done": gettext_lazy("Settled: done"),
        "settled_waived": gettext_lazy("Settled: waived"),
        "settled_removed": gettext_lazy("Removed: recorded by mistake"),
        "reopened": gettext_lazy("Opened again"),
        "overridden": gettext_lazy("Last day set by hand"),
        "override_undone": gettext_lazy("Back to the computed last day"),
        "facts_changed": gettext_lazy("Facts corrected, computed anew"),
        "recomputed": gettext_lazy("Computed anew by the changed rule"),
        "kept": gettext_lazy("Kept as it was, against the changed rule"),
        "proposed_done": gettext_lazy("Proposed to settle: done"),
        "proposed_waived": gettext_lazy("Proposed to settle: waived"),
        "proposed_removed": gettext_lazy("Proposed to remove: recorded by mistake"),
        "proposed_set_day": gettext_lazy("Proposed to set another last day"),
        "proposed_unset": gettext_lazy("Proposed to go back to the computed last day"),
        "proposed_facts": gettext_lazy("Proposed to correct the facts"),
        "reviewed_accept": gettext_lazy("Proposed to take the dates of the changed rule"),
        "reviewed_keep": gettext_lazy("Proposed to keep it, against the changed rule"),
        "proposed_rule": gettext_lazy("The rule has changed: a new computation waits for review"),
        "proposal_approved": gettext_lazy("A second person agreed"),
        "proposal_declined": gettext_lazy("A second person said no"),
        "proposal_withdrawn": gettext_lazy("Proposal withdrawn"),
        "proposal_overtaken": gettext_lazy("What was proposed is moot: the deadline has changed"),
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
    lines = [*_told(actor, deadline), *_reminders(deadline), *_snoozes(actor, deadline)]
    return sorted(lines, key=lambda event: event.when, reverse=True)


def _told(actor: Actor, deadline: Deadline) -> list[Event]:
    rows = DeadlineEvent.objects.filter(deadline=deadline).select_related("by__user", "key")
    found = []
    for row in rows.order_by("-at", "-id"):
        said = [_moved(row)] if row.code not in FIRST else []
        if actor.has("deadline.settle"):
            said.append(str(row.reason or ""))
        who = row.by.user.name if row.by else "Alcove"
        text = " ".join(each for each in said if each)
        found.append(Event(row.code, str(EVENTS[row.code]), row.at, who, text))
    there = {event.code for event in found}
    if there & FIRST:
        return found
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
    if row.code.startswith("proposed_"):
        days = {"now": _day(row.outer_was), "then": _day(row.outer_is)}
        return _("The last day would be %(then)s instead of %(now)s.") % days
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
            code = CODES.get(row.asked_as, "reminder_climbed")
            yield _event(code, row.queued_at, who, asked_said(row))
            if row.read_at:
                yield _event("reminder_read", row.read_at, who, rung)
        elif row.sent_at:
            yield _event("reminder_sent", row.sent_at, who, rung)
        else:
            yield _event("reminder_waiting", row.queued_at, who, rung)


def _snoozes(actor: Actor, deadline: Deadline) -> Iterator[Event]:
    rows = Snooze.objects.filter(deadline=deadline).select_related("by__user", "key")
    for row in rows.order_by("-id")[:MOST_REMINDERS]:
        said = [_("Until %(day)s.") % {"day": short_date(row.until)}]
        if actor.has("deadline.settle"):
            said.append(str(row.reason or ""))
        yield _event("snoozed", row.at, row.by.user.name, " ".join(said))
        if row.ended_at:
            yield _event("snooze_ended", row.ended_at, row.by.user.name, "")


def _event(code: str, when: datetime, who: str, text: str) -> Event:
    return Event(code, str(EVENTS[code]), when, who, text)
