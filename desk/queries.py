"""What waits for a person today. Every number starts from what that person may see."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Count, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Case
from cases.queries import my_cases, unassigned
from cases.rules import MATTERS, STAGES
from clients.policy import visible_clients, visible_intakes
from clients.queries import status_label
from clients.rules.conflict import STATE_LABELS, ConflictState
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url, today
from desk.rules import QUEUE, SHOWN, THIS_WEEK, TO_ACKNOWLEDGE, TOO_LONG_UNASSIGNED
from filings.models import Deadline
from filings.queries import dates_said, due_soon, overdue, title_of

Row = TypeVar("Row", bound=Model)

# Clients nobody may be assigned for until a person has decided again.
UNDECIDED = (ConflictState.RECHECK, ConflictState.POSSIBLE)


@dataclass(frozen=True)
class Stat:
    label: str
    number: int
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Item:
    """One line of a panel: what, where, and a date or a word beside it."""

    title: str
    url: str
    note: str = ""
    dates: str = ""
    day: date | None = None
    badge: str | Promise = ""
    tone: str = "quiet"


@dataclass(frozen=True)
class Panel:
    """A list with a heading; `empty` says what to do first when nothing is in it."""

    heading: str
    empty: str
    items: list[Item] = field(default_factory=list)
    more: int = 0
    more_url: str = ""
    first_url: str = ""
    first_label: str = ""


@dataclass(frozen=True)
class Desk:
    """Numbers on top, then two columns: what the person's own work is, and what else waits."""

    stats: list[Stat]
    first: list[Panel]
    second: list[Panel]

    @property
    def panels(self) -> list[Panel]:
        return [*self.first, *self.second]


def desk_of(actor: Actor) -> Desk:
    """Return the panels of the actor's roles; somebody with two roles has the panels of both."""
    intakes = [_intakes(actor), _undecided(actor)] if actor.has("intake.view") else []
    late, soon = _late(actor), _soon(actor)
    dated = [late, soon] if late.items else [soon]
    waiting = [_unacknowledged(actor)] if actor.has("deadline.acknowledge") else []
    alone = [_unassigned(actor)] if actor.has("case.assign") else []
    mine = [_mine(actor)] if actor.roles & {"attorney", "advocate"} else []
    stats = [_stat(panel) for panel in (late, soon, *waiting, *mine)]
    stats += [_stat(panel, _too_long(actor)) for panel in alone]
    if intakes:
        return Desk(stats, [*intakes, *alone], [*dated, *waiting, *mine])
    return Desk(stats, [*dated, *waiting], [*alone, *mine])


def _late(actor: Actor) -> Panel:
    url = clinic_url("cases:list") + "?due=-1"
    return _panel_of_deadlines(overdue(actor), _("Overdue"), _("Nothing is late."), url)


def _soon(actor: Actor) -> Panel:
    return _panel_of_deadlines(
        due_soon(actor, THIS_WEEK),
        _("Deadlines this week"),
        _("Nothing is due in the next seven days."),
        clinic_url("cases:list") + f"?due={THIS_WEEK}",
    )


def _stat(panel: Panel, note: str = "") -> Stat:
    return Stat(panel.heading, len(panel.items) + panel.more, panel.more_url, note)


def _panel_of_deadlines(
    found: QuerySet[Deadline], heading: str, empty: str, more_url: str
) -> Panel:
    rows, more = _first(found)
    items = [
        Item(
            title=title_of(row),
            url=clinic_url("filings:deadline", row.pk),
            note=f"{row.case.number} · {row.case.client.code_name}",
            dates=dates_said(row),
            day=row.outer or row.target,
        )
        for row in rows
    ]
    return Panel(heading, empty, items, more, more_url)


def _unacknowledged(actor: Actor) -> Panel:
    waiting = due_soon(actor, TO_ACKNOWLEDGE).filter(acknowledged_at=None)
    return _panel_of_deadlines(
        waiting,
        _("To acknowledge"),
        _("Every deadline of the next thirty days was acknowledged."),
        clinic_url("cases:list") + f"?due={TO_ACKNOWLEDGE}",
    )


def _intakes(actor: Actor) -> Panel:
    found = visible_intakes(actor).filter(status__in=QUEUE).values_list("status")
    counts = dict(found.annotate(number=Count("id")))
    url = clinic_url("clients:intakes")
    return Panel(
        heading=_("Intake queue"),
        empty=_("No intake is waiting. Start one when somebody calls."),
        items=[
            Item(status_label(status), url, badge=str(counts[status]), tone="info")
            for status in QUEUE
            if status in counts
        ],
        first_url=clinic_url("clients:start"),
        first_label=_("Start an intake"),
    )


def _undecided(actor: Actor) -> Panel:
    rows, more = _first(
        visible_clients(actor)
        .filter(conflict_state__in=[state.value for state in UNDECIDED])
        .order_by("-id")
    )
    return Panel(
        heading=_("Conflict checks to decide"),
        empty=_("Every conflict check was decided."),
        items=[
            Item(
                client.code_name,
                clinic_url("clients:conflict", client.pk),
                badge=_(STATE_LABELS[ConflictState(client.conflict_state)]),
                tone="warn",
            )
            for client in rows
        ],
        more=more,
    )


def _unassigned(actor: Actor) -> Panel:
    rows, more = _first(unassigned(actor))
    now = today()
    return Panel(
        heading=_("Without an attorney"),
        empty=_("Every open case has an attorney."),
        items=[
            Item(
                case.number,
                clinic_url("cases:assign", case.pk),
                note=f"{MATTERS[case.matter]} · {case.client.code_name}",
                badge=_days((now - case.opened_on).days),
                tone="warn" if (now - case.opened_on).days > TOO_LONG_UNASSIGNED else "quiet",
            )
            for case in rows
        ],
        more=more,
    )


def _too_long(actor: Actor) -> str:
    since = today() - timedelta(days=TOO_LONG_UNASSIGNED)
    number = unassigned(actor).filter(opened_on__lt=since).count()
    return _("%(count)s for more than %(days)s days") % {
        "count": number, "days": TOO_LONG_UNASSIGNED
    }  # fmt: skip


def _mine(actor: Actor) -> Panel:
    rows, more = _first(my_cases(actor).select_related("client").order_by("-id"))
    return Panel(
        heading=_("My cases"),
        empty=_("No case is assigned to you. A coordinator or a supervisor assigns cases."),
        items=[_case_item(case) for case in rows],
        more=more,
        more_url=clinic_url("cases:list") + "?mine=on",
    )


def _case_item(case: Case) -> Item:
    stage = STAGES[case.stage]
    return Item(
        case.number,
        clinic_url("cases:case", case.pk),
        note=f"{MATTERS[case.matter]} · {case.client.code_name}",
        badge=stage.label,
        tone=stage.tone,
    )


def _days(number: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", number) % {"days": number}


def _first(found: QuerySet[Row]) -> tuple[list[Row], int]:
    """Return the first rows and how many more there are; counts only when the page is full."""
    rows = list(found[: SHOWN + 1])
    if len(rows) <= SHOWN:
        return rows, 0
    return rows[:SHOWN], found.count() - SHOWN
