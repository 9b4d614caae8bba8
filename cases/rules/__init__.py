"""Matters, stages, outcomes and privileges as data. Pure: no database, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.rules.standing import CASE_ROLES as CASE_ROLES
from cases.rules.standing import COUNSEL as COUNSEL

# What the clinic does for a client. Codes are permanent; filings and reports speak of them.
MATTERS: Mapping[str, Promise] = MappingProxyType(
    {
        "t_visa": _("T visa"),
        "u_visa": _("U visa"),
        "asylum": _("Asylum"),
        "sij": _("Special immigrant juvenile"),
        "vawa": _("VAWA self-petition"),
        "tps": _("Temporary protected status"),
        "continued_presence": _("Continued presence"),
        "work_permit": _("Work permit"),
        "adjustment": _("Permanent residence"),
        "removal_defense": _("Removal defense"),
        "vacatur": _("Vacatur of convictions"),
        "protection_order": _("Protection order"),
        "restitution": _("Restitution"),
        "civil_suit": _("Civil suit"),
        "victims_rights": _("Victims' rights in a criminal case"),
        "restorative_dialogue": _("Restorative dialogue"),
        "nrm": _("National referral mechanism (UK)"),
        "other": _("Other matter"),
    }
)


@dataclass(frozen=True)
class Stage:
    label: Promise
    tone: str
    # Where a case may be moved; only closing it leads to "closed", only reopening leads out.
    moves: tuple[str, ...]


OPENED, PREPARING, FILED, WAITING = "opened", "preparing", "filed", "waiting"
CLOSING, CLOSED = "closing", "closed"
STAGES: Mapping[str, Stage] = MappingProxyType(
    {
        OPENED: Stage(_("Opened"), "info", (PREPARING, CLOSING)),
        PREPARING: Stage(_("Preparing"), "good", (FILED, CLOSING)),
        FILED: Stage(_("Filed"), "good", (WAITING, PREPARING, CLOSING)),
        WAITING: Stage(_("Waiting for an answer"), "warn", (PREPARING, FILED, CLOSING)),
        CLOSING: Stage(_("Closing"), "quiet", (PREPARING,)),
        CLOSED: Stage(_("Closed"), "quiet", ()),
    }
)
REOPENED = PREPARING
OPEN_STAGES = tuple(code for code in STAGES if code != CLOSED)

OUTCOMES: Mapping[str, Promise] = MappingProxyType(
    {
        "granted": _("Relief granted"),
        "partly_granted": _("Relief granted in part"),
        "denied": _("Relief denied"),
        "advice": _("Advice or limited service given"),
        "referred": _("Referred to another provider"),
        "client_ended": _("The client chose to stop"),
        "lost_contact": _("Contact was lost"),
        "not_eligible": _("No relief found"),
        "clinic_ended": _("The clinic withdrew"),
    }
)

# Access without a role on the case: given for days at most, taken in an emergency for hours.
MOST_DAYS, GLASS_HOURS, GLASS_TRIES = 30, 24, 5


@dataclass(frozen=True)
class Privilege:
    """A kind of note. Who may read it may write it, if the role may write notes at all.

    `packed`: it stands in packets, which are printed and handed on.
    """

    label: Promise
    help: Promise
    capability: str
    tone: str
    packed: bool = True


PRIVILEGES: Mapping[str, Privilege] = MappingProxyType(
    {
        "shared": Privilege(
            _("Shared"), _("Everybody who works on this case."), "note.view_shared", "quiet"
        ),
        "attorney": Privilege(
            _("Attorney-privileged"), _("Attorneys, who works under them, and supervisors."),
            "note.view_attorney", "danger",
        ),
        "advocate": Privilege(
            _("Advocate"), _("Advocates only."), "note.view_advocate", "info"
        ),
        "administrative": Privilege(
            _("Administrative"),
            _("Everybody who works on this case. It stays in the clinic: no packet holds it."),
            "note.view_administrative",
            "quiet",
            packed=False,
        ),
    }
)  # fmt: skip


def may_move(was: str, to: str) -> bool:
    return to in STAGES[was].moves


def is_open(stage: str) -> bool:
    return stage != CLOSED


def readable(capabilities: Iterable[str]) -> tuple[str, ...]:
    """Return the privileges that these capabilities open."""
    held = frozenset(capabilities)
    return tuple(code for code, privilege in PRIVILEGES.items() if privilege.capability in held)


def packed() -> tuple[str, ...]:
    """Return the privileges whose notes stand in packets."""
    return tuple(code for code, privilege in PRIVILEGES.items() if privilege.packed)


def number_of(year: int, serial: int) -> str:
    """Return a case number; past 9999 in a year it only grows longer."""
    return f"{year}-{serial:04d}"


def numbers_meant(text: str, *, year: int) -> tuple[str, ...]:
    """Return the case numbers somebody may mean: "2026-42" one, "42" that of each recent year."""
    before, dash, after = text.strip().partition("-")
    if dash and _digits(before) and _digits(after):
        return (number_of(int(before), int(after)),)
    if not dash and _digits(before):
        return tuple(number_of(each, int(before)) for each in range(year, year - 15, -1))
    return ()


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6
