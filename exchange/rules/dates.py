"""Days as lists write them. Which comes first, day or month, is said by a person, never guessed."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ORDERS: Mapping[str, Promise] = {
    "mdy": _("Month first: 02/28/1990"),
    "dmy": _("Day first: 28/02/1990"),
    "ymd": _("Year first: 1990/02/28"),
}
_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII)


class NoDay(ValueError):
    """It is no day in this order."""


def read_day(text: str, order: str) -> date:
    """Read "1990-02-28" in any order, else by `order`; the year has four digits.

    :raises NoDay: anything else, and days that no calendar has
    """
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise NoDay
    parts = found.groups()
    by = "ymd" if len(parts[0]) == 4 else order
    said = dict(zip(by, parts, strict=True))
    if len(said["y"]) != 4 or len(said["d"]) > 2:
        raise NoDay
    try:
        return date(int(said["y"]), int(said["m"]), int(said["d"]))
    except ValueError:
        raise NoDay from None


def guess_order(texts: Iterable[str], *, at_home: str) -> str:
    """Return the order that reads most of these; where both do, that of the clinic's country."""
    seen = list(texts)

    def readable(order: str) -> int:
        count = 0
        for text in seen:
            try:
                read_day(text, order)
            except NoDay:
                continue
            count += 1
        return count

    return max(ORDERS, key=lambda order: (readable(order), order == at_home))
