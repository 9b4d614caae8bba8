"""The letter to somebody whom the clinic does not act for: dates as they were told, no advice.

Source: ABA Model Rule 1.18 and 1.4 (K, verify with counsel): whoever thinks that a clinic acts for
them lets a date pass. The letter gives no reason, for a conflict must not show in it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clients.rules.wording import gettext_noop

MOST_DATES = 6

# How the letter goes. By post and mail only where the person said that this way is safe.
WAYS: Mapping[str, str] = {
    "handed": gettext_noop("Handed over"),
    "post": gettext_noop("By post"),
    "email": gettext_noop("By e-mail"),
    "kept": gettext_noop("Kept here until the person comes for it"),
}
CHANNEL_OF: Mapping[str, str] = {"post": "post", "email": "email"}


def all_dates(told: str | None, given: Iterable[tuple[date, str]]) -> list[tuple[date, str]]:
    """Return every date for the letter, earliest first; the one told in the intake is never lost.

    :param told: the day of the intake's question about a dated letter, ISO, if there was one
    """
    dates = list(given)
    if told and date.fromisoformat(told) not in {day for day, _what in dates}:
        dates.append((date.fromisoformat(told), ""))
    return sorted(dates)


def all_letters(kept: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Return every letter that was written, oldest first.

    :param kept: of an intake; before letters were numbered, the one that was written last
    """
    if not kept:
        return []
    letters: list[dict[str, Any]] = kept["letters"] if "letters" in kept else [dict(kept)]
    return list(letters)
