"""Do what an outbox item asks: claim it under a lease, work, mark it done.

A worker that dies leaves a lease behind; it runs out, and the next one begins again. So work that
only changes rows happens once (its transaction also marks the item done), and a mail leaves at
least once and, since every send is counted before it starts, at most twice.
"""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from clinic.notices.kinds import WAITS, Kind, UnknownKind, kind_named
from clinic.notices.mail import Letter, as_mail
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bound_to

MOST_ATTEMPTS, MOST_SENDS = len(WAITS) + 1, 2
# The server answered that it did not take the mail, so this send did not happen.
NOT_TAKEN = (SMTPResponseException, SMTPRecipientsRefused)
log = logging.getLogger(__name__)


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


def deliver(clinic_id: UUID, item_id: UUID) -> None:
    """Do one item, unless it is done, not due, or in another worker's hands."""
    item = claim(clinic_id, item_id)
    if item is None:
        return
    try:
        _work(item, kind_named(item.kind))
    except LeaseLost:
        log.warning("Outbox item %s was taken over by another worker.", item.pk)
    except UnknownKind:
        _put_back(item, "unknown_kind", hopeless=True)
    except Hopeless as error:
        _put_back(item, error.code, hopeless=True)
    except NotYet as error:
        _put_back(item, error.code, least=error.least, tried=error.tried)
    except Exception as error:
        log.warning("Outbox item %s (%s) failed: %s", item.pk, item.kind, _where(error))
        _put_back(item, type(error).__name__[:40])


def claim(clinic_id: UUID, item_id: UUID) -> OutboxItem | None:
    """Take the item for `ALCOVE_LEASE_SECONDS`, or return None when it is not to be had."""
    now = timezone.now()
    with bound_to(clinic_id):
        item = (
            OutboxItem.objects.select_for_update(skip_locked=True)
            .filter(Q(leased_until=None) | Q(leased_until__lte=now))
            .filter(pk=item_id, done_at=None, failed_at=None, not_before__lte=now)
            .first()
        )
        if item is None:
            return None
        if item.attempts >= most_attempts(item) or item.sends >= MOST_SENDS:
            _give_up(item, "maybe_sent" if item.sends >= MOST_SENDS else "gave_up")
            return None
        item.lease, item.leased_until = uuid4(), now + _lease_time()
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
                    ours.update(leased_until=timezone.now() + _lease_time())
        except Exception as error:  # the work itself finds out when it wants to store
            log.warning("The lease of outbox item %s is not renewed: %s", item.pk, _where(error))
        finally:
            connection.close()  # this thread's own

    keeper = threading.Thread(target=renew, name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _work(item: OutboxItem, kind: Kind) -> None:
    if kind.letter is not None:
        _mail(item, kind)
    elif kind.handle is not None and kind.own_transactions:
        with keeping_lease(item):
            kind.handle(item)
        if item.done_at is None:
            with finishing(item):
                pass
    elif kind.handle is not None:
        with finishing(item):
            kind.handle(item)


def _mail(item: OutboxItem, kind: Kind) -> None:
    with bound_to(item.clinic_pk):
        letter = _letter(item, kind)
    if letter is not None:
        _send(item, letter)
    with finishing(item):
        if letter is not None and kind.sent is not None:
            kind.sent(item)


def _letter(item: OutboxItem, kind: Kind) -> Letter | None:
    """Return what to say; to a person who has left, and to a program, there is nothing to say."""
    seat = item.recipient
    if seat is not None and (seat.ended_at is not None or seat.is_system):
        return None
    return kind.letter(item) if kind.letter else None


def _send(item: OutboxItem, letter: Letter) -> None:
    server = get_connection()
    server.open()  # a server that cannot be reached is no send
    try:
        _count_send(item)
        try:
            as_mail(letter, token=item.message_token, connection=server).send()
        except NOT_TAKEN:
            with bound_to(item.clinic_pk):
                OutboxItem.objects.filter(pk=item.pk, lease=item.lease).update(sends=F("sends") - 1)
            raise
    finally:
        with suppress(OSError):
            server.close()


def _count_send(item: OutboxItem) -> None:
    """Say that a mail is about to leave. :raises LeaseLost: another worker may send it"""
    now = timezone.now()
    with bound_to(item.clinic_pk):
        ours = OutboxItem.objects.filter(pk=item.pk, lease=item.lease, leased_until__gt=now)
        if not ours.update(sends=F("sends") + 1, leased_until=now + _lease_time()):
            raise LeaseLost


def _put_back(
    item: OutboxItem,
    code: str,
    *,
    hopeless: bool = False,
    least: timedelta = timedelta(0),
    tried: bool = True,
) -> None:
    with bound_to(item.clinic_pk):
        row = OutboxItem.objects.select_for_update().filter(pk=item.pk, lease=item.lease).first()
        if row is None or row.done_at is not None:
            return
        if hopeless or (tried and row.attempts >= most_attempts(row)):
            _give_up(row, code)
            return
        wait = kind_named(row.kind).waits[row.attempts - 1] if tried else timedelta(0)
        row.attempts -= not tried
        row.not_before = timezone.now() + max(wait, least)
        row.lease = row.leased_until = None
        row.failure = code
        row.save(update_fields=["attempts", "not_before", "lease", "leased_until", "failure"])


def _give_up(item: OutboxItem, code: str) -> None:
    """Mark the item failed; Today shows it to whoever looks after the clinic."""
    item.failed_at, item.failure = timezone.now(), code
    item.lease = item.leased_until = None
    item.save(update_fields=["failed_at", "failure", "lease", "leased_until"])
    log.error("Outbox item %s (%s) failed for good: %s", item.pk, item.kind, code)
    try:
        failed = kind_named(item.kind).failed
        if failed is not None:
            with transaction.atomic():
                failed(item)
    except UnknownKind:
        pass
    except Exception as error:
        log.error("Outbox item %s: %s", item.pk, _where(error))


def _lease_time() -> timedelta:
    return timedelta(seconds=settings.ALCOVE_LEASE_SECONDS)


def _where(error: BaseException) -> str:
    """Name the error and the place, not its text, which could carry a name."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f"{last[0].filename}:{last[0].lineno}" if last else "nowhere"
    return f"{type(error).__name__} at {place}"
