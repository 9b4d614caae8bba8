"""Reads of the directory, the releases and the referrals."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases.models import Case
from cases.policy import visible_cases
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import today
from referrals.models import Partner, Referral, Release
from referrals.policy import visible_partners, visible_referrals, visible_releases
from referrals.queries.clearance import Clearance, clearance
from referrals.queries.contacts import contact_of, contact_said, contacts_of
from referrals.queries.history import Happened, history_of
from referrals.queries.links import link_clinic, referral_by_token

__all__ = [
    "Clearance",
    "Happened",
    "ReleaseLine",
    "clearance",
    "contact_of",
    "contact_said",
    "contacts_of",
    "first_case_of",
    "history_of",
    "line_of",
    "link_clinic",
    "partner_of",
    "partner_said",
    "partners",
    "partners_page",
    "referral_by_token",
    "referral_of",
    "referrals_of",
    "referrals_page",
    "release_of",
    "releases_of",
    "releases_page",
    "state_of",
]
FORM_FIELDS = (
    "name", "kind", "email", "phone", "place", "address", "services", "languages", "active",
    "version",
)  # fmt: skip


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
    return [row for row in found if _fits(row, language, text)]


def helpers(actor: Actor, case: Case) -> list[str]:
    """Return the names of the directory, those first to whom this case was referred."""
    rows = visible_partners(actor).filter(active=True).defer("address").order_by("name")
    referred = visible_referrals(actor).filter(case=case).values_list("partner_id", flat=True)
    first = set(referred) if actor.has("referral.view") else set()
    return [row.name for row in sorted(rows, key=lambda row: row.pk not in first)]


def partners_page(
    actor: Actor,
    *,
    after: str | None,
    kind: str = "",
    language: str = "",
    text: str = "",
    retired: bool = False,
) -> Page[Partner]:
    """Return a page of the same, without the sealed address: two statements at most."""
    found = visible_partners(actor).filter(active=not retired).defer("address")
    if kind:
        found = found.filter(kind=kind)
    if language or text:
        found = found.filter(pk__in=[row.pk for row in found if _fits(row, language, text)])
    return page_of(found, order=["name"], after=after)


def _fits(row: Partner, language: str, text: str) -> bool:
    # A directory is a few hundred rows; comparing here treats all scripts alike.
    if language and language.casefold() not in map(str.casefold, row.languages):
        return False
    return text.casefold() in " ".join([row.name, row.place, *row.services]).casefold()


def partner_said(partner: Partner) -> dict[str, Any]:
    """Return a partner as the form that changes it says it: lists by line."""
    said = {name: getattr(partner, name) for name in FORM_FIELDS}
    return said | {name: "\n".join(said[name]) for name in ("services", "languages")}


def partner_of(actor: Actor, pk: UUID) -> Partner:
    found = visible_partners(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def release_of(actor: Actor, pk: UUID) -> Release:
    found = (
        visible_releases(actor)
        .select_related(
            "partner", "client__key", "key", "recorded_by__user", "revoked_by__user", "scan"
        )
        .filter(pk=pk)
        .first()
    )
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
    return [line_of(release) for release in rows]


def line_of(release: Release) -> ReleaseLine:
    return ReleaseLine(release, state_of(release))


def referrals_of(actor: Actor, case: Case) -> list[Referral]:
    rows = visible_referrals(actor).filter(case=case).select_related("partner", "sent_by__user")
    return list(rows.order_by("-id"))


def releases_page(actor: Actor, client: Client, *, after: str | None) -> Page[Release]:
    """Return a page of the same, newest first; nothing sealed is even read."""
    rows = visible_releases(actor).filter(client=client)
    shown = rows.select_related("partner", "recorded_by__user").defer(
        "purpose", "language", "interpreter", "signed_name", "guardian_name", "signature",
        "long_reason", "revoked_note", "partner__address",
    )  # fmt: skip
    return page_of(shown, order=["-id"], after=after)


def referrals_page(actor: Actor, case: Case, *, after: str | None) -> Page[Referral]:
    """Return a page of the same, newest first; nothing sealed is even read."""
    rows = visible_referrals(actor).filter(case=case)
    shown = rows.select_related("partner", "sent_by__user").defer(
        "sent_content", "internal_note", "partner__address"
    )
    return page_of(shown, order=["-id"], after=after)


def first_case_of(actor: Actor, release: Release) -> Case | None:
    """Return a case of the release's client that the actor sees, to go back to."""
    return visible_cases(actor).filter(client=release.client_id).order_by("-id").first()
