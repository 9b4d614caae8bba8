"""Writes: a client's consent, given and taken back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from clients.models import Party
from clients.queries import consent_refusal_of
from clients.rules.reasons import REVEAL_REASONS
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.files.models import StoredFile
from clinic.files.uploads import SealedUpload
from clinic.tenancy.current import today
from referrals import rules
from referrals.actions.locking import locked_client, locked_partner, refuse_second
from referrals.models import Partner, Referral, ReferralLink, Release


@action("release.given")
def give_release(
    actor: Actor,
    *,
    form_token: UUID,
    case: Case,
    partner: Partner,
    fields: Sequence[str],
    purpose: str,
    language: str,
    method: str,
    signed_name: str,
    given_on: date,
    days: int = rules.DEFAULT_DAYS,
    interpreter: str = "",
    long_reason: str = "",
    upload: SealedUpload | None = None,
    signer: str = "client",
    guardian: Party | None = None,
    guardian_name: str = "",
    signature: rules.Strokes | None = None,
) -> Release:
    """Record a client's written consent; the form has checked shape, this checks the law's part."""
    require(actor, "release.give", case)
    client = locked_client(case)
    refuse_second(Release, form_token)
    if not locked_partner(partner).active:
        raise Blocked(_("This partner is no longer in use."), code="partner_inactive")
    if given_on > today():
        raise Blocked(_("A release cannot be signed on a future day."), code="future_release")
    if not fields:
        raise Blocked(_("Choose what may be shared."), code="nothing_chosen")
    if not 1 <= days <= rules.LONGEST_DAYS:
        raise Blocked(_("A release holds for 1 to 365 days."), code="days_out_of_range")
    if days > rules.LONG_DAYS and not long_reason.strip():
        raise Blocked(_("Say why the release must hold for so long."), code="long_needs_reason")
    if signer not in rules.GUARDED:
        guardian, guardian_name = None, ""
    refused = consent_refusal_of(
        client, signer=signer, guardian=guardian, guardian_name=guardian_name, on=given_on,
        method=method, drawn=bool(signature),
    )  # fmt: skip
    if refused:
        raise Blocked(rules.CONSENT_REFUSALS[refused], code=refused, target=case)
    assert actor.membership is not None
    release = Release(
        pk=form_token,
        key=client.key,
        client=client,
        partner=partner,
        fields=sorted(set(fields)),
        purpose=purpose,
        language=language,
        interpreter=interpreter,
        method=method,
        signer=signer,
        guardian=guardian,
        guardian_name=guardian_name,
        signed_name=signed_name,
        signature=rules.read_strokes(signature) if method == "drawn" else None,
        scan=store_upload(actor, upload=upload, key=client.key) if upload else None,
        given_on=given_on,
        expires_on=rules.expiry(given_on, days),
        long_reason=long_reason,
        recorded_by=actor.membership,
    )
    release.save(force_insert=True)
    record(
        actor,
        "release.given",
        release,
        case_id=case.pk,
        changes=release.fields,
        detail={"partner": partner.pk, "days": days},
    )
    return release


@action("release.revoked")
def revoke_release(
    actor: Actor, *, release: Release, how: str = "spoken", note: str = ""
) -> Release:
    """Take a release back: nothing more is sent, and links sent under it close at once.

    :param how: a code of `rules.WAYS_BACK`; no form is asked for
    """
    require(actor, "release.revoke", release)
    release = _locked(release)
    if release.revoked_at:
        raise Blocked(_("This release was taken back already."), code="already_revoked")
    closed = _take_back(actor, release, how, note)
    record(actor, "release.revoked", release, detail={"links_closed": closed, "how": how})
    return release


@action("release.all_revoked")
def revoke_all(actor: Actor, *, case: Case, how: str = "spoken", note: str = "") -> int:
    """Take back whatever the client of a case has released to anybody: "nothing more to anyone"."""
    require(actor, "release.revoke", case)
    client = locked_client(case)
    given = Release.objects.select_for_update(of=("self",)).select_related("key")
    releases = list(given.filter(client=client, revoked_at=None).order_by("id"))
    if not releases:
        raise Blocked(_("No release is in force; nothing may leave."), code="nothing_to_revoke")
    closed = 0
    for release in releases:
        closed += _take_back(actor, release, how, note)
        # Each as if it were taken back alone, for whoever follows the releases one by one.
        record(actor, "release.revoked", release, case_id=case.pk, detail={"how": how})
    detail: dict[str, int | str] = {"releases": len(releases), "links_closed": closed, "how": how}
    record(actor, "release.all_revoked", case, client_id=client.pk, detail=detail)
    return len(releases)


def _take_back(actor: Actor, release: Release, how: str, note: str) -> int:
    if how not in rules.WAYS_BACK:
        raise ValueError("Not a way in which a release is taken back.")
    release.revoked_at = timezone.now()
    release.revoked_by = actor.membership
    release.revoked_how, release.revoked_note = how, note
    release.save()
    # The referrals before their links, as a withdrawal does: the two never wait for each other.
    Referral.objects.filter(release=release, status="sent").update(status="withdrawn")
    links = ReferralLink.objects.filter(referral__release=release, closed_at=None)
    return links.update(closed_at=release.revoked_at)


@action("release.read")
def read_release(actor: Actor, *, release: Release, reason: str) -> Release:
    """Show what was signed, by whom and what for; it names the client, so it is a look."""
    require(actor, "release.view", release)
    require(actor, "client.reveal", release)
    if reason not in REVEAL_REASONS:
        raise ValueError("Not a reason for a reveal.")
    record(actor, "release.read", release, detail={"reason": reason})
    return release


@action("release.scan_downloaded")
def download_scan(actor: Actor, *, release: Release) -> StoredFile:
    """Return the scan of the signed paper; the copy is recorded."""
    require(actor, "release.view", release)
    require(actor, "client.reveal", release)
    if release.scan is None:
        raise Blocked(_("No paper was scanned for this release."), code="no_scan", target=release)
    record(actor, "release.scan_downloaded", release)
    return release.scan


def _locked(release: Release) -> Release:
    rows = Release.objects.select_for_update(of=("self",)).select_related("key")
    return rows.get(pk=release.pk)
