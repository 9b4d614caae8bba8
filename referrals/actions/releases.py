"""Writes: a client's consent, given and taken back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
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
        signed_name=signed_name,
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
def revoke_release(actor: Actor, *, release: Release) -> Release:
    """Take a release back: nothing more is sent, and links sent under it close at once."""
    require(actor, "release.revoke", release)
    release = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if release.revoked_at:
        raise Blocked(_("This release was taken back already."), code="already_revoked")
    release.revoked_at = timezone.now()
    release.revoked_by = actor.membership
    release.save()
    # The referrals before their links, as a withdrawal does: the two never wait for each other.
    Referral.objects.filter(release=release, status="sent").update(status="withdrawn")
    links = ReferralLink.objects.filter(referral__release=release, closed_at=None)
    closed = links.update(closed_at=release.revoked_at)
    record(actor, "release.revoked", release, detail={"links_closed": closed})
    return release
