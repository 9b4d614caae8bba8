"""What waits, what failed, and whether anybody still looks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from clinic.notices.kinds import mail_kinds
from clinic.notices.models import Heartbeat, OutboxItem
from clinic.notices.pulses import TURN, alarms, mail_of, mark, pulses
from clinic.tenancy.unscoped import unscoped

MOST_AT_ONCE, MOST_LOOKED_AT = 500, 5_000


@dataclass(frozen=True)
class Trouble:
    """What whoever looks after the clinic should know; mail and `failed` are of this clinic only.

    `alarms`: codes of `pulses.alarms`; `last_turn`: when a worker last looked into the outbox.
    """

    alarms: tuple[str, ...]
    last_turn: datetime | None
    failed: int

    def __bool__(self) -> bool:
        return bool(self.alarms) or self.failed > 0

    @property
    def is_silent(self) -> bool:
        """Nothing leaves: somebody who must work does not."""
        return bool(set(self.alarms) - {"mail"})


def due() -> list[tuple[UUID, UUID]]:
    """Return (clinic, item) ids of work that waits in any clinic. Only the worker role may ask."""
    with transaction.atomic():
        return list(
            _waiting()
            .exclude(kind__in=mail_kinds())
            .order_by("not_before")
            .values_list("clinic_id", "pk")[:MOST_AT_ONCE]
        )


def mark_turn() -> None:
    mark(TURN)


def clinics_with_mail() -> list[UUID]:
    """Return the clinics in which mail waits, the longest waiting first. Only the worker role."""
    with transaction.atomic():
        rows = _waiting().filter(kind__in=mail_kinds()).order_by("not_before")
        return list(dict.fromkeys(rows.values_list("clinic_id", flat=True)[:MOST_LOOKED_AT]))


def _waiting() -> QuerySet[OutboxItem]:
    now = timezone.now()
    return (
        unscoped(OutboxItem)
        .filter(Q(leased_until=None) | Q(leased_until__lte=now))
        .filter(done_at=None, failed_at=None, not_before__lte=now)
    )


def last_turn() -> datetime | None:
    """Return when beat last got a worker to look into the outbox; None: never."""
    return Heartbeat.objects.filter(name=TURN).values_list("at", flat=True).first()


def trouble() -> Trouble:
    """Return what is wrong with sending, for the bound clinic; falsy when nothing is."""
    heard = pulses()
    mail = mail_of(OutboxItem.objects.all())
    failed = OutboxItem.objects.filter(failed_at__isnull=False).count()
    return Trouble(tuple(alarms(heard, mail)), heard.turn, failed)
