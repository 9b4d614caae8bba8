"""The packets of a case, and what the page says about one."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Handover
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.notices.pulses import is_late
from clinic.notices.queries import last_turn
from clinic.pages.paging import Page, page_of
from clinic.pages.templatetags.alcove import local_date
from packets.models import Packet
from packets.policy import visible_packets
from packets.rules import SAME_CLICK, failure_text

MOST_SHOWN = 20


@dataclass(frozen=True)
class State:
    """How far a packet is. `code`: waiting, ready, failed or expired."""

    code: Literal["waiting", "ready", "failed", "expired"]
    label: str
    tone: str
    text: str = ""


def packet_of(actor: Actor, pk: UUID) -> Packet:
    """:raises NotVisible: not there for this actor"""
    found = (
        visible_packets(actor)
        .select_related("case__client__key", "case__key", "file__key", "requested_by__user")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotVisible("packet")
    return found


def packets_of(actor: Actor, case: Case) -> list[tuple[Packet, State]]:
    """Return the actor's own packets of a case, newest first."""
    rows = visible_packets(actor).filter(case=case).order_by("-id")[:MOST_SHOWN]
    return [(packet, _state(packet)) for packet in rows]


def packets_page(actor: Actor, case: Case, *, after: str | None) -> Page[Packet]:
    """Return a page of the actor's own packets of a case, newest first."""
    return page_of(visible_packets(actor).filter(case=case), order=["-id"], after=after)


def asked_just_now(
    actor: Actor, case: Case, *, reveals: bool, language: str, handover: Handover | None = None
) -> Packet | None:
    """Return the packet that the same person asked for a moment ago: it was a double click."""
    return (
        visible_packets(actor)
        .filter(case=case, reveals=reveals, language=language, handover=handover)
        .filter(**_asked_with(actor))
        .filter(requested_at__gt=timezone.now() - SAME_CLICK)
        .exclude(status__in=(Packet.FAILED, Packet.EXPIRED))
        .order_by("-id")
        .first()
    )


def opened_by(actor: Actor) -> list[str] | None:
    """Return what an access token opens, to be kept with a packet it asks for."""
    return None if actor.token_id is None else sorted(actor.capabilities)


def _asked_with(actor: Actor) -> dict[str, Any]:
    """Tell a packet that a person asked for from one that holds only what a token opened."""
    opened = opened_by(actor)
    return {"opened__isnull": True} if opened is None else {"opened": opened}


def packets_in_words(pks: Collection[UUID]) -> dict[UUID, str]:
    """Return which packet each is, for a log that others read: nothing of what stands in it."""
    return {packet.pk: _in_words(packet) for packet in Packet.objects.filter(pk__in=pks)}


def _in_words(packet: Packet) -> str:
    parts = [_("Packet %(token)s") % {"token": packet.token}]
    if packet.handover_id:
        parts.append(_("for whoever took the case over"))
    parts.append(_("with names") if packet.reveals else _("without names"))
    if packet.ready_at:
        parts.append(local_date(packet.ready_at))
    return ", ".join(parts)


def has_expired(packet: Packet) -> bool:
    return packet.status == Packet.EXPIRED or packet.expires_at <= timezone.now()


def plain_state(packet: Packet) -> State:
    """Say where the packet is, from its row alone."""
    return _state(packet)


def state_of(packet: Packet) -> State:
    """Say where the packet is, and when nobody is there to make it."""
    state = _state(packet)
    if state.code == "waiting" and is_late(last_turn()):
        late = _("The background worker does not answer. Your request is kept and goes on with it.")
        return State(state.code, state.label, state.tone, late)
    return state


def _state(packet: Packet) -> State:
    if has_expired(packet):
        text = _("It was a snapshot and has been removed. Ask for a new one.")
        return State("expired", _("Expired"), "quiet", text)
    if packet.status == Packet.READY:
        return State("ready", _("Ready"), "good")
    if packet.status == Packet.FAILED:
        return State("failed", _("Failed"), "danger", failure_text(packet.failure))
    if packet.attempts > 1:
        text = _("The work was interrupted and has begun again. Nothing is lost.")
        return State("waiting", _("Getting ready"), "info", text)
    return State("waiting", _("Getting ready"), "info", _waiting_text(packet))


def _waiting_text(packet: Packet) -> Any:
    if packet.status == Packet.RENDERING:
        return _("It is being made now. You can go on working; it will be here.")
    return _("It waits for a free worker. You can go on working; it will be here.")
