"""Reads of the directory, the releases and the referrals."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from cases.models import Case
from cases.policy import visible_cases
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.tenancy.current import bind_link, today
from clinic.tenancy.unscoped import unscoped
from referrals import rules
from referrals.models import Partner, Referral, ReferralLink, Release
from referrals.policy import visible_partners, visible_referrals, visible_releases


@dataclass(frozen=True)
class ReleaseLine:
    """A release as the page shows it; `state` is current, expired or revoked."""

    release: Release
    state: str


def partners(
    actor: Actor, *, kind: str = "", language: str = "", text: str = "", retired: bool = False
) -> list[Partner]:
    """Return the directory by name. `text` searches names, places and services."""
    found = visible_partners(actor).filter(active=not retired).order_by("name")
    if kind:
        found = found.filter(kind=kind)
    rows = list(found)
    # A directory is a few hundred rows; comparing here treats all scripts alike.
    if language:
        rows = [row for row in rows if language.casefold() in map(str.casefold, row.languages)]
    if text:
        wanted = text.casefold()
        rows = [
            row
            for row in rows
            if wanted in " ".join([row.name, row.place, *row.services]).casefold()
        ]
    return rows


def partner_of(actor: Actor, pk: UUID) -> Partner:
    found = visible_partners(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def release_of(actor: Actor, pk: UUID) -> Release:
    found = visible_releases(actor).select_related("partner", "client", "key").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def referral_of(actor: Actor, pk: UUID) -> Referral:
    found = (
        visible_referrals(actor)
        .select_related("partner", "release", "case__client", "key", "sent_by__user")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def state_of(release: Release) -> str:
    if release.revoked_at:
        return "revoked"
    return "expired" if today() >= release.expires_on else "current"


def releases_of(actor: Actor, client: Client) -> list[ReleaseLine]:
    rows = (
        visible_releases(actor)
        .filter(client=client)
        .select_related("partner", "recorded_by__user", "key")
        .order_by("-id")
    )
    return [ReleaseLine(release, state_of(release)) for release in rows]


def referrals_of(actor: Actor, case: Case) -> list[Referral]:
    rows = visible_referrals(actor).filter(case=case).select_related("partner", "sent_by__user")
    return list(rows.order_by("-id"))


def terms_of(client: Client) -> list[tuple[Release, rules.Terms]]:
    """Return all releases of a client as the rules read them, newest first."""
    return [
        (
            release,
            rules.Terms(
                partner_id=release.partner_id,
                fields=frozenset(release.fields),
                given_on=release.given_on,
                expires_on=release.expires_on,
                revoked=release.revoked_at is not None,
            ),
        )
        for release in Release.objects.filter(client=client).order_by("-id")
    ]


def refusal(client: Client, partner: Partner, fields: Sequence[str]) -> str | None:
    """May these fields of this client go to this partner now? Every way out asks here."""
    terms = [each for _release, each in terms_of(client)]
    return rules.refusal_of(terms, partner_id=partner.pk, fields=fields, today=today())


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def link_clinic(token: str) -> UUID | None:
    """Return the clinic of a secret link that is still open, found before any clinic is bound."""
    digest = token_hash(token)
    with bind_link(digest), transaction.atomic():
        link = unscoped(ReferralLink).filter(token_hash=digest, closed_at=None).first()
        return link.clinic_id if link else None


def referral_by_token(token: str) -> Referral | None:
    """Return the referral behind an open link of the bound clinic."""
    link = (
        ReferralLink.objects.filter(token_hash=token_hash(token), closed_at=None)
        .select_related("referral__partner", "referral__release", "referral__key")
        .first()
    )
    return link.referral if link else None


def first_case_of(actor: Actor, release: Release) -> Case | None:
    """Return a case of the release's client that the actor sees, to go back to."""
    return visible_cases(actor).filter(client=release.client_id).order_by("-id").first()
