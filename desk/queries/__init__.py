"""Reads. Each starts from what the rooms below let this person see."""

from desk.queries.calendar import Agenda, Day, MonthSheet, agenda_of, begins, month_sheet_of
from desk.queries.deadlines import SECTIONS, Waiting, waiting_deadlines
from desk.queries.parts import Desk, Item, Panel, Stat
from desk.queries.today import desk_of, sees_team, stands_alone

__all__ = [
    "SECTIONS",
    "Agenda",
    "Day",
    "Desk",
    "Item",
    "MonthSheet",
    "Panel",
    "Stat",
    "Waiting",
    "agenda_of",
    "begins",
    "desk_of",
    "month_sheet_of",
    "sees_team",
    "stands_alone",
    "waiting_deadlines",
]
