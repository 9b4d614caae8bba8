"""Deadlines: of a case, near, overdue. What happened to one stands in `history`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.hooks import Blocker, DueDay
from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.dates import short_date
from clinic.tenancy.current import clinic_url, today
from filings.models import Deadline, Filing, Notice
from filings.policy import visible_deadlines
from filings.queries.packs import rule_here
from filings.queries.standing import due_by, overdue_on
from filings.rules import UnknownRule, ladders
from filings.rules.lifecycle import SIGNED
from filings.rules.reminding import shown_day


@dataclass(frozen=True)
class DeadlineRow:
    """One deadline as a list shows it, and how loud it is."""

    deadline: Deadline
    title: str
    overdue_days: int
    settled: str
    due_today: bool
    day: date | None  # the day to show how far it is
    differs: bool
    contested: bool

    @property
    def is_open(self) -> bool:
        return self.deadline.status == Deadline.OPEN

    @property
    def is_agencys(self) -> bool:
        """Tell whether its day binds an agency only: nothing of ours can be overdue."""
        return self.deadline.outer is None

    @property
    def climb(self) -> dict[str, int]:
        """Return from how many days before on each role is asked as well, while nobody answers."""
        ladder = ladders().get(self.deadline.ladder)
        return dict(ladder.climb) if ladder else {}


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
    rows = visible_deadlines(actor).filter(case=case).select_related("filing", "notice", "key")
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
        settled={
            Deadline.DONE: _("Done"),
            Deadline.WAIVED: _("Waived"),
            Deadline.REMOVED: _("Removed: recorded by mistake"),
        }.get(deadline.status, ""),
        day=day_of(deadline),
        differs=is_open and deadline.differs,
        contested=is_open and (deadline.contested or deadline.differs),
    )


def day_of(deadline: Deadline) -> date | None:
    """Return the day that every list shows beside a deadline."""
    return shown_day(
        counts_to=deadline.remind_by,
        outer=deadline.outer,
        target=deadline.target,
        opens=deadline.opens,
        today=today(),
    )


def deadline_made_by(actor: Actor, notice: Notice) -> Deadline | None:
    return visible_deadlines(actor).filter(notice=notice).first()


def others_of_notice(actor: Actor, deadline: Deadline) -> list[Deadline]:
    """Return the other open deadlines of the same notice: each counts from facts of its own."""
    if deadline.notice_id is None:
        return []
    rows = visible_deadlines(actor).filter(notice=deadline.notice_id, status=Deadline.OPEN)
    return list(rows.exclude(pk=deadline.pk).select_related("filing", "key").order_by("id"))


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


def unsent_filings_of(case: Case) -> list[Blocker]:
    """Say that a filing was signed and never sent. For everybody, whoever may see it."""
    count = Filing.objects.filter(case=case, status=SIGNED).count()
    if not count:
        return []
    text = ngettext(
        "%(count)s filing was signed and never sent. Record that it was sent, or withdraw it.",
        "%(count)s filings were signed and never sent. Record that they were, or withdraw them.",
        count,
    )
    url = clinic_url("filings:of_case", case.pk)
    return [Blocker(text % {"count": count}, url, _("Filings of this case"))]


def next_deadlines(case_ids: Sequence[UUID]) -> Mapping[UUID, DueDay]:
    """Return the next open date of each case that has one, in one statement."""
    rows = (
        Deadline.objects.filter(case_id__in=case_ids, status=Deadline.OPEN)
        .only("clinic", "case_id", "remind_by", "outer", "target", "opens")
        .order_by("case_id", F("remind_by").asc(nulls_last=True), "opens")
        .distinct("case_id")
    )
    return {
        row.case_id: DueDay(day, agency=row.outer is None) for row in rows if (day := day_of(row))
    }


def cases_due_by(day: date) -> QuerySet[Any, Any]:
    """Return the ids of the cases with an open date on or before `day`."""
    return Deadline.objects.filter(due_by(day)).values("case_id")


def cases_overdue() -> QuerySet[Any, Any]:
    """Return the ids of the cases with an open deadline whose last day has passed."""
    return Deadline.objects.filter(overdue_on(today())).values("case_id")


def title_of(deadline: Deadline) -> str:
    """Name a deadline by its rule and form; both are public words."""
    name = _("Day set by a judge or agency") if deadline.is_set else rule_name(deadline.rule)
    return f"{name} · {deadline.filing.form}" if deadline.filing else name


def rule_name(rule_id: str) -> str:
    """Name a rule; one that a pack no longer holds by its id, so that no page breaks over it."""
    try:
        return _(rule_here(rule_id).name)
    except UnknownRule:
        return rule_id


def dates_said(deadline: Deadline) -> str:
    """Say each day by its name, an agency's as what it is: a badge alone says how far."""
    outer, plan_for, opens = deadline.outer, deadline.plan_for, deadline.opens
    if outer is None:
        if plan_for:
            return _("Ask the agency on %(day)s") % {"day": short_date(plan_for)}
        return _("Not before %(day)s") % {"day": short_date(opens)} if opens else ""
    last = _("Last day %(day)s") % {"day": short_date(outer)}
    if plan_for is None:
        return last
    return f"{last} · {_('plan for %(day)s') % {'day': short_date(plan_for)}}"


def _soonest(deadline: Deadline) -> tuple[date, str]:
    return (deadline.remind_by or date.max, str(deadline.pk))
