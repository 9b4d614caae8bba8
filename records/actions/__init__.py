"""Writes: policy, holds, demands, requests to be erased, shredding."""

from records.actions.copy import make_copy
from records.actions.demand_logs import download_log, make_log, sort_item
from records.actions.demands import (
    assign_counsel,
    change_demand,
    download_demand_scan,
    end_demand,
    log_demand,
)
from records.actions.holds import lift_hold, place_hold
from records.actions.keys import record_rotation
from records.actions.policy import change_retention
from records.actions.requests import decide_erasure, request_erasure
from records.actions.shredding import BLOCKED, purge, shred_client

__all__ = [
    "BLOCKED",
    "assign_counsel",
    "change_demand",
    "change_retention",
    "decide_erasure",
    "download_demand_scan",
    "download_log",
    "end_demand",
    "lift_hold",
    "log_demand",
    "make_copy",
    "make_log",
    "place_hold",
    "purge",
    "record_rotation",
    "request_erasure",
    "shred_client",
    "sort_item",
]
