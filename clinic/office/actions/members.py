"""Change what a member may do, and end a seat with all that hangs on it."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import end_assignments_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.audit.recording import Detail
from clinic.office.actions.invitations import ordered
from clinic.people.factor import remove_factors
from clinic.people.models import Membership
from clinic.people.seats import seats_of
from clinic.people.sessions import end_sessions
from clinic.people.tokens import end_addresses_of, revoke_tokens_of

ADMINISTRATOR = "administrator"


@action("member.roles_set")
def set_roles(
    actor: Actor, *, membership: Membership, roles: Sequence[str], before: Sequence[str]
) -> Membership:
    """Give a member these roles instead of those in `before`."""
    require(actor, "member.set_roles", membership)
    membership = _locked(membership)
    if set(before) != set(membership.roles):
        raise Blocked(
            _("Somebody changed these roles meanwhile. Look at them again, then send once more."),
            code="changed_meanwhile",
            target=membership,
        )
    roles = ordered(roles)
    if ADMINISTRATOR not in roles:
        _not_the_last(membership)
    membership.roles = roles
    membership.save(update_fields=["roles"])
    record(
        actor,
        "member.roles_set",
        membership,
        changes=["roles"],
        detail={"was": "+".join(sorted(before)), "became": "+".join(sorted(roles))},
    )
    return membership


@action("member.ended")
def end_membership(actor: Actor, *, membership: Membership, own_seat: bool = False) -> Membership:
    """End a seat with assignments, grants, sessions, access tokens and the calendar's address.

    All of it goes at once; what was done stays.


    :param own_seat: must be said by whoever ends their own
    """
    require(actor, "member.end", membership)
    membership = _locked(membership)
    if membership.pk == actor.membership_id and not own_seat:
        raise Blocked(
            _("This is your own seat. Say so if you mean to leave the clinic."),
            code="own_seat",
            target=membership,
        )
    _not_the_last(membership)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    end_assignments_of(actor, membership=membership)
    end_sessions(membership.user_id)
    revoked = revoke_tokens_of(membership, by=actor.membership)
    detail: Detail = {"tokens": revoked, "addresses": end_addresses_of(membership)}
    record(actor, "member.ended", membership, changes=["ended_at"], detail=detail)
    return membership


def _locked(membership: Membership) -> Membership:
    """Lock the seat, after the administrators' seats, so that two do not demote each other."""
    current = Membership.objects.select_for_update().filter(ended_at=None, is_system=False)
    list(current.filter(roles__contains=[ADMINISTRATOR]).order_by("pk"))
    found = current.filter(pk=membership.pk).first()
    if found is None:
        raise Blocked(_("This seat has ended already."), code="ended_already", target=membership)
    return found


def _not_the_last(membership: Membership) -> None:
    people = Membership.objects.filter(ended_at=None, is_system=False)
    others = people.filter(roles__contains=[ADMINISTRATOR])
    if ADMINISTRATOR in membership.roles and not others.exclude(pk=membership.pk).exists():
        raise Blocked(
            _("This is the clinic's last administrator. Make somebody else one first."),
            code="last_administrator",
            target=membership,
        )


@action("member.factor_reset")
def reset_factor(actor: Actor, *, membership: Membership) -> None:
    """Let somebody who lost phone and codes set up a new app; the password is still needed.

    Their access tokens are revoked and their calendar's address ends: what was lost may hold one.
    """
    require(actor, "member.reset_factor", membership)
    membership = _locked(membership)
    if membership.pk == actor.membership_id:
        raise Blocked(
            _("Replace your own app under “Sign-in and security”."),
            code="own_factor",
            target=membership,
        )
    # One clinic's administrator must not open the way into another clinic.
    if len(seats_of(membership.user_id)) > 1:
        raise Blocked(
            _(
                "This person works at another clinic too. Only who runs this installation can do "
                "it, with: manage.py reset_second_factor"
            ),
            code="seat_elsewhere",
            target=membership,
        )
    if not remove_factors(membership.user):
        raise Blocked(
            _("This person has not set up an app yet."), code="no_factor", target=membership
        )
    end_sessions(membership.user_id)
    revoked = revoke_tokens_of(membership, by=actor.membership)
    detail: Detail = {"tokens": revoked, "addresses": end_addresses_of(membership)}
    record(actor, "member.factor_reset", membership, detail=detail)


@action("member.calendar_ended")
def end_calendar(actor: Actor, *, membership: Membership) -> None:
    """End the secret address of somebody's calendar; that person may make a new one."""
    require(actor, "member.end_calendar", membership)
    membership = _locked(membership)
    if not end_addresses_of(membership):
        raise Blocked(
            _("This person's calendar has no address."), code="no_feed", target=membership
        )
    record(actor, "member.calendar_ended", membership)
