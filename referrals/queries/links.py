"""The secret links of partners, found before any clinic is bound."""

from uuid import UUID

from django.db import transaction

from clinic.tenancy.current import bind_link, token_hash
from clinic.tenancy.unscoped import unscoped
from referrals.models import Referral, ReferralLink


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
