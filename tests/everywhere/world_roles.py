"""Whoever else works on the world's case: one person of each further role.

They stand on it by a row and its grant. What has to hold before the gates let them is the business
of tests/staffing/test_counsel.py and tests/staffing/test_agents.py.
"""

from typing import Any

from cases.actions.granting import open_case_to
from cases.models import Assignment
from cases.rules import CASE_ROLES
from clinic.tenancy.current import bind
from tests.builders import make_member, seat_of

# Visitors of both matrices beside those of `world.ROLES`.
FURTHER = (
    "supervising_attorney", "representative", "co_counsel", "paralegal", "student",
    "language_coordinator",
)  # fmt: skip


def seat_further(place: Any) -> None:
    for role in FURTHER:
        actor = place.people[role] = make_member(place.clinic, role)
        if role in CASE_ROLES:
            with bind(place.clinic):
                Assignment.objects.create(
                    case=place.case, membership=seat_of(actor), role=role,
                    assigned_by=seat_of(place.people["coordinator"]),
                )  # fmt: skip
                open_case_to(seat_of(actor), place.case)
