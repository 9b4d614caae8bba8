"""What every write does first: lock the row, and refuse what can no longer be changed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case
from cases.rules import is_open
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.tenancy.current import today
from engagement.actions import refuse_unengaged
from filings.models import Deadline, DeadlineProposal, Filing, FilingMove, Notice, Reading
from filings.queries.packs import form_here
from filings.queries.words import in_words
from filings.rules.editions import check_edition
from filings.rules.forms import Form
from filings.rules.steps import MoveError, check_day, check_move, leaves_house


def form_of(filing: Filing) -> Form:
    return form_here(filing.form)


def refuse_closed(case: Case) -> None:
    if not is_open(case.stage):
        raise Blocked(_("This case is closed. Reopen it first."), code="closed", target=case)


def locked_filing(filing: Filing, version: int | None = None) -> Filing:
    """Lock a filing of an open case. :raises Blocked: closed, or changed since `version`"""
    rows = Filing.objects.select_for_update(of=("self",)).select_related("case", "key")
    filing = rows.get(pk=filing.pk)
    refuse_closed(filing.case)
    if version is not None and version != filing.version:
        raise changed_meanwhile(filing)
    return filing


def locked_deadline(deadline: Deadline, version: int | None = None) -> Deadline:
    """Lock a deadline that is still open. :raises Blocked: settled, or changed since `version`"""
    rows = Deadline.objects.select_for_update(of=("self",)).select_related("key", "notice")
    deadline = rows.get(pk=deadline.pk)
    if deadline.status != Deadline.OPEN:
        raise Blocked(
            _("This deadline is settled already."), code="settled_already", target=deadline
        )
    if version is not None and version != deadline.version:
        raise changed_meanwhile(deadline)
    return deadline


def changed_meanwhile(row: Filing | Deadline | DeadlineProposal | Reading) -> Blocked:
    return Blocked(
        _("Somebody changed this meanwhile. Look at it again, then send once more."),
        code="changed_meanwhile",
        target=row,
    )


def refuse_day(filing: Filing, on: date) -> None:
    """Refuse a day in the future or before the last step. :raises Blocked:"""
    last = FilingMove.objects.filter(filing=filing).order_by("-id").first()
    try:
        check_day(on, last=last.on if last else None, today=today())
    except MoveError as error:
        raise Blocked(in_words(error.said), code=error.code, target=filing) from error


def step(
    actor: Actor,
    *,
    filing: Filing,
    to: str,
    on: date,
    door: str = "",
    notice: Notice | None = None,
    note: str = "",
    upload: Any = None,
) -> FilingMove:
    """Take one lawful step of a locked filing and record it."""
    form = form_of(filing)
    try:
        check_edition(form, filing.edition, to=to, on=on)
        check_move(form.lifecycle, was=filing.status, to=to, door=door, begins=form.begins)
    except MoveError as error:
        raise Blocked(in_words(error.said), code=error.code, target=filing) from error
    refuse_day(filing, on)
    if leaves_house(filing.status, to):
        refuse_unengaged(filing.case, *form.matters)
    assert actor.membership is not None  # no service holds filing.move or notice.record
    move = FilingMove(
        case=filing.case,
        filing=filing,
        key=filing.key,
        was=filing.status,
        became=to,
        on=on,
        recorded_by=actor.membership,
        notice=notice,
        note=note or None,
    )
    if upload is not None:
        move.document = store_upload(actor, upload=upload, key=filing.key)
    move.save(force_insert=True)
    filing.status = to
    record(
        actor, "filing.moved", filing, changes=["status"], detail={"was": move.was, "became": to}
    )
    return move
