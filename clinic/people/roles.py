"""The roles a seat can hold. What each may do is `clinic.access.roles`."""

from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLE_NAMES: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "administrator": _("Clinic administrator"),
        "coordinator": _("Coordinator"),
        "supervisor": _("Supervisor"),
        "attorney": _("Attorney"),
        "advocate": _("Advocate"),
        "auditor": _("Auditor"),
    }
)
ROLE_WORK: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "administrator": _("Invites people and sets their roles. Sees no client identity."),
        "coordinator": _("Takes intakes, checks conflicts, opens and assigns cases."),
        "supervisor": _("Sees all cases of the clinic and is told when a deadline is not taken."),
        "attorney": _("Works on the cases assigned to them: filings, notices, deadlines."),
        "advocate": _("Works on the cases assigned to them; never sees an attorney's notes."),
        "auditor": _("Reads who did what. Sees no client identity and no case content."),
    }
)
# Where work begins; the first that fits. A clinic administrator or auditor alone has no cases.
LANDINGS = (
    (frozenset({"coordinator", "supervisor", "attorney", "advocate"}), "desk:today"),
    (frozenset({"administrator"}), "office:members"),
    (frozenset({"auditor"}), "office:audit"),
)


def landing_of(roles: list[str]) -> str:
    """Return the route where a seat with these roles starts."""
    return next((route for some, route in LANDINGS if some & set(roles)), "desk:today")


def names_of(roles: list[str]) -> list[Promise]:
    """Return the roles in plain words, in the table's order."""
    return [name for role, name in ROLE_NAMES.items() if role in roles]
