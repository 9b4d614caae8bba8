"""Filings with their lifecycle, agency notices, deadlines with why, and reminders."""

from filings.models.deadlines import Deadline
from filings.models.events import DeadlineEvent
from filings.models.filings import Filing, FilingMove, Notice
from filings.models.reminders import Reminder

__all__ = ["Deadline", "DeadlineEvent", "Filing", "FilingMove", "Notice", "Reminder"]
