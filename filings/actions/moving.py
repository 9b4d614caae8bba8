"""Take a filing's steps: each dated, with who, why and what shows it, and what it sets going."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.pages.dates import short_date
from filings.actions.computing import computed_or_blocked, keep_deadline
from filings.actions.ending import end_deadline
from filings.actions.locking import form_of, locked_filing, step
from filings.models import Deadline, Filing, FilingMove
from filings.queries.packs import rule_here
from filings.rules.lifecycle import LIFECYCLES, is_preparing
from filings.rules.starting import facts_of


@action("filing.moved")
def move_filing(
    actor: Actor,
    *,
    filing: Filing,
    to: str,
    on: date,
    note: str = "",
    facts: Mapping[str, Any] | None = None,
    no_deadline: bool = False,
    upload: Any = None,
    version: int | None = None,
) -> FilingMove:
    """Take a lawful step; end the deadlines it answers and compute those it sets going.

    Receipted, RFE, NOID and denied have their own doors: `record_receipt` and `record_notice`.

    :param facts: what the rules of this step ask for besides its day, as JSON can carry it
    :param no_deadline: start none of them, for the reason in `note`
    :param upload: the decision, order or letter, as a form field of `clinic.files` gives it
    """
    require(actor, "filing.move", filing)
    filing = locked_filing(filing, version)
    if not is_preparing(filing.status, to):
        require(actor, "filing.file", filing)
    starts = form_of(filing).starts_on(to)
    if no_deadline and starts and not note.strip():
        message = _("Say in the note why no deadline follows.")
        raise Blocked(message, code="no_reason", target=filing)
    move = step(actor, filing=filing, to=to, on=on, note=note.strip(), upload=upload)
    if not (no_deadline and starts):  # the old day stands until a new one takes its place
        _end_answered(actor, filing, to=to, on=on)
    for each in () if no_deadline else starts:
        told = facts_of(each, rule_here(each.rule), on=on, given=facts or {})
        keep_deadline(
            actor, case=filing.case, key=filing.key, filing=filing, facts=told,
            computed=computed_or_blocked(filing, each.rule, told),
        )  # fmt: skip
    filing.version += 1
    filing.save(update_fields=["status", "version"])
    return move


def _end_answered(actor: Actor, filing: Filing, *, to: str, on: date) -> None:
    form = form_of(filing)
    label = _(LIFECYCLES[form.lifecycle][to].label)
    reason = _("“%(step)s” on %(day)s.") % {"step": label, "day": short_date(on)}
    rows = Deadline.objects.filter(
        filing=filing,
        rule__in=form.ends_on(to),
        status=Deadline.OPEN,
        # What ended a right when it was computed is two people's to end, whatever its rule says.
        jurisdictional=False,
    ).select_related("key")
    for deadline in rows.order_by("id"):
        end_deadline(actor, deadline, reason=reason)


@action("step.downloaded")
def download_step(actor: Actor, *, move: FilingMove) -> FilingMove:
    """Let the document behind a step out. The caller streams it after this was recorded."""
    require(actor, "notice.download", move)
    if move.document is None:
        raise Blocked(_("No document of this step is stored."), code="no_document", target=move)
    record(actor, "step.downloaded", move)
    return move
