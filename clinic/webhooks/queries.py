"""Reads of a clinic's webhooks and their log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.notices.models import OutboxItem
from clinic.pages.paging import Page, page_of
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint
from clinic.webhooks.rules.addresses import BadUrl, target_of
from clinic.webhooks.rules.events import LABELS
from clinic.webhooks.rules.messages import ERRORS

DELIVER = "webhook.deliver"


def private_hosts() -> frozenset[str]:
    """Return the hosts that the operator allows beyond the public net."""
    return frozenset(host.lower() for host in settings.ALCOVE_WEBHOOK_PRIVATE_HOSTS)


def old_secrets(endpoint: WebhookEndpoint, now: datetime) -> list[tuple[str, str]]:
    """Return the secrets that still hold beside the newest, each with its end (ISO)."""
    return [
        (secret, until)
        for secret, until in endpoint.old_secrets or []
        if datetime.fromisoformat(until) > now
    ]


def key_of(delivery: WebhookDelivery, again: int | None = None) -> str:
    """Return the key of a message's work in the outbox; each sending again has one of its own."""
    return f"{DELIVER}:{delivery.pk}:{delivery.again if again is None else again}"


def endpoints(actor: Actor) -> QuerySet[WebhookEndpoint]:
    return WebhookEndpoint.objects.filter(ended_at=None).order_by("name", "pk")


def endpoint_of(actor: Actor, pk: UUID) -> WebhookEndpoint:
    found = endpoints(actor).select_related("created_by__user").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def endpoint_exists(pk: UUID) -> bool:
    return WebhookEndpoint.objects.filter(pk=pk).exists()


def stopped_endpoints(actor: Actor) -> list[WebhookEndpoint]:
    """Return what the sending service switched off and nobody has looked after yet."""
    return list(endpoints(actor).exclude(stopped_for=""))


@dataclass(frozen=True)
class Row:
    """A line of the list. `last` is the newest message: its status, or empty; and its attempts."""

    endpoint: WebhookEndpoint
    origin: str
    last: str
    last_at: datetime | None
    tried: int


def rows(actor: Actor) -> list[Row]:
    newest = WebhookDelivery.objects.filter(endpoint=OuterRef("pk")).order_by("-pk")
    found: Any = endpoints(actor).annotate(
        last=Subquery(newest.values("status")[:1]),
        last_at=Subquery(newest.values("occurred_at")[:1]),
        tried=Subquery(newest.values("attempts")[:1]),
    )
    return [
        Row(each, origin_of(each), each.last or "", each.last_at, each.tried or 0) for each in found
    ]


def origin_of(endpoint: WebhookEndpoint) -> str:
    """Return scheme and host; empty when the operator does not allow the address any more."""
    try:
        return target_of(endpoint.url, private_hosts()).origin
    except BadUrl:
        return ""


def old_secret_until(endpoint: WebhookEndpoint) -> datetime | None:
    """Return until when an earlier secret still signs, if one does."""
    ends = [datetime.fromisoformat(end) for _old, end in old_secrets(endpoint, timezone.now())]
    return max(ends, default=None)


def deliveries(
    actor: Actor, endpoint: WebhookEndpoint, *, after: str | None
) -> Page[WebhookDelivery]:
    """Return a page of the log, newest first."""
    found: QuerySet[WebhookDelivery] = WebhookDelivery.objects.filter(endpoint=endpoint)
    return page_of(found, order=["-id"], after=after)


@dataclass(frozen=True)
class Message:
    """A line of the log in plain words."""

    row: WebhookDelivery
    label: str
    error: str
    next_at: datetime | None


def told(page: Page[WebhookDelivery]) -> list[Message]:
    waiting = [key_of(row) for row in page.rows if row.status == WebhookDelivery.WAITING]
    items = OutboxItem.objects.filter(key__in=waiting, done_at=None, failed_at=None)
    next_at = dict(items.values_list("ref_id", "not_before"))
    return [
        Message(
            row,
            str(LABELS.get(row.event_type, row.event_type)),
            str(ERRORS.get(row.last_error, row.last_error)),
            next_at.get(row.pk),
        )
        for row in page.rows
    ]


def delivery_of(actor: Actor, pk: UUID) -> WebhookDelivery:
    found = WebhookDelivery.objects.filter(pk=pk, endpoint__ended_at=None).first()
    if found is None:
        raise NotVisible
    return found
