"""Pure: what counts as near, late or long; weeks and months as people read them."""

from desk.rules.near import (
    COUNTED,
    GLASS_SHOWN,
    OWN_WORK,
    QUEUE,
    SHOWN,
    SHOWN_LATER,
    TEAM_SHOWN,
    THIS_WEEK,
    TO_ACKNOWLEDGE,
    TOO_LONG_UNASSIGNED,
)
from desk.rules.weeks import (
    FIRST_YEAR,
    LAST_YEAR,
    Month,
    Week,
    month_of,
    read_day,
    read_month,
    week_of,
    weekday_first,
)

__all__ = [
    "COUNTED",
    "FIRST_YEAR",
    "GLASS_SHOWN",
    "LAST_YEAR",
    "OWN_WORK",
    "QUEUE",
    "SHOWN",
    "SHOWN_LATER",
    "TEAM_SHOWN",
    "THIS_WEEK",
    "TOO_LONG_UNASSIGNED",
    "TO_ACKNOWLEDGE",
    "Month",
    "Week",
    "month_of",
    "read_day",
    "read_month",
    "week_of",
    "weekday_first",
]
