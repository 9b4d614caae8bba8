"""A profile with licence, insurance and pledge, each confirmed by somebody else."""

from datetime import timedelta
from typing import Any

from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from staffing import actions
from staffing.models import Licence, Namesake, Profile


def profile_details(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "volunteer", "other_names": [], "firm": "", "place": "", "wishes": "",
        "languages": [{"language": "Tigrinya", "dialect": "Asmara", "level": "good"}],
        "time_zone": "", "matters": ["t_visa"], "avoids": [], "capacity": 60,
        "insured_until": today() + timedelta(days=300), "pledge_on": today(),
        "pledge_until": today() + timedelta(days=300), **changes,
    }  # fmt: skip


def say_of_self(actor: Actor, **changes: Any) -> Profile:
    """Let somebody write a profile of their own, or change it as a whole."""
    now = Profile.objects.filter(membership=actor.membership).first()
    return actions.change_profile(
        actor, details=profile_details(**changes), version=now.version if now else 0
    )


def add_licence(actor: Actor, profile: Profile, **changes: Any) -> Licence:
    said: dict[str, Any] = {
        "kind": "bar", "jurisdiction": "US-NY", "number": "NY-5550142",
        "expires_on": today() + timedelta(days=400),
    }  # fmt: skip
    return actions.add_licence(actor, profile=profile, form_token=new_id(), **said | changes)


def confirmed_person(
    actor: Actor, confirmer: Actor, licence: dict[str, Any] | None = None, **changes: Any
) -> Profile:
    """Let somebody say everything, and somebody else confirm all of it."""
    profile = say_of_self(actor, **changes)
    if "attorney" in actor.roles:
        actions.confirm_licence(confirmer, licence=add_licence(actor, profile, **licence or {}))
    for proof, until in (("insurance", profile.insured_until), ("pledge", profile.pledge_until)):
        if until is not None:
            fresh = Profile.objects.get(pk=profile.pk)
            actions.confirm_proof(confirmer, profile=fresh, proof=proof, version=fresh.version)
    return Profile.objects.select_related("key").get(pk=profile.pk)


def staff(place: Any) -> None:
    coordinator, attorney = place.people["coordinator"], place.people["attorney"]
    place.profile = confirmed_person(attorney, coordinator, firm="Fern and Nowhere LLP")
    place.licence = add_licence(attorney, place.profile, jurisdiction="US-CT")
    place.beside = say_of_self(place.people["advocate"], capacity=6)
    # Of names that nobody has any more: said before, and standing.
    client, supervisor = place.case.client, place.people["supervisor"]
    place.namesake = Namesake.objects.create(
        client=client, key=client.key, membership=attorney.membership, mark=b"made up",
        reason="Somebody else.", said_by=supervisor.membership,
    )  # fmt: skip
