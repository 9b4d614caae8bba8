"""When somebody who took a case on is asked after, and what a coordinator answers. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DAYS, FEWEST_DAYS, MOST_DAYS = 30, 7, 180
# So long at most until somebody who is well is looked after again.
LATEST_LOOK = 120
MOST_SHOWN = 200
NO_SIGN = "no_sign"
NO_ANSWER, HELP, HAND_OVER = "no_answer", "help", "hand_over"
REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        NO_SIGN: _("No sign of work on the case"),
        NO_ANSWER: _("Two monthly questions without an answer"),
        HELP: _("Asks for help"),
        HAND_OVER: _("Has to hand something over"),
    }
)
WELL, REASSIGN = "well", "reassign"
ANSWERS: Mapping[str, Promise] = MappingProxyType(
    {
        WELL: _("Spoken with, all is well"),
        REASSIGN: _("To be given to somebody else"),
    }
)
