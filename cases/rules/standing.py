"""In which roles somebody stands on a case, and who of them is responsible for it. Pure.

Whatever asks for "the attorney of this case" asks for COUNSEL: reminders, handing over,
appearances, lists, reports, the board. Nobody else ever counts as one.
"""

from collections.abc import Iterable

# Lawyers of the clinic.
ATTORNEYS = ("attorney", "supervising_attorney")
REPRESENTATIVE, CO_COUNSEL, ADVOCATE = "representative", "co_counsel", "advocate"
# Who represents the client and answers for the case.
COUNSEL = (*ATTORNEYS, REPRESENTATIVE, CO_COUNSEL)
# Who works under attorneys: never counted as one, and a student only beside one of ATTORNEYS.
PARALEGAL, STUDENT = "paralegal", "student"
# Who may be assigned: the role on the case must be one of the member's roles.
CASE_ROLES = (*COUNSEL, ADVOCATE, PARALEGAL, STUDENT)


# For whom the board looks: an attorney's place is taken by whoever of the clinic answers for cases.
BOARD_ROLES = ("attorney", ADVOCATE)


def alike(one: str, other: str) -> bool:
    """Tell whether two roles on a case do for each other: the same, or both responsible."""
    return one == other or (one in COUNSEL and other in COUNSEL)


def stand_in(role: str) -> tuple[str, ...]:
    """Return the roles in which somebody may stand where this one is looked for."""
    return COUNSEL if role in COUNSEL else (role,)


def role_for(wanted: str, held: Iterable[str]) -> str:
    """Return in which of their own roles somebody stands where one is looked for; "": in none."""
    roles = frozenset(held)
    if wanted in roles:
        return wanted
    return next((role for role in stand_in(wanted) if role in roles), "")
