"""The one-time links of interpreters, found before any clinic is bound."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from clinic.tenancy.current import bind_link, token_hash
from clinic.tenancy.unscoped import unscoped
from interpreters.models import Offer


def offer_clinic(token: str, now: datetime) -> UUID | None:
    """Return the clinic of a link that is still open, found before any clinic is bound."""
    digest = token_hash(token)
    with bind_link(digest), transaction.atomic():
        found = unscoped(Offer).filter(token_hash=digest, closed_at=None, expires_at__gt=now)
        offer = found.first()
        return offer.clinic_id if offer else None


def offer_by_token(token: str, now: datetime) -> Offer | None:
    found = Offer.objects.filter(token_hash=token_hash(token), closed_at=None, expires_at__gt=now)
    return found.select_related("key", "interpreter__key", "booking__client__key").first()
