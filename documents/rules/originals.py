"""Where an original went, and which days are possible. Pure: today is an argument."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RETURNED, PASSED_ON, MISTAKE = "returned", "passed_on", "mistake"
LEFT: Mapping[str, Promise] = MappingProxyType(
    {
        RETURNED: _("Given back to the client"),
        PASSED_ON: _("Sent on as the client wished: agency, court, embassy"),
        MISTAKE: _("Written down by mistake"),
    }
)
LONGEST_WHAT, LONGEST_PLACE, LONGEST_TO = 200, 300, 500
EARLIEST = date(1990, 1, 1)


def wrong_day(day: date, *, today: date, since: date = EARLIEST) -> str:
    """Return why an original cannot have come or gone on a day, as a code; "" when it can."""
    if day > today:
        return "future_day"
    if day < EARLIEST:
        return "day_too_old"
    return "before_it_came" if day < since else ""


DAYS: Mapping[str, Promise] = MappingProxyType(
    {
        "future_day": _("This day is still to come."),
        "day_too_old": _("This is too long ago. Look at the year again."),
        "before_it_came": _("It cannot go before it came. Look at both days."),
    }
)
