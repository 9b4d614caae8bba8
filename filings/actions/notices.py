"""Record what the agency sent: the notice, the step it means, the deadline it sets going."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.files.models import StoredFile
from clinic.tenancy.models import new_id
from filings.actions.computing import computed_or_blocked, keep_deadline
from filings.actions.locking import form_of, locked_filing, refuse_day, step
from filings.models import Filing, Notice
from filings.queries.packs import rule_here
from filings.rules.lifecycle import SENT, unanswered
from filings.rules.notices import (
    HEARING,
    HEARING_RULES,
    KINDS,
    Says,
    changes_status,
    started_by,
)


@action("notice.recorded")
def record_notice(
    actor: Actor,
    *,
    filing: Filing,
    kind: str,
    notice_date: date,
    service: str = "",
    response: str = "",
    response_days: int | None = None,
    printed_due_date: date | None = None,
    appointment_on: date | None = None,
    appointment_time: time | None = None,
    appointment_place: str = "",
    hearing_kind: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    upload: Any = None,
    document: StoredFile | None = None,
    notice_id: UUID | None = None,
) -> Notice:
    """Record a notice about a filing that has its receipt, and compute what is due.

    :param kind: a code of `rules.notices.KINDS`
    :param service: `mail` or `electronic`; required where a deadline follows
    :param response: `paper`, `online`, or "" when nobody knows yet
    :param response_days: what the notice gives; needed unless it prints a due date, which wins
    :param appointment_on: the day of an appointment or hearing; its time by the clock there
    :param hearing_kind: `master` or `individual`
    :param valid_from: of what was granted; with `valid_to` the windows of a status are computed
    :param upload: the scanned notice, as a form field of `clinic.files` gives it
    :param document: the scan, where it is stored already
    :param notice_id: the id the page was given, so that sending it twice records one
    """
    require(actor, "notice.record", filing)
    filing = locked_filing(filing)
    if kind not in KINDS:
        raise Blocked(_("Choose one of the list."), code="unknown_kind", target=filing)
    if notice_id and Notice.objects.filter(pk=notice_id).exists():
        raise Blocked(_("This notice was recorded already."), code="sent_twice", target=filing)
    if not (KINDS[kind].from_sent and filing.status == SENT):
        refuse_unanswered(filing)
    if kind == HEARING and (hearing_kind not in HEARING_RULES or appointment_on is None):
        message = _("Say which kind of hearing it is, and on which day.")
        raise Blocked(message, code="impossible_facts", target=filing)
    said = Says(
        service=service,
        response=response,
        response_days=response_days,
        printed_due_date=printed_due_date,
        appointment_on=appointment_on,
        hearing_kind=hearing_kind,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    started = started_by(
        kind, form_of(filing), notice_date=notice_date, said=said, rule_named=rule_here
    )
    computed = [(computed_or_blocked(filing, rule_id, facts), facts) for rule_id, facts in started]
    notice = Notice(
        id=notice_id or new_id(),
        case=filing.case,
        filing=filing,
        key=filing.key,
        kind=kind,
        notice_date=notice_date,
        service=service,
        response=response,
        response_days=response_days,
        printed_due_date=printed_due_date,
        appointment_on=appointment_on,
        appointment_time=appointment_time,
        appointment_place=appointment_place.strip() or None,
        hearing_kind=hearing_kind,
        valid_from=valid_from,
        valid_to=valid_to,
        document=document,
        recorded_by=actor.membership,
    )
    if upload is not None:
        notice.document = store_upload(actor, upload=upload, key=filing.key)
    refuse_day(filing, notice_date)
    notice.save(force_insert=True)
    if changes_status(kind, form_of(filing), filing.status):
        step(
            actor, filing=filing, to=KINDS[kind].moves_to, on=notice_date, door="notice",
            notice=notice,
        )  # fmt: skip
    for each, facts in computed:
        keep_deadline(
            actor, case=notice.case, key=notice.key, computed=each, facts=facts,
            filing=filing, notice=notice,
        )  # fmt: skip
    filing.version += 1
    filing.save(update_fields=["status", "version"])
    record(actor, "notice.recorded", notice, detail={"kind": kind})
    return notice


def refuse_unanswered(filing: Filing) -> None:
    """Refuse a letter about what nobody outside can know of yet. :raises Blocked:"""
    lifecycle = form_of(filing).lifecycle
    if filing.status not in unanswered(lifecycle):
        return
    if lifecycle == "U":
        message = _("Record the receipt first: the agency answers a filing that it has received.")
        raise Blocked(message, code="not_receipted", target=filing)
    message = _("Take the first step first: nobody answers a draft.")
    raise Blocked(message, code="not_begun", target=filing)


@action("notice.downloaded")
def download_notice(actor: Actor, *, notice: Notice) -> Notice:
    """Let the scanned notice out. The caller streams it after this was recorded."""
    require(actor, "notice.download", notice)
    if notice.document is None:
        raise Blocked(_("No scan of this notice is stored."), code="no_document", target=notice)
    record(actor, "notice.downloaded", notice)
    return notice
