"""Who sees which holds, requests and certificates."""

from django.db.models import Q, QuerySet

from clients.policy import visible_clients
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from records.models import Demand, DemandLog, ErasureRequest, Hold, Shredding


def visible_holds(actor: Actor) -> QuerySet[Hold]:
    return Hold.objects.filter(client__in=visible_clients(actor).values("pk"))


def visible_requests(actor: Actor) -> QuerySet[ErasureRequest]:
    return ErasureRequest.objects.filter(client__in=visible_clients(actor).values("pk"))


def visible_certificates(actor: Actor) -> QuerySet[Shredding]:
    """Certificates tell of nobody; who keeps the policy reads them all."""
    if actor.has("retention.view"):
        return Shredding.objects.all()
    return Shredding.objects.none()


def visible_demands(actor: Actor) -> QuerySet[Demand]:
    """Return demands about the clients an actor sees: whoever works with her must know of it."""
    if not actor.has("demand.view"):
        return Demand.objects.none()
    rows = Demand.objects.filter(client__in=visible_clients(actor).values("pk"))
    if actor.case_ids is not None:
        rows = rows.filter(Q(case__in=actor.case_ids) | Q(case=None))
    return rows


def keeps_log(actor: Actor, demand: Demand) -> bool:
    """Tell whether an actor may make and read the logs of a demand: its counsel, and supervisors.

    A log tells of notes and documents that others who work with the client may not read. A token
    that is held to some cases reads those that tell of one of them.
    """
    if actor.case_ids is not None and demand.case_id not in actor.case_ids:
        return False
    if actor.has("case.reach_all"):
        return True
    return actor.membership_id is not None and actor.membership_id == demand.counsel_id


@policy_of(Demand)
def demand_policy(actor: Actor, capability: str, demand: Demand) -> bool:
    return visible_demands(actor).filter(pk=demand.pk).exists()


@policy_of(DemandLog)
def demand_log_policy(actor: Actor, capability: str, log: DemandLog) -> bool:
    return visible_demands(actor).filter(pk=log.demand_id).exists()


@policy_of(Hold)
def hold_policy(actor: Actor, capability: str, hold: Hold) -> bool:
    return visible_holds(actor).filter(pk=hold.pk).exists()


@policy_of(ErasureRequest)
def request_policy(actor: Actor, capability: str, request: ErasureRequest) -> bool:
    return visible_requests(actor).filter(pk=request.pk).exists()
