"""Who is asked this month, what was answered, and the link before any clinic is bound."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from agenda.models import StatusAsk
from agenda.rules import status as rules
from cases.models import Assignment
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import bind_link, today, token_hash
from clinic.tenancy.unscoped import unscoped


def _working() -> Q:
    """Return the condition of a seat that has taken an open case on."""
    works = Assignment.objects.filter(
        membership=OuterRef("pk"), ended_at=None, case__closed_on=None, case__erased_at=None
    )
    return Q(Exists(works), ended_at=None, is_system=False, user__is_active=True)


def to_ask() -> Iterator[Membership]:
    """Yield who works on an open case and was not asked in this month."""
    asked = StatusAsk.objects.filter(membership=OuterRef("pk"), month=rules.month_of(today()))
    rows = Membership.objects.filter(_working()).filter(~Exists(asked))
    yield from rows.select_related("user").order_by("id")


def without_answer(now: datetime) -> set[UUID]:
    """Return the seats whose last links, as many as make a silence, ran out unanswered."""
    rows = StatusAsk.objects.order_by("membership", "-month")
    latest: dict[UUID, list[bool]] = {}
    for seat, answered, revoked, expires in rows.values_list(
        "membership_id", "answered_at", "revoked_at", "expires_at"
    ):
        if answered is None and revoked is None and expires > now:
            continue  # still open: nobody is late yet
        latest.setdefault(seat, []).append(answered is None)
    return {
        seat for seat, missed in latest.items()
        if len(missed) >= rules.UNANSWERED and all(missed[: rules.UNANSWERED])
    }  # fmt: skip


def asked_for_help() -> dict[UUID, StatusAsk]:
    """Return the latest answer of each seat whose latest answer asks for somebody."""
    rows = StatusAsk.objects.exclude(answered_at=None).order_by("answered_at")
    latest = {row.membership_id: row for row in rows}
    return {seat: row for seat, row in latest.items() if row.answer != rules.WELL}


def status_answers(actor: Actor) -> QuerySet[StatusAsk]:
    """Return what was answered this month, for those who give cases; no case is named."""
    if not actor.has("case.assign"):
        return StatusAsk.objects.none()
    rows = StatusAsk.objects.filter(month=rules.month_of(today())).exclude(answered_at=None)
    return rows.select_related("membership__user").order_by("-answered_at")


def status_clinic(token: str, now: datetime) -> UUID | None:
    """Return the clinic of a link that is still open, found before any clinic is bound."""
    digest = token_hash(token)
    with bind_link(digest), transaction.atomic():
        found = unscoped(StatusAsk).filter(
            token_hash=digest, answered_at=None, revoked_at=None, expires_at__gt=now
        )
        ask = found.first()
        return ask.clinic_id if ask else None


def status_by_token(token: str, now: datetime) -> StatusAsk | None:
    """Return the question behind a link; whoever left, or has no case now, is asked nothing."""
    works = Membership.objects.filter(_working(), pk=OuterRef("membership"))
    found = StatusAsk.objects.filter(
        Exists(works), token_hash=token_hash(token), answered_at=None, revoked_at=None,
        expires_at__gt=now,
    )  # fmt: skip
    return found.select_related("membership__user").first()
