"""Filings with their lifecycle, agency notices, deadlines with why, and reminders."""

from filings.models.certifications import Agency, AgencyRequest, Chase, SurvivorChoice
from filings.models.deadlines import Deadline
from filings.models.events import DeadlineEvent
from filings.models.family import AgeWatch, FamilyChange, FamilyMember
from filings.models.filings import Filing, FilingMove, Notice
from filings.models.reminders import Reminder, ReminderWishes

__all__ = [
    "AgeWatch",
    "Agency",
    "AgencyRequest",
    "Chase",
    "Deadline",
    "DeadlineEvent",
    "FamilyChange",
    "FamilyMember",
    "Filing",
    "FilingMove",
    "Notice",
    "Reminder",
    "ReminderWishes",
    "SurvivorChoice",
]
