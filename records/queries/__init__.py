"""Reads of holds, requests, demands, certificates, and what is due to go."""

from records.policy import keeps_log
from records.queries.counsel import counsel_for, with_nobody
from records.queries.counting import Extent, extent_of, extent_of_all
from records.queries.demands import (
    cases_of,
    demand_of,
    demand_step,
    demand_step_rows,
    demands_of_client,
    demands_page,
    line_of,
    log_of,
    logs_of,
    objection_day,
    open_demands,
)
from records.queries.due import DueRow, due_rows, file_months, months_for, retention_lines
from records.queries.items import item_of, items_of, more_items
from records.queries.standing import (
    Standing,
    any_held,
    certificates_page,
    hold_of,
    is_held,
    kept_clients,
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
    "cases_of",
    "certificates_page",
    "counsel_for",
    "demand_of",
    "demand_step",
    "demand_step_rows",
    "demands_of_client",
    "demands_page",
    "due_rows",
    "extent_of",
    "extent_of_all",
    "file_months",
    "hold_of",
    "is_held",
    "item_of",
    "items_of",
    "keeps_log",
    "kept_clients",
    "line_of",
    "log_of",
    "logs_of",
    "months_for",
    "more_items",
    "objection_day",
    "open_demands",
    "records_of",
    "request_of",
    "retention_lines",
    "standing_of",
    "waiting_requests",
    "why_not_shredded",
    "with_nobody",
]
