"""Addresses of the roster and of bookings; ids only, nothing that tells of a person."""

from django.urls import path

from interpreters.api import bookings as api_bookings
from interpreters.api import exclusions as api_exclusions
from interpreters.api import roster as api_roster
from interpreters.views import bookings, exclusions, links, roster

app_name = "interpreters"
urlpatterns = [
    path("interpreters/", roster.roster, name="roster"),
    path("interpreters/add/", roster.add_interpreter, name="add_interpreter"),
    path("interpreters/bookings/", bookings.bookings, name="bookings"),
    path("interpreters/<uuid:pk>/", roster.interpreter, name="interpreter"),
    path("interpreters/<uuid:pk>/change/", roster.change_interpreter, name="change_interpreter"),
    path("interpreters/<uuid:pk>/retire/", roster.retire_interpreter, name="retire_interpreter"),
    path("interpreters/<uuid:pk>/forget/", roster.forget_interpreter, name="forget_interpreter"),
    path("interpreters/<uuid:pk>/bring-back/", roster.bring_back, name="bring_back"),
    path(
        "interpreters/<uuid:pk>/undertaking/", roster.record_undertaking, name="record_undertaking"
    ),
    path(
        "interpreters/<uuid:pk>/undertaking/paper/",
        roster.download_undertaking,
        name="download_undertaking",
    ),
    path("interpreters/<uuid:pk>/exclude/", exclusions.add_exclusion, name="add_exclusion"),
    path("exclusions/<uuid:pk>/end/", exclusions.end_exclusion, name="end_exclusion"),
    path("clients/<uuid:pk>/interpreters/", bookings.client_bookings, name="client_bookings"),
    path("clients/<uuid:pk>/interpreters/ask/", bookings.ask, name="ask"),
    path("clients/<uuid:pk>/interpreters/wishes/", exclusions.wishes, name="wishes"),
    path("bookings/<uuid:pk>/", bookings.booking, name="booking"),
    path("bookings/<uuid:pk>/ask/<uuid:interpreter>/", bookings.offer, name="offer"),
    path("bookings/<uuid:pk>/call-off/", bookings.cancel, name="cancel"),
    path("bookings/<uuid:pk>/done/", bookings.finish, name="finish"),
    path("bookings/<uuid:pk>/feedback/", bookings.feedback, name="feedback"),
]
api_patterns = [
    path("interpreters", api_roster.Interpreters.as_view(), name="interpreters"),
    path("interpreters/<uuid:pk>", api_roster.Interpreter.as_view(), name="interpreter"),
    path(
        "interpreters/<uuid:pk>/retire",
        api_roster.RetiredInterpreter.as_view(),
        name="retire_interpreter",
    ),
    path(
        "interpreters/<uuid:pk>/bring-back",
        api_roster.ReturnedInterpreter.as_view(),
        name="bring_back_interpreter",
    ),
    path(
        "interpreters/<uuid:pk>/undertaking",
        api_roster.Undertaking.as_view(),
        name="record_undertaking",
    ),
    path(
        "interpreters/<uuid:pk>/exclusions", api_exclusions.Exclusions.as_view(), name="exclusions"
    ),
    path("exclusions/<uuid:pk>/end", api_exclusions.EndedExclusion.as_view(), name="end_exclusion"),
    path(
        "clients/<uuid:pk>/interpreter-wishes",
        api_exclusions.Wishes.as_view(),
        name="interpreter_wishes",
    ),
    path(
        "clients/<uuid:pk>/bookings", api_bookings.ClientBookings.as_view(), name="client_bookings"
    ),
    path("bookings", api_bookings.OpenBookings.as_view(), name="bookings"),
    path("bookings/<uuid:pk>", api_bookings.Booking.as_view(), name="booking"),
    path(
        "bookings/<uuid:pk>/candidates",
        api_bookings.Candidates.as_view(),
        name="booking_candidates",
    ),
    path("bookings/<uuid:pk>/offer", api_bookings.OfferedBooking.as_view(), name="offer_booking"),
    path(
        "bookings/<uuid:pk>/cancel", api_bookings.CancelledBooking.as_view(), name="cancel_booking"
    ),
    path("bookings/<uuid:pk>/done", api_bookings.FinishedBooking.as_view(), name="finish_booking"),
    path(
        "bookings/<uuid:pk>/feedback",
        api_bookings.BookingFeedback.as_view(),
        name="booking_feedback",
    ),
]
# Outside any clinic's path: who holds the link has no account.
link_patterns = ([path("<str:token>/", links.open_link, name="open")], "interpreter")
