"""Who may see and change what of the people who work here."""

from typing import Any

from django.db.models import QuerySet

from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from staffing.models import Gate, Licence, Profile


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
