"""Writes: make the secret address of one's calendar, take it back, note that it was read."""

import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Feed
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.people.models import Membership
from clinic.tenancy.current import token_hash

# The last use is shown to the minute; writing it at every look would cost one write each.
USED_AGAIN = timedelta(minutes=1)


@action("feed.made")
def make_feed(actor: Actor) -> tuple[Feed, str]:
    """Make an address in place of the one before, and return its secret: it is shown once."""
    require(actor, "feed.own")
    require_person(actor)  # a program's would outlive its token
    seat = seat_of(actor)
    Membership.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    replaced = Feed.objects.filter(membership=seat, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    secret = secrets.token_urlsafe(32)
    feed = Feed.objects.create(membership=seat, token_hash=token_hash(secret))
    record(actor, "feed.made", feed, detail={"replaced": bool(replaced)})
    return feed, secret


@action("feed.revoked")
def revoke_feed(actor: Actor) -> Feed:
    require(actor, "feed.own")
    seat = seat_of(actor)
    rows = Feed.objects.select_for_update(of=("self",))
    feed = rows.filter(membership=seat, revoked_at=None).first()
    if feed is None:
        raise Blocked(_("There is no address to take back."), code="no_feed")
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    record(actor, "feed.revoked", feed)
    return feed


def end_feeds_of(membership: Membership) -> int:
    """End the address of a seat, within the act that takes its way in; return how many ended."""
    rows = Feed.objects.filter(membership=membership, revoked_at=None)
    return rows.update(revoked_at=timezone.now())


@action("feed.read")
def note_reading(actor: Actor, *, feed: Feed) -> None:
    """Say that a program read the calendar; called once an hour for a link."""
    require(actor, "feed.own", feed)
    record(actor, "feed.read", feed)


def mark_used(feed: Feed) -> None:
    """Write down the last use, to the minute; no act of anybody."""
    now = timezone.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USED_AGAIN)
    Feed.objects.filter(stale, pk=feed.pk).update(last_used_at=now)
