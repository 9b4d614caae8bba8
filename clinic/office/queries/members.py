"""Reads of the clinic's desk: members, invitations, what a person still holds."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from agenda.queries import seats_with_feed
from cases.models import Assignment
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.notices.models import OutboxItem
from clinic.people.links import read_by_link
from clinic.people.models import Invitation, Membership, User
from clinic.people.roles import names_of
from clinic.tenancy.models import Clinic


def members(actor: Actor) -> QuerySet[Membership]:
    """Return the people; systems are in `queries.tokens`."""
    people = Membership.objects.filter(ended_at=None, is_system=False)
    return people.select_related("user").order_by("user__name", "pk")


def member_of(actor: Actor, pk: UUID) -> Membership:
    found = members(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def with_calendar(actor: Actor) -> frozenset[UUID]:
    """Return the seats whose calendar has an address, for who may end one."""
    return seats_with_feed() if actor.has("member.end_calendar") else frozenset()


def waiting_invitations(actor: Actor) -> QuerySet[Invitation]:
    """Return invitations not answered yet, expired ones too: somebody may wonder about them."""
    return (
        Invitation.objects.filter(accepted_at=None, revoked_at=None)
        .select_related("invited_by__user")
        .order_by("-pk")
    )


def invitation_of(actor: Actor, pk: UUID) -> Invitation:
    found = waiting_invitations(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def invitation_exists(pk: UUID) -> bool:
    return Invitation.objects.filter(pk=pk).exists()


def open_work(membership: Membership) -> list[Assignment]:
    """Return what a person still works on, by case number."""
    return list(
        Assignment.objects.filter(membership=membership, ended_at=None)
        .select_related("case")
        .order_by("case__number")
    )


def clinic_of(actor: Actor) -> Clinic:
    return Clinic.objects.get(pk=actor.clinic.pk)


def invitation_by_link(token_hash: bytes) -> Invitation | None:
    return read_by_link(token_hash)


def invited_person(invitation: Invitation) -> User | None:
    return User.objects.filter(email=invitation.email).first()


def is_open(invitation: Invitation) -> bool:
    return invitation.is_open(timezone.now())


def waiting_with_mail(actor: Actor) -> list[dict[str, Any]]:
    """Return waiting invitations, each with what became of its mail: `sent`, `failed`, `queued`."""
    invitations = list(waiting_invitations(actor))
    items = OutboxItem.objects.filter(ref_id__in=[invitation.pk for invitation in invitations])
    states = {
        item.ref_id: "sent" if item.done_at else "failed" if item.failed_at else "queued"
        for item in items
    }
    now = timezone.now()
    return [
        {
            "invitation": invitation,
            "roles": names_of(invitation.roles),
            "expired": invitation.expires_at <= now,
            "mail": states.get(invitation.pk, "queued"),
        }
        for invitation in invitations
    ]
