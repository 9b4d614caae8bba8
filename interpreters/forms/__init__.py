"""The shape of input."""

from interpreters.forms.bookings import (
    AskForm,
    CancelForm,
    FeedbackForm,
    OfferForm,
    VersionForm,
)
from interpreters.forms.exclusions import ExclusionForm, WishesForm, wishes_said
from interpreters.forms.roster import (
    AddInterpreterForm,
    ChangeInterpreterForm,
    RosterFilter,
    UndertakingForm,
)

__all__ = [
    "AddInterpreterForm",
    "AskForm",
    "CancelForm",
    "ChangeInterpreterForm",
    "ExclusionForm",
    "FeedbackForm",
    "OfferForm",
    "RosterFilter",
    "UndertakingForm",
    "VersionForm",
    "WishesForm",
    "wishes_said",
]
