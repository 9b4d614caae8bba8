"""What is asked of agencies: kinds, ways, answers, and how long an agency takes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from types import MappingProxyType

from filings.rules.texts import gettext_noop

# The rules of `packs/us_requests.toml` that say when to ask again.
CHASE, CHASE_AGAIN, CLIMB = (
    "us.certification.chase", "us.certification.chase_again", "us.certification.climb",
)  # fmt: skip
CHASE_RULES = (CHASE, CHASE_AGAIN, CLIMB)
CERTIFICATION_RULE = "us.u.certification"
# After so many chases on one rung of an agency, the next goes above it.
CHASES_BEFORE_CLIMB = 2
YES, NO, NOT_NOW, WITHDRAWN = "yes", "no", "not_now", "withdrawn"
ANSWERS: Mapping[str, str] = MappingProxyType(
    {
        YES: gettext_noop("Yes"),
        NO: gettext_noop("No"),
        NOT_NOW: gettext_noop("Not now"),
        WITHDRAWN: gettext_noop("The yes was taken back"),
    }
)
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "police": gettext_noop("Police or sheriff"),
        "prosecutor": gettext_noop("Prosecutor"),
        "federal": gettext_noop("Federal law enforcement"),
        "labor": gettext_noop("Labor agency"),
        "court": gettext_noop("Judge or court"),
        "child_services": gettext_noop("Child protection"),
        "hhs": gettext_noop("Health and Human Services"),
        "immigration": gettext_noop("Immigration agency (records)"),
        "other": gettext_noop("Other agency"),
    }
)
CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "mail": gettext_noop("By mail"),
        "email": gettext_noop("By e-mail"),
        "online": gettext_noop("Online"),
        "fax": gettext_noop("By fax"),
        "phone": gettext_noop("By phone"),
        "in_person": gettext_noop("In person"),
    }
)


@dataclass(frozen=True)
class Typical:
    """How long an agency took: the median of days, and over how many answers."""

    days: int
    count: int


def typical(answered: Iterable[tuple[date, date]], *, least: int = 1) -> Typical | None:
    """Return the median of (requested, received) in days; None under `least` answers."""
    days = [(received - requested).days for requested, received in answered]
    if len(days) < max(least, 1):
        return None
    return Typical(round(median(days)), len(days))


def next_chase(chases: int) -> str:
    """Return the rule that says when to ask again, after so many chases."""
    if chases == 0:
        return CHASE
    return CLIMB if chases >= CHASES_BEFORE_CLIMB else CHASE_AGAIN
