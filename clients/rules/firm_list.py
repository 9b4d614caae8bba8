"""A firm's list of names, typed or as CSV. What is wrong is said by line, never by name."""

import csv
import io
from collections.abc import Iterable

from clients.rules.identity import LONGEST_NAME
from clients.rules.wording import gettext_noop

MOST_NAMES = 10_000
# Whoever asks about one name and is told "possible" knows that it stands in the matter. Below this
# number the answer is therefore always the same, whatever was found.
LEAST_NAMES = 10


class FirmListError(ValueError):
    """What is wrong with a list, as a sentence to be translated, and the line it is about."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message, self.line = message, line


NO_TEXT = gettext_noop("This file is not UTF-8 text. Save it as CSV UTF-8 and choose that file.")
NO_CSV = gettext_noop("This file is no CSV file. Save the list as CSV UTF-8.")
NO_COLUMN = gettext_noop(
    "The file has several columns. Call the one with the names “name” in the first line."
)
NO_NAMES = gettext_noop("Write the names, one a line, or choose a file.")
TOO_MANY = gettext_noop("These are more than 10,000 names. Send them to the clinic in parts.")
TOO_LONG = gettext_noop("Line %(line)s holds more than a name.")


def names_typed(text: str) -> list[str]:
    return _kept(enumerate(text.splitlines(), 1))


def names_of_csv(content: bytes) -> list[str]:
    """Return the names of the column "name", or of the only column."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FirmListError(NO_TEXT) from None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise FirmListError(NO_CSV) from None
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if "name" in head:
        place, first = head.index("name"), 1
    elif max((len(row) for row in rows), default=0) > 1:
        raise FirmListError(NO_COLUMN)
    else:
        place, first = 0, 0
    cells = (
        (line, row[place] if len(row) > place else "")
        for line, row in enumerate(rows[first:], first + 1)
    )
    return _kept(cells)


def _kept(lines: Iterable[tuple[int, str]]) -> list[str]:
    names: dict[str, None] = {}
    for line, text in lines:
        name = " ".join(text.split())
        if len(name) > LONGEST_NAME:
            raise FirmListError(TOO_LONG, line)
        if name:
            names[name] = None
        if len(names) > MOST_NAMES:
            raise FirmListError(TOO_MANY)
    return list(names)
