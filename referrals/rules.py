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
METHODS = MappingProxyType(
    {
        "paper": _("Signed on paper"),
        "screen": _("Signed on screen, typed name"),
        "drawn": _("Signed on screen, drawn by hand"),
        "mark": _("Signed with a mark, witnessed"),
    }
)
# Who signed. 28 CFR 94.115(a)(4): for a minor, the minor and a parent or guardian; a minor who may
# by law be helped without them consents alone; an abuser never consents for anybody.
SIGNERS = MappingProxyType(
    {
        "client": _("The client, an adult"),
        "minor_alone": _("The client, a minor who may be helped without a guardian"),
        "minor_and_guardian": _("The client, a minor, and a parent or guardian"),
        "guardian": _("A guardian whom a court appointed for an adult"),
    }
)
GUARDED = frozenset({"minor_and_guardian", "guardian"})
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


CONSENT_REFUSALS: Mapping[str, object] = MappingProxyType(
    {
        "signer_is_minor": _(
            "By the birth date on record the client is under 18. Say whether a guardian signed as "
            "well, or that the law lets this minor decide alone."
        ),
        "signer_is_adult": _(
            "By the birth date on record the client is an adult: nobody signs for an adult but a "
            "guardian whom a court appointed."
        ),
        "guardian_missing": _("Choose the guardian who signed, and write their name."),
        "guardian_opposed": _(
            "This guardian stands, or seems to stand, among those who harmed or oppose the client, "
            "and cannot consent for anybody. No release was recorded."
        ),
        "guardian_not_safe": _(
            "The client's record does not hold this guardian for a lawful one whom the client "
            "calls safe. Ask the client alone, and correct the record first if it is wrong."
        ),
        "signature_missing": _("The box for the signature is empty. Draw it, or choose otherwise."),
    }
)


def consent_refusal(
    signer: str,
    *,
    under_18: bool | None,
    guardian: bool,
    opposed: bool,
    drawn: bool,
    method: str,
    unsafe: bool = False,
) -> str:
    """Return why a consent is none, as a code of CONSENT_REFUSALS; "" when it is one.

    :param under_18: None where no birth date tells
    :param guardian: a guardian of the matter was named
    :param opposed: that guardian is, or seems to be, somebody who harmed or opposes the client
    :param unsafe: the record does not call that guardian lawful and safe
    """
    if signer == "client" and under_18:
        return "signer_is_minor"
    if signer in {"minor_alone", "minor_and_guardian"} and under_18 is False:
        return "signer_is_adult"
    if signer in GUARDED and not guardian:
        return "guardian_missing"
    if signer in GUARDED and opposed:
        return "guardian_opposed"
    if signer in GUARDED and unsafe:
        return "guardian_not_safe"
    return "signature_missing" if method == "drawn" and not drawn else ""


# A signature is lines of points on a sheet of this size; nothing else of the pen is kept.
SHEET = (1000, 300)
MOST_STROKES, MOST_POINTS, LEAST_POINTS = 80, 4000, 6
Strokes = list[list[int]]


def read_strokes(drawn: object) -> Strokes:
    """Return lines as x, y, x, y … within SHEET. :raises ValueError: this is no signature"""
    if not isinstance(drawn, list) or not 0 < len(drawn) <= MOST_STROKES:
        raise ValueError("not a list of lines")
    total = 0
    for stroke in drawn:
        if not isinstance(stroke, list) or len(stroke) % 2 or not stroke:
            raise ValueError("a line is pairs of numbers")
        if any(type(value) is not int for value in stroke):
            raise ValueError("a line is whole numbers")
        across, down = stroke[::2], stroke[1::2]
        if min(stroke) < 0 or max(across) > SHEET[0] or max(down) > SHEET[1]:
            raise ValueError("outside the sheet")
        total += len(across)
    if not LEAST_POINTS <= total <= MOST_POINTS:
        raise ValueError("too little or too much to be a signature")
    return drawn
