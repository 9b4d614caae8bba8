"""Why a case goes to somebody else, and what becomes of what hangs on who leaves. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        "leaves": _("Leaves the clinic"),
        "away": _("Away for long"),
        "time": _("Has no time for it any more"),
        "silent": _("Was not heard of"),
        "skills": _("The case needs somebody else's knowledge"),
        "client": _("The client wishes it"),
        "conflict": _("A conflict of interest came up"),
        "shared_out": _("Cases are shared out anew"),
        "gone": _("Left the case before it was handed over"),
    }
)
# It goes to a person, who may be chosen for each; it is asked anew of the successor; it ends with
# the role; it stays with the case, for whoever works on it.
MOVES, ANEW, ENDS, STAYS = "moves", "anew", "ends", "stays"
FATES: Mapping[str, Promise] = MappingProxyType(
    {
        MOVES: _("Goes to"),
        ANEW: _("Asked anew of the successor"),
        ENDS: _("Ends with the role"),
        STAYS: _("Stays with the case"),
    }
)
# What would be left with nobody where a role is taken away and nothing handed over.
LEFT_BEHIND = (MOVES, ANEW)
LONGEST_WORDS = 2000
EARLIEST_YEAR = 1990
MOST_SHOWN = 200
# Until then the successor alone is reminded to read what was handed over.
DAYS_TO_READ = 3
