"""Ask for a packet, make it, hand it out, remove it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases.models import Case, Handover
from cases.queries.kept import refuse_destroying
from clients.actions import read_nonengagement, reveal_identity, write_nonengagement
from clients.queries import Intake
from clients.rules.nonengagement import all_letters
from clients.rules.reasons import REVEAL_REASONS
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import remove_file, store_bytes
from clinic.files.queries import read_all
from clinic.notices import outbox
from clinic.pages.dates import short_date
from clinic.pages.document import pdf_of
from clinic.pages.templatetags.alcove import local_time
from clinic.tenancy.models import new_id
from clinic.vault.keyring import TamperedError
from packets.models import Packet
from packets.queries import Content, asked_just_now, has_expired, opened_by
from packets.rules import KEPT_FOR, paper_of
from packets.rules.copies import sheet, stamped_copy
from packets.rules.stamp import page_count

RENDER = "packets.render"


@action("packet.requested")
def request_packet(
    actor: Actor,
    *,
    case: Case,
    language: str = "en",
    reveals: bool = False,
    reason: str = "",
    packet_id: UUID | None = None,
    handover: Handover | None = None,
) -> Packet:
    """Ask for the intake packet of a case.

    :param handover: for the packet of whoever took the case over, and nobody else
    :param reveals: names stand in it; needs a reason of `clients.rules.reasons`, and is recorded
    :param packet_id: the id the form was given, so that sending it twice asks once
    """
    require(actor, "packet.request", case)
    # Every packet tells what a case and its client are read for; a token may lack either.
    require(actor, "case.view", case)
    require(actor, "client.view", case)
    if handover is not None:
        _refuse_others(actor, case, handover)
    Case.objects.select_for_update().get(pk=case.pk)  # two clicks at once wait for each other
    same = Packet.objects.filter(pk=packet_id).exists() if packet_id else False
    if same or asked_just_now(actor, case, reveals=reveals, language=language, handover=handover):
        raise Blocked(_("This packet was asked for a moment ago."), code="sent_twice", target=case)
    if reveals:
        if reason not in REVEAL_REASONS:
            raise Blocked(_("Choose why you need the names."), code="no_reason", target=case)
        reveal_identity(actor, client=case.client, reason=reason)
    assert actor.membership is not None
    packet = Packet.objects.create(
        id=packet_id or new_id(),
        case=case,
        key=case.key,
        kind=Packet.HANDOVER if handover else Packet.INTAKE,
        handover=handover,
        language=language,
        reveals=reveals,
        reason=reason if reveals else "",
        requested_by=actor.membership,
        opened=opened_by(actor),
        expires_at=timezone.now() + KEPT_FOR,
    )
    _queue(packet)
    detail: dict[str, str | bool] = {"reveals": reveals, "reason": packet.reason}
    if handover is not None:
        detail["kind"] = packet.kind
    record(actor, "packet.requested", packet, client_id=case.client_id, detail=detail)
    return packet


@action("packet.retried")
def retry_packet(actor: Actor, *, packet: Packet) -> Packet:
    """Try a failed packet again."""
    require(actor, "packet.request", packet)
    packet = _locked(packet)
    if packet.status != Packet.FAILED or has_expired(packet):
        raise Blocked(_("Only a failed packet is tried again."), code="not_failed", target=packet)
    packet.status, packet.failure = Packet.QUEUED, ""
    packet.save(update_fields=["status", "failure"])
    _queue(packet)
    record(actor, "packet.retried", packet)
    return packet


@action("packet.rendered")
def finish_packet(actor: Actor, *, packet: Packet, content: Content, pdf: bytes) -> Packet:
    """Store what the renderer made, once, whichever worker comes first."""
    require(actor, "packet.view", packet)
    packet = _locked(packet)
    if packet.status == Packet.READY:
        raise Blocked("This packet is there already.", code="rendered_already", target=packet)
    packet.file = store_bytes(
        actor,
        name=f"packet-{packet.token}.pdf",
        media_type="application/pdf",
        chunks=[pdf],
        key=packet.key,
    )
    packet.status, packet.ready_at, packet.failure = Packet.READY, timezone.now(), ""
    packet.pages, packet.needs = page_count(pdf), content.needs
    packet.save(update_fields=["file", "status", "ready_at", "failure", "pages", "needs"])
    record(actor, "packet.rendered", packet, detail={"pages": packet.pages})
    return packet


@action("packet.failed")
def fail_packet(actor: Actor, *, packet: Packet, code: str) -> Packet:
    """Say on the page that it did not work; the person may try again."""
    require(actor, "packet.view", packet)
    packet.status, packet.failure = Packet.FAILED, code
    packet.save(update_fields=["status", "failure"])
    record(actor, "packet.failed", packet, detail={"why": code.lower()})
    return packet


@action("packet.downloaded")
def download_packet(actor: Actor, *, packet: Packet) -> bytes:
    """Return the PDF with who took this copy, and when, over every page."""
    require(actor, "packet.download", packet)
    if packet.status in (Packet.QUEUED, Packet.RENDERING) and not has_expired(packet):
        raise Blocked(
            _("This packet is not ready yet. Ask again in a moment."),
            code="not_ready",
            target=packet,
        )
    if packet.file is None or packet.status != Packet.READY or has_expired(packet):
        raise Blocked(
            _("This packet is not there any more. Ask for a new one."),
            code="packet_gone",
            target=packet,
        )
    try:
        pdf = read_all(packet.file)
    except TamperedError as error:
        raise Blocked(
            _(
                "The stored file of this packet was changed or is missing, so it was not opened. "
                "Ask for a new packet, and tell your administrator."
            ),
            code="file_altered",
            target=packet,
        ) from error
    with translation.override(packet.language):
        when = local_time(timezone.now())
        paper = paper_of(actor.clinic.jurisdiction)
        copy = stamped_copy(pdf, who=actor.name, when=when, token=packet.token, paper=paper)
    record(actor, "packet.downloaded", packet, client_id=packet.case.client_id)
    return copy


@action("packet.expired")
def expire_packet(actor: Actor, *, packet: Packet) -> Packet:
    """Remove the file of a packet whose time is over; it stays known. Not while held."""
    require(actor, "packet.view", packet)
    packet = _locked(packet)
    refuse_destroying(packet.case.client_id, packet)
    stored, packet.file, packet.status = packet.file, None, Packet.EXPIRED
    packet.save(update_fields=["file", "status"])
    if stored is not None:
        remove_file(actor, stored=stored)
    record(actor, "packet.expired", packet)
    return packet


def _refuse_others(actor: Actor, case: Case, handover: Handover) -> None:
    """A handover packet is the successor's, while they have the case by it."""
    if handover.case_id != case.pk or handover.successor_id != actor.membership_id:
        raise Blocked(
            _("Only who takes the case over gets this packet."),
            code="not_the_successor",
            target=case,
        )


def begin_packet(packet: Packet) -> None:
    """Mark on the page that a worker has it; a progress mark, nothing to audit."""
    packet.status, packet.started_at = Packet.RENDERING, timezone.now()
    packet.attempts += 1
    packet.save(update_fields=["status", "started_at", "attempts"])


def _queue(packet: Packet) -> None:
    outbox.enqueue(RENDER, ref_id=packet.pk, key=f"packet:{packet.pk}:{packet.attempts}")


def _locked(packet: Packet) -> Packet:
    rows: Any = Packet.objects.select_for_update(of=("self",)).select_related(
        "key", "file__key", "case"
    )
    found: Packet = rows.get(pk=packet.pk)
    return found


def nonengagement_letter(actor: Actor, intake: Intake, said: Mapping[str, Any]) -> bytes:
    """Keep what the letter says, and return it as a PDF that is stored nowhere.

    :raises RenderFailed: nothing was recorded
    """
    with transaction.atomic():
        written = write_nonengagement(actor, intake=intake, **said)
        return _letter(actor, all_letters(written.letter)[-1])


def nonengagement_again(actor: Actor, intake: Intake, number: int) -> bytes:
    """Return a letter that was written before, as it was made then; the look is recorded."""
    return _letter(actor, read_nonengagement(actor, intake=intake, number=number))


def _letter(actor: Actor, letter: Mapping[str, Any]) -> bytes:
    zone = ZoneInfo(actor.clinic.time_zone)
    written = datetime.fromisoformat(letter["written_at"]).astimezone(zone).date()
    with translation.override(letter.get("language") or translation.get_language()):
        dates = [(short_date(date.fromisoformat(day)), what) for day, what in letter["dates"]]
        about = {
            "clinic": actor.clinic.name, "name": letter["name"], "dates": dates,
            "day": short_date(written),
        }  # fmt: skip
        html = render_to_string("packets/nonengagement.html", about)
    return pdf_of(html, sheet("packets/packet.css", paper_of(actor.clinic.jurisdiction)))
