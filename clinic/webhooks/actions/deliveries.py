"""From an act to a row in the log, and from there to its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils import timezone

from clinic.audit.models import AuditEntry
from clinic.notices.delivery import NotYet
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import enqueue_new
from clinic.tenancy.current import binding, current_clinic
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint
from clinic.webhooks.queries import DELIVER, key_of, old_secrets, private_hosts
from clinic.webhooks.rules import messages
from clinic.webhooks.rules.addresses import BadUrl, Target, target_of
from clinic.webhooks.rules.events import EVENT_OF, TEST

LISTENING = "webhooks.listening"
MOST_FORGOTTEN = 5_000  # at one turn; the next comes within the hour


def announce(entry: AuditEntry) -> None:
    """Queue what happened for every endpoint that asked for it, in the act's own transaction.

    A clinic without webhooks pays one statement, once in a request: an answer of "nobody" is
    remembered with the binding. "Somebody" is asked anew each time, since it may be rolled back.
    """
    event = EVENT_OF.get(entry.verb)
    if event is None or entry.target_id is None:
        return
    known = binding().keys
    if LISTENING not in known:
        known[LISTENING] = WebhookEndpoint.objects.filter(is_active=True).exists()
    if not known[LISTENING]:
        return
    wanted = WebhookEndpoint.objects.filter(is_active=True, events__contains=[event.name])
    event_id, now = uuid4(), timezone.now()
    queue(
        WebhookDelivery(
            endpoint_id=endpoint_id,
            event_id=event_id,
            event_type=event.name,
            object_type=event.object,
            object_id=entry.target_id,
            case_id=entry.target_id if event.object == "case" else entry.case_id,
            client_id=entry.client_id,
            occurred_at=now,
        )
        for endpoint_id in wanted.values_list("pk", flat=True)
    )


def somebody_listens() -> None:
    """Forget that there was nobody to tell: an endpoint was made or switched on."""
    binding().keys.pop(LISTENING, None)


def queue(made: Iterable[WebhookDelivery]) -> None:
    deliveries = list(made)
    if deliveries:
        WebhookDelivery.objects.bulk_create(deliveries)
        enqueue_new(DELIVER, {key_of(each): each.pk for each in deliveries})


@dataclass(frozen=True, repr=False)
class Outgoing:
    """One attempt, with nothing left to read from the database while it is on its way."""

    target: Target
    headers: dict[str, str]
    body: str


def begin_attempt(delivery_id: UUID) -> Outgoing | None:
    """Count an attempt and return what to send; None when there is nothing to send any more.

    :raises NotYet: the receiver is left in peace for a while; this counts for nothing
    """
    now = timezone.now()
    delivery = _locked(delivery_id)
    if delivery is None or delivery.status != WebhookDelivery.WAITING:
        return None
    endpoint, is_test = delivery.endpoint, delivery.event_type == TEST
    if endpoint.ended_at or not (endpoint.is_active or is_test):
        _end(delivery, WebhookDelivery.DROPPED, "switched_off")
        return None
    if endpoint.resting_until and endpoint.resting_until > now and not is_test:
        raise NotYet("resting", least=endpoint.resting_until - now, tried=False)
    try:
        target = target_of(endpoint.url, private_hosts())
    except BadUrl:
        _end(delivery, WebhookDelivery.FAILED, "not_allowed")
        return None
    delivery.attempts += 1
    delivery.first_attempt_at = delivery.first_attempt_at or now
    delivery.last_attempt_at = now
    delivery.save(update_fields=["attempts", "first_attempt_at", "last_attempt_at"])
    body = messages.body_of(
        event_type=delivery.event_type,
        occurred_at=delivery.occurred_at,
        clinic=current_clinic().slug,
        object_type=delivery.object_type,
        object_id=delivery.object_id,
        case_id=delivery.case_id,
        client_id=delivery.client_id,
    )
    headers = messages.headers_of(
        event_id=delivery.event_id, body=body, secrets=secrets_of(endpoint, now), now=now
    )
    return Outgoing(target, headers, body)


def secrets_of(endpoint: WebhookEndpoint, now: datetime) -> list[str]:
    return [endpoint.secret, *(secret for secret, until in old_secrets(endpoint, now))]


def finish_delivery(delivery_id: UUID, *, http_status: int) -> None:
    """It has arrived; the receiver is well again."""
    delivery = _locked(delivery_id)
    if delivery is None:
        return
    delivery.delivered_at = timezone.now()
    _end(delivery, WebhookDelivery.DELIVERED, "", http_status)
    ailing = Q(failing_since__isnull=False) | Q(resting_until__isnull=False)
    row = WebhookEndpoint.objects.filter(ailing, pk=delivery.endpoint_id)
    row.update(failing_since=None, resting_until=None)


def note_failure(delivery_id: UUID, *, code: str, http_status: int | None, rest: timedelta) -> None:
    """Write down an attempt that failed and will be made again."""
    delivery = _locked(delivery_id)
    # Not over what another worker, which took this one for dead, has written meanwhile.
    if delivery is not None and delivery.status == WebhookDelivery.WAITING:
        _end(delivery, WebhookDelivery.WAITING, code, http_status)
        _ails(delivery, rest)


def give_up_delivery(
    delivery_id: UUID, *, code: str, http_status: int | None = None
) -> tuple[WebhookEndpoint, str] | None:
    """Mark it failed for good; return its endpoint with a reason to switch that off, if any."""
    delivery = _locked(delivery_id)
    if delivery is None or delivery.status != WebhookDelivery.WAITING:
        return None
    _end(delivery, WebhookDelivery.FAILED, code, http_status)
    _ails(delivery, timedelta(0))
    endpoint = WebhookEndpoint.objects.get(pk=delivery.endpoint_id)
    if not endpoint.is_active:
        return None
    if code == "gone":
        return endpoint, code
    since = endpoint.failing_since
    if since is not None and timezone.now() - since >= messages.FAILING_FOR:
        return endpoint, "failing"
    return None


def _locked(delivery_id: UUID) -> WebhookDelivery | None:
    rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("endpoint")
    return rows.filter(pk=delivery_id).first()


def _end(delivery: WebhookDelivery, status: str, code: str, http_status: int | None = None) -> None:
    delivery.status, delivery.last_error, delivery.last_status = status, code, http_status
    delivery.save(update_fields=["status", "last_error", "last_status", "delivered_at"])


def _ails(delivery: WebhookDelivery, rest: timedelta) -> None:
    if delivery.event_type == TEST:
        return  # somebody is trying it out
    row = WebhookEndpoint.objects.filter(pk=delivery.endpoint_id)
    row.filter(failing_since=None).update(failing_since=timezone.now())
    if rest:
        row.update(resting_until=timezone.now() + rest)


def forget_old() -> int:
    """Remove what is older than 30 days, endpoints that ended, and secrets past their overlap."""
    now = timezone.now()
    old = WebhookDelivery.objects.filter(occurred_at__lt=now - messages.KEPT_FOR)
    rows = list(old.order_by("occurred_at")[:MOST_FORGOTTEN])
    keys = [key_of(row, again) for row in rows for again in range(row.again + 1)]
    OutboxItem.objects.filter(key__in=keys).delete()
    removed, _each = WebhookDelivery.objects.filter(pk__in=[row.pk for row in rows]).delete()
    WebhookEndpoint.objects.filter(ended_at__isnull=False, deliveries=None).delete()
    for endpoint in WebhookEndpoint.objects.filter(old_secrets__isnull=False):
        left = old_secrets(endpoint, now)
        if len(left) < len(endpoint.old_secrets):
            endpoint.old_secrets = left or None
            endpoint.save(update_fields=["old_secrets"])
    return removed
