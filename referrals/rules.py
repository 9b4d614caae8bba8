"""Releases and referrals: what may go to whom until when. Pure; today is an argument.

A release is informed, written and reasonably time-limited (28 CFR 94.115(a)(4)); what it does not
name does not leave.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from clients.rules.consent import CONSENT_REFUSALS as CONSENT_REFUSALS
from clients.rules.consent import GUARDED as GUARDED
from clients.rules.consent import METHODS as METHODS
from clients.rules.consent import SIGNERS as SIGNERS
from clients.rules.consent import Strokes as Strokes
from clients.rules.consent import consent_refusal as consent_refusal
from clients.rules.consent import read_strokes as read_strokes

DEFAULT_DAYS = 30
# Past this a reason is asked for, and kept.
LONG_DAYS = 90
LONGEST_DAYS = 365

PARTNER_KINDS = MappingProxyType(
    {
        "shelter": _("Shelter or safe house"),
        "medical": _("Medical care"),
        "counselling": _("Counselling"),
        "housing": _("Housing"),
        "benefits": _("Benefits and certification"),
        "work": _("Work and training"),
        "legal": _("Legal help"),
        "law_enforcement": _("Law enforcement liaison"),
        "other": _("Other"),
    }
)
# Any form counts, and at once.
WAYS_BACK = MappingProxyType(
    {
        "spoken": _("Said in person"),
        "phone": _("Said on the telephone"),
        "message": _("In a message"),
        "written": _("In writing"),
        "through": _("Through somebody the client trusts"),
        "clinic": _("The clinic found that it was no free decision"),
    }
)
# How what is released reaches the partner.
WAYS = MappingProxyType(
    {
        "link": _("By a secret link"),
        "paper": _("On paper, as a PDF to print"),
        "file": _("As a file for the partner's system (JSON)"),
    }
)
STATUSES = MappingProxyType(
    {
        "sent": _("Sent"),
        "opened": _("Opened by the partner"),
        "accepted": _("Accepted"),
        "declined": _("Declined"),
        "withdrawn": _("Withdrawn"),
    }
)

REFUSALS: Mapping[str, object] = MappingProxyType(
    {
        "no_release": _(
            "Nothing was sent. There is no release for this partner. Ask the client first, "
            "then record the release."
        ),
        "revoked": _(
            "Nothing was sent. The client took this release back. Ask again before you refer."
        ),
        "expired": _("Nothing was sent. The release has run out. Ask the client again."),
        "not_yet": _("Nothing was sent. The release begins on a later day."),
        "field_not_released": _(
            "Nothing was sent. The release does not cover everything you chose. "
            "Choose less, or ask the client."
        ),
        "nothing_chosen": _("Nothing was sent. Choose what to share."),
        "partner_inactive": _("Nothing was sent. This partner is no longer in use."),
        "withdrawn": _("Nothing was sent. This referral was withdrawn."),
        "nothing_recorded": _(
            "Nothing was sent. None of what you chose is recorded for this client yet."
        ),
    }
)


@dataclass(frozen=True)
class Terms:
    """One release, as the rules need it. `expires_on` is the first day it no longer holds."""

    partner_id: UUID
    fields: frozenset[str]
    given_on: date
    expires_on: date
    revoked: bool


def expiry(given_on: date, days: int) -> date:
    """Return the first day on which nothing may be sent any more."""
    return given_on + timedelta(days=days)


def refusal_of(
    releases: Iterable[Terms], *, partner_id: UUID, fields: Collection[str], today: date
) -> str | None:
    """May these fields go to this recipient now? None means yes, else a code of REFUSALS.

    One release must cover all of it: consents are not added up.
    """
    theirs = [terms for terms in releases if terms.partner_id == partner_id]
    codes = [_refusal_under(terms, fields, today) for terms in theirs]
    if None in codes:
        return None
    if not fields:
        return "nothing_chosen"
    for code in ("field_not_released", "expired", "not_yet", "revoked"):
        if code in codes:
            return code
    return "no_release"


def _refusal_under(terms: Terms, fields: Collection[str], today: date) -> str | None:
    if terms.revoked:
        return "revoked"
    if today >= terms.expires_on:
        return "expired"
    if today < terms.given_on:
        return "not_yet"
    if not fields:
        return "nothing_chosen"
    return None if terms.fields.issuperset(fields) else "field_not_released"
