"""The clinic's own desk: its people, invitations and settings belong to the whole clinic."""

from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from clinic.people.models import AccessToken, Invitation, Membership
from clinic.tenancy.models import Clinic


@policy_of(Membership, Invitation)
def of_the_clinic(actor: Actor, capability: str, row: Membership | Invitation) -> bool:
    return bool(row.clinic_id == actor.clinic.pk)


@policy_of(Clinic)
def the_clinic(actor: Actor, capability: str, clinic: Clinic) -> bool:
    return bool(clinic.pk == actor.clinic.pk)


@policy_of(AccessToken)
def of_the_seat(actor: Actor, capability: str, token: AccessToken) -> bool:
    """One's own tokens; the whole clinic's only for who manages its systems."""
    if token.clinic_id != actor.clinic.pk:
        return False
    return capability == "system.manage" or token.membership_id == actor.membership_id
