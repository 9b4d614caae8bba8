"""Upload a letter, have it read, and confirm or dismiss what it seems to say."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from cases.queries.kept import refuse_destroying
from clients.actions.rows import lock_any
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import remove_file, store_upload
from clinic.notices.outbox import enqueue
from clinic.tenancy.models import new_id
from filings.actions.filings import record_receipt
from filings.actions.locking import changed_meanwhile, refuse_closed
from filings.actions.notices import record_notice
from filings.models import Filing, Notice, Reading
from filings.rules.lifecycle import SENT
from filings.rules.notices import RECEIPT

READ = "filings.read_letter"


@action("reading.begun")
def begin_reading(
    actor: Actor,
    *,
    case: Case,
    upload: Any,
    filing: Filing | None = None,
    reading_id: UUID | None = None,
) -> Reading:
    """Store an uploaded letter, sealed, and leave it to a worker to read.

    :param filing: the filing it is about, where that is known; else found by its receipt number
    :param upload: the letter, as a form field of `clinic.files` gives it
    :param reading_id: the id the page was given, so that sending it twice stores one
    """
    require(actor, "notice.record", case)
    case = Case.objects.select_for_update(of=("self",)).select_related("key").get(pk=case.pk)
    refuse_closed(case)
    if reading_id and Reading.objects.filter(pk=reading_id).exists():
        raise Blocked(_("This letter was uploaded already."), code="sent_twice", target=case)
    if filing is not None and filing.case_id != case.pk:
        raise Blocked(_("This filing belongs to another case."), code="other_case", target=case)
    assert actor.membership is not None
    reading = Reading(
        id=reading_id or new_id(), case=case, key=case.key, filing=filing,
        uploaded_by=actor.membership,
    )  # fmt: skip
    reading.document = store_upload(actor, upload=upload, key=case.key)
    reading.save(force_insert=True)
    enqueue(READ, ref_id=reading.pk, key=f"reading:{reading.pk}")
    record(actor, "reading.begun", reading)
    return reading


@action("reading.read")
def keep_reading(
    actor: Actor,
    *,
    reading: Reading,
    pages: Sequence[str] = (),
    found: dict[str, Any] | None = None,
    problem: str = "",
) -> Reading:
    """Keep what the reader found, or why it could not read; once, whichever worker comes first."""
    require(actor, "notice.read", reading)
    reading = _locked(reading)
    if reading.status != Reading.QUEUED:
        raise Blocked("This letter was read already.", code="read_already", target=reading)
    reading.status = Reading.UNREADABLE if problem else Reading.READY
    reading.problem = problem
    reading.pages, reading.found = list(pages) or None, found
    _save(reading, "status", "problem", "pages", "found")
    record(actor, "reading.read", reading, detail={"problem": problem, "pages": len(pages)})
    return reading


@action("reading.viewed")
def view_reading(actor: Actor, *, reading: Reading) -> Reading:
    """Let somebody read the text of the letter; it is the letter, so the look is recorded."""
    require(actor, "notice.record", reading)
    record(actor, "reading.viewed", reading)
    return reading


@action("reading.downloaded")
def download_reading(actor: Actor, *, reading: Reading) -> Reading:
    """Let the uploaded file out. The caller streams it after this was recorded."""
    require(actor, "notice.download", reading)
    if reading.document is None:
        raise Blocked(_("The file is not kept any more."), code="no_document", target=reading)
    record(actor, "reading.downloaded", reading)
    return reading


@action("reading.matched")
def match_reading(
    actor: Actor, *, reading: Reading, filing: Filing, version: int | None = None
) -> Reading:
    """Say which filing of the case the letter is about."""
    require(actor, "notice.record", reading)
    reading = _waiting(reading, version)
    if filing.case_id != reading.case_id:
        raise Blocked(
            _("This filing belongs to another case. Upload the letter there."),
            code="other_case",
            target=reading,
        )
    reading.filing = filing
    _save(reading, "filing")
    record(actor, "reading.matched", reading, changes=["filing"])
    return reading


@action("reading.confirmed")
def confirm_reading(
    actor: Actor,
    *,
    reading: Reading,
    filing: Filing,
    kind: str,
    notice_date: date,
    receipt_number: str = "",
    version: int | None = None,
    said: Mapping[str, Any] | None = None,
) -> Notice:
    """Record the notice as a person has confirmed it; the text of the letter then goes.

    :param receipt_number: of a receipt about a filing that was sent: it is recorded with it
    :param said: what `record_notice` takes besides
    """
    require(actor, "notice.record", reading)
    reading = _waiting(reading, version)
    if filing.case_id != reading.case_id:
        raise Blocked(
            _("This filing belongs to another case. Upload the letter there."),
            code="other_case",
            target=reading,
        )
    if kind == RECEIPT and filing.status == SENT:
        filing = record_receipt(actor, filing=filing, receipt_number=receipt_number, on=notice_date)
    notice = record_notice(
        actor,
        filing=filing,
        kind=kind,
        notice_date=notice_date,
        document=reading.document,
        **(said or {}),
    )
    reading.notice, reading.filing = notice, filing
    _end(actor, reading, Reading.CONFIRMED, "notice", "filing")
    record(actor, "reading.confirmed", reading, detail={"kind": kind})
    return notice


@action("reading.dismissed")
def dismiss_reading(
    actor: Actor, *, reading: Reading, reason: str, keep_file: bool, version: int | None = None
) -> Reading:
    """Set a letter aside without recording a notice; its text goes, its file may stay.

    :raises Blocked: the file is to go, and a hold keeps it
    """
    require(actor, "notice.record", reading)
    reading = _waiting(reading, version)
    if not reason.strip():
        raise Blocked(_("Say why no notice is recorded from it."), code="no_reason", target=reading)
    if not keep_file:
        lock_any(reading.case.client)  # a hold that is being placed is waited for
        refuse_destroying(reading.case.client_id, reading)
    reading.reason = reason.strip()
    stored = None if keep_file else reading.document
    if not keep_file:
        reading.document = None
    _end(actor, reading, Reading.DISMISSED, "reason", "document")
    if stored is not None:
        remove_file(actor, stored=stored)
    record(actor, "reading.dismissed", reading, changes=["reason"], detail={"file_kept": keep_file})
    return reading


def _end(actor: Actor, reading: Reading, status: str, *fields: str) -> None:
    reading.status, reading.pages, reading.found = status, None, None
    reading.ended_at, reading.ended_by = timezone.now(), actor.membership
    _save(reading, "status", "pages", "found", "ended_at", "ended_by", *fields)


def _locked(reading: Reading) -> Reading:
    rows = Reading.objects.select_for_update(of=("self",))
    return rows.select_related("case__client", "key", "document__key").get(pk=reading.pk)


def _waiting(reading: Reading, version: int | None) -> Reading:
    """Lock a letter that waits for a person. :raises Blocked: it is done with, or still read"""
    reading = _locked(reading)
    if reading.status not in Reading.WAITING:
        raise Blocked(
            _("This letter was confirmed or dismissed already."), code="ended_reading",
            target=reading,
        )  # fmt: skip
    if version is not None and version != reading.version:
        raise changed_meanwhile(reading)
    return reading


def _save(reading: Reading, *fields: str) -> None:
    reading.version += 1
    reading.save(update_fields=[*fields, "version"])
