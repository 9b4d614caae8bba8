"""Reads of the roster."""

from interpreters.queries.roster import (
    RosterLine,
    interpreter_of,
    interpreter_said,
    line_of,
    roster,
    undertaking_of,
    undertaking_words,
)

__all__ = [
    "RosterLine",
    "interpreter_of",
    "interpreter_said",
    "line_of",
    "roster",
    "undertaking_of",
    "undertaking_words",
]
