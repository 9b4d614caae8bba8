"""Conflict of interest: who may stand against whom, and what a change does to a clearance.

Source: ABA Model Rules 1.7 to 1.10 and 1.18, with state variations; verify with counsel.
The check only points at pairs; a person decides.
"""

from collections.abc import Mapping
from enum import StrEnum

from clients.rules.wording import gettext_noop


class PartyKind(StrEnum):
    """What somebody is to the client."""

    CLIENT = "client"
    ALIAS = "alias"
    EXPLOITER = "exploiter"
    RECRUITER = "recruiter"
    EMPLOYER = "employer"
    FAMILY = "family"
    CO_SURVIVOR = "co_survivor"
    WITNESS = "witness"
    CO_DEFENDANT = "co_defendant"
    OPPOSING_COUNSEL = "opposing_counsel"
    OTHER = "other"
    # What somebody is to the clinic, and so to every client.
    FUNDER = "funder"
    BOARD_MEMBER = "board_member"
    VOLUNTEER_FIRM = "volunteer_firm"
    INTERPRETER = "interpreter"
    PARTNER = "partner"


PARTY_LABELS: Mapping[PartyKind, str] = {
    PartyKind.CLIENT: gettext_noop("Client"),
    PartyKind.ALIAS: gettext_noop("Another name of the client"),
    PartyKind.EXPLOITER: gettext_noop("Person who exploited the client"),
    PartyKind.RECRUITER: gettext_noop("Recruiter"),
    PartyKind.EMPLOYER: gettext_noop("Employer or company"),
    PartyKind.FAMILY: gettext_noop("Family or guardian"),
    PartyKind.CO_SURVIVOR: gettext_noop("Another survivor"),
    PartyKind.WITNESS: gettext_noop("Witness"),
    PartyKind.CO_DEFENDANT: gettext_noop("Co-defendant"),
    PartyKind.OPPOSING_COUNSEL: gettext_noop("Lawyer for the other side"),
    PartyKind.OTHER: gettext_noop("Somebody else"),
    PartyKind.FUNDER: gettext_noop("Funder of the clinic"),
    PartyKind.BOARD_MEMBER: gettext_noop("Member of the clinic's board"),
    PartyKind.VOLUNTEER_FIRM: gettext_noop("Firm of a volunteer"),
    PartyKind.INTERPRETER: gettext_noop("Interpreter of the clinic"),
    PartyKind.PARTNER: gettext_noop("Partner of the clinic, or its contact"),
}

# Names the clinic itself is bound to; they are compared with every matter and stand in none.
OF_CLINIC = frozenset(
    {
        PartyKind.FUNDER,
        PartyKind.BOARD_MEMBER,
        PartyKind.VOLUNTEER_FIRM,
        PartyKind.INTERPRETER,
        PartyKind.PARTNER,
    }
)
# Those that no other room keeps a list of.
AFFILIATES = (PartyKind.FUNDER, PartyKind.BOARD_MEMBER, PartyKind.VOLUNTEER_FIRM)
# What a person may be to a client; the others are said in the clinic's own list.
OF_MATTER = tuple(kind for kind in PartyKind if kind not in OF_CLINIC)

# Named only after the client agreed, and used for the conflict check alone.
NEEDS_CLIENT_CONSENT = frozenset({PartyKind.EXPLOITER})
# Kinds that may be a company: their names are read without the legal form as well.
MAY_BE_ORGANISATION = frozenset(
    {
        PartyKind.EXPLOITER,
        PartyKind.RECRUITER,
        PartyKind.EMPLOYER,
        PartyKind.OPPOSING_COUNSEL,
        PartyKind.OTHER,
    }
)

_CLIENT_SIDE = frozenset({PartyKind.CLIENT, PartyKind.ALIAS})
_OPPOSED = frozenset(
    {
        PartyKind.EXPLOITER,
        PartyKind.RECRUITER,
        PartyKind.EMPLOYER,
        PartyKind.CO_DEFENDANT,
        PartyKind.OPPOSING_COUNSEL,
    }
)


class Bearing(StrEnum):
    """What it means when the same person stands in two records."""

    CONFLICT = "conflict"
    DUPLICATE = "duplicate"
    INFORM = "inform"


BEARING_TEXTS: Mapping[Bearing, str] = {
    Bearing.CONFLICT: gettext_noop(
        "One record's client may stand on the other side of another record."
    ),
    Bearing.DUPLICATE: gettext_noop("The clinic may have this client already."),
    Bearing.INFORM: gettext_noop("The same person may be named in another record."),
}


def bearing(mine: PartyKind, theirs: PartyKind) -> Bearing:
    """Return what a match between a party here and a party of another record would mean.

    Co-survivors, witnesses and family of one client who are clients themselves only inform: most
    are lawful and wanted, but a person has to look (rule 1.7, principal and derivative, parent and
    child). Two opponents who are the same person inform as well: the exploiter of two clients.
    """
    both = {mine, theirs}
    if both <= _CLIENT_SIDE:
        return Bearing.DUPLICATE
    if both & (_CLIENT_SIDE | OF_CLINIC) and both & _OPPOSED:
        return Bearing.CONFLICT
    return Bearing.INFORM


class ConflictState(StrEnum):
    """Where a client's conflict check stands."""

    NOT_RUN = "not_run"
    CLEAR = "clear"
    POSSIBLE = "possible"
    CONFLICT = "conflict"
    RECHECK = "recheck"
    WALLED = "walled"
    WAIVED = "waived"


STATE_LABELS: Mapping[ConflictState, str] = {
    ConflictState.NOT_RUN: gettext_noop("Not checked yet"),
    ConflictState.CLEAR: gettext_noop("Clear of conflicts"),  # "Clear" alone is Django's, of a file
    ConflictState.POSSIBLE: gettext_noop("Possible conflict, under review"),
    ConflictState.CONFLICT: gettext_noop("Conflict"),
    ConflictState.RECHECK: gettext_noop("Check again: a name changed"),
    ConflictState.WALLED: gettext_noop("Clear behind a wall"),
    ConflictState.WAIVED: gettext_noop("Waived in writing"),
}

# What a person may decide after looking at a check; the check itself never decides.
DECISIONS = frozenset(
    {
        ConflictState.CLEAR,
        ConflictState.POSSIBLE,
        ConflictState.CONFLICT,
        ConflictState.WALLED,
        ConflictState.WAIVED,
    }
)
# Decisions that let people be assigned, as long as they stand.
LETTING = frozenset({ConflictState.CLEAR, ConflictState.WALLED, ConflictState.WAIVED})


class Cause(StrEnum):
    """What kind of change ended a clearance; never whose name it was."""

    OWN = "own"
    OTHER = "other"
    RUN = "run"
    INTERPRETER = "interpreter"
    PARTNER = "partner"
    CLINIC = "clinic"
    WALL = "wall"
    WAIVER = "waiver"


CAUSE_TEXTS: Mapping[Cause, str] = {
    Cause.OWN: gettext_noop("A name or number of this matter changed"),
    Cause.OTHER: gettext_noop("A like name or number came up in another record"),
    Cause.RUN: gettext_noop("The check was run again and nobody decided about it yet"),
    Cause.INTERPRETER: gettext_noop("An interpreter with a like name joined or changed"),
    Cause.PARTNER: gettext_noop("A partner or contact with a like name joined or changed"),
    Cause.CLINIC: gettext_noop("A like name came among those the clinic is bound to"),
    Cause.WALL: gettext_noop("The last wall of this matter was taken down"),
    Cause.WAIVER: gettext_noop("A waiver this clearance rests on was ended"),
}


def cause_of(kind: PartyKind) -> Cause:
    """Return what a new name of this kind is to the clearances of others."""
    if kind is PartyKind.INTERPRETER:
        return Cause.INTERPRETER
    if kind is PartyKind.PARTNER:
        return Cause.PARTNER
    return Cause.CLINIC if kind in OF_CLINIC else Cause.OTHER


def after_party_change(state: ConflictState) -> ConflictState:
    """Return the state after a party, alias or identifier was added or changed.

    A conflict, too, has to be looked at again; what was never checked stays so.
    """
    return ConflictState.NOT_RUN if state is ConflictState.NOT_RUN else ConflictState.RECHECK


def blocks_assignment(state: ConflictState) -> bool:
    """Tell whether nobody may be assigned: everything but a clearance that still stands."""
    return state not in LETTING


def may_decide(decision: ConflictState, *, checked: object, now: object) -> bool:
    """Tell whether a decision may be recorded on a check.

    `checked` and `now` are the versions of the parties the check saw and of the parties today:
    a decision about a list that changed meanwhile would clear somebody nobody looked at.
    """
    return decision in DECISIONS and checked == now
