"""Filings with their lifecycle, agency notices, deadlines with why, and reminders."""

from filings.models.appearances import Appearance
from filings.models.away import Leave, LentCase, Snooze
from filings.models.certifications import Agency, AgencyRequest, Chase, SurvivorChoice
from filings.models.deadlines import Deadline
from filings.models.dependents import DependentDecision
from filings.models.events import DeadlineEvent
from filings.models.family import AgeWatch, FamilyChange, FamilyMember
from filings.models.filings import Filing, FilingMove, Notice
from filings.models.identifiers import FilingIdentifier
from filings.models.no_deadlines import NoDeadline
from filings.models.packs import JurisdictionPack
from filings.models.proposals import DeadlineProposal
from filings.models.readings import Reading
from filings.models.recompute import RecomputeRun
from filings.models.reminders import Reminder, ReminderWishes

__all__ = [
    "AgeWatch",
    "Agency",
    "AgencyRequest",
    "Appearance",
    "Chase",
    "Deadline",
    "DeadlineEvent",
    "DeadlineProposal",
    "DependentDecision",
    "FamilyChange",
    "FamilyMember",
    "Filing",
    "FilingIdentifier",
    "FilingMove",
    "JurisdictionPack",
    "Leave",
    "LentCase",
    "NoDeadline",
    "Notice",
    "Reading",
    "RecomputeRun",
    "Reminder",
    "ReminderWishes",
    "Snooze",
    "SurvivorChoice",
]
