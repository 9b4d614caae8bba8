"""Writes: partners, releases, referrals."""

import secrets
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from clients.models import Client
from clients.queries import disclosable
from clients.rules.reasons import REVEAL_REASONS
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.files.uploads import SealedUpload
from clinic.notices import outbox
from clinic.tenancy.current import today
from clinic.tenancy.turns import take_turn
from referrals import rules
from referrals.models import Partner, Referral, ReferralLink, Release
from referrals.queries import refusal, terms_of, token_hash

SENT_TWICE = "sent_twice"
PARTNER_FIELDS = (
    "name", "kind", "email", "phone", "place", "address", "services", "languages", "active",
)  # fmt: skip


@action("partner.added")
def add_partner(actor: Actor, *, form_token: UUID, details: dict[str, object]) -> Partner:
    """Add to the directory; the same form sent twice gives the same row."""
    require(actor, "partner.edit")
    take_turn()
    _refuse_second(Partner, form_token)
    _refuse_taken_name(details["name"])
    assert actor.membership is not None
    partner = Partner(pk=form_token, added_by=actor.membership)
    for name in PARTNER_FIELDS:
        if name in details:
            setattr(partner, name, details[name])
    partner.save(force_insert=True)
    record(actor, "partner.added", partner, changes=details.keys())
    return partner


@action("partner.edited")
def edit_partner(actor: Actor, *, partner: Partner, details: dict[str, object]) -> Partner:
    require(actor, "partner.edit", partner)
    take_turn()
    _refuse_taken_name(details["name"], partner)
    changed = [
        name
        for name in PARTNER_FIELDS
        if name in details and getattr(partner, name) != details[name]
    ]
    for name in changed:
        setattr(partner, name, details[name])
    partner.save()
    record(actor, "partner.edited", partner, changes=changed)
    return partner


def _refuse_taken_name(name: object, besides: Partner | None = None) -> None:
    same = Partner.objects.filter(name=name)
    if besides is not None:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise Blocked(_("A partner of this name is in the directory already."), code="name_taken")


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
    client = _locked_client(case)
    _refuse_second(Release, form_token)
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
    links = ReferralLink.objects.filter(referral__release=release, closed_at=None)
    closed = links.update(closed_at=release.revoked_at)
    Referral.objects.filter(release=release, status="sent").update(status="withdrawn")
    record(actor, "release.revoked", release, detail={"links_closed": closed})
    return release


@action("referral.sent")
def send_referral(
    actor: Actor,
    *,
    form_token: UUID,
    case: Case,
    partner: Partner,
    fields: Sequence[str],
    internal_note: str = "",
) -> Referral:
    """Send exactly the chosen fields, as they are now, under one release that covers them.

    The partner gets a neutral mail with a secret link; the content waits behind it.
    """
    require(actor, "referral.send", case)
    client = _locked_client(case)
    _refuse_second(Referral, form_token)
    chosen = sorted(set(fields))
    if not partner.active:
        _refuse("partner_inactive", case)
    # The releases are locked: a revocation at the same moment is either before or after this.
    list(Release.objects.select_for_update().filter(client=client, partner=partner))
    code = refusal(client, partner, chosen)
    if code:
        _refuse(code, case)
    release = next(
        release
        for release, terms in terms_of(client)
        if not rules.refusal_of([terms], partner_id=partner.pk, fields=chosen, today=today())
    )
    values = disclosable(client)
    content = {name: values[name] for name in chosen if values.get(name)}
    if not content:
        _refuse("nothing_recorded", case)
    assert actor.membership is not None
    referral = Referral(
        pk=form_token,
        key=client.key,
        case=case,
        partner=partner,
        release=release,
        fields=sorted(content),
        sent_content=content,
        internal_note=internal_note,
        sent_by=actor.membership,
    )
    referral.save(force_insert=True)
    token = secrets.token_urlsafe(32)
    link = ReferralLink.objects.create(referral=referral, token_hash=token_hash(token), token=token)
    outbox.enqueue("referrals.link", ref_id=link.pk, key=f"referral:{link.pk}")
    record(
        actor,
        "referral.sent",
        referral,
        client_id=client.pk,
        changes=referral.fields,
        detail={"partner": partner.pk, "release": release.pk},
    )
    return referral


def _locked_client(case: Case) -> Client:
    """Two submits of one form wait for each other here."""
    return (
        Client.objects.select_for_update(of=("self",)).select_related("key").get(pk=case.client_id)
    )


def _refuse_second(model: type[Partner | Release | Referral], form_token: UUID) -> None:
    if model.objects.filter(pk=form_token).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)


def _refuse(code: str, case: Case) -> None:
    raise Blocked(rules.REFUSALS[code], code=code, target=case)


@action("referral.opened")
def open_referral(actor: Actor, *, referral: Referral) -> dict[str, str]:
    """Hand the content to the partner who holds the link, if the release still holds."""
    require(actor, "referral.view", referral)
    release = Release.objects.get(pk=referral.release_id)
    if release.revoked_at or today() >= release.expires_on:
        raise Blocked(
            _("This link is closed. Ask the clinic that sent it."),
            code="revoked" if release.revoked_at else "expired",
            target=referral,
        )
    if referral.opened_at is None:
        referral.opened_at = timezone.now()
        referral.status = "opened"
        referral.save()
    record(actor, "referral.opened", referral, changes=referral.fields)
    content: dict[str, str] = referral.sent_content
    return content


@action("referral.answered")
def answer_referral(actor: Actor, *, referral: Referral, accepted: bool) -> Referral:
    require(actor, "referral.view", referral)
    if referral.status not in {"opened", "accepted", "declined"}:
        raise Blocked(_("Open the referral before you answer it."), code="not_opened")
    referral.status = "accepted" if accepted else "declined"
    referral.answered_at = timezone.now()
    referral.save()
    record(actor, "referral.answered", referral, detail={"answer": referral.status})
    return referral


@action("referral.withdrawn")
def withdraw_referral(actor: Actor, *, referral: Referral) -> Referral:
    """Close the link; what the partner has read already cannot be taken back."""
    require(actor, "referral.send", referral)
    if referral.status == "withdrawn":
        raise Blocked(_("This referral was withdrawn already."), code="already_withdrawn")
    referral.status = "withdrawn"
    referral.save()
    ReferralLink.objects.filter(referral=referral, closed_at=None).update(closed_at=timezone.now())
    record(actor, "referral.withdrawn", referral)
    return referral


@action("referral.content_read")
def read_content(actor: Actor, *, referral: Referral, reason: str) -> dict[str, str]:
    """Show a member what was sent; it names the client, so it is a look like any other.

    :param reason: a code of `clients.rules.reasons.REVEAL_REASONS`; it stands in the audit
    """
    require(actor, "client.reveal", referral)
    if reason not in REVEAL_REASONS:
        raise ValueError("Not a reason for a reveal.")
    detail = {"reason": reason}
    record(actor, "referral.content_read", referral, changes=referral.fields, detail=detail)
    content: dict[str, str] = referral.sent_content
    return content
