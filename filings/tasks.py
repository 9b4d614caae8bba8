"""Reminders: find what is due by the clinic's own day, queue it, write the mail."""

import logging
from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.db.models import Exists
from django.utils import timezone

from clinic.access.actor import Actor, acting_in
from clinic.files.queries import read_all
from clinic.files.text_layer import Unreadable, text_layer_of
from clinic.notices.delivery import finishing
from clinic.notices.mail import Letter, neutral_letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import handles, mails
from clinic.people.models import Membership
from clinic.tenancy.commits import Made, Repeated, Together
from clinic.tenancy.current import bound_to, current_clinic, today
from clinic.tenancy.models import Clinic
from clinic.vault.keyring import TamperedError
from filings import queries
from filings.actions import (
    advance_recompute,
    close_leave,
    keep_reading,
    queue_digests,
    queue_reminders,
    start_recompute,
)
from filings.actions.readings import READ
from filings.actions.recompute import RECOMPUTE, go_on
from filings.actions.reminders import REMINDER, remember_asked
from filings.models import Deadline, Reading, RecomputeRun, Reminder
from filings.policy import COVERS, READER, REMINDERS
from filings.queries.away import leaves_over, put_aside
from filings.queries.digests import DIGEST, carried_by, waiting_for_digest
from filings.rules.reading import has_text, pages_from, read, too_much
from filings.rules.readings import NO_TEXT, found_as_json, pages_as_json

log = logging.getLogger(__name__)
# Seconds one worker compares before it lets others in.
LONGEST_TURN = 60


@shared_task(name="filings.scan_all")
def scan_all() -> None:
    """Look into every clinic. Often, and harmless: a rung is queued once for each person."""
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        try:
            close_leaves(clinic_id)
            scan_clinic(clinic_id)
        except Exception as error:  # one clinic's trouble must not silence the others
            log.error(
                "Reminders of clinic %s were not scanned: %s", clinic_id, type(error).__name__
            )


def close_leaves(clinic_id: UUID) -> None:
    """Give back what was lent for leaves that are over, before anybody is asked."""
    with acting_in(clinic_id, COVERS) as actor:
        for leave in leaves_over(today()):
            close_leave(actor, leave=leave)


def scan_clinic(clinic_id: UUID) -> int:
    """Queue what is due in one clinic today; return how many reminders.

    What waits for one mail of many is looked for each time anew: a reminder that came while that
    mail was leaving goes with the next one.
    """
    queued = 0
    place: queries.Place | None = queries.FIRST
    people: queries.People | None = None
    while place:  # a transaction each: what one has queued leaves while the next is read
        with acting_in(clinic_id, REMINDERS) as actor:
            people = people or queries.people_on(today())
            due = queries.due_reminders(actor, people.day, place, people)
            if due.reminders:
                queued += len(queue_reminders(actor, reminders=due.reminders))
            remember_asked(due.asked)
            place = due.behind
            if place is None and (waiting := waiting_for_digest(actor)):
                queue_digests(actor, waiting=waiting)
    return queued


def _sent(pk: UUID, now: datetime) -> Made:
    return Reminder.objects.filter(pk=pk), {"sent_at": now}


SENT = Repeated(_sent)


def mark_sent(item: OutboxItem, writes: Together) -> None:
    writes.repeat(SENT, pk=item.ref_id, now=timezone.now())


def write_reminders(items: Sequence[OutboxItem]) -> dict[UUID, Letter | None]:
    """Say that an item waits, and nothing more; nothing at all where the deadline was settled
    meanwhile, or its reader put it aside.
    """
    asked = {item.ref_id: item for item in items}
    rows = Reminder.objects.filter(pk__in=asked, deadline__status=Deadline.OPEN)
    awake = set(rows.exclude(Exists(put_aside())).values_list("pk", flat=True))
    return {
        item.pk: neutral_letter(item.recipient)
        for reminder_id, item in asked.items()
        if reminder_id in awake and item.recipient is not None
    }


@mails(REMINDER, sent=mark_sent, together=write_reminders)
def write_reminder(item: OutboxItem) -> Letter | None:
    return write_reminders([item]).get(item.pk)


def mark_digest_sent(item: OutboxItem, writes: Together) -> None:
    """What was added while the mail was leaving counts with it: the inbox shows it too."""
    writes.update(carried_by(item.pk).filter(sent_at=None), sent_at=timezone.now())


@mails(DIGEST, sent=mark_digest_sent)
def write_digest(item: OutboxItem) -> Letter | None:
    """Say how many items wait: how many deadlines, not how many rungs of them."""
    items = carried_by(item.pk).filter(sent_at=None).values("deadline").distinct().count()
    if not items:
        return None
    return neutral_letter(Membership.objects.select_related("user").get(pk=item.ref_id), items)


def mark_unread(item: OutboxItem) -> None:
    """Say on the page that reading was given up; the person types the letter over."""
    reading = Reading.objects.get(pk=item.ref_id)
    if reading.status == Reading.QUEUED:
        keep_reading(Actor.system(current_clinic(), READER), reading=reading, problem="too_heavy")


@handles(READ, failed=mark_unread, own_transactions=True)
def read_letter(item: OutboxItem) -> None:
    """Take the letter's text in a process apart, without a transaction; store it with "done"."""
    with bound_to(item.clinic_pk):
        reading = Reading.objects.select_related("document__key").get(pk=item.ref_id)
        if reading.status != Reading.QUEUED or reading.document is None:
            return
        media_type = reading.document.media_type
        try:
            content = read_all(reading.document)
        except TamperedError:
            content = b""
    given = _given(content, media_type)
    with finishing(item):
        keep_reading(Actor.system(current_clinic(), READER), reading=reading, **given)


def _given(content: bytes, media_type: str) -> dict[str, Any]:
    """Return what `keep_reading` takes."""
    if not content:
        return {"problem": "altered"}
    if media_type != "application/pdf":
        return {"problem": "picture"}
    try:
        pages = pages_from(text_layer_of(content))
    except Unreadable as error:
        return {"problem": error.code}
    if not has_text(pages):
        return {"problem": NO_TEXT}
    if too_much(pages):
        return {"problem": "too_long"}
    return {"pages": pages_as_json(pages), "found": found_as_json(read(pages))}


@shared_task(name="filings.compare_all")
def compare_all() -> None:
    """Begin to compare in each clinic whose rules have changed, and go on where a run was lost."""
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        try:
            compare_clinic(clinic_id)
        except Exception as error:  # one clinic's trouble must not silence the others
            log.error(
                "Deadlines of clinic %s were not compared: %s", clinic_id, type(error).__name__
            )


def compare_clinic(clinic_id: UUID) -> None:
    with acting_in(clinic_id, "recompute") as actor:
        last = queries.last_run()
        if last is not None and last.finished_at is None:
            go_on(last)
        elif queries.needs_comparing():
            start_recompute(actor, cause=RecomputeRun.PACKS)


@handles(RECOMPUTE, own_transactions=True)
def recompute(item: OutboxItem) -> None:
    """Compare chunk after chunk, each in a transaction that also remembers how far it is.

    A killed worker's lease runs out and the next one goes on after the last chunk. Long before a
    task may be stopped for its length the rest is left to a new item.
    """
    until = monotonic() + LONGEST_TURN
    while True:
        with acting_in(item.clinic_pk, "recompute") as actor:
            run = RecomputeRun.objects.get(pk=item.ref_id)
            run = advance_recompute(actor, run=run)
        if run.finished_at is not None:
            return
        if monotonic() > until:
            with finishing(item):
                go_on(run)
            return
