"""Writes: send a referral, take it back, and what the partner does with it."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from clients.queries import disclosable
from clients.rules.reasons import REVEAL_REASONS
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.notices import outbox
from clinic.tenancy.current import token_hash
from referrals import rules
from referrals.actions.locking import (
    locked_client,
    locked_partner,
    locked_referral,
    refuse_second,
)
from referrals.models import Partner, Referral, ReferralLink, Release
from referrals.queries import clearance
from referrals.queries.clearance import cleared_again


@action("referral.sent")
def send_referral(
    actor: Actor,
    *,
    form_token: UUID,
    case: Case,
    partner: Partner,
    fields: Sequence[str],
    internal_note: str = "",
    way: str = "link",
) -> Referral:
    """Send exactly the chosen fields, as they are now, under one release that covers them.

    The partner gets a neutral mail with a secret link, behind which the content waits; on paper or
    as a file it waits here, and is taken out by `hand_over`.
    """
    require(actor, "referral.send", case)
    client = locked_client(case)
    refuse_second(Referral, form_token)
    chosen = sorted(set(fields))
    partner = locked_partner(partner)
    if way not in rules.WAYS:
        raise ValueError("Not a way of sending.")
    # The releases are locked: a revocation at the same moment is either before or after this.
    list(Release.objects.select_for_update().filter(client=client, partner=partner))
    cleared = clearance(client, partner, chosen)
    if cleared.release is None:
        _refuse(cleared.code, case)
    assert cleared.release is not None
    release = cleared.release
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
        way=way,
        sent_by=actor.membership,
    )
    referral.save(force_insert=True)
    if way == "link":
        _leave_link(referral)
    record(
        actor,
        "referral.sent",
        referral,
        client_id=client.pk,
        changes=referral.fields,
        detail={"partner": partner.pk, "release": release.pk, "way": way},
    )
    return referral


def _leave_link(referral: Referral) -> None:
    token = secrets.token_urlsafe(32)
    link = ReferralLink.objects.create(referral=referral, token_hash=token_hash(token), token=token)
    outbox.enqueue("referrals.link", ref_id=link.pk, key=f"referral:{link.pk}")


def _refuse(code: str, case: Case) -> None:
    raise Blocked(rules.REFUSALS[code], code=code, target=case)


@action("referral.opened")
def open_referral(actor: Actor, *, referral: Referral) -> dict[str, str]:
    """Hand the content to the partner who holds the link, if the release still holds."""
    require(actor, "referral.view", referral)
    # The release first, as a revocation does: what it closes at this moment is not opened.
    release, referral = _locked_both(referral)
    code = cleared_again(referral, release)
    if code:
        raise Blocked(
            _("This link is closed. Ask the clinic that sent it."), code=code, target=referral
        )
    if referral.opened_at is None:
        referral.opened_at = timezone.now()
        referral.status = "opened"
        referral.save()
    record(actor, "referral.opened", referral, changes=referral.fields)
    content: dict[str, str] = referral.sent_content
    return content


def _locked_both(referral: Referral) -> tuple[Release, Referral]:
    release = Release.objects.select_for_update(of=("self",)).get(pk=referral.release_id)
    return release, locked_referral(referral)


@action("referral.handed_over")
def hand_over(actor: Actor, *, referral: Referral) -> dict[str, str]:
    """Return what goes onto the paper or into the file, if the release still holds now."""
    require(actor, "referral.send", referral)
    release, referral = _locked_both(referral)
    if referral.way == "link":
        raise Blocked(
            _("This referral went out as a link. The partner opens it there."),
            code="sent_by_link",
            target=referral,
        )
    code = cleared_again(referral, release)
    if code:
        raise Blocked(rules.REFUSALS[code], code=code, target=referral)
    referral.handed_over_at = timezone.now()
    referral.save()
    detail: dict[str, UUID | str] = {
        "partner": referral.partner_id, "release": release.pk, "way": referral.way,
    }  # fmt: skip
    record(actor, "referral.handed_over", referral, changes=referral.fields, detail=detail)
    content: dict[str, str] = referral.sent_content
    return content


@action("referral.answered")
def answer_referral(actor: Actor, *, referral: Referral, accepted: bool) -> Referral:
    require(actor, "referral.view", referral)
    # An answer hands nothing over: a partner may say no also after the release was taken back.
    referral = locked_referral(referral)
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
    referral = locked_referral(referral)
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
    require(actor, "referral.view", referral)
    require(actor, "client.reveal", referral)
    if reason not in REVEAL_REASONS:
        raise ValueError("Not a reason for a reveal.")
    detail = {"reason": reason}
    record(actor, "referral.content_read", referral, changes=referral.fields, detail=detail)
    content: dict[str, str] = referral.sent_content
    return content
