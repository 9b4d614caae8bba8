"""Who may see and change what of the people who work here."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.policy import in_reach, visible_cases
from cases.rules.standing import BOARD_ROLES, role_for
from clients.policy import outside_walls, visible_clients
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from clinic.access.roles import ROLES
from staffing.models import (
    Gate,
    Interest,
    Licence,
    Namesake,
    Opportunity,
    Profile,
    Resource,
    Training,
)
from staffing.rules.board import LIVE


def visible_profiles(actor: Actor) -> QuerySet[Profile]:
    """Return everybody's for who assigns people, else one's own alone."""
    if actor.has("profile.view"):
        return Profile.objects.all()
    if actor.membership_id is None or not actor.has("profile.own"):
        return Profile.objects.none()
    return Profile.objects.filter(membership_id=actor.membership_id)


@policy_of(Profile)
def profile_policy(actor: Actor, capability: str, profile: Profile) -> bool:
    return _reached(actor, capability, profile)


@policy_of(Licence)
def licence_policy(actor: Actor, capability: str, licence: Licence) -> bool:
    return _reached(actor, capability, licence.profile)


def _reached(actor: Actor, capability: str, profile: Profile) -> bool:
    """One's own is one's own to change, and never one's own to confirm."""
    if profile.clinic_id != actor.clinic.pk:
        return False
    own = profile.membership_id == actor.membership_id
    return (
        own
        if capability == "profile.edit"
        else visible_profiles(actor).filter(pk=profile.pk).exists()
    )


@policy_of(Gate)
def gate_policy(actor: Actor, capability: str, gate: Gate) -> bool:
    return gate.clinic_id == actor.clinic.pk


def is_own(actor: Actor, row: Any) -> bool:
    return actor.membership_id is not None and row.membership_id == actor.membership_id


def taken_as(wanted: str, held: Collection[str]) -> str:
    """Return in which role somebody would take a case of the board; "": they would not."""
    return role_for(wanted, [role for role in held if "board.take" in ROLES[role]])


def visible_opportunities(actor: Actor) -> QuerySet[Opportunity]:
    """Return the cases of the board that an actor may know of, in their neutral words.

    Volunteers see what is open for a role they hold and what they were interested in; those who
    put cases there, those of the cases they reach. Nobody sees what a wall keeps them out of.
    """
    if not actor.has("board.view") and not actor.has("board.post"):
        return Opportunity.objects.none()
    rows = Opportunity.objects.filter(case__erased_at=None)
    rows = outside_walls(actor, rows, "case__client_id")
    seen = Q(pk__in=[])
    if actor.has("board.post"):
        seen |= in_reach(actor)
    if actor.has("board.take") and actor.membership_id is not None and actor.case_ids is None:
        roles = [role for role in BOARD_ROLES if taken_as(role, actor.roles)]
        mine = Interest.objects.filter(
            opportunity=OuterRef("pk"), membership_id=actor.membership_id
        )
        seen |= Q(state__in=LIVE, role__in=roles) | Q(Exists(mine))
    return rows.filter(seen)


@policy_of(Opportunity)
def opportunity_policy(actor: Actor, capability: str, opportunity: Opportunity) -> bool:
    if capability == "board.post":
        return visible_cases(actor).filter(pk=opportunity.case_id).exists()
    if capability == "board.take" and not taken_as(opportunity.role, actor.roles):
        return False
    return visible_opportunities(actor).filter(pk=opportunity.pk).exists()


def visible_trainings(actor: Actor) -> QuerySet[Training]:
    """Return everybody's for who assigns people, else one's own alone."""
    if actor.has("profile.view"):
        return Training.objects.all()
    if actor.membership_id is None or not actor.has("profile.own"):
        return Training.objects.none()
    return Training.objects.filter(membership_id=actor.membership_id)


@policy_of(Training)
def training_policy(actor: Actor, capability: str, training: Training) -> bool:
    return visible_trainings(actor).filter(pk=training.pk).exists()


def visible_resources(actor: Actor) -> QuerySet[Resource]:
    """Return the whole library to every member: nothing in it is about a client."""
    return Resource.objects.all() if actor.has("resource.view") else Resource.objects.none()


@policy_of(Resource)
def resource_policy(actor: Actor, capability: str, resource: Resource) -> bool:
    return resource.clinic_id == actor.clinic.pk


def visible_namesakes(actor: Actor) -> QuerySet[Namesake]:
    """Return what was said of others about clients whom the actor reaches."""
    if actor.membership_id is None or not actor.has("namesake.say"):
        return Namesake.objects.none()
    rows = Namesake.objects.filter(client__in=visible_clients(actor).values("pk"))
    return rows.exclude(membership_id=actor.membership_id)


@policy_of(Namesake)
def namesake_policy(actor: Actor, capability: str, namesake: Namesake) -> bool:
    return visible_namesakes(actor).filter(pk=namesake.pk).exists()
