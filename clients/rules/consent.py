"""Who may sign for a client and how it is done: for a release and for an engagement letter alike.

Pure. 28 CFR 94.115(a)(4): a release is informed and written, and an abuser never consents for
anybody.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

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
            "and cannot consent for anybody. Nothing was recorded."
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


def as_lines(strokes: Strokes | None) -> list[str]:
    """Return the lines of a drawn signature as an SVG takes them."""
    return [" ".join(map(str, stroke)) for stroke in strokes or ()]


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
