"""Reads of systems and access tokens. Their secrets are nowhere to be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from cases.policy import visible_cases
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.access.roles import capabilities_of
from clinic.access.scopes import IN_SCOPE, SCOPES, narrowed
from clinic.pages.paging import Page, page_of
from clinic.people.models import AccessToken, Membership

# Shown as such, so that somebody looks before a program stops, and takes away what nobody needs.
SOON = timedelta(days=14)
UNUSED = timedelta(days=90)
MOST_ENDED = 10


@dataclass(frozen=True)
class TokenRow:
    """A token as a page tells of it. `opens` is what it opens now, under its headings."""

    token: AccessToken
    name: str
    whose: str
    is_system: bool
    opens: list[tuple[Any, list[Any]]]
    count: int
    lost: int
    cases: int | None
    state: str
    unused: bool


def rows_of_tokens(tokens: Iterable[AccessToken]) -> list[TokenRow]:
    """Tell of tokens that were read with their seat and its user."""
    now = timezone.now()
    return [_row(token, now) for token in tokens]


def _row(token: AccessToken, now: datetime) -> TokenRow:
    seat = token.membership
    held = capabilities_of(frozenset(seat.roles))
    opened = narrowed(held, token.capabilities, some_cases=token.case_ids is not None) & IN_SCOPE
    return TokenRow(
        token=token,
        name=token.name,
        whose=seat.user.name,
        is_system=seat.is_system,
        opens=in_words(opened),
        count=len(opened),
        lost=len(token.capabilities) - len(opened),
        cases=None if token.case_ids is None else len(token.case_ids),
        state=state_of(token, now),
        unused=(token.last_used_at or token.made_at) < now - UNUSED,
    )


def state_of(token: AccessToken, now: datetime) -> str:
    """Return `revoked`, `expired`, `soon` or `live`."""
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_at <= now:
        return "expired"
    return "soon" if token.expires_at <= now + SOON else "live"


def in_words(capabilities: Iterable[str]) -> list[tuple[Any, list[Any]]]:
    """Group capabilities under the headings of the table of scopes."""
    wanted = set(capabilities)
    groups = (
        (heading, [words for name, words in names.items() if name in wanted])
        for heading, names in SCOPES.values()
    )
    return [(heading, words) for heading, words in groups if words]


def _tokens() -> QuerySet[AccessToken]:
    return AccessToken.objects.select_related("membership__user")


def _live() -> Q:
    return Q(revoked_at=None, expires_at__gt=timezone.now())


def _own(actor: Actor) -> QuerySet[AccessToken]:
    assert actor.membership is not None  # the door has let in a member
    return _tokens().filter(membership=actor.membership)


def own_tokens(actor: Actor) -> list[TokenRow]:
    return rows_of_tokens(_own(actor).filter(_live()).order_by("-pk"))


def own_ended_tokens(actor: Actor) -> list[TokenRow]:
    return rows_of_tokens(_own(actor).exclude(_live()).order_by("-pk")[:MOST_ENDED])


def own_token_of(actor: Actor, pk: UUID) -> AccessToken:
    found = _own(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def clinic_tokens(actor: Actor, *, ended: bool, after: str | None) -> Page[AccessToken]:
    """Return a page of everybody's tokens, newest first: those that work, or those that ended."""
    found = _tokens().exclude(_live()) if ended else _tokens().filter(_live())
    return page_of(found, order=["-id"], after=after)


def token_of(actor: Actor, pk: UUID) -> AccessToken:
    found = _tokens().filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def token_exists(pk: UUID) -> bool:
    return AccessToken.objects.filter(pk=pk).exists()


def systems(actor: Actor) -> QuerySet[Membership]:
    """Return the clinic's systems by name, each with `live_tokens`."""
    live = Q(tokens__revoked_at=None, tokens__expires_at__gt=timezone.now())
    return (
        Membership.objects.filter(ended_at=None, is_system=True)
        .select_related("user")
        .annotate(live_tokens=Count("tokens", filter=live))
        .order_by("user__name", "pk")
    )


def system_of(actor: Actor, pk: UUID) -> Membership:
    found = systems(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def system_exists(pk: UUID) -> bool:
    return Membership.objects.filter(pk=pk).exists()


def owner_of(actor: Actor, system: Membership | None) -> Actor:
    """Return whose token is being made: the actor itself, or one of the clinic's systems."""
    if system is None:
        return actor
    system.clinic = actor.clinic
    return Actor.member(system)


def cases_numbered(owner: Actor, numbers: Sequence[str]) -> dict[str, UUID]:
    """Return the ids of those cases, by number, that the owner reaches now."""
    found = visible_cases(owner).filter(number__in=numbers)
    return dict(found.values_list("number", "pk"))


def token_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return what tokens are called, each with its last characters."""
    found = AccessToken.objects.filter(pk__in=set(ids)).values_list("pk", "name", "ending")
    return {pk: f"{name} (…{ending})" for pk, name, ending in found}
