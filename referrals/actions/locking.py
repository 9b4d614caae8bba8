"""What is locked before a write, always in this order: client, partner, release, referral, link."""

from uuid import UUID

from django.utils.translation import gettext as _

from cases.models import Case
from clients.models import Client
from clinic.access.refusals import Blocked
from referrals.models import Partner, PartnerContact, Referral, Release

SENT_TWICE = "sent_twice"


def locked_client(case: Case) -> Client:
    """Two submits of one form wait for each other here."""
    return (
        Client.objects.select_for_update(of=("self",)).select_related("key").get(pk=case.client_id)
    )


def locked_partner(partner: Partner) -> Partner:
    """Retiring a partner at the same moment is either before or after what is done under this."""
    return Partner.objects.select_for_update().get(pk=partner.pk)


def locked_referral(referral: Referral) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",)).select_related(
        "case__client", "key", "partner", "release"
    )
    return rows.get(pk=referral.pk)


def refuse_second(
    model: type[Partner | PartnerContact | Release | Referral], form_token: UUID
) -> None:
    if model.objects.filter(pk=form_token).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
