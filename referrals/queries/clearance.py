"""May this field go to this recipient now? One answer, and every way out asks for it here."""

from collections.abc import Collection
from dataclasses import dataclass

from clients.models import Client
from clinic.tenancy.current import today
from referrals import rules
from referrals.models import Partner, Referral, Release


@dataclass(frozen=True)
class Clearance:
    """Yes, by this release; or no, with a code of `rules.REFUSALS`."""

    release: Release | None
    code: str = ""


def clearance(
    client: Client, partner: Partner, fields: Collection[str], *, under: Release | None = None
) -> Clearance:
    """Ask at the moment of each handing over, never once for later.

    Inside an action the releases are locked before: a revocation at the same moment is then either
    before this answer or after what is done with it.

    :param under: what was sent under one release opens under that one only
    """
    found = Release.objects.filter(client=client).order_by("-id")
    if under is not None:
        found = found.filter(pk=under.pk)
    releases = list(found)
    known = [terms_of(release) for release in releases]
    on = today()
    if not partner.active:
        return Clearance(None, "partner_inactive")
    code = rules.refusal_of(known, partner_id=partner.pk, fields=fields, today=on)
    if code:
        return Clearance(None, code)
    for release, terms in zip(releases, known, strict=True):
        if not rules.refusal_of([terms], partner_id=partner.pk, fields=fields, today=on):
            return Clearance(release)
    raise AssertionError("Consents are not added up: one of them covers all of it.")


def cleared_again(referral: Referral, release: Release) -> str:
    """Return why what was sent may no longer be read, printed or mailed; "" when it still may.

    :param release: the release of the referral, read under a lock where something is handed over
    """
    if referral.status == "withdrawn" and not release.revoked_at:
        return "withdrawn"
    client, partner = referral.case.client, referral.partner
    return clearance(client, partner, referral.fields, under=release).code


def terms_of(release: Release) -> rules.Terms:
    return rules.Terms(
        partner_id=release.partner_id,
        fields=frozenset(release.fields),
        given_on=release.given_on,
        expires_on=release.expires_on,
        revoked=release.revoked_at is not None,
    )
