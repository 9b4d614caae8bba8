"""Reads. Each starts from what the rooms below let this person see."""

from desk.queries.parts import Desk, Item, Panel, Stat
from desk.queries.today import desk_of, sees_team, stands_alone

__all__ = ["Desk", "Item", "Panel", "Stat", "desk_of", "sees_team", "stands_alone"]
