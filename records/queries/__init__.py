"""Reads of holds, requests, certificates, and what is due to go."""

from records.queries.counting import Extent, extent_of, extent_of_all
from records.queries.due import DueRow, due_rows, months_for, retention_lines
from records.queries.standing import (
    Standing,
    any_held,
    certificates_page,
    hold_of,
    is_held,
    records_of,
    request_of,
    standing_of,
    waiting_requests,
    why_not_shredded,
)

__all__ = [
    "DueRow",
    "Extent",
    "Standing",
    "any_held",
    "certificates_page",
    "due_rows",
    "extent_of",
    "extent_of_all",
    "hold_of",
    "is_held",
    "months_for",
    "records_of",
    "request_of",
    "retention_lines",
    "standing_of",
    "waiting_requests",
    "why_not_shredded",
]
