"""Does a text name somebody else? What does is left out of a client's own copy.

A false alarm costs a line that an attorney hands over after a look; a miss gives away somebody.
"""

from collections.abc import Iterable

from clients.rules.names import latin, telling_parts

# Shorter parts (de, van, an initial) stand in every text.
LEAST = 3


def parts_of(names: Iterable[str]) -> frozenset[str]:
    """Return the telling words of names as they are compared, in Latin letters."""
    return frozenset(part for name in names for part in telling_parts(name) if len(part) >= LEAST)


def names_somebody(text: str, others: frozenset[str], own: frozenset[str]) -> bool:
    """Tell whether a word of the text is part of another's name and not of the client's own."""
    words = set(telling_parts(text)) | set(latin(text).casefold().split())
    return bool(words & (others - own))


def holds_number(text: str, numbers: frozenset[str]) -> bool:
    """Tell whether another's telephone, A-number or passport stands in the text."""
    digits = "".join(sign for sign in text.casefold() if sign.isalnum())
    return any(number in digits for number in numbers if len(number) >= 6)
