"""Who reaches which client. Lists, pages, reports and packets all start here."""

from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db.models import Exists, Model, OuterRef, QuerySet

from clients.models import (
    Affiliate,
    Client,
    ClientLink,
    ClientMerge,
    ClientUserPerm,
    ConflictCheck,
    ConflictMatch,
    ConflictWaiver,
    ContactRule,
    FirmCheck,
    Intake,
    Party,
    ReliefDecision,
    Screening,
    Wall,
)
from clinic.access.actor import Actor
from clinic.access.grants import holds
from clinic.access.policy import policy_of

M = TypeVar("M", bound=Model)


@cache
def work_client_id() -> int:
    """Return the id of the one object permission; joining to it by name costs a scan each time."""
    permission = Permission.objects.get(
        codename="work_client", content_type__app_label="clients", content_type__model="client"
    )
    return permission.pk


def outside_walls(actor: Actor, rows: QuerySet[M], client: str) -> QuerySet[M]:
    """Leave out what belongs to clients the actor is kept out of: no role and no grant beats it.

    :param client: the name of the column that holds the client's id
    """
    if actor.user_id is None:
        return rows  # a service of the product
    walls = Wall.objects.filter(
        client_id=OuterRef(client), membership__user_id=actor.user_id, lowered_at=None
    )
    return rows.filter(~Exists(walls))


def kept_out(actor: Actor) -> QuerySet[Wall]:
    """Return the walls that stand against the actor."""
    if actor.user_id is None:
        return Wall.objects.none()
    return Wall.objects.filter(membership__user_id=actor.user_id, lowered_at=None)


def visible_clients(actor: Actor) -> QuerySet[Client]:
    """Return all clients of the clinic, those granted to the actor, or none, by role.

    Whoever is walled off a client does not reach her whatever the role.

    An access token that is held to some cases sees the clients of those.
    """
    clients = outside_walls(actor, Client.objects.filter(erased_at=None), "pk")
    if actor.case_ids is not None:
        clients = clients.filter(pk__in=_clients_of(actor, actor.case_ids).values("pk"))
    if actor.has("case.reach_all") or actor.has("intake.view"):
        return clients
    if actor.has("client.view") and actor.user_id is not None:
        granted = ClientUserPerm.objects.standing().filter(
            user_id=actor.user_id, permission_id=work_client_id(), content_object_id=OuterRef("pk")
        )
        return clients.filter(Exists(granted))
    return Client.objects.none()


def _clients_of(actor: Actor, cases: frozenset[UUID]) -> QuerySet[Client]:
    """Return the clients of the cases a token is held to, as long as its seat reaches those."""
    if actor.has("case.reach_all") or actor.user is None:
        return Client.objects.filter(cases__in=cases)
    return Client.objects.filter(
        holds("cases__caseuserperm__"),
        cases__in=cases,
        cases__caseuserperm__user_id=actor.user.pk,
    )


def visible_intakes(actor: Actor) -> QuerySet[Intake]:
    if not actor.has("intake.view"):
        return Intake.objects.none()
    return outside_walls(actor, Intake.objects.all(), "client_id")


def visible_screenings(actor: Actor) -> QuerySet[Screening]:
    """Return the screenings of clients the actor reaches, for roles bound by the privilege only."""
    if not actor.has("screening.view"):
        return Screening.objects.none()
    return Screening.objects.filter(client__in=visible_clients(actor))


def visible_merges(actor: Actor) -> QuerySet[ClientMerge]:
    """Return joinings of two records, to those who reach every client."""
    if not actor.has("client.merge"):
        return ClientMerge.objects.none()
    reached = visible_clients(actor)
    return ClientMerge.objects.filter(client__in=reached, duplicate__in=reached)


def visible_links(actor: Actor) -> QuerySet[ClientLink]:
    """Return links both of whose clients the actor reaches: one opens no way to the other."""
    reached = visible_clients(actor)
    return ClientLink.objects.filter(client__in=reached, other__in=reached)


def visible_affiliates(actor: Actor) -> QuerySet[Affiliate]:
    """Return whom the clinic is bound to, for those who keep the list; they are no clients."""
    if not actor.has("affiliate.view"):
        return Affiliate.objects.none()
    return Affiliate.objects.all()


def _reaches(actor: Actor, clinic_id: UUID | None, client_id: UUID) -> bool:
    if clinic_id != actor.clinic.pk:
        return False
    if (actor.has("case.reach_all") or actor.has("intake.view")) and actor.case_ids is None:
        return not kept_out(actor).filter(client_id=client_id).exists()
    return visible_clients(actor).filter(pk=client_id).exists()


@policy_of(Client)
def client_policy(actor: Actor, capability: str, client: Client) -> bool:
    return _reaches(actor, client.clinic_id, client.pk)


@policy_of(Intake)
def intake_policy(actor: Actor, capability: str, intake: Intake) -> bool:
    return visible_intakes(actor).filter(pk=intake.pk).exists()


@policy_of(
    ContactRule,
    Party,
    ConflictCheck,
    ConflictWaiver,
    Screening,
    ReliefDecision,
    ClientMerge,
    ClientLink,
    Wall,
)
def client_row_policy(actor: Actor, capability: str, row: Any) -> bool:
    return _reaches(actor, row.clinic_id, row.client_id)


@policy_of(Affiliate)
def affiliate_policy(actor: Actor, capability: str, affiliate: Affiliate) -> bool:
    return visible_affiliates(actor).filter(pk=affiliate.pk).exists()


@policy_of(ConflictMatch)
def match_policy(actor: Actor, capability: str, match: ConflictMatch) -> bool:
    return _reaches(actor, match.clinic_id, match.check_run.client_id)


@policy_of(FirmCheck)
def firm_check_policy(actor: Actor, capability: str, check: FirmCheck) -> bool:
    """The link and the worker have one check each, of whichever client."""
    if capability in {"firm.submit", "firm.compare"}:
        return check.clinic_id == actor.clinic.pk
    return _reaches(actor, check.clinic_id, check.client_id)
