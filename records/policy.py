"""Who sees which holds, requests and certificates."""

from django.db.models import QuerySet

from clients.policy import visible_clients
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from records.models import ErasureRequest, Hold, Shredding


def visible_holds(actor: Actor) -> QuerySet[Hold]:
    return Hold.objects.filter(client__in=visible_clients(actor).values("pk"))


def visible_requests(actor: Actor) -> QuerySet[ErasureRequest]:
    return ErasureRequest.objects.filter(client__in=visible_clients(actor).values("pk"))


def visible_certificates(actor: Actor) -> QuerySet[Shredding]:
    """Certificates tell of nobody; who keeps the policy reads them all."""
    if actor.has("retention.view"):
        return Shredding.objects.all()
    return Shredding.objects.none()


@policy_of(Hold)
def hold_policy(actor: Actor, capability: str, hold: Hold) -> bool:
    return visible_holds(actor).filter(pk=hold.pk).exists()


@policy_of(ErasureRequest)
def request_policy(actor: Actor, capability: str, request: ErasureRequest) -> bool:
    return visible_requests(actor).filter(pk=request.pk).exists()
