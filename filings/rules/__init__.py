"""Deadline rules as data and the engine that computes them. Pure: no clock, database or Django."""

from filings.rules.absence import DaysLeft
from filings.rules.catalogue import Book, UnknownRule, rule, rules, versions_of
from filings.rules.compute import compute
from filings.rules.computed import Computed, ReadingDates, as_json
from filings.rules.count import Step
from filings.rules.facts import FactError, FactSpec
from filings.rules.ladders import Ladder, ladders, reminder_rungs
from filings.rules.shape import Reading, Rule
from filings.rules.texts import DISCLAIMER, Said

__all__ = [
    "DISCLAIMER",
    "Book",
    "Computed",
    "DaysLeft",
    "FactError",
    "FactSpec",
    "Ladder",
    "Reading",
    "ReadingDates",
    "Rule",
    "Said",
    "Step",
    "UnknownRule",
    "as_json",
    "compute",
    "ladders",
    "reminder_rungs",
    "rule",
    "rules",
    "versions_of",
]
