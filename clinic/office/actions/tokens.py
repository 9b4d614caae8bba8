"""Make and revoke access tokens, for oneself or for a system of the clinic."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.policy import visible_cases
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.bearer import hash_of, new_secret
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.access.scopes import CLINIC_WIDE, IN_SCOPE
from clinic.audit import record
from clinic.audit.recording import Detail
from clinic.people.models import AccessToken, Membership
from clinic.tenancy.models import new_id

MOST_LIVE = 20
LONGEST_DAYS = 366
LONGEST_NAME = 80
SENT_TWICE = "sent_twice"


@dataclass(frozen=True)
class Made:
    """A new token with its secret, which is nowhere else: show it and let it go."""

    token: AccessToken
    secret: str = field(repr=False)


@action("token.made")
def make_token(
    actor: Actor,
    *,
    name: str,
    capabilities: Collection[str],
    days: int,
    cases: Collection[UUID] | None = None,
    system: Membership | None = None,
    token_id: UUID | None = None,
) -> Made:
    """Make a token for the actor's own seat, or for a system.

    :param capabilities: out of what the seat's roles hold and a token may be given
    :param cases: ids of cases that the seat reaches; None for all of them, later ones too
    :param token_id: the id the form was given, so that sending it twice makes one token
    """
    if system is None:
        require(actor, "token.own")
    else:
        require(actor, "system.manage", system)
    seat = _seat(actor, system)
    now = timezone.now()
    if token_id and AccessToken.objects.filter(pk=token_id).exists():
        raise Blocked(_("This token was made already."), code=SENT_TWICE)
    live = AccessToken.objects.filter(membership=seat, revoked_at=None, expires_at__gt=now)
    if live.count() >= MOST_LIVE:
        raise Blocked(
            _("There are %(most)s tokens already. Revoke one that is not needed any more.")
            % {"most": MOST_LIVE},
            code="too_many_tokens",
        )
    _may_be_given(Actor.member(seat), capabilities, cases)
    if not name.strip() or len(name) > LONGEST_NAME or not 1 <= days <= LONGEST_DAYS:
        raise Blocked(_("Give it a name, and at most a year."), code="bad_token")
    secret = new_secret()
    token = AccessToken(
        id=token_id or new_id(),
        membership=seat,
        name=name.strip(),
        token_hash=hash_of(secret),
        ending=secret[-4:],
        capabilities=sorted(set(capabilities)),
        case_ids=None if cases is None else sorted(set(cases)),
        made_by=actor.membership,
        expires_at=now + timedelta(days=days),
    )
    token.save(force_insert=True)
    detail: dict[str, int | UUID] = {"which": token.pk, "days": days}
    detail["capabilities"] = len(token.capabilities)
    if system is not None:
        detail["whose"] = seat.pk
    if token.case_ids is not None:
        detail["cases"] = len(token.case_ids)
    record(actor, "token.made", token, detail=detail)
    return Made(token, secret)


@action("token.revoked")
def revoke_token(actor: Actor, *, token: AccessToken) -> AccessToken:
    """Stop a token at once: one's own, or as an administrator anybody's."""
    own = token.membership_id == actor.membership_id
    require(actor, "token.own" if own else "system.manage", token)
    token = AccessToken.objects.select_for_update().get(pk=token.pk)
    now = timezone.now()
    if not token.is_live(now):
        raise Blocked(_("This token does not work any more."), code="token_ended", target=token)
    token.revoked_at, token.revoked_by = now, actor.membership
    token.save(update_fields=["revoked_at", "revoked_by"])
    detail: Detail = {"which": token.pk}
    if not own:
        detail = {**detail, "whose": token.membership_id}
    record(actor, "token.revoked", token, changes=["revoked_at"], detail=detail)
    return token


def _seat(actor: Actor, system: Membership | None) -> Membership:
    """Lock the seat, so that it is not ended meanwhile and its tokens are counted one by one."""
    seats = Membership.objects.select_for_update(of=("self",)).select_related("user")
    wanted = system or actor.membership
    assert wanted is not None  # no service holds these capabilities
    found = seats.filter(pk=wanted.pk, ended_at=None, is_system=system is not None).first()
    if found is None:
        raise Blocked(_("This seat has ended."), code="seat_ended", target=system)
    found.clinic = actor.clinic
    return found


def _may_be_given(
    owner: Actor, capabilities: Collection[str], cases: Collection[UUID] | None
) -> None:
    chosen = set(capabilities)
    if not chosen or not chosen <= owner.capabilities & IN_SCOPE:
        raise Blocked(
            _("Choose at least one thing, out of what the roles include."), code="not_held"
        )
    if cases is None:
        return
    if chosen & CLINIC_WIDE:
        raise Blocked(
            _("Something chosen reaches across the clinic and cannot be held to some cases."),
            code="clinic_wide",
        )
    reached = visible_cases(owner).filter(pk__in=set(cases)).count()
    if not cases or reached != len(set(cases)):
        raise Blocked(_("One of these cases is out of reach."), code="no_such_case")
