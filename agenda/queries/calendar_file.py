"""A calendar as a file that other calendar programs read (RFC 5545).

Case numbers and kinds, nothing else: it lies with whoever keeps the person's calendar. Hours are
told in UTC, for a time zone would tell where it is.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from agenda.hooks import FeedEntry

PRODUCT = "-//Alcove//Calendar//EN"
# How often a program should ask again.
AGAIN = timedelta(hours=1)


def calendar_file(entries: Iterable[FeedEntry], *, secret: str, now: datetime) -> bytes:
    """Return the file.

    :param secret: the link's own, which keys the ids: they tell of no row and stay the same
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Alcove")
    calendar.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, secret=secret, now=now))
    return bytes(calendar.to_ical())


def _event(entry: FeedEntry, *, secret: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid_of(entry.key, secret=secret))
    event.add("dtstamp", entry.changed_at or now)
    event.add("summary", entry.title)
    event.add("class", "PRIVATE")
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("dtstart", entry.begins)
    if isinstance(entry.begins, datetime):
        event.add("dtend", entry.begins + timedelta(minutes=entry.minutes))
    else:
        event.add("dtend", entry.begins + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    return event


def uid_of(key: str, *, secret: str) -> str:
    digest = hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest()
    return f"{digest[:40]}@alcove"
