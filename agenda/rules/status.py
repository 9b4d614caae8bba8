"""One question a month to everybody who took cases on, and what may be answered. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WELL, HELP, HAND_OVER = "well", "help", "hand_over"
ANSWERS: Mapping[str, Promise] = MappingProxyType(
    {
        WELL: _("Yes, all is well"),
        HELP: _("I need help"),
        HAND_OVER: _("I have to hand something over"),
    }
)
# The link of a month is over before the next one leaves.
HOLDS = timedelta(days=21)
# So many links in a row without an answer are a silence.
UNANSWERED = 2
# A month has no more hours than this, in tenths.
MOST_TENTHS = 7440
# Tries at links from one address, and for how many seconds they are counted.
TRIES, TRIES_FOR = 30, 3600


def month_of(day: date) -> date:
    return day.replace(day=1)
