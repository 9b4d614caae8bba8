"""The shape of input."""

from interpreters.forms.roster import (
    AddInterpreterForm,
    ChangeInterpreterForm,
    RosterFilter,
    UndertakingForm,
)

__all__ = ["AddInterpreterForm", "ChangeInterpreterForm", "RosterFilter", "UndertakingForm"]
