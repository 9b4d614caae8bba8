"""A person's seats across clinics: the only reads that come before a clinic is bound."""

from uuid import UUID

from django.db import transaction

from clinic.people.models import Membership
from clinic.tenancy.current import bind_user
from clinic.tenancy.unscoped import unscoped


def seats_of(user_id: UUID) -> list[Membership]:
    """Return the person's current memberships with their clinics, by clinic name."""
    with bind_user(user_id), transaction.atomic():
        return list(
            unscoped(Membership)
            .filter(user_id=user_id, ended_at=None)
            .select_related("clinic", "user")
            .order_by("clinic__name")
        )


def seat_in(user_id: UUID, slug: str) -> Membership | None:
    with bind_user(user_id), transaction.atomic():
        return (
            unscoped(Membership)
            .filter(user_id=user_id, ended_at=None, clinic__slug=slug)
            .select_related("clinic", "user")
            .first()
        )
