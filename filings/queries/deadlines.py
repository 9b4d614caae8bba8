"""Deadlines: of a case, near, overdue, and why each is on its day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.hooks import Blocker, NextStep
from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.dates import short_date
from clinic.tenancy.current import clinic_url, today
from filings.models import Deadline, Filing, Notice, Reminder
from filings.policy import visible_deadlines
from filings.queries.words import fact_in_words, in_words
from filings.rules import DISCLAIMER, Computed, Said, rule
from filings.rules.stored import said_from_json, step_from_json

MOST_REMINDERS = 50


@dataclass(frozen=True)
class Why:
    """ "Why this date", ready to be shown; the same shape before and after it is saved."""

    title: str
    rule: str
    version: str
    opens: date | None
    target: date | None
    outer: date | None
    by_rule: date | None
    printed: bool
    steps: list[tuple[str, date | None]]
    facts: list[tuple[str, str]]
    warnings: list[str]
    source: str
    consequence: str
    verify_with_counsel: bool
    disclaimer: str


@dataclass(frozen=True)
class DeadlineRow:
    """One deadline as a list shows it, and how loud it is."""

    deadline: Deadline
    title: str
    overdue_days: int
    settled: str

    due_today: bool

    @property
    def is_open(self) -> bool:
        return self.deadline.status == Deadline.OPEN


@dataclass(frozen=True)
class Event:
    """One line of a deadline's history, as the kit's timeline takes it."""

    title: str
    when: datetime
    who: str = ""
    text: str = ""
    url: str = ""


def deadline_of(actor: Actor, pk: UUID) -> Deadline:
    """:raises NotVisible: not there for this actor"""
    found = (
        visible_deadlines(actor)
        .filter(pk=pk)
        .select_related(
            "case__client__key",
            "case__key",
            "key",
            "filing",
            "notice__recorded_by__user",
            "acknowledged_by__user",
            "settled_by__user",
        )
        .first()
    )
    if found is None:
        raise NotVisible("deadline")
    return found


def deadlines_of(actor: Actor, case: Case) -> list[Deadline]:
    """Return all deadlines of a case, the open ones first, soonest first."""
    rows = visible_deadlines(actor).filter(case=case).select_related("filing", "key")
    return sorted(rows, key=lambda row: (row.status != Deadline.OPEN, *_soonest(row)))


def deadline_rows(actor: Actor, case: Case, *, filing: Filing | None = None) -> list[DeadlineRow]:
    """Return the deadlines of a case, or of one filing in it, as the pages show them."""
    found = deadlines_of(actor, case)
    return [deadline_row(row) for row in found if filing is None or row.filing_id == filing.pk]


def deadline_row(deadline: Deadline) -> DeadlineRow:
    late = (today() - deadline.outer).days if deadline.outer else -1
    is_open = deadline.status == Deadline.OPEN
    return DeadlineRow(
        deadline=deadline,
        title=title_of(deadline),
        overdue_days=max(late, 0) if is_open else 0,
        due_today=is_open and late == 0,
        settled={Deadline.DONE: _("Done"), Deadline.WAIVED: _("Waived")}.get(deadline.status, ""),
    )


def deadline_made_by(actor: Actor, notice: Notice) -> Deadline | None:
    return visible_deadlines(actor).filter(notice=notice).first()


def due_soon(actor: Actor, days: int) -> QuerySet[Deadline]:
    """Return the open deadlines that come within `days`, soonest first; not the overdue ones.

    A contested one counts from the earlier of its two dates, so it stays in from then on.
    """
    first, last = today(), today() + timedelta(days=days)
    near = _open(actor).filter(remind_by__lte=last).exclude(outer__lt=first)
    return near.order_by("remind_by", "id")


def overdue(actor: Actor) -> QuerySet[Deadline]:
    """Return the open deadlines whose last day has passed, the longest overdue first."""
    return _open(actor).filter(outer__lt=today()).order_by("outer", "id")


def _open(actor: Actor) -> QuerySet[Deadline]:
    return (
        visible_deadlines(actor)
        .filter(status=Deadline.OPEN)
        .select_related("case__client", "filing", "key")
    )


def open_deadlines_of(case: Case) -> list[Blocker]:
    """Say what keeps a case from being closed. For everybody, whoever may see it."""
    count = Deadline.objects.filter(case=case, status=Deadline.OPEN).count()
    if not count:
        return []
    text = ngettext(
        "%(count)s deadline is open. Settle it with a reason first.",
        "%(count)s deadlines are open. Settle each with a reason first.",
        count,
    )
    url = clinic_url("filings:of_case", case.pk)
    return [Blocker(text % {"count": count}, url, _("Deadlines of this case"))]


def next_steps(actor: Actor, case: Case) -> Iterable[NextStep]:
    """Offer the open deadlines of a case as next steps."""
    rows = _open(actor).filter(case=case).order_by("remind_by", "id")
    return [
        NextStep(
            title_of(row),
            clinic_url("filings:deadline", row.pk),
            row.outer or row.target,
            dates_said(row),
        )
        for row in rows
    ]


def next_deadlines(case_ids: Sequence[UUID]) -> Mapping[UUID, date]:
    """Return the next open date of each case that has one, in one statement."""
    rows = (
        Deadline.objects.filter(case_id__in=case_ids, status=Deadline.OPEN)
        .exclude(remind_by=None)
        .order_by("case_id", "remind_by")
        .distinct("case_id")
    )
    return {row.case_id: row.remind_by for row in rows if row.remind_by}


def cases_due_by(day: date) -> QuerySet[Any, Any]:
    """Return the ids of the cases with an open date on or before `day`."""
    return Deadline.objects.filter(status=Deadline.OPEN, remind_by__lte=day).values("case_id")


def title_of(deadline: Deadline) -> str:
    """Name a deadline by its rule and form; both are public words."""
    name = _(rule(deadline.rule).name)
    return f"{name} · {deadline.filing.form}" if deadline.filing else name


def dates_said(deadline: Deadline) -> str:
    """Say the last day and the day to plan for, each by its name: a badge alone says how far."""
    said = []
    if deadline.outer:
        said.append(_("Last day %(day)s") % {"day": short_date(deadline.outer)})
    if deadline.plan_for:
        said.append(_("plan for %(day)s") % {"day": short_date(deadline.plan_for)})
    return " · ".join(said)


def why(deadline: Deadline) -> Why:
    """Read back what was stored when it was computed, in the reader's language."""
    return _why(
        rule_id=deadline.rule,
        version=deadline.rule_version,
        dates=deadline,
        steps=[(step.said, step.date) for step in map(step_from_json, deadline.steps or [])],
        warnings=[said_from_json(each) for each in deadline.warnings or []],
        facts=deadline.facts or {},
    )


def preview(computed: Computed, facts: Mapping[str, str | int]) -> Why:
    """Show what would be stored."""
    return _why(
        rule_id=computed.rule,
        version=computed.version,
        dates=computed,
        steps=[(step.said, step.date) for step in computed.steps],
        warnings=list(computed.warnings),
        facts=facts,
    )


def _why(
    *,
    rule_id: str,
    version: str,
    dates: Deadline | Computed,
    steps: list[tuple[Said, date | None]],
    warnings: list[Said],
    facts: Mapping[str, str | int],
) -> Why:
    read = rule(rule_id)
    return Why(
        title=_(read.name),
        rule=rule_id,
        version=version,
        opens=dates.opens,
        target=dates.target,
        outer=dates.outer,
        by_rule=dates.by_rule,
        printed=bool(read.printed and read.printed in facts),
        steps=[(in_words(sentence), day) for sentence, day in steps],
        facts=[(_(read.facts[name].label), fact_in_words(value)) for name, value in facts.items()],
        warnings=[in_words(each) for each in warnings],
        source=dates.source,
        consequence=_(dates.consequence) if dates.consequence else "",
        verify_with_counsel=dates.verify_with_counsel,
        disclaimer=_(DISCLAIMER),
    )


def history_of(actor: Actor, deadline: Deadline) -> list[Event]:
    """Return what happened to a deadline, newest first.

    Why it was settled is an attorney's account: only who may settle one reads it.
    """
    recorded = deadline.notice.recorded_by.user.name if deadline.notice else ""
    events = [Event(_("Computed from the notice"), deadline.computed_at, recorded)]
    rows = Reminder.objects.filter(deadline=deadline).select_related("recipient__user")
    for row in rows.order_by("-id")[:MOST_REMINDERS]:
        title = _("Reminder sent") if row.sent_at else _("Reminder waiting to be sent")
        text = _("To a supervisor or coordinator as well.") if row.escalated else ""
        events.append(Event(title, row.sent_at or row.queued_at, row.recipient.user.name, text))
    if deadline.acknowledged_at and deadline.acknowledged_by:
        who = deadline.acknowledged_by.user.name
        events.append(Event(_("Acknowledged"), deadline.acknowledged_at, who))
    if deadline.settled_at and deadline.settled_by:
        title = _("Settled: done") if deadline.status == Deadline.DONE else _("Settled: waived")
        reason = str(deadline.settle_reason or "") if actor.has("deadline.settle") else ""
        events.append(Event(title, deadline.settled_at, deadline.settled_by.user.name, reason))
    return sorted(events, key=lambda event: event.when, reverse=True)


def _soonest(deadline: Deadline) -> tuple[date, str]:
    return (deadline.remind_by or date.max, str(deadline.pk))
