"""The roles a seat can hold. What each may do is `clinic.access.roles`."""

from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLE_NAMES: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "administrator": _("Clinic administrator"),
        "coordinator": _("Coordinator"),
        "supervisor": _("Supervisor"),
        "supervising_attorney": _("Supervising attorney"),
        "attorney": _("Attorney"),
        "representative": _("Accredited representative"),
        "co_counsel": _("Co-counsel of another firm"),
        "advocate": _("Advocate"),
        "paralegal": _("Paralegal"),
        "student": _("Law student under supervision"),
        "language_coordinator": _("Interpreter coordinator"),
        "auditor": _("Auditor"),
    }
)
ROLE_WORK: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "administrator": _("Invites people and sets their roles. Sees no client identity."),
        "coordinator": _("Takes intakes, checks conflicts, opens and assigns cases."),
        "supervisor": _("Sees all cases of the clinic and is told when a deadline is not taken."),
        "supervising_attorney": _("Works on cases as an attorney does, and oversees all of them."),
        "attorney": _("Works on the cases assigned to them: filings, notices, deadlines."),
        "representative": _(
            "Accredited by the DOJ: works as an attorney does, on immigration matters alone."
        ),
        "co_counsel": _("Works on the cases assigned to them and sees nothing else of the clinic."),
        "advocate": _("Works on the cases assigned to them; never sees an attorney's notes."),
        "paralegal": _(
            "Prepares and records on the cases assigned to them; files, signs and decides nothing."
        ),
        "student": _("As a paralegal, while an attorney of the clinic is on the same case."),
        "language_coordinator": _(
            "Keeps the interpreters' roster and books them: time, language, code name, place."
        ),
        "auditor": _("Reads who did what. Sees no client identity and no case content."),
    }
)
# Where work begins; the first that fits. A clinic administrator or auditor alone has no cases.
_APART = frozenset({"administrator", "auditor", "language_coordinator"})
LANDINGS = (
    (frozenset(ROLE_NAMES) - _APART, "desk:today"),
    (frozenset({"language_coordinator"}), "interpreters:bookings"),
    (frozenset({"administrator"}), "office:members"),
    (frozenset({"auditor"}), "office:audit"),
)


def landing_of(roles: list[str]) -> str:
    """Return the route where a seat with these roles starts."""
    return next((route for some, route in LANDINGS if some & set(roles)), "desk:today")


def names_of(roles: list[str]) -> list[Promise]:
    """Return the roles in plain words, in the table's order."""
    return [name for role, name in ROLE_NAMES.items() if role in roles]
