"""The deadlines of Today: a panel for each way in which one asks for attention."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.access.actor import Actor
from clinic.pages.dates import short_date
from clinic.tenancy.current import clinic_url, today
from desk.queries.parts import Item, Mark, Panel, first_rows
from desk.rules import COUNTED, SHOWN, SHOWN_LATER, THIS_WEEK, TO_ACKNOWLEDGE
from filings.models import Deadline
from filings.queries import (
    contested,
    dates_said,
    deadline_row,
    due_soon,
    ends_on,
    mine,
    opening,
    overdue,
    unacknowledged,
)


@dataclass(frozen=True)
class Section:
    """`query` leads to the same rows in the list of deadlines."""

    code: str
    rows: Callable[[Actor], QuerySet[Deadline]]
    query: dict[str, str]


# The most urgent first.
SECTIONS = (
    Section("overdue", overdue, {"due": "overdue"}),
    Section("this_week", lambda actor: due_soon(actor, THIS_WEEK), {"due": str(THIS_WEEK)}),
    Section("contested", contested, {"state": "contested"}),
    Section("opening", opening, {"state": "opening"}),
    Section(
        "unacknowledged",
        lambda actor: unacknowledged(actor, TO_ACKNOWLEDGE),
        {"state": "unacknowledged", "due": str(TO_ACKNOWLEDGE)},
    ),
)


NEAREST = frozenset({"overdue", "this_week"})


@dataclass(frozen=True)
class Waiting:
    """What a section holds: the first rows and how many there are (counted up to `COUNTED`)."""

    code: str
    rows: list[Deadline]
    number: int
    query: dict[str, str]

    @property
    def capped(self) -> bool:
        return self.number >= COUNTED


def waiting_deadlines(actor: Actor, *, for_me: bool) -> list[Waiting]:
    """Return the sections that have something, and that of this week always.

    :param for_me: only of cases the actor works on, for who reaches more
    """
    only = Q(mine(actor)) if for_me else Q()
    found = []
    for section in SECTIONS:
        if section.code == "unacknowledged" and not _answers(actor):
            continue
        shown = SHOWN if section.code in NEAREST else SHOWN_LATER
        found_here = section.rows(actor).filter(only)
        if section.code == "this_week":
            rows, number = _with_all_of_today(found_here, shown)
        else:
            rows, number = first_rows(found_here, shown)
        if rows or section.code == "this_week":
            rows = sorted(rows, key=_asks)
            query = {**section.query, **({"mine": "on"} if for_me else {})}
            found.append(Waiting(section.code, rows, number, query))
    return found


def _with_all_of_today(found: QuerySet[Deadline], shown: int) -> tuple[list[Deadline], int]:
    """Return what ends today first, all of it, and then as many others as there is room for.

    By the day alone, an agency that has not answered, or an earlier reading that has passed, would
    stand before a last day, and could push it behind the link to the rest.
    """
    ends = list(found.filter(ends_on(today()))[:COUNTED])
    others = found.exclude(pk__in=[row.pk for row in ends])
    rows, number = first_rows(others, max(shown - len(ends), 0))
    return [*ends, *rows], min(len(ends) + number, COUNTED)


def _asks(deadline: Deadline) -> bool:
    """Whether it only says to ask an agency, which waits for what is due to it."""
    return deadline.outer is None and (deadline.remind_by or today()) <= today()


def deadline_panels(actor: Actor, *, for_me: bool) -> list[Panel]:
    """Return the same as panels of the page."""
    return [_panel(actor, waiting) for waiting in waiting_deadlines(actor, for_me=for_me)]


def _answers(actor: Actor) -> bool:
    """Whether it is this person's business that nobody has answered."""
    return actor.has("deadline.acknowledge") or actor.has("case.assign")


def _panel(actor: Actor, waiting: Waiting) -> Panel:
    item = _window if waiting.code == "opening" else _item
    heading, about = _words(actor, waiting.code)
    return Panel(
        code=waiting.code,
        heading=heading,
        about=about,
        empty=_("Nothing is due in the next seven days."),
        items=[item(row) for row in waiting.rows],
        number=waiting.number,
        more_url=f"{clinic_url('filings:deadlines')}?{urlencode(waiting.query)}",
    )


def _words(actor: Actor, code: str) -> tuple[str, str]:
    answering = actor.has("deadline.acknowledge")
    return {
        "overdue": (_("Overdue"), ""),
        "this_week": (_("Deadlines this week"), ""),
        "contested": (
            _("Contested"),
            _("Notice and rule differ, or the law has two readings. The earlier day counts."),
        ),
        "opening": (_("Opening"), _("Windows that open within two weeks, or stand open.")),
        "unacknowledged": (
            _("To acknowledge") if answering else _("Nobody has answered"),
            _("Due within thirty days."),
        ),
    }[code]


def _item(deadline: Deadline) -> Item:
    row = deadline_row(deadline)
    marks = []
    if row.differs:
        marks.append(Mark(_("Notice and rule differ"), "danger", "exclamation-triangle"))
    elif row.contested:
        marks.append(Mark(_("Two readings of the law"), "danger", "signpost-split"))
    return Item(
        title=row.title,
        url=clinic_url("filings:deadline", deadline.pk),
        note=f"{deadline.case.number} · {deadline.case.client.code_name}",
        dates=dates_said(deadline),
        day=row.day,
        agency=row.is_agencys,
        marks=marks,
    )


def _window(deadline: Deadline) -> Item:
    """Say of a window first that it can be used, then when it closes."""
    assert deadline.opens is not None
    left, day = (deadline.opens - today()).days, short_date(deadline.opens)
    if left <= 0:
        badge, tone, said = _("Open"), "good", _("Open since %(day)s")
    else:
        badge = ngettext("Opens in %(days)s day", "Opens in %(days)s days", left) % {"days": left}
        tone, said = "info", _("Opens %(day)s")
    line = _item(deadline)
    dates = " · ".join(each for each in (said % {"day": day}, line.dates) if each)
    return replace(line, day=None, badge=badge, tone=tone, dates=dates)
