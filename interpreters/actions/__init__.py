"""Writes: the roster."""

from interpreters.actions.roster import (
    DETAILS,
    SENT_TWICE,
    add_interpreter,
    bring_back,
    change_interpreter,
    download_undertaking,
    record_undertaking,
    retire_interpreter,
)

__all__ = [
    "DETAILS",
    "SENT_TWICE",
    "add_interpreter",
    "bring_back",
    "change_interpreter",
    "download_undertaking",
    "record_undertaking",
    "retire_interpreter",
]
