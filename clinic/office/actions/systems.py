"""Other programs with a seat of their own: registered, given other roles, ended."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.office.actions.invitations import ordered
from clinic.office.actions.tokens import SENT_TWICE
from clinic.office.rules import SYSTEM_ROLES
from clinic.people.models import Membership, User
from clinic.people.tokens import revoke_tokens_of
from clinic.tenancy.models import new_id
from clinic.tenancy.turns import take_turn

# Reserved for names that never exist (RFC 2606): nothing can be mailed there, nobody can own it.
NOWHERE = "system.invalid"


@action("system.registered")
def register_system(
    actor: Actor, *, name: str, roles: Sequence[str], system_id: UUID | None = None
) -> Membership:
    """Give another program a seat. Nobody signs in with it; it comes with tokens alone.

    :param system_id: the id the form was given, so that sending it twice registers once
    """
    require(actor, "system.manage")
    take_turn()
    if system_id and Membership.objects.filter(pk=system_id).exists():
        raise Blocked(_("This system was registered already."), code=SENT_TWICE)
    name = name.strip()
    # The audit tells acts by name: two of one name could not be told apart, not even later.
    if Membership.objects.filter(user__name__iexact=name).exists():
        raise Blocked(
            _("Somebody or something here has this name. Choose another."), code="name_taken"
        )
    seat_id = system_id or new_id()
    user = User.objects.create_user(
        email=f"{seat_id}@{NOWHERE}", name=name, password=None, is_active=False
    )
    seat = Membership(id=seat_id, user=user, roles=_roles(roles), is_system=True)
    seat.save(force_insert=True)
    record(actor, "system.registered", seat, detail={"roles": "+".join(seat.roles)})
    return seat


@action("system.roles_set")
def set_system_roles(
    actor: Actor, *, system: Membership, roles: Sequence[str], before: Sequence[str]
) -> Membership:
    """Give a system these roles instead of those in `before`; its tokens narrow at once."""
    require(actor, "system.manage", system)
    system = _locked(system)
    if set(before) != set(system.roles):
        raise Blocked(
            _("Somebody changed these roles meanwhile. Look at them again, then send once more."),
            code="changed_meanwhile",
            target=system,
        )
    system.roles = _roles(roles)
    system.save(update_fields=["roles"])
    record(
        actor,
        "system.roles_set",
        system,
        changes=["roles"],
        detail={"was": "+".join(sorted(before)), "became": "+".join(sorted(system.roles))},
    )
    return system


@action("system.ended")
def end_system(actor: Actor, *, system: Membership) -> Membership:
    """End a system's seat and revoke its tokens; what it did stays."""
    require(actor, "system.manage", system)
    system = _locked(system)
    system.ended_at = timezone.now()
    system.save(update_fields=["ended_at"])
    revoked = revoke_tokens_of(system, by=actor.membership)
    record(actor, "system.ended", system, changes=["ended_at"], detail={"tokens": revoked})
    return system


def _roles(roles: Sequence[str]) -> list[str]:
    known = ordered(roles)
    if not set(known) <= set(SYSTEM_ROLES):
        raise Blocked(_("A system cannot have this role."), code="no_role_for_systems")
    return known


def _locked(system: Membership) -> Membership:
    seats = Membership.objects.select_for_update(of=("self",)).select_related("user")
    found = seats.filter(pk=system.pk, ended_at=None, is_system=True).first()
    if found is None:
        raise Blocked(_("This system has ended already."), code="ended_already", target=system)
    return found
