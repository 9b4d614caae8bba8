"""Writes: the roster, whom it offers to nobody, bookings."""

from interpreters.actions.answering import answer_offer, give_feedback
from interpreters.actions.bookings import (
    ask_booking,
    cancel_booking,
    close_bookings_of,
    finish_booking,
    offer_booking,
)
from interpreters.actions.exclusions import add_exclusion, end_exclusion, record_wishes
from interpreters.actions.forgetting import forget_interpreter
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
    "add_exclusion",
    "add_interpreter",
    "answer_offer",
    "ask_booking",
    "bring_back",
    "cancel_booking",
    "change_interpreter",
    "close_bookings_of",
    "download_undertaking",
    "end_exclusion",
    "finish_booking",
    "forget_interpreter",
    "give_feedback",
    "offer_booking",
    "record_undertaking",
    "record_wishes",
    "retire_interpreter",
]
