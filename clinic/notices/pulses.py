"""Who is alive: beat and each worker say so by themselves, and what waits is measured as they do.

Beat's own pulse and the workers' tell the two apart; `turn` is written by a worker on beat's call,
so it says that calls arrive. None of it belongs to a clinic or names anybody.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from clinic.notices.kinds import mail_kinds
from clinic.notices.models import Heartbeat, OutboxGauge, OutboxItem
from clinic.people.health import broker_answers
from clinic.tenancy.unscoped import unscoped

BEAT, TURN, WORKER, GAUGE = "beat", "turn", "worker:", "outbox"
# A pulse must have been missed this often before anybody is alarmed.
MISSED_TURNS, LEAST_SILENCE = 6, timedelta(seconds=90)
# From this attempt on a mail that does not leave is an alarm; one or two may be a hiccup.
REFUSED_FROM = 3
# How late the oldest mail may be while everybody works: a morning with thousands takes minutes.
LATE_MAIL = timedelta(minutes=10)
FORGOTTEN = timedelta(days=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pulses:
    """When each was last heard of."""

    beat: datetime | None
    turn: datetime | None
    workers: dict[str, datetime]


@dataclass(frozen=True)
class Mail:
    """What has not left: the oldest mail that should have, and how many are refused."""

    oldest: datetime | None
    refused: int


def silence() -> timedelta:
    """Return how long nothing may be heard of somebody who works."""
    return max(LEAST_SILENCE, timedelta(seconds=MISSED_TURNS * settings.ALCOVE_DRAIN_SECONDS))


def is_late(last: datetime | None) -> bool:
    return last is None or timezone.now() - last > silence()


def mark(name: str) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def pulses() -> Pulses:
    """Read all of them, in one statement."""
    rows = dict(Heartbeat.objects.values_list("name", "at"))
    workers = {
        name.removeprefix(WORKER): at for name, at in rows.items() if name.startswith(WORKER)
    }
    return Pulses(rows.get(BEAT), rows.get(TURN), workers)


def gauge() -> OutboxGauge | None:
    """Return what waited in all clinics together when somebody last looked."""
    return OutboxGauge.objects.filter(name=GAUGE).first()


def mail_in(counted: OutboxGauge | None) -> Mail:
    return Mail(counted.oldest_mail, counted.refused) if counted else Mail(None, 0)


def alarms(heard: Pulses, mail: Mail) -> list[str]:
    """Return what is wrong, worst first: `beat`, `workers`, `broker`, `turn`, `mail`.

    The broker is asked only when something is late already: a page must not wait for it.
    """
    now = timezone.now()
    found = []
    if is_late(heard.beat):
        found.append("beat")
    if all(is_late(at) for at in heard.workers.values()):
        found.append("workers")
    if (found or is_late(heard.turn)) and not broker_answers():
        found.append("broker")
    if is_late(heard.turn) and not found:
        found.append("turn")
    if mail.refused or (mail.oldest and now - mail.oldest > LATE_MAIL):
        found.append("mail")
    return found


def mail_of(rows: QuerySet[OutboxItem]) -> Mail:
    """Measure what has not left, in one statement over what is under way."""
    due = Coalesce("due_at", "created_at")
    pending = rows.filter(done_at=None, failed_at=None, kind__in=mail_kinds())
    found = pending.aggregate(
        oldest=Min(due, filter=Q(due_at=None) | Q(due_at__lte=timezone.now())),
        refused=Count("pk", filter=Q(attempts__gte=REFUSED_FROM) & ~Q(failure="")),
    )
    return Mail(found["oldest"], found["refused"])


def in_doubt(rows: QuerySet[OutboxItem]) -> QuerySet[OutboxItem]:
    """Return the mails that may have arrived and are not marked: their worker was killed, or the
    server fell silent, with the text on its way. Each is sent again under its Message-ID.
    """
    now = timezone.now()
    free = rows.filter(Q(leased_until=None) | Q(leased_until__lte=now), kind__in=mail_kinds())
    return free.filter(done_at=None, failed_at=None, sends__gt=0)


def measure() -> None:
    """Keep what waits in all clinics, as counts alone. Only the worker role may ask."""
    with transaction.atomic():
        items = unscoped(OutboxItem)
        mail = mail_of(items)
        waiting = items.filter(done_at=None, failed_at=None, not_before__lte=timezone.now())
        values = {
            "at": timezone.now(),
            "oldest_mail": mail.oldest,
            "refused": mail.refused,
            "waiting": waiting.count(),
            "in_doubt": in_doubt(items).count(),
            "failed": items.filter(failed_at__isnull=False).count(),
        }
    OutboxGauge.objects.update_or_create(name=GAUGE, defaults=values)


class Pulse:
    """The pulse of one process, written no more often than needed. A database that does not answer
    is no reason to die: the missing pulse says it.
    """

    def __init__(self, name: str) -> None:
        self.name, self.written = name, 0.0

    def beat(self, moment: float) -> None:
        if moment - self.written < min(settings.ALCOVE_DRAIN_SECONDS, 15):
            return
        self.written = moment
        try:
            close_old_connections()
            mark(self.name)
            measure()
        except (DatabaseError, InterfaceError, OSError) as error:
            log.warning("The pulse of %s was not written: %s", self.name, type(error).__name__)
        finally:
            # Children that are forked later must not share it.
            connection.close()


def new_worker() -> Pulse:
    """Return the pulse of a worker that starts, and forget those of long ago."""
    return Pulse(f"{WORKER}{uuid4().hex[:12]}")


def forget_old() -> None:
    old = timezone.now() - FORGOTTEN
    Heartbeat.objects.filter(name__startswith=WORKER, at__lt=old).delete()


def youngest(times: Iterable[datetime]) -> datetime | None:
    return max(times, default=None)
