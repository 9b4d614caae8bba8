"""Who may answer a demand for the clinic, and which demands nobody answers any more."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.policy import REACH_ALL
from clients.models import ClientUserPerm, Wall
from clients.policy import work_client_id
from clinic.access.roles import ROLES
from clinic.people.models import Membership
from records.models import Demand

ANSWERING = sorted(role for role, held in ROLES.items() if "demand.work" in held)


def counsel_for(demand: Demand) -> list[Membership]:
    """Return who may answer for the clinic: attorneys and supervisors who may see the client."""
    seats = _answering(demand.client_id)
    return list(seats.select_related("user").order_by("user__name"))


def with_nobody(rows: QuerySet[Demand]) -> QuerySet[Demand]:
    """Mark as `nobody` the demands that no counsel answers: none was named, or they are gone.

    Gone from the clinic, off the case, behind a wall: it is asked whenever it matters, not written
    down, so that no way of leaving can forget it.
    """
    stands = _answering(OuterRef(OuterRef("client"))).filter(pk=OuterRef("counsel"))
    return rows.annotate(nobody=~Exists(stands))


def _answering(client: Any) -> QuerySet[Membership]:
    walls = Wall.objects.filter(client=client, lowered_at=None, membership__user=OuterRef("user"))
    grants = ClientUserPerm.objects.standing().filter(
        content_object=client, permission_id=work_client_id(), user=OuterRef("user")
    )
    return Membership.objects.filter(
        Q(roles__overlap=REACH_ALL) | Q(Exists(grants)), ~Q(Exists(walls)),
        roles__overlap=ANSWERING, ended_at=None, is_system=False, user__is_active=True,
    )  # fmt: skip
