"""Send mail that waits: many over one connection, each with its own lease check and mark.

Each mail has a transaction: it marks the mail sent and counts the next one, if its lease still
holds; then the mail leaves, and once the server has taken it, the transaction commits. A worker
killed at any moment leaves at most one mail in doubt, and finds next to no moment in which it was
taken and not marked. What is in doubt is sent again under the same Message-ID: a second mail harms
nobody, a missing one may.
"""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from clinic.notices.kinds import kind_named, mail_kinds
from clinic.notices.leases import (
    LeaseLost,
    give_up,
    lay_down,
    lease_time,
    most_attempts,
    to_be_had,
    where,
)
from clinic.notices.mail import Letter
from clinic.notices.models import OutboxItem
from clinic.notices.runs import Run, count, mark
from clinic.notices.server import InDoubt, MailServer, NotTaken, ServerAway
from clinic.tenancy.commits import together
from clinic.tenancy.current import bind, bound_to
from clinic.tenancy.models import Clinic

BATCH, MOST_SECONDS = 50, 10.0
# A crash of the database server may forget what was marked in this many seconds; no kill of ours.
MOST_AT_RISK = 0.2
# After sends that ended in doubt: a server that hangs with mail in its hands gets time to recover.
DOUBT_WAITS = (timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1))
MOST_SENDS = len(DOUBT_WAITS) + 1
DATABASE_AWAY = (OperationalError, InterfaceError)
log = logging.getLogger("clinic.notices.delivery")


def send_one(clinic_id: UUID, item_id: UUID) -> None:
    """Send one mail, unless it is done, not due, or in another worker's hands."""
    with MailServer() as server:
        try:
            Batch.claim(clinic_id, item_id).send(server)
        except ServerAway as error:
            log.warning("The mail server is away: %s", where(error.__cause__ or error))


class Batch:
    """Mails of one clinic in this worker's hands."""

    def __init__(self, clinic: Clinic, items: Sequence[OutboxItem]) -> None:
        self.clinic, self.items = clinic, list(items)
        # Past this, what is left is given back: what a mail says was asked when it was claimed.
        self.ends = time.monotonic() + min(MOST_SECONDS, settings.ALCOVE_LEASE_SECONDS / 3)
        self.letters: dict[UUID, Letter | None] = {}
        self.on_disk = 0.0

    @classmethod
    def claim(cls, clinic_id: UUID, item_id: UUID | None = None) -> "Batch":
        """Take up to `BATCH` mails that are due, oldest first, under one lease."""
        with bound_to(clinic_id) as clinic:
            rows = to_be_had().filter(kind__in=mail_kinds()).select_related("recipient__user")
            if item_id is not None:
                rows = rows.filter(pk=item_id)
            found = list(rows.order_by("not_before", "pk")[:BATCH])
            ours = [row for row in found if not _is_over(row)]
            lease, until = uuid4(), timezone.now() + lease_time()
            for row in ours:
                row.lease, row.leased_until = lease, until
            OutboxItem.objects.filter(pk__in=[row.pk for row in ours]).update(
                lease=lease, leased_until=until
            )
        return cls(clinic, ours)

    def send(self, server: MailServer, goes_on: Callable[[], bool] = lambda: True) -> int:
        """Send all, or until the batch's time is over; return how many the server took.

        :param goes_on: asked before the first mail, and again after whatever went wrong
        :raises ServerAway: the rest is given back, none of it counted as tried
        """
        waiting, taken = self._write(), 0
        try:
            while waiting and self.has_time() and goes_on():
                server.open()  # before a mail is counted: a server that is away is no send
                item = waiting.pop(0)
                if self._begin(item):
                    taken += self._hand_over(server, item, waiting)
        finally:
            self._give_back(waiting)
        return taken

    def _write(self) -> list[OutboxItem]:
        """Write the letters; what cannot be written is put back and hinders no other."""
        try:
            return self._written(self.items)
        except Exception as error:
            log.warning("Mails of one batch are written one by one: %s", where(error))
        written = []
        for item in self.items:
            try:
                written += self._written([item])
            except Exception as error:
                log.warning("Outbox item %s (%s) failed: %s", item.pk, item.kind, where(error))
                self._put_back(item, type(error).__name__[:40], tried=1)
        return written

    def _written(self, items: Sequence[OutboxItem]) -> list[OutboxItem]:
        """Return those that have something to say; the others are done."""
        with bind(self.clinic), transaction.atomic():
            letters = letters_of(items)
            with together() as writes:
                for item in items:
                    if letters[item.pk] is None:
                        mark(item, writes, was_sent=False)
        self.letters |= letters
        return [item for item in items if letters[item.pk] is not None]

    def has_time(self) -> bool:
        return time.monotonic() < self.ends

    def is_soon(self) -> bool:
        """Say whether a commit need not wait for the disk, since another just did."""
        now = time.monotonic()
        if now - self.on_disk < MOST_AT_RISK:
            return True
        self.on_disk = now
        return False

    def _begin(self, item: OutboxItem) -> bool:
        with bind(self.clinic), transaction.atomic():
            with together() as writes:
                counted = count(item, writes)
            return bool(counted.rows)

    def _hand_over(self, server: MailServer, item: OutboxItem, waiting: list[OutboxItem]) -> int:
        """Send a counted mail, and those after it for as long as all goes well; say how many the
        server took.

        The mark is written before the mail leaves and committed when the server has taken it, so
        that a kill finds next to no moment in between. A refusal takes the mark back. A commit is
        heard together with the next mark, and always before the next text leaves.
        """
        run = Run(self, server, item, waiting)
        try:
            run.go()
        except Exception as error:
            if run.unheard is not None:
                self._persist(run.unheard)
            if run.unheard is not run.item:
                self._failed(server, run.item, error)
            else:
                log.warning("A mail was marked late: %s", where(error))
        return run.taken

    def _failed(self, server: MailServer, item: OutboxItem, error: Exception) -> None:
        """Put back a mail that was not taken, by what that means.

        :raises ServerAway: the others need not be tried now
        """
        if isinstance(error, NotTaken):
            self._put_back(item, "not_taken", sends=-1)
        elif isinstance(error, ServerAway):
            self._put_back(item, "server_away", tried=-1, sends=-1)
            raise error
        elif isinstance(error, InDoubt):
            log.warning("Outbox item %s may have been sent.", item.pk)
            self._put_back(item, "maybe_sent")
            raise ServerAway from error
        elif isinstance(error, LeaseLost):
            log.warning("Outbox item %s was taken over by another worker.", item.pk)
        else:
            log.warning("Outbox item %s (%s) failed: %s", item.pk, item.kind, where(error))
            server.drop()  # in the middle of something, perhaps
            self._put_back(item, type(error).__name__[:40])

    def _persist(self, item: OutboxItem) -> None:
        """Mark what was sent when the commit failed: try for as long as the lease holds."""
        while True:
            try:
                with bind(self.clinic), transaction.atomic(), together() as writes:
                    mark(item, writes)  # no row: it had been committed after all
                return
            except DATABASE_AWAY:
                if transaction.get_connection().in_atomic_block or _lease_over(item):
                    raise
                connection.close()
                time.sleep(0.2)

    def _put_back(self, item: OutboxItem, code: str, *, tried: int = 0, sends: int = 0) -> None:
        """Leave a mail for later; `tried` and `sends` correct what was counted."""
        with bind(self.clinic), transaction.atomic():
            ours = OutboxItem.objects.select_for_update().filter(pk=item.pk, lease=item.lease)
            row = ours.filter(done_at=None, failed_at=None).first()
            if row is None:
                return
            # Not below nothing: the count went with a commit that failed, perhaps.
            row.attempts = max(row.attempts + tried, 0)
            row.sends = max(row.sends + sends, 0)
            if _is_over(row, code):
                return
            wait = timedelta(0)
            if tried >= 0:
                wait = kind_named(row.kind).waits[max(row.attempts, 1) - 1]
            if code == "maybe_sent" and row.sends:
                wait = max(wait, DOUBT_WAITS[row.sends - 1])
            lay_down(row, code, wait)

    def _give_back(self, items: Sequence[OutboxItem]) -> None:
        if not items:
            return
        try:
            with bind(self.clinic), transaction.atomic():
                left = OutboxItem.objects.filter(
                    pk__in=[item.pk for item in items], lease=items[0].lease, done_at=None
                )
                left.update(lease=None, leased_until=None)
        except DATABASE_AWAY as error:
            log.warning("%d mails wait until their lease is over: %s", len(items), where(error))


def letters_of(items: Sequence[OutboxItem]) -> dict[UUID, Letter | None]:
    """Return what to say; to a person who has left, and to a program, there is nothing to say."""
    found: dict[UUID, Letter | None] = {}
    together: dict[str, list[OutboxItem]] = {}
    for item in items:
        seat, kind = item.recipient, kind_named(item.kind)
        if seat is not None and (seat.ended_at is not None or seat.is_system):
            found[item.pk] = None
        elif kind.together is not None:
            together.setdefault(item.kind, []).append(item)
        elif kind.letter is not None:
            found[item.pk] = kind.letter(item)
    for name, group in together.items():
        write = kind_named(name).together
        assert write is not None
        letters = write(group)
        found |= {item.pk: letters.get(item.pk) for item in group}
    return found


def _is_over(row: OutboxItem, code: str = "gave_up") -> bool:
    """Mark a locked mail failed when it may not be tried again; say whether it was."""
    if row.sends >= MOST_SENDS:
        give_up(row, "maybe_sent")
    elif row.attempts >= most_attempts(row):
        give_up(row, code)
    else:
        return False
    return True


def _lease_over(item: OutboxItem) -> bool:
    return item.leased_until is None or timezone.now() >= item.leased_until
