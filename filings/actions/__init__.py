"""Writes. Whatever changes a filing or a deadline locks its row first, and says no when somebody
else changed it meanwhile."""

from filings.actions.deadlines import acknowledge_deadline, queue_reminders, settle_deadline
from filings.actions.filings import add_filing, move_filing, record_receipt, reveal_receipt
from filings.actions.notices import download_notice, record_notice

__all__ = [
    "acknowledge_deadline",
    "add_filing",
    "download_notice",
    "move_filing",
    "queue_reminders",
    "record_notice",
    "record_receipt",
    "reveal_receipt",
    "settle_deadline",
]
