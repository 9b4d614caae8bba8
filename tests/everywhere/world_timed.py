"""Somebody who was let into a case for a time, and somebody who took it in an emergency."""

from typing import Any

from cases import actions
from cases.models import TimedAccess
from tests.builders import make_member, seat_of


def let_in(place: Any) -> tuple[TimedAccess, TimedAccess]:
    """Return what was given, and what was taken and not looked at yet."""
    slug = place.clinic.slug
    guest = make_member(place.clinic, "advocate", name=f"Guest advocate of {slug}")
    taker = make_member(place.clinic, "attorney", name=f"Night attorney of {slug}")
    given = actions.give_access(
        place.people["coordinator"], case=place.case, membership=seat_of(guest), hours=24,
        reason="Goes along to the interview.",
    )  # fmt: skip
    taken = actions.break_glass(
        taker, number=place.case.number, hours=4, reason="She called at night."
    )
    return given, taken
