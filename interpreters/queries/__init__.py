"""Reads of the roster, of whom it offers, and of bookings."""

from clients.queries import client_of
from clients.queries.details import client_named
from interpreters.queries.bookings import (
    BookingLine,
    booking_line,
    booking_of,
    bookings_of,
    feedback_of,
    heard_of,
    interpreters_of,
    need_of_booking,
    offers_of,
    open_bookings,
    told_to_interpreter,
)
from interpreters.queries.candidates import (
    Candidate,
    Need,
    candidates,
    exclusion_of,
    exclusions_of,
    judge,
    need_of,
    wish_of,
)
from interpreters.queries.links import offer_by_token, offer_clinic
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
    "BookingLine",
    "Candidate",
    "Need",
    "RosterLine",
    "booking_line",
    "booking_of",
    "bookings_of",
    "candidates",
    "client_named",
    "client_of",
    "exclusion_of",
    "exclusions_of",
    "feedback_of",
    "heard_of",
    "interpreter_of",
    "interpreter_said",
    "interpreters_of",
    "judge",
    "line_of",
    "need_of",
    "need_of_booking",
    "offer_by_token",
    "offer_clinic",
    "offers_of",
    "open_bookings",
    "roster",
    "told_to_interpreter",
    "undertaking_of",
    "undertaking_words",
    "wish_of",
]
