"""When whoever answers a demand is reminded of its day, where no deadline of a case does it."""

from datetime import date, timedelta

# Days before the last one; after it somebody is asked every day until the demand ends.
RUNGS = (14, 7, 3, 2, 1, 0)
# From here on, or where nobody answers yet, those who name counsel are asked too.
NEAR = 1
HOUR = 9


def next_asking(after: date, due: date) -> date:
    """Return the first day after `after` on which to ask."""
    ahead = [day for rung in RUNGS if (day := due - timedelta(days=rung)) > after]
    return min(ahead, default=after + timedelta(days=1))
