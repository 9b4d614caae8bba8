"""Reads. Each starts from `visible_packets`."""

from packets.queries.content import Content, content_of
from packets.queries.packets import (
    asked_just_now,
    has_expired,
    opened_by,
    packet_of,
    packets_of,
    packets_page,
    plain_state,
    state_of,
)

__all__ = [
    "Content",
    "asked_just_now",
    "content_of",
    "has_expired",
    "opened_by",
    "packet_of",
    "packets_of",
    "packets_page",
    "plain_state",
    "state_of",
]
