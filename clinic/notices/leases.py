"""Take an item for a while, keep it, mark it done, put it back.

A worker that dies leaves a lease behind; it runs out, and the next one begins again.
"""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from clinic.notices.kinds import WAITS, UnknownKind, kind_named
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bound_to

MOST_ATTEMPTS = len(WAITS) + 1
log = logging.getLogger("clinic.notices.delivery")


class LeaseLost(RuntimeError):
    """Another worker has the item now; what this one did must not count."""


class Hopeless(Exception):
    """Trying again would end the same way. `code` says why, without free text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotYet(Exception):
    """The work could not be done now. `code` says why, without free text.

    :param least: come back no sooner than this, whatever the kind's own wait is
    :param tried: False when nothing was attempted, so that it counts for nothing
    """

    def __init__(self, code: str, *, least: timedelta = timedelta(0), tried: bool = True) -> None:
        super().__init__(code)
        self.code, self.least, self.tried = code, least, tried


def to_be_had() -> QuerySet[OutboxItem]:
    """Return what is due in the bound clinic, in nobody's hands, and not held by another claim."""
    now = timezone.now()
    return (
        OutboxItem.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(Q(leased_until=None) | Q(leased_until__lte=now))
        .filter(done_at=None, failed_at=None, not_before__lte=now)
    )


def claim(clinic_id: UUID, item_id: UUID) -> OutboxItem | None:
    """Take the item for `ALCOVE_LEASE_SECONDS`, or return None when it is not to be had."""
    with bound_to(clinic_id):
        item = to_be_had().filter(pk=item_id).first()
        if item is None:
            return None
        if item.attempts >= most_attempts(item):
            give_up(item, "gave_up")
            return None
        item.lease, item.leased_until = uuid4(), timezone.now() + lease_time()
        item.attempts += 1
        item.save(update_fields=["lease", "leased_until", "attempts"])
        return item


def most_attempts(item: OutboxItem) -> int:
    try:
        return kind_named(item.kind).most_attempts
    except UnknownKind:
        return MOST_ATTEMPTS


@contextmanager
def finishing(item: OutboxItem) -> Iterator[None]:
    """Store the result and mark the item done, both or neither, with its clinic bound.

    :raises LeaseLost: the lease ran out and another worker took the item
    """
    with bound_to(item.clinic_pk):
        ours = OutboxItem.objects.select_for_update().filter(
            pk=item.pk, lease=item.lease, done_at=None, failed_at=None
        )
        if ours.first() is None:
            raise LeaseLost
        yield
        done_at = timezone.now()
        ours.update(done_at=done_at, lease=None, leased_until=None)
    item.done_at = done_at


@contextmanager
def keeping_lease(item: OutboxItem) -> Iterator[None]:
    """Renew the lease while long work goes on, so that it ends only with the worker."""
    over = threading.Event()

    def renew() -> None:
        try:
            while not over.wait(settings.ALCOVE_LEASE_SECONDS / 3):
                with bound_to(item.clinic_pk):
                    ours = OutboxItem.objects.filter(pk=item.pk, lease=item.lease)
                    ours.update(leased_until=timezone.now() + lease_time())
        except Exception as error:  # the work itself finds out when it wants to store
            log.warning("The lease of outbox item %s is not renewed: %s", item.pk, where(error))
        finally:
            connection.close()  # this thread's own

    keeper = threading.Thread(target=renew, name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def put_back(
    item: OutboxItem,
    code: str,
    *,
    hopeless: bool = False,
    least: timedelta = timedelta(0),
    tried: bool = True,
) -> None:
    """Leave a claimed item for later, or for good after its last attempt."""
    with bound_to(item.clinic_pk):
        row = OutboxItem.objects.select_for_update().filter(pk=item.pk, lease=item.lease).first()
        if row is None or row.done_at is not None:
            return
        if hopeless or (tried and row.attempts >= most_attempts(row)):
            give_up(row, code)
            return
        wait = kind_named(row.kind).waits[row.attempts - 1] if tried else timedelta(0)
        row.attempts -= not tried
        lay_down(row, code, max(wait, least))


def lay_down(row: OutboxItem, code: str, wait: timedelta) -> None:
    """Give a locked row's lease back; it is due again after `wait`."""
    row.not_before = timezone.now() + wait
    row.lease = row.leased_until = None
    row.failure = code
    row.save(update_fields=["attempts", "sends", "not_before", "lease", "leased_until", "failure"])


def give_up(item: OutboxItem, code: str) -> None:
    """Mark the item failed; Today shows it to whoever looks after the clinic."""
    item.failed_at, item.failure = timezone.now(), code
    item.lease = item.leased_until = None
    item.save(update_fields=["attempts", "sends", "failed_at", "failure", "lease", "leased_until"])
    log.error("Outbox item %s (%s) failed for good: %s", item.pk, item.kind, code)
    try:
        failed = kind_named(item.kind).failed
        if failed is not None:
            with transaction.atomic():
                failed(item)
    except UnknownKind:
        pass
    except Exception as error:
        log.error("Outbox item %s: %s", item.pk, where(error))


def lease_time() -> timedelta:
    return timedelta(seconds=settings.ALCOVE_LEASE_SECONDS)


def where(error: BaseException) -> str:
    """Name the error and the place, not its text, which could carry a name."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f"{last[0].filename}:{last[0].lineno}" if last else "nowhere"
    return f"{type(error).__name__} at {place}"
