"""Who is kept out of a client's matter, for those who may know."""

from uuid import UUID

from django.db.models import QuerySet

from clients.models import Client, Wall
from clients.policy import visible_clients
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.access.roles import ROLES
from clinic.people.models import Membership

LOWERING = [role for role, held in ROLES.items() if "wall.lower" in held]


def standing_walls(client: Client) -> QuerySet[Wall]:
    return Wall.objects.filter(client=client, lowered_at=None)


def walls_of(client: Client) -> list[Wall]:
    """Return all walls of a client, those that stand first, the newest on top."""
    rows = Wall.objects.filter(client=client).select_related(
        "key", "membership__user", "raised_by__user", "lowered_by__user"
    )
    return sorted(rows.order_by("-id"), key=lambda wall: wall.lowered_at is not None)


def wall_of(actor: Actor, pk: UUID) -> Wall:
    """:raises NotVisible: there is none, or it keeps the actor out"""
    rows = Wall.objects.filter(client__in=visible_clients(actor), pk=pk)
    found = rows.select_related(
        "key", "client__key", "membership__user", "raised_by__user", "lowered_by__user"
    ).first()
    if found is None:
        raise NotVisible
    return found


def who_may_be_kept_out(client: Client) -> list[Membership]:
    walled = standing_walls(client).values("membership__user_id")
    seats = Membership.objects.filter(ended_at=None).exclude(user_id__in=walled)
    return list(seats.select_related("user").order_by("user__name", "id"))


def still_reached(client: Client, *, without: Membership) -> bool:
    """Tell whether anybody would be left who could take walls of this client down."""
    walled = standing_walls(client).values("membership__user_id")
    seats = Membership.objects.filter(ended_at=None, is_system=False, roles__overlap=LOWERING)
    return seats.exclude(user_id=without.user_id).exclude(user_id__in=walled).exists()


def is_kept_out(user_id: UUID, client_id: UUID) -> bool:
    rows = Wall.objects.filter(client_id=client_id, membership__user_id=user_id, lowered_at=None)
    return rows.exists()
