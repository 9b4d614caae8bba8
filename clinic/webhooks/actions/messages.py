"""Send a test event, and send again what failed."""

from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.notices.outbox import enqueue_new
from clinic.tenancy.models import new_id
from clinic.webhooks.actions.deliveries import queue
from clinic.webhooks.actions.endpoints import SENT_TWICE
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint
from clinic.webhooks.queries import DELIVER, key_of
from clinic.webhooks.rules.events import TEST, TEST_OBJECT


@action("webhook.tested")
def send_test(
    actor: Actor, *, endpoint: WebhookEndpoint, delivery_id: UUID | None = None
) -> WebhookDelivery:
    """Queue a message about nothing; it goes to a paused endpoint too.

    :param delivery_id: the id the form was given, so that sending it twice sends one
    """
    require(actor, "webhook.manage", endpoint)
    endpoint = WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    if endpoint.ended_at:
        raise Blocked(_("This webhook has ended."), code="ended", target=endpoint)
    if delivery_id and WebhookDelivery.objects.filter(pk=delivery_id).exists():
        raise Blocked(_("This test is on its way already."), code=SENT_TWICE, target=endpoint)
    delivery = WebhookDelivery(
        pk=delivery_id or new_id(),
        endpoint=endpoint,
        event_id=uuid4(),
        event_type=TEST,
        object_type=TEST_OBJECT,
        object_id=endpoint.pk,
        occurred_at=timezone.now(),
    )
    queue([delivery])
    record(actor, "webhook.tested", endpoint)
    return delivery


@action("webhook.sent_again")
def send_again(actor: Actor, *, delivery: WebhookDelivery) -> WebhookDelivery:
    """Begin anew with a message that failed or was dropped; it keeps its id."""
    require(actor, "webhook.manage", delivery)
    rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("endpoint")
    delivery = rows.get(pk=delivery.pk)
    if delivery.status not in (WebhookDelivery.FAILED, WebhookDelivery.DROPPED):
        raise Blocked(
            _("This message has arrived or is on its way already."),
            code="not_failed",
            target=delivery,
        )
    if not delivery.endpoint.is_active and delivery.event_type != TEST:
        raise Blocked(
            _("This webhook is off. Switch it on first, then send again."),
            code="switched_off",
            target=delivery,
        )
    delivery.status, delivery.last_error, delivery.last_status = WebhookDelivery.WAITING, "", None
    delivery.again += 1
    delivery.save(update_fields=["status", "last_error", "last_status", "again"])
    enqueue_new(DELIVER, {key_of(delivery): delivery.pk})
    record(actor, "webhook.sent_again", delivery)
    return delivery
