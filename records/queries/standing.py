"""What stands on one client's record: the hold, the wishes to be erased, why it cannot go yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from cases.models import Case
from clients import hooks
from clients.models import Client, Intake
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from records.models import Demand, ErasureRequest, Hold, Shredding
from records.policy import visible_certificates, visible_holds, visible_requests
from records.rules.demands import OPEN

MOST_WAITING = 200
OPEN_INTAKES = ("started", "paused", "ready")


@dataclass(frozen=True)
class Standing:
    holds: list[Hold]
    requests: list[ErasureRequest]

    @property
    def hold(self) -> Hold | None:
        return next((hold for hold in self.holds if hold.lifted_at is None), None)


def standing_of(actor: Actor, client: Client) -> Standing:
    people = ("key", "placed_by__user", "lifted_by__user")
    holds = visible_holds(actor).filter(of_both(client)).select_related(*people)
    asked = visible_requests(actor).filter(of_both(client))
    requests = asked.select_related("key", "recorded_by__user", "decided_by__user")
    return Standing(list(holds.order_by("-id")), list(requests.order_by("-id")))


def waiting_requests(actor: Actor) -> list[ErasureRequest]:
    """Return the requests that wait for an answer, the nearest day first."""
    rows = visible_requests(actor).filter(state="open").select_related("client")
    return list(rows.defer("words", "answer").order_by("answer_by", "id")[:MOST_WAITING])


def of_both(client: Client) -> Q:
    """Return what finds the rows of all records of one person, whichever of them this is."""
    stands = client.merged_into_id or client.pk
    return Q(client=stands) | Q(client__merged_into=stands)


def records_of(client: Client) -> QuerySet[Client]:
    """Return all records of one person, in the order in which they are locked."""
    stands = client.merged_into_id or client.pk
    rows = Client.objects.filter(Q(pk=stands) | Q(merged_into=stands))
    return rows.select_related("key").order_by("pk")


def is_held(client: Client) -> bool:
    return Hold.objects.filter(of_both(client), lifted_at=None).exists()


def is_demanded(client: Client) -> bool:
    """Tell whether a subpoena or demand about a person is open."""
    return Demand.objects.filter(of_both(client), state=OPEN).exists()


def any_held(clients: Collection[UUID]) -> bool:
    person = Q(client__in=clients) | Q(client__merged_into__in=clients)
    return Hold.objects.filter(person | Q(client__joined__in=clients), lifted_at=None).exists()


def kept_clients() -> Any:
    """Return the ids of clients of whom nothing is destroyed: a hold stands, or a demand is open.

    What stands on any of the records of one person keeps all of them.
    """
    stands = Coalesce("client__merged_into", "client")
    held = Hold.objects.filter(lifted_at=None).values(who=stands)
    demanded = Demand.objects.filter(state=OPEN).values(who=stands)
    rows = Client.objects.annotate(who=Coalesce("merged_into", "pk"))
    rows = rows.filter(Q(who__in=held) | Q(who__in=demanded))
    return rows.values("pk")


def why_not_shredded(client: Client) -> str:
    """Return the code of what keeps a record from being shredded now; "" when nothing does.

    What was joined into a record goes with it, so it is kept by what keeps any of them.
    """
    if client.merged_into_id is not None:
        return "merged"
    if is_held(client):
        return "on_hold"
    if is_demanded(client):
        return "demand_open"
    if Case.objects.filter(of_both(client), closed_on=None).exists():
        return "case_open"
    if Intake.objects.filter(of_both(client), status__in=OPEN_INTAKES).exists():
        return "intake_open"
    if in_lists(records_of(client).values_list("pk", flat=True)):
        return "list_open"
    return ""


def in_lists(clients: Iterable[UUID]) -> set[UUID]:
    """Return those of whom something would stay readable under a key that is not theirs."""
    asked = list(clients)
    return {pk for told_of in hooks.still_told_of for pk in told_of(asked)}


def hold_of(actor: Actor, pk: UUID) -> Hold:
    found = visible_holds(actor).select_related("client__key", "key").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def request_of(actor: Actor, pk: UUID) -> ErasureRequest:
    found = visible_requests(actor).select_related("client__key", "key").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def certificates_page(actor: Actor, *, after: str | None) -> Page[Shredding]:
    rows = visible_certificates(actor).select_related("shredded_by__user")
    return page_of(rows, order=["-id"], after=after)
