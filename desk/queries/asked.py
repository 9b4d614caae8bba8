"""What a person is asked to decide or to say about deadlines, beside the deadlines themselves."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import MatterMove
from cases.queries import stages_to_decide
from cases.rules import MATTERS
from cases.rules.matters import type_of
from clinic.access.actor import Actor
from clinic.pages.templatetags.alcove import local_time
from clinic.tenancy.current import clinic_url
from desk.queries.parts import Item, Mark, Panel, first_of
from desk.rules import SHOWN
from exchange.models import ClinicExport
from exchange.queries import exports_to_decide
from exchange.rules.words import REASONS
from filings.models import DeadlineProposal, Filing
from filings.queries import (
    day_of,
    filings_without_deadline,
    of_whom,
    proposal_row,
    proposals_of_mine,
    proposals_to_decide,
    proposals_to_review,
    title_of,
    waiting_readings,
)
from filings.queries.calendar import CalendarFilter
from records.models import Demand
from records.queries import open_demands, with_nobody
from records.rules.demands import KINDS as DEMAND_KINDS
from staffing.queries import BoardLine, offers_to


def to_decide(actor: Actor) -> Panel:
    """What another person proposed and this one may agree to; nothing is silent until then."""
    # No more than a line shows: with all that their own page reads, it takes longer to plan the
    # statement than to do everything else on Today.
    shown = proposals_to_decide(actor).select_related(None)
    shown = shown.select_related("case__client", "key", "deadline__filing", "deadline__notice")
    items, number = first_of(shown, lambda proposal: _proposal(actor, proposal))
    mine = proposals_of_mine(actor).count()
    about = ngettext(
        "One of your own waits for somebody else.",
        "%(count)s of your own wait for somebody else.",
        mine,
    ) % {"count": mine}
    return Panel(
        code="second_person",
        heading=_("Waiting for a second person"),
        about=about if mine else "",
        empty="",
        items=items,
        number=number,
        more_url=clinic_url("filings:proposals"),
    )


def _proposal(actor: Actor, proposal: DeadlineProposal) -> Item:
    row = proposal_row(actor, proposal)
    return Item(
        row.title,
        clinic_url("filings:proposal", proposal.pk),
        note=f"{proposal.case.number} · {proposal.case.client.code_name}",
        dates=row.what,
        day=day_of(row.deadline),
    )


def demanded(actor: Actor) -> Panel:
    """Subpoenas and demands that are open, those first that have a day."""
    items, number = first_of(
        with_nobody(open_demands(actor)).select_related("client", "counsel"), _demand
    )
    return Panel(
        code="demands",
        heading=_("Subpoenas and demands"),
        about=_("Show and give nothing before counsel has decided."),
        empty="",
        items=items,
        number=number,
        more_url=clinic_url("records:demands"),
    )


def _demand(demand: Demand) -> Item:
    said = _("Nobody answers any more") if demand.counsel_id else _("Nobody answers yet")
    return Item(
        str(DEMAND_KINDS[demand.kind].label),
        clinic_url("records:demand", demand.pk),
        note=demand.client.code_name,
        day=demand.due_on,
        marks=[Mark(said, "danger")] if demand.nobody else (),  # type: ignore[attr-defined]
    )


def stages(actor: Actor) -> Panel:
    """Stages of matters that somebody asked for: nothing is filed or closed before this."""
    items, number = first_of(stages_to_decide(actor), _stage)
    return Panel(
        code="stages",
        heading=_("Stages of matters to approve"),
        about=_("The matter stays where it is until somebody else than the asker decides."),
        empty="",
        items=items,
        number=number,
    )


def _stage(move: MatterMove) -> Item:
    matter = move.matter
    stage = type_of(matter.kind).stage(move.became)
    return Item(
        _("%(matter)s: %(stage)s") % {"matter": MATTERS[matter.kind], "stage": stage.label},
        clinic_url("cases:decide_matter", matter.pk),
        note=f"{matter.case.number} · {matter.case.client.code_name} · {move.by.user.name}",
        dates=str(local_time(move.at)),
    )


def copies(actor: Actor) -> Panel:
    """Copies of the whole clinic that somebody asked for: none is made before this one agrees."""
    shown = exports_to_decide(actor).select_related("requested_by__user")
    items, number = first_of(shown, _copy)
    return Panel(
        code="copies",
        heading=_("Copies of the clinic to decide about"),
        about=_("Nothing is made until somebody else than the asker agrees."),
        empty="",
        items=items,
        number=number,
        more_url=clinic_url("exchange:exports"),
    )


def _copy(export: ClinicExport) -> Item:
    return Item(
        str(REASONS[export.reason]),
        clinic_url("exchange:export", export.pk),
        note=export.requested_by.user.name,
        dates=str(local_time(export.requested_at)),
    )


def changed_rules(actor: Actor) -> Panel:
    """What rules that changed say of deadlines; no date has moved, and somebody must decide."""
    items, number = first_of(proposals_to_review(actor), _changed)
    return Panel(
        code="changed_rules",
        heading=_("Rules have changed"),
        about=_("No date has moved. Compare old and new, and decide."),
        empty="",
        items=items,
        number=number,
        more_url=clinic_url("filings:review"),
    )


def _changed(proposal: DeadlineProposal) -> Item:
    return Item(
        title_of(proposal.deadline),
        clinic_url("filings:proposal", proposal.pk),
        note=f"{proposal.case.number} · {proposal.case.client.code_name}",
        day=day_of(proposal.deadline),
        agency=proposal.deadline.outer is None,
    )


def letters(actor: Actor) -> Panel:
    """Letters that were uploaded and say nothing to anybody until a person has confirmed them."""
    waiting = waiting_readings(actor)
    items = [
        Item(
            _("Confirm what a letter says"),
            clinic_url("filings:reading", reading.pk),
            note=reading.case.number,
            dates=_("Uploaded, not recorded yet"),
        )
        for reading in waiting[:SHOWN]
    ]
    heading = _("Letters to confirm")
    return Panel("letters", heading, "", items, number=len(waiting))


def without_deadline(actor: Actor, *, for_me: bool) -> Panel:
    """Filings under way for which nobody has said that no date runs."""
    found = filings_without_deadline(actor).filter(of_whom(actor, CalendarFilter(mine=for_me)))
    items, number = first_of(found, _filing)
    return Panel(
        code="no_deadline",
        heading=_("No deadline recorded"),
        about=_("Say that there is none, or add one: nothing is assumed."),
        empty="",
        items=items,
        number=number,
    )


def _filing(filing: Filing) -> Item:
    return Item(
        filing.form,
        clinic_url("filings:no_deadline", filing.pk),
        note=f"{filing.case.number} · {filing.case.client.code_name}",
    )


def offered(actor: Actor) -> Panel:
    """Cases of the board that are offered to the actor; nothing here tells whose they are."""
    lines = offers_to(actor)
    return Panel(
        "offered", _("Offered to you"), "", [_offered(line) for line in lines[:SHOWN]],
        number=len(lines), more_url=clinic_url("staffing:board"),
    )  # fmt: skip


def _offered(line: BoardLine) -> Item:
    until = local_time(line.offer.expires_at) if line.offer else ""
    return Item(
        line.summary.title,
        clinic_url("staffing:opportunity", line.pk),
        note=_("Answer until %(when)s") % {"when": until},
        badge=str(line.summary.urgency_words),
        tone=line.summary.urgency_tone,
    )
