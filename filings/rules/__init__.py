"""Deadline rules as data and the engine that computes them. Pure: no clock, database or Django."""

from filings.rules.catalogue import Reading, Rule, UnknownRule, rule, rules, versions_of
from filings.rules.compute import Computed, ReadingDates, as_json, compute
from filings.rules.count import Step
from filings.rules.facts import FactError, FactSpec
from filings.rules.ladders import Ladder, ladders, reminder_rungs
from filings.rules.texts import DISCLAIMER, Said

__all__ = [
    "DISCLAIMER",
    "Computed",
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
