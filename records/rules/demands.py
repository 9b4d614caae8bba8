"""Subpoenas and other demands for what the clinic knows. Pure; today is an argument.

Codes are stored, so a code is never given a second meaning. Nothing here is legal advice: what must
be answered, and how, is decided by counsel each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS, LONGEST_LINE = 4000, 200
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class Kind:
    """A kind of demand. `by_judge`: a judge stands behind it, which tells how fast to act."""

    label: Promise
    by_judge: bool
    what_first: Promise


_ASK_COUNSEL = _("Say neither yes nor no, and not whether the clinic knows the person.")
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "subpoena_records": Kind(_("Subpoena for records"), False, _ASK_COUNSEL),
        "subpoena_testimony": Kind(_("Subpoena to testify"), False, _ASK_COUNSEL),
        "agency_subpoena": Kind(
            _("Administrative subpoena or agency summons"), False,
            _("No judge signed it. Say neither yes nor no; whether to answer is for counsel."),
        ),
        "court_order": Kind(
            _("Court order"), True,
            _("A judge signed it. Call counsel today; ask for its time before anything is shown."),
        ),
        "warrant": Kind(
            _("Search warrant"), True,
            _(
                "Call counsel at once, before anybody opens a drawer or a screen. Do not stand in "
                "the way; ask for a copy, and write down what is taken."
            ),
        ),
        "discovery": Kind(_("Request in a lawsuit"), False, _ASK_COUNSEL),
        "agency_request": Kind(
            _("Letter, call or visit of an agency"), False,
            _("Nothing compels an answer. Say that counsel will call back."),
        ),
        "police_request": Kind(
            _("Request of the police or a prosecutor"), False,
            _("Nothing compels an answer. Say that counsel will call back."),
        ),
        "other": Kind(_("Another demand"), False, _ASK_COUNSEL),
    }
)  # fmt: skip
WAYS: Mapping[str, Promise] = MappingProxyType(
    {
        "hand": _("Handed to somebody"),
        "mail": _("By mail"),
        "email": _("By e-mail"),
        "fax": _("By fax"),
        "phone": _("By telephone"),
        "visit": _("Somebody came"),
        "agent": _("Through the registered agent or counsel"),
    }
)

OPEN = "open"
ENDINGS: Mapping[str, Promise] = MappingProxyType(
    {
        "complied": _("Answered in full"),
        "complied_partly": _("Answered in part"),
        "objected": _("Objected, and nothing was given"),
        "quashed": _("Set aside by the court"),
        "withdrawn": _("Taken back by who demanded"),
        "nothing_held": _("Answered that there is nothing"),
    }
)
STATES: Mapping[str, Promise] = MappingProxyType({OPEN: _("Open"), **ENDINGS})
# Something left the clinic: the client must have been told before, if that was possible.
GAVE = frozenset({"complied", "complied_partly"})

# Why a thing is kept back; what the log that is served on the other side says of it.
BASES: Mapping[str, Promise] = MappingProxyType(
    {
        "attorney_client": _("Attorney-client privilege"),
        "work_product": _("Attorney work product"),
        "advocate": _("Victim-advocate privilege"),
        "confidential": _("Confidential by statute"),
        "other": _("Another ground, said in the description"),
    }
)
WITHHOLD, GIVE, NOT_ASKED = "withhold", "give", "not_asked"
DECISIONS: Mapping[str, Promise] = MappingProxyType(
    {
        WITHHOLD: _("Kept back"),
        GIVE: _("Given"),
        NOT_ASKED: _("Not what is asked for"),
    }
)
ITEMS = NOTE, DOCUMENT = "note", "document"

# Fed. R. Civ. P. 45(d)(2)(B): before the earlier of the day named and 14 days after service.
OBJECTION_DAYS = 14


def objection_by(kind: str, jurisdiction: str, served_on: date, due_on: date | None) -> date | None:
    """Return the last day to object in writing to a federal subpoena for records, or nothing.

    State courts have days of their own: counsel verifies it each time.
    """
    if kind != "subpoena_records" or jurisdiction != "us":
        return None
    day = served_on + timedelta(days=OBJECTION_DAYS)
    return min(day, due_on) if due_on else day


@dataclass(frozen=True)
class Wrong:
    field: str
    code: str
    text: Promise


def wrong_with_days(served_on: date, due_on: date | None, *, today: date) -> Wrong | None:
    """Return what cannot be about the days of a demand."""
    if served_on > today:
        return Wrong("served_on", "future_day", _("This day is still to come."))
    if served_on < EARLIEST:
        return Wrong("served_on", "day_too_old", _("No day before 1990 is kept here."))
    if due_on and due_on < served_on:
        return Wrong("due_on", "day_before", _("This is before the day on which it came."))
    if due_on and due_on > LATEST:
        return Wrong("due_on", "day_too_far", _("No day after 2100 is kept here."))
    return None
