"""A clinic's webhooks belong to the whole clinic; the role says who looks after them."""

from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint


@policy_of(WebhookEndpoint, WebhookDelivery)
def of_the_clinic(actor: Actor, capability: str, row: WebhookEndpoint | WebhookDelivery) -> bool:
    return bool(row.clinic_id == actor.clinic.pk)
