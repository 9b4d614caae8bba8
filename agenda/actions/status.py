"""Writes: ask a person once a month, take their answer, close a link."""

import secrets
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import StatusAsk
from agenda.rules import status as rules
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.notices import outbox
from clinic.people.models import Membership
from clinic.tenancy.current import token_hash

STATUS = "agenda.status"


@action("status.asked")
def ask_status(
    actor: Actor, *, membership: Membership, month: date, leaves_at: datetime | None = None
) -> StatusAsk:
    """Make the link of a month and leave it for the mail; the links before it are closed.

    :param leaves_at: when the mail may leave at the earliest, by the person's quiet hours
    """
    require(actor, "status.ask")
    now = timezone.now()
    earlier = StatusAsk.objects.filter(membership=membership, answered_at=None, revoked_at=None)
    earlier.filter(month__lt=month).update(revoked_at=now)
    secret = secrets.token_urlsafe(32)
    ask = StatusAsk.objects.create(
        membership=membership, month=month, token_hash=token_hash(secret), token=secret,
        expires_at=(leaves_at or now) + rules.HOLDS,
    )  # fmt: skip
    outbox.enqueue(
        STATUS, ref_id=ask.pk, key=f"status:{ask.pk}", recipient_id=membership.pk,
        not_before=leaves_at,
    )  # fmt: skip
    record(actor, "status.asked", ask, detail={"member": membership.pk})
    return ask


@action("status.answered")
def answer_status(
    actor: Actor, *, ask: StatusAsk, answer: str, tenths: int | None = None
) -> StatusAsk:
    """Take the one answer of whoever holds the link."""
    require(actor, "status.answer")
    if answer not in rules.ANSWERS or not (tenths is None or 1 <= tenths <= rules.MOST_TENTHS):
        raise ValueError("Not an answer.")
    still = Q(answered_at=None, revoked_at=None, expires_at__gt=timezone.now())
    rows = StatusAsk.objects.select_for_update(of=("self",)).filter(still, pk=ask.pk)
    found = rows.first()
    if found is None:
        raise Blocked(_("This link was used already."), code="closed")
    found.answer, found.tenths = answer, tenths
    found.answered_at, found.token = timezone.now(), None
    found.save()
    record(actor, "status.answered", found, detail={
        "member": found.membership_id, "answer": answer,
    })  # fmt: skip
    return found
