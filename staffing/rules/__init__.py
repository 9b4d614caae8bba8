"""What a licence opens and what a matter weighs, as data. Pure: no database, no clock.

Codes are stored, so a code is never given a second meaning. General knowledge of practice, not of
one state: verify with counsel.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.rules.standing import CASE_ROLES, COUNSEL

KINDS: Mapping[str, Promise] = MappingProxyType({"staff": _("Staff"), "volunteer": _("Volunteer")})

BAR, DOJ_PARTIAL, DOJ_FULL, UK_ADVISER = "bar", "doj_partial", "doj_full", "uk_adviser"
LICENCES: Mapping[str, Promise] = MappingProxyType(
    {
        BAR: _("Admitted to a bar"),
        DOJ_PARTIAL: _("DOJ accredited, before DHS only"),
        DOJ_FULL: _("DOJ accredited, before DHS and immigration courts"),
        UK_ADVISER: _("Registered immigration adviser (UK)"),
    }
)
# Federal accreditation is not of one state: before its agency it holds everywhere.
FEDERAL = frozenset({DOJ_PARTIAL, DOJ_FULL})

_STATES = (
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN",
    "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH",
    "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT",
    "VT", "VA", "WA", "WV", "WI", "WY", "PR", "GU", "VI",
)  # fmt: skip
# A jurisdiction is said as ISO 3166-2 does.
JURISDICTIONS: tuple[str, ...] = (
    "US",
    *(f"US-{state}" for state in _STATES),
    "GB-EAW",
    "GB-SCT",
    "GB-NIR",
)
# A clinic's country -> its code there: the product says "uk", ISO 3166 "GB".
COUNTRIES: Mapping[str, str] = MappingProxyType({"us": "US", "uk": "GB"})


@dataclass(frozen=True)
class Matter:
    """What somebody needs who leads a matter of this kind.

    `weight`: how much of a person's capacity it takes. `licences`: any of these kinds opens it.
    `of_state`: a court of the state decides, so that the bar must be that of a state where the
    clinic works.
    """

    weight: int
    licences: frozenset[str]
    of_state: bool = False
    verify_with_counsel: bool = True


_DHS = frozenset({BAR, DOJ_PARTIAL, DOJ_FULL})
_EOIR = frozenset({BAR, DOJ_FULL})
_COURT = frozenset({BAR})
_UK = frozenset({BAR, UK_ADVISER})
MATTERS: Mapping[str, Matter] = MappingProxyType(
    {
        "t_visa": Matter(3, _DHS),
        "u_visa": Matter(3, _DHS),
        "asylum": Matter(5, _EOIR),
        "sij": Matter(4, _COURT, of_state=True),
        "vawa": Matter(3, _DHS),
        "tps": Matter(1, _DHS),
        "continued_presence": Matter(1, _DHS),
        "work_permit": Matter(1, _DHS),
        "adjustment": Matter(2, _DHS),
        "removal_defense": Matter(5, _EOIR),
        "vacatur": Matter(3, _COURT, of_state=True),
        "protection_order": Matter(2, _COURT, of_state=True),
        "restitution": Matter(2, _COURT),
        "civil_suit": Matter(6, _COURT),
        "victims_rights": Matter(3, _COURT),
        "restorative_dialogue": Matter(3, frozenset(LICENCES)),
        "nrm": Matter(2, _UK),
        "other": Matter(2, frozenset(LICENCES)),
    }
)
# The part of any matter of who does not answer for it.
BESIDE = 1

# What the clinic may ask for before anybody is assigned, and of which roles.
LICENCE, INSURANCE, PLEDGE = "licence", "insurance", "pledge"
PROOFS: Mapping[str, Promise] = MappingProxyType(
    {
        LICENCE: _("A licence or accreditation that somebody else confirmed"),
        INSURANCE: _("Insurance in force, confirmed"),
        PLEDGE: _("A pledge of confidentiality in force, confirmed"),
    }
)
ASKED_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        LICENCE: frozenset(COUNSEL),
        INSURANCE: frozenset(COUNSEL),
        PLEDGE: frozenset(CASE_ROLES),
    }
)

LEAST_CAPACITY, MOST_CAPACITY, USUAL_CAPACITY = 0, 60, 12
MOST_NAMES, LONGEST_TEXT = 12, 2_000
LONGEST_NAMESAKE = 1_000
LONGEST_YEARS = 10
# A pledge is signed anew each year.
PLEDGE_DAYS = 366
# From so many days before its end a page says that something runs out.
WARN_DAYS = 30
# A matter is not given to somebody whose licence ends sooner than this.
LICENCE_LEFT = timedelta(days=14)


def weight_of(matters: Iterable[str], role: str) -> int:
    """Return how much of somebody's capacity a case takes in a role, by its open matters.

    Whoever answers for it does the work of each; beside them a case is one part, whatever it holds.
    """
    return sum(MATTERS[kind].weight for kind in matters) if role in COUNSEL else BESIDE


@dataclass(frozen=True)
class Licence:
    kind: str
    jurisdiction: str
    expires_on: date
    confirmed: bool = True

    def opens(self, matter: str, *, country: str, states: Iterable[str]) -> bool:
        """Tell whether it is of the right kind and place for a matter, however long it holds.

        :param country: the clinic's, of COUNTRIES
        :param states: where the clinic goes to court; none: any of the country
        """
        need = MATTERS[matter]
        if self.kind not in need.licences:
            return False
        if self.kind in FEDERAL:
            return country == "us"
        if self.jurisdiction.partition("-")[0] != COUNTRIES[country]:
            return False
        wanted = frozenset(states)
        return not (need.of_state and wanted) or self.jurisdiction in wanted


def state_of(until: date | None, *, confirmed: bool, on: date) -> str:
    """Return how a proof stands on a day; its last day still counts."""
    if until is None:
        return "missing"
    if until < on:
        return "expired"
    if not confirmed:
        return "waits"
    return "soon" if until - on <= timedelta(days=WARN_DAYS) else "current"


# state -> (words, tone)
STATES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        "missing": (_("Not recorded"), "quiet"),
        "expired": (_("Has run out"), "danger"),
        "waits": (_("Waits for somebody to confirm it"), "warn"),
        "soon": (_("Runs out soon"), "warn"),
        "current": (_("In force"), "good"),
    }
)
