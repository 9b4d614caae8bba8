"""What the page for reaching a client shows: of every channel whether it is safe now, and why."""

from dataclasses import dataclass

from django.utils import timezone

from clients.models import Client, ConfidentialAddress, ContactMade
from clients.queries.contact import channel_label, contact_rows, rule_of, verdict_text, zone_of
from clients.rules.safe_contact import Channel, verdict


@dataclass(frozen=True)
class WayNow:
    channel: str
    label: str
    allowed: bool
    reason: str
    text: str


def ways_now(client: Client) -> list[WayNow]:
    """Return every channel with its verdict at this moment."""
    rules = [rule_of(row) for row in contact_rows(client)]
    moment = timezone.now().astimezone(zone_of(client))
    found = []
    for channel in Channel:
        said = verdict(rules, channel, moment)
        label = channel_label(channel)
        found.append(WayNow(channel.value, label, said.allowed, said.reason, verdict_text(said)))
    return found


def contacts_made(client: Client) -> list[tuple[ContactMade, str]]:
    rows = ContactMade.objects.filter(client=client).select_related("by__user").order_by("-id")
    return [(row, channel_label(Channel(row.channel))) for row in rows[:20]]


def address_of(client: Client) -> ConfidentialAddress | None:
    return ConfidentialAddress.objects.filter(client=client).select_related("key").first()
