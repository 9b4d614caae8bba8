"""Offer a seat, take the offer back, accept it."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked, Refused
from clinic.audit import record
from clinic.notices.outbox import enqueue
from clinic.people.models import Invitation, Membership, User
from clinic.people.roles import ROLE_NAMES
from clinic.tenancy.current import token_hash
from clinic.tenancy.models import new_id
from clinic.tenancy.turns import take_turn

VALID_FOR = timedelta(days=7)
MAIL = "office.invitation"


def ordered(roles: Sequence[str]) -> list[str]:
    """Return known roles once each, in the table's order. Blocks on none and on unknown ones."""
    if not roles or not set(roles) <= ROLE_NAMES.keys():
        raise Blocked(_("Choose at least one role of the list."), code="no_such_role")
    return [role for role in ROLE_NAMES if role in roles]


@action("invitation.sent")
def invite_member(
    actor: Actor, *, email: str, roles: Sequence[str], invitation_id: UUID | None = None
) -> Invitation:
    """Offer a seat by mail. The row's `token` is readable until the mail has left.

    :param invitation_id: the id the form was given, so that sending it twice invites once
    """
    require(actor, "member.invite")
    take_turn()
    if invitation_id and Invitation.objects.filter(pk=invitation_id).exists():
        raise Blocked(_("This invitation was sent already."), code="sent_twice")
    email = email.strip().lower()
    now = timezone.now()
    if Membership.objects.filter(user__email=email, ended_at=None).exists():
        raise Blocked(_("This person is a member already."), code="member_already")
    waiting = Invitation.objects.filter(email=email, accepted_at=None, revoked_at=None)
    if waiting.filter(expires_at__gt=now).exists():
        raise Blocked(
            _("An invitation to this address is waiting. Take it back to send a new one."),
            code="invited_already",
        )
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        id=invitation_id or new_id(),
        email=email,
        roles=ordered(roles),
        token=token,
        token_hash=token_hash(token),
        invited_by=actor.membership,
        expires_at=now + VALID_FOR,
    )
    invitation.save(force_insert=True)
    enqueue(MAIL, ref_id=invitation.pk, key=f"{MAIL}:{invitation.pk}")
    record(actor, "invitation.sent", invitation, detail={"roles": "+".join(invitation.roles)})
    return invitation


@action("invitation.revoked")
def revoke_invitation(actor: Actor, *, invitation: Invitation) -> Invitation:
    require(actor, "member.invite", invitation)
    invitation = _locked(invitation)
    _still_open(invitation)
    invitation.revoked_at, invitation.token = timezone.now(), None
    invitation.save(update_fields=["revoked_at", "token"])
    record(actor, "invitation.revoked", invitation)
    return invitation


@action("invitation.accepted")
def accept_invitation(
    actor: Actor,
    *,
    invitation: Invitation,
    user: User | None,
    name: str = "",
    password: str = "",
    language: str = "",
) -> Membership:
    """Turn an invitation into a seat.

    :param user: who is signed in and holds the invited address; None makes a new person of
        `name` and `password`, which is refused when that address is known already
    """
    invitation = _locked(invitation)
    _still_open(invitation)
    known = User.objects.filter(email=invitation.email).first()
    if known is None:
        known = _new_person(invitation.email, name, password, language)
    elif user is None or user.pk != known.pk:
        raise Refused(_("Sign in as the person who was invited."), code="other_person")
    if Membership.objects.filter(user=known, ended_at=None).exists():
        raise Blocked(_("You are a member already."), code="member_already", target=invitation)
    seat = Membership.objects.create(user=known, roles=invitation.roles)
    invitation.accepted_at, invitation.token, invitation.membership = timezone.now(), None, seat
    invitation.save(update_fields=["accepted_at", "token", "membership"])
    record(actor, "invitation.accepted", invitation, detail={"member": seat.pk})
    return seat


def _new_person(email: str, name: str, password: str | None, language: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(
                email=email, name=name.strip(), password=password, language=language
            )
    except IntegrityError:  # invited by two clinics, and the other was accepted this moment
        raise Refused(
            _("You joined another clinic just now. Sign in, then open this link again."),
            code="other_person",
        ) from None


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def _still_open(invitation: Invitation) -> None:
    if not invitation.is_open(timezone.now()):
        raise Blocked(
            _("This invitation was used, taken back or is too old."),
            code="invitation_closed",
            target=invitation,
        )
