"""Writes: policy, holds, requests to be erased, shredding."""

from records.actions.copy import make_copy
from records.actions.holds import lift_hold, place_hold
from records.actions.keys import record_rotation
from records.actions.policy import change_retention
from records.actions.requests import decide_erasure, request_erasure
from records.actions.shredding import BLOCKED, purge, shred_client

__all__ = [
    "BLOCKED",
    "change_retention",
    "decide_erasure",
    "lift_hold",
    "make_copy",
    "place_hold",
    "purge",
    "record_rotation",
    "request_erasure",
    "shred_client",
]
