"""Render packets, and remove them when their time is over."""

from dataclasses import replace
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from cases.queries import case_of
from cases.queries.kept import not_kept
from clinic.access.actor import Actor, acting_in, member_actor
from clinic.access.refusals import NotVisible, Refused
from clinic.notices.delivery import Hopeless, finishing
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import handles
from clinic.pages.document import RenderFailed, pdf_of
from clinic.people.models import Membership
from clinic.tenancy.current import bound_to, current_clinic
from clinic.tenancy.models import Clinic
from packets import actions
from packets.models import Packet
from packets.policy import RENDERER, visible_packets
from packets.queries import Content, content_of
from packets.rules.copies import sheet

MOST_AT_ONCE = 200


def mark_failed(item: OutboxItem) -> None:
    packet = Packet.objects.get(pk=item.ref_id)
    renderer = Actor.system(current_clinic(), RENDERER)
    if packet.status != Packet.READY:
        actions.fail_packet(renderer, packet=packet, code=item.failure)


@handles(actions.RENDER, failed=mark_failed, own_transactions=True)
def render(item: OutboxItem) -> None:
    """Read as the reader, set the pages without a transaction, store together with "done"."""
    with bound_to(item.clinic_pk):
        packets = Packet.objects.select_related("handover__leaver__user", "handover__key")
        packet = packets.get(pk=item.ref_id)
        if packet.status in (Packet.READY, Packet.EXPIRED):
            return
        actions.begin_packet(packet)
    with bound_to(item.clinic_pk):
        content = _content(packet)
    pdf = _pdf(content, packet.language)
    with finishing(item):
        renderer = Actor.system(current_clinic(), RENDERER)
        packet = Packet.objects.select_related("key").get(pk=packet.pk)
        actions.finish_packet(renderer, packet=packet, content=content, pdf=pdf)


def _content(packet: Packet) -> Content:
    """Return what the reader may see now. Whoever lost the case since gets nothing."""
    try:
        reader = _reader(packet)
        case = case_of(reader, packet.case_id)
        if packet.reveals and not reader.has("client.reveal"):
            raise Refused
        if packet.handover is not None and packet.handover.successor_id != reader.membership_id:
            raise Refused
    except (Membership.DoesNotExist, NotVisible, Refused) as error:
        raise Hopeless("not_visible") from error
    with translation.override(packet.language):
        return content_of(reader, case, packet)


def _reader(packet: Packet) -> Actor:
    """Return who reads the packet: the seat that asked, with no more than its token opened then."""
    reader = member_actor(packet.requested_by_id)
    if packet.opened is None:
        return reader
    return replace(reader, capabilities=reader.capabilities & frozenset(packet.opened))


def _pdf(content: Content, language: str) -> bytes:
    try:
        with translation.override(language):
            page = "packets/handover.html" if content.handed else "packets/intake.html"
            html = render_to_string(page, {"it": content})
            return pdf_of(html, sheet("packets/packet.css", content.paper))
    except RenderFailed as error:
        raise Hopeless(error.code) from error


@shared_task(name="packets.expire_all")
def expire_all() -> None:
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        expire_clinic(clinic_id)


def expire_clinic(clinic_id: UUID) -> int:
    """Remove the files of one clinic's packets that are over and not held; return how many."""
    with acting_in(clinic_id, RENDERER) as renderer:
        over = visible_packets(renderer).filter(expires_at__lte=timezone.now())
        over = not_kept(over.exclude(status=Packet.EXPIRED), client="case__client")
        packets = list(over[:MOST_AT_ONCE])
        for packet in packets:
            actions.expire_packet(renderer, packet=packet)
    return len(packets)
