"""What waits, what failed, and whether anybody still looks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clinic.notices.models import Heartbeat, OutboxItem
from clinic.tenancy.unscoped import unscoped

BEAT = "beat"
MOST_AT_ONCE = 500
# Beat and a worker must have missed this many turns before anybody is alarmed.
MISSED_TURNS, LEAST_SILENCE = 6, timedelta(seconds=90)


@dataclass(frozen=True)
class Trouble:
    """What whoever looks after the clinic should know; `failed` counts this clinic only."""

    beat_is_late: bool
    last_beat: datetime | None
    failed: int

    def __bool__(self) -> bool:
        return self.beat_is_late or self.failed > 0


def due() -> list[tuple[UUID, UUID]]:
    """Return (clinic, item) ids of what waits in any clinic. Only the worker role may ask."""
    now = timezone.now()
    with transaction.atomic():
        return list(
            unscoped(OutboxItem)
            .filter(Q(leased_until=None) | Q(leased_until__lte=now))
            .filter(done_at=None, failed_at=None, not_before__lte=now)
            .order_by("not_before")
            .values_list("clinic_id", "pk")[:MOST_AT_ONCE]
        )


def mark_beat() -> None:
    Heartbeat.objects.update_or_create(name=BEAT, defaults={"at": timezone.now()})


def last_beat() -> datetime | None:
    """Return when beat last got a worker to look into the outbox; None: never."""
    return Heartbeat.objects.filter(name=BEAT).values_list("at", flat=True).first()


def beat_is_late(last: datetime | None) -> bool:
    silence = max(LEAST_SILENCE, timedelta(seconds=MISSED_TURNS * settings.ALCOVE_DRAIN_SECONDS))
    return last is None or timezone.now() - last > silence


def trouble() -> Trouble:
    """Return what is wrong with sending, for the bound clinic; falsy when nothing is."""
    last = last_beat()
    failed = OutboxItem.objects.filter(failed_at__isnull=False).count()
    return Trouble(beat_is_late(last), last, failed)
