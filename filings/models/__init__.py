"""Filings with their lifecycle, agency notices, deadlines with why, and reminders."""

from filings.models.deadlines import Deadline
from filings.models.events import DeadlineEvent
from filings.models.family import AgeWatch, FamilyChange, FamilyMember
from filings.models.filings import Filing, FilingMove, Notice
from filings.models.reminders import Reminder, ReminderWishes

__all__ = [
    "AgeWatch",
    "Deadline",
    "DeadlineEvent",
    "FamilyChange",
    "FamilyMember",
    "Filing",
    "FilingMove",
    "Notice",
    "Reminder",
    "ReminderWishes",
]
