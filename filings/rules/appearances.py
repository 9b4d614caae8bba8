"""Before whom an attorney appears, and how an appearance ends. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from filings.rules.texts import gettext_noop

BODIES: Mapping[str, str] = MappingProxyType(
    {
        "uscis": gettext_noop("USCIS (G-28)"),
        "ice_cbp": gettext_noop("ICE or CBP (G-28)"),
        "court": gettext_noop("Immigration court (EOIR-28)"),
        "bia": gettext_noop("Board of Immigration Appeals (EOIR-27)"),
    }
)
# Before these an accredited representative needs full accreditation (8 CFR 1292.1(a)(4)).
COURTS = frozenset({"court", "bia"})
ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        "withdrawn": gettext_noop("Withdrawn"),
        "substituted": gettext_noop("Another attorney took over"),
    }
)
AR_11, EOIR_33 = "us.uscis.change_of_address", "us.eoir.change_of_address"
USCIS, EOIR = "USCIS", "EOIR"
_COURTS = frozenset({"Immigration court", "Board of Immigration Appeals", EOIR})


def told_of_a_move(body: str, lifecycle: str) -> str:
    """Return whom a move must be told to while such a filing is under way, or nothing."""
    if lifecycle == "C" and body in _COURTS:
        return EOIR
    return USCIS if lifecycle == "U" and body.startswith(USCIS) else ""
