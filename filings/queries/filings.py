"""Filings of a case, their steps and notices."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.dates import short_date
from clinic.tenancy.current import day_of
from filings.models import Deadline, Filing, FilingMove, Notice
from filings.policy import visible_deadlines, visible_filings, visible_notices
from filings.queries.packs import form_here, rule_here
from filings.queries.steps import moves_of
from filings.rules.facts import FactSpec
from filings.rules.forms import Form
from filings.rules.lifecycle import (
    BEFORE_RECEIPT,
    DECIDED,
    LIFECYCLES,
    RECEIPTED,
    SENT,
    Status,
    is_preparing,
    road_of,
)
from filings.rules.notices import KINDS, Says, asked_by, lawful_kinds, left_unwatched
from filings.rules.starting import asked_on
from filings.rules.steps import plain_moves

SHOWN_DIGITS = 4


@dataclass(frozen=True)
class FilingRow:
    """One filing as a list shows it."""

    filing: Filing
    form: Form
    status: Status
    next_deadline: Deadline | None

    @property
    def name(self) -> str:
        return gettext(self.form.name)

    @property
    def status_label(self) -> str:
        return gettext(self.status.label)


@dataclass(frozen=True)
class Stop:
    """One stop of the lifecycle line; `state` is done, now or later, as the kit's steps say it."""

    label: str
    state: str
    on: date | None = None
    move: FilingMove | None = None


@dataclass(frozen=True)
class NoticeRow:
    notice: Notice
    label: str
    deadline: Deadline | None
    # Rules that wait for a "valid until" which the notice does not give: nothing watches the end.
    unwatched: tuple[str, ...] = ()
    # Where what it names was planned, or where that is done.
    planned_url: str = ""
    plan_url: str = ""

    @property
    def unwatched_names(self) -> list[str]:
        return [gettext(rule_here(each).name) for each in self.unwatched]


def filing_of(actor: Actor, pk: UUID) -> Filing:
    """:raises NotVisible: not there for this actor"""
    found = (
        visible_filings(actor)
        .filter(pk=pk)
        .select_related("case__client__key", "case__key", "key", "added_by__user")
        .first()
    )
    if found is None:
        raise NotVisible("filing")
    return found


def notice_of(actor: Actor, pk: UUID) -> Notice:
    """:raises NotVisible: not there for this actor"""
    found = (
        visible_notices(actor)
        .filter(pk=pk)
        .select_related("filing__case__client", "document__key", "key")
        .first()
    )
    if found is None:
        raise NotVisible("notice")
    return found


def filings_of(actor: Actor, case: Case) -> list[FilingRow]:
    """Return the filings of a case, newest first, each with its next open deadline."""
    open_ones = visible_deadlines(actor).filter(status=Deadline.OPEN)
    open_ones = open_ones.order_by("remind_by", "id")
    rows = (
        visible_filings(actor)
        .filter(case=case)
        .prefetch_related(Prefetch("deadlines", queryset=open_ones, to_attr="open_deadlines"))
        .order_by("-id")
    )
    return [_row(filing, next(iter(filing.open_deadlines), None)) for filing in rows]


def filings_by_id(actor: Actor, case: Case) -> dict[str, Filing]:
    """Return the filings of a case by their id as text, newest first: what a form can offer."""
    rows = visible_filings(actor).filter(case=case).select_related("case", "key")
    return {str(row.pk): row for row in rows.order_by("-id")}


def filings_named(actor: Actor, case: Case) -> list[tuple[UUID, str]]:
    """Return the filings of a case with how each is called where other rooms speak of it."""
    rows = map(row_of, visible_filings(actor).filter(case=case).order_by("-id"))
    return [
        (row.filing.pk, f"{row.form.code} · {row.name} ({short_date(day_of(row.filing.added_at))})")
        for row in rows
    ]


def row_of(filing: Filing) -> FilingRow:
    return _row(filing, None)


def _row(filing: Filing, deadline: Deadline | None) -> FilingRow:
    form = form_here(filing.form)
    return FilingRow(filing, form, LIFECYCLES[form.lifecycle][filing.status], deadline)


def filing_line(filing: Filing) -> list[Stop]:
    """Return where a filing has been, where it stands, and the usual road ahead."""
    form = form_here(filing.form)
    statuses = LIFECYCLES[form.lifecycle]
    moves = moves_of(filing)
    road = road_of(form.lifecycle, form.begins)
    stops = [Stop(gettext(statuses[road[0]].label), "done")]
    stops += [Stop(gettext(statuses[move.became].label), "done", move.on, move) for move in moves]
    last = stops.pop()
    stops.append(Stop(last.label, "now", last.on, last.move))
    if filing.status in road:
        ahead = road[road.index(filing.status) + 1 :]
    else:
        ahead = tuple(code for code in road[-1:] if code in statuses[filing.status].moves)
    stops += [Stop(gettext(statuses[code].label), "later") for code in ahead]
    return stops


def offered_steps(actor: Actor, filing: Filing) -> list[tuple[str, str]]:
    """Return (code, label) of the steps that the actor can take by hand."""
    form = form_here(filing.form)
    statuses = LIFECYCLES[form.lifecycle]
    moves = plain_moves(form.lifecycle, filing.status, form.begins)
    files = actor.has("filing.file")
    return [
        (code, gettext(statuses[code].label))
        for code in moves
        if files or is_preparing(filing.status, code)
    ]


def facts_asked(filing: Filing, to: str) -> dict[str, FactSpec]:
    """Return the facts that a step asks for besides its day, with words of the reader."""
    asked = asked_on(form_here(filing.form), to, rule_here)
    return {name: replace(spec, label=gettext(spec.label)) for name, spec in asked.items()}


def usual_step(filing: Filing) -> str:
    """Return the step that mostly follows, or "": nothing rare is offered as if it were usual."""
    form = form_here(filing.form)
    road = road_of(form.lifecycle, form.begins)
    if filing.status not in road[:-1]:
        return ""
    following = road[road.index(filing.status) + 1]
    lawful = plain_moves(form.lifecycle, filing.status, form.begins)
    return following if following in lawful and following not in DECIDED else ""


def offered_notices(filing: Filing) -> list[tuple[str, str]]:
    """Return (code, label) of the notices that can have come by now."""
    kinds = lawful_kinds(form_here(filing.form), filing.status)
    return [(code, gettext(KINDS[code].label)) for code in kinds]


def asked_of(filing: Filing, kind: str) -> tuple[str, ...]:
    """Return which facts a notice of this kind about this filing asks for."""
    return asked_by(kind, form_here(filing.form))


def awaits_receipt(filing: Filing) -> bool:
    return filing.status == SENT


def takes_receipt(filing: Filing) -> bool:
    """Tell whether a receipt number can be recorded, the first time or to correct it."""
    if not form_here(filing.form).takes("receipt"):
        return False
    return filing.status == SENT or filing.status not in BEFORE_RECEIPT


def needs_of(filing: Filing) -> str:
    return gettext(form_here(filing.form).prerequisites)


def last_day_of(filing: Filing) -> date | None:
    """Return the day of the last step, which the next one cannot come before."""
    move = FilingMove.objects.filter(filing=filing).order_by("-id").first()
    return move.on if move else None


def notices_of(actor: Actor, filing: Filing) -> list[NoticeRow]:
    """Return the notices about a filing, newest first."""
    rows = _with_deadlines(actor, visible_notices(actor).filter(filing=filing))
    kept = _rules_kept(filing)
    return [_notice_row(row, kept) for row in rows.order_by("-notice_date", "-id")]


def notice_row(actor: Actor, pk: UUID) -> NoticeRow:
    """:raises NotVisible: not there for this actor"""
    found = _with_deadlines(actor, visible_notices(actor).filter(pk=pk)).first()
    if found is None:
        raise NotVisible("notice")
    return _notice_row(found, _rules_kept(found.filing))


def _with_deadlines(actor: Actor, notices: QuerySet[Notice]) -> QuerySet[Notice]:
    theirs = Prefetch("deadlines", queryset=visible_deadlines(actor).order_by("id"))
    rows = notices.select_related("recorded_by__user", "document", "filing")
    return rows.prefetch_related(theirs)


def _rules_kept(filing: Filing) -> frozenset[str]:
    """Return the rules by which deadlines of a filing are recorded, by a notice or by hand."""
    return frozenset(Deadline.objects.filter(filing=filing).values_list("rule", flat=True))


def _notice_row(notice: Notice, kept: frozenset[str]) -> NoticeRow:
    label = gettext(KINDS[notice.kind].label)
    waiting = left_unwatched(
        notice.kind, form_here(notice.filing.form), notice_date=notice.notice_date,
        said=Says(valid_from=notice.valid_from, valid_to=notice.valid_to), rule_named=rule_here,
    )  # fmt: skip
    unwatched = tuple(rule for rule in waiting if rule not in kept)
    return NoticeRow(notice, label, next(iter(notice.deadlines.all()), None), unwatched)


def receipt_tail(filing: Filing) -> str:
    """Return the last digits of the receipt number: enough to compare with a letter at hand."""
    return str(filing.receipt_number)[-SHOWN_DIGITS:] if filing.receipt_number else ""


def receipted_on(filing: Filing) -> date | None:
    move = FilingMove.objects.filter(filing=filing, became=RECEIPTED).order_by("-id").first()
    return move.on if move else None
