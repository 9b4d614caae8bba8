"""Requests of the room of packets. A packet is its asker's own: here the attorney's."""

from clinic.access.actor import Actor
from packets import actions
from packets.queries import content_of
from tests.everywhere.recipes import fresh
from tests.everywhere.world import Place
from tests.rest.calls import Call
from tests.sealed import PDF


def made(place: Place) -> None:
    """Store a page as the renderer does; tests/packets render real ones."""
    packet = fresh(place.packet)
    content = content_of(place.attorney, packet.case, packet)
    renderer = Actor.system(place.clinic, "renderer")
    actions.finish_packet(renderer, packet=packet, content=content, pdf=PDF)


def failed(place: Place) -> None:
    renderer = Actor.system(place.clinic, "renderer")
    actions.fail_packet(renderer, packet=fresh(place.packet), code="render_failed")


CALLS = {
    "list_packets": Call("case"),
    # With names: the packet of the world has none, so that this is no second click on it.
    "ask_for_handover_packet": Call("handover", lambda place: {"language": "en"}),
    "ask_for_packet": Call(
        "case", lambda place: {"language": "en", "reveals": True, "reason": "filing"}
    ),
    "read_packet": Call("packet"),
    "retry_packet": Call("packet", before=failed),
    "fetch_packet": Call("packet", before=made),
}
