"""A packet is its reader's own: made of what one person might see, and handed to nobody else."""

from django.db.models import QuerySet

from cases.policy import in_reach
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from packets.models import Packet

RENDERER = "renderer"


def visible_packets(actor: Actor) -> QuerySet[Packet]:
    """Return what the actor asked for, of cases still reached, by roles that still open all of it.

    The renderer sees the clinic's packets, to make them.
    """
    if actor.kind == RENDERER and actor.has("packet.view"):
        return Packet.objects.all()
    if actor.membership_id is None or not actor.has("packet.view"):
        return Packet.objects.none()
    return Packet.objects.filter(
        in_reach(actor),
        requested_by_id=actor.membership_id,
        needs__contained_by=sorted(actor.capabilities),
    )


@policy_of(Packet)
def packet_policy(actor: Actor, capability: str, packet: Packet) -> bool:
    return visible_packets(actor).filter(pk=packet.pk).exists()
