"""Identifiers by kind: one lawful spelling for each, so that a letter finds its case.

Messages never repeat the value: they are shown on pages, and may reach a log.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clients.rules.wording import gettext_noop

RECEIPT_PREFIXES = frozenset({"IOE", "EAC", "WAC", "LIN", "SRC", "MSC", "NBC", "YSC"})
LONGEST = 254
# Fewer digits than these are a house number, more are no telephone anywhere (ITU-T E.164: 15).
_PHONE_DIGITS = range(7, 16)
# Two spellings of one number differ in the country code or the leading 0, never in the end.
PHONE_TAIL = 9

_DASHES = re.compile("[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_A_NUMBER = re.compile("A?([0-9]{7,9})")
_RECEIPT = re.compile("([A-Z]{3})([0-9]{10})")
_PASSPORT = re.compile("[A-Z0-9]{5,20}")
_PHONE_WRITTEN = re.compile(r"\+?[0-9 ()./-]+")
_EMAIL = re.compile(
    r"[^@\s,;<>\"]{1,64}@(?:[^@\s.,;<>\"-][^@\s.,;<>\"]{0,62}\.)+[^@\s.,;<>\"]{2,63}"
)


class IdentifierError(ValueError):
    """What is wrong with an identifier and what it should look like, in plain words.

    `message` is an English source string to be translated; it never holds the value.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class IdentifierKind:
    """One kind of identifier: its label, what it looks like, and how it is brought to one form."""

    code: str
    label: str
    looks_like: str
    normalise: Callable[[str], str]


def _plain(text: str) -> str:
    """Return digits of any script as 0-9, any dash as -, without invisible signs."""
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in text
        if unicodedata.category(letter) != "Cf"
    ).strip()


def _squeezed(text: str) -> str:
    return re.sub(r"[\s.-]", "", text).upper()


def _a_number(text: str) -> str:
    found = _A_NUMBER.fullmatch(_squeezed(text))
    if found is None:
        raise IdentifierError(
            gettext_noop(
                "This is not an A-number. It has 7 to 9 digits, with or without an A in front, "
                "for example A012 345 678."
            )
        )
    digits = found[1].zfill(9)
    if not int(digits):
        raise IdentifierError(gettext_noop("An A-number cannot be all zeros. Look again."))
    return f"A{digits}"


def _receipt(text: str) -> str:
    found = _RECEIPT.fullmatch(_squeezed(text))
    if found is None:
        raise IdentifierError(
            gettext_noop(
                "This is not a receipt number. It has three letters and ten digits, "
                "for example IOE0123456789, printed at the top of the receipt notice."
            )
        )
    if found[1] not in RECEIPT_PREFIXES:
        raise IdentifierError(
            gettext_noop(
                "No USCIS office uses these first three letters. A receipt number begins with "
                "IOE, EAC, WAC, LIN, SRC, MSC, NBC or YSC."
            )
        )
    return found[0]


def _passport(text: str) -> str:
    squeezed = _squeezed(text)
    if not _PASSPORT.fullmatch(squeezed) or not re.search("[0-9]", squeezed):
        raise IdentifierError(
            gettext_noop(
                "This is not a passport number. It has 5 to 20 letters A to Z and digits, "
                "at least one of them a digit, as printed in the passport."
            )
        )
    return squeezed


def _phone(text: str) -> str:
    written = text.removeprefix("tel:")
    digits = re.sub("[^0-9]", "", written)
    if not _PHONE_WRITTEN.fullmatch(written) or len(digits) not in _PHONE_DIGITS:
        raise IdentifierError(
            gettext_noop(
                "This is not a telephone number. It has 7 to 15 digits; spaces, brackets, hyphens "
                "and a leading + are fine. Write an extension into the note."
            )
        )
    return f"+{digits}" if written.startswith("+") else digits


def phone_key(text: str) -> str:
    """Return what two spellings of one telephone number share: its last nine digits.

    +44 7700 900123, 0044 7700 900123 and 07700 900123 have the same key; the search token is made
    of this, never of the whole number.
    """
    return re.sub("[^0-9]", "", normalise_identifier("phone", text))[-PHONE_TAIL:]


def _email(text: str) -> str:
    folded = text.casefold()
    if len(folded) > LONGEST or not _EMAIL.fullmatch(folded) or ".." in folded:
        raise IdentifierError(
            gettext_noop(
                "This is not an e-mail address. It has one @ with a name before it and a place "
                "with a dot after it, for example name@example.org."
            )
        )
    return folded


def _free(text: str) -> str:
    """Bring a reference that has no public format to one form; other countries' letters stay."""
    squeezed = re.sub(r"[\s/.\-_]", "", text).upper()
    if not 3 <= len(squeezed) <= 60 or not squeezed.isalnum() or not re.search("[0-9]", squeezed):
        raise IdentifierError(
            gettext_noop(
                "This is not a reference. It has 3 to 60 letters and digits, at least one of them "
                "a digit, as printed on the letter."
            )
        )
    return squeezed


def _kinds(*kinds: IdentifierKind) -> Mapping[str, IdentifierKind]:
    return {kind.code: kind for kind in kinds}


KINDS: Mapping[str, IdentifierKind] = _kinds(
    IdentifierKind("a_number", gettext_noop("A-number"), "A012345678", _a_number),
    IdentifierKind("receipt", gettext_noop("USCIS receipt number"), "IOE0123456789", _receipt),
    IdentifierKind("passport", gettext_noop("Passport number"), "X1234567", _passport),
    # The immigration court files under the A-number.
    IdentifierKind("eoir", gettext_noop("Immigration court number"), "A012345678", _a_number),
    IdentifierKind("phone", gettext_noop("Telephone number"), "+1 202 555 0100", _phone),
    IdentifierKind("email", gettext_noop("E-mail address"), "name@example.org", _email),
    IdentifierKind("uk_reference", gettext_noop("UK reference"), "HO/12345678", _free),
    IdentifierKind("state", gettext_noop("State reference"), "SJ-2026-0042", _free),
)

# The court's number is the A-number: a letter from either must find the same case.
_SEARCHED_AS = {"eoir": "a_number"}


def normalise_identifier(kind: str, text: str) -> str:
    """Return the one form in which an identifier is stored and compared.

    Raises IdentifierError with what is wrong; KeyError for a kind that is not in KINDS, which is
    a mistake in our code and never in what was typed.
    """
    chosen = KINDS[kind]
    plain = _plain(text[: 4 * LONGEST])
    if not plain:
        raise IdentifierError(gettext_noop("Nothing was written here. Leave it out instead."))
    if len(plain) > LONGEST or len(text) > 4 * LONGEST:
        raise IdentifierError(gettext_noop("This is too long for a number or an address."))
    return chosen.normalise(plain)


def identifier_token(kind: str, text: str) -> str:
    """Return the string an identifier is found by; the caller makes a blind token of it."""
    value = phone_key(text) if kind == "phone" else normalise_identifier(kind, text)
    return f"{_SEARCHED_AS.get(kind, kind)}:{value}"
