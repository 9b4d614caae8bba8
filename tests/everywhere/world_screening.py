"""A screening that points to something, and one that was stopped."""

from typing import Any

from clients import actions


def add_screenings(place: Any) -> None:
    attorney, client = place.people["attorney"], place.case.client
    stopped = actions.start_screening(attorney, client=client, safe=True)
    place.stopped_screening = actions.stop_screening(attorney, screening=stopped)
    going = actions.start_screening(attorney, client=client, safe=True)
    place.screening = actions.answer_screening(
        attorney, screening=going, section="more", answers={"more_unpaid": "yes"}
    )
