"""What a DOJ accredited representative may take (8 CFR 1292.1(a)(4), 1292.11-12). Pure.

Full accreditation: before DHS and before the immigration courts and the Board. Partial: before DHS
alone. Neither opens anything outside of immigration. General knowledge: verify with counsel.
"""

from collections.abc import Iterable
from datetime import date

from staffing.rules import DOJ_PARTIAL, FEDERAL, LICENCE_LEFT, LICENCES, MATTERS, Licence

# What `accreditation_code` says of somebody who may not act in a matter today.
BEYOND = frozenset(
    {"outside_immigration", "accreditation_missing", "accreditation_partial", "licence_expired"}
)
EVERY_LICENCE = frozenset(LICENCES)


def is_immigration(matter: str) -> bool:
    """Tell whether a matter of this kind is one of immigration, as far as its kind says so."""
    needed = MATTERS[matter].licences
    return needed != EVERY_LICENCE and bool(needed & FEDERAL)


def is_before_court(matter: str) -> bool:
    """Tell whether it is decided by an immigration court, at least in part."""
    return is_immigration(matter) and DOJ_PARTIAL not in MATTERS[matter].licences


def accreditation_code(
    licences: Iterable[Licence],
    matters: Iterable[str],
    *,
    country: str,
    on: date,
    next_deadline: date | None = None,
) -> str:
    """Return what stands against somebody's accreditation, empty where it opens all of these."""
    kinds = list(matters)
    if country != "us" or not all(is_immigration(kind) for kind in kinds):
        return "outside_immigration"
    held = [one for one in licences if one.confirmed and one.kind in FEDERAL]
    if not held:
        return "accreditation_missing"
    right = [one for one in held if all(one.kind in MATTERS[kind].licences for kind in kinds)]
    if not right:
        return "accreditation_partial"
    last = max(one.expires_on for one in right)
    if last < on:
        return "licence_expired"
    needed = max(on + LICENCE_LEFT, next_deadline or on)
    return "licence_ends" if last < needed else ""
