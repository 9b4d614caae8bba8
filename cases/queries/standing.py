"""Who answers for a case still: the one definition behind every list of what nobody answers for.

An assignment alone does not tell. Somebody whose role was taken away keeps the row, as history and
for when it is given back, and does that work no more.
"""

from collections.abc import Sequence

from django.db.models import QuerySet

from cases.models import Assignment
from cases.rules.standing import COUNSEL


def standing_as(roles: Sequence[str] = COUNSEL) -> QuerySet[Assignment]:
    """Return the assignments in these roles of whoever is here and holds one of them still."""
    return Assignment.objects.filter(
        role__in=roles,
        ended_at=None,
        membership__ended_at=None,
        membership__roles__overlap=list(roles),
    )


def stands_as(assignment: Assignment, roles: Sequence[str] = COUNSEL) -> bool:
    """Tell the same of one whose membership is read already."""
    seat = assignment.membership
    return (
        assignment.role in roles
        and assignment.ended_at is None
        and seat.ended_at is None
        and not frozenset(roles).isdisjoint(seat.roles)
    )
