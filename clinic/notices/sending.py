"""Send mail that waits: many over one connection, each with its own lease check and mark.

Each mail has a transaction: it marks the mail sent and counts the next one, if its lease still
holds; then the mail leaves, and once the server has taken it, the transaction commits. A worker
killed at any moment leaves at most one mail in doubt, and finds next to no moment in which it was
taken and not marked. What is in doubt is sent again under the same Message-ID: a second mail harms
nobody, a missing one may.
"""

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
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
from clinic.notices.mail import Letter, as_mail
from clinic.notices.models import OutboxItem
from clinic.notices.server import InDoubt, MailServer, NotTaken, ServerAway
from clinic.tenancy.commits import Together, Written, together
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

    def __init__(self, clinic: Clinic, items: Sequence[OutboxItem], *, full: bool) -> None:
        self.clinic, self.items = clinic, list(items)
        self.full = full
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
        return cls(clinic, ours, full=len(found) == BATCH)

    def send(self, server: MailServer) -> int:
        """Send all, or until the batch's time is over; return how many the server took.

        :raises ServerAway: the rest is given back, none of it counted as tried
        """
        waiting, taken, counted = self._write(), 0, False
        try:
            while waiting and (counted or self._has_time()):
                server.open()  # before a mail is counted: a server that is away is no send
                item = waiting.pop(0)
                if counted or self._begin(item):
                    following = waiting[0] if waiting and self._has_time() else None
                    counted, was_taken = self._hand_over(server, item, following)
                    taken += was_taken
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
            letters = _letters(items)
            with together() as writes:
                for item in items:
                    if letters[item.pk] is None:
                        _mark(item, writes, was_sent=False)
        self.letters |= letters
        return [item for item in items if letters[item.pk] is not None]

    def _has_time(self) -> bool:
        return time.monotonic() < self.ends

    def _is_soon(self) -> bool:
        """Say whether a commit need not wait for the disk, since another just did."""
        now = time.monotonic()
        if now - self.on_disk < MOST_AT_RISK:
            return True
        self.on_disk = now
        return False

    def _begin(self, item: OutboxItem) -> bool:
        with bind(self.clinic), transaction.atomic():
            with together() as writes:
                count = _count(item, writes)
            return bool(count.rows)

    def _hand_over(
        self, server: MailServer, item: OutboxItem, following: OutboxItem | None
    ) -> tuple[bool, bool]:
        """Send a counted mail; say whether the following is counted, and whether this was taken.

        The mark is written before the mail leaves and committed when the server has taken it, so
        that a kill finds next to no moment in between. A refusal takes the mark back.
        """
        letter = self.letters[item.pk]
        assert letter is not None
        mail = as_mail(letter, token=item.message_token, connection=server.backend)
        was_taken = False
        try:
            with bind(self.clinic), transaction.atomic():
                with together(soon=self._is_soon()) as writes:
                    mark = _mark(item, writes)
                    count = _count(following, writes) if following else None
                    writes.leave()
                    server.offer(mail)  # while the database works
                if not mark.rows:
                    server.drop()  # it waits for a text that must not come
                    raise LeaseLost
                server.give(mail)
                was_taken = True
            return count is not None and bool(count.rows), True
        except NotTaken:
            self._put_back(item, "not_taken", sends=-1)
        except ServerAway:
            self._put_back(item, "server_away", tried=-1, sends=-1)
            raise
        except InDoubt as error:
            log.warning("Outbox item %s may have been sent.", item.pk)
            self._put_back(item, "maybe_sent")
            raise ServerAway from error
        except LeaseLost:
            log.warning("Outbox item %s was taken over by another worker.", item.pk)
        except Exception as error:
            log.warning("Outbox item %s (%s) failed: %s", item.pk, item.kind, where(error))
            if was_taken:
                self._persist(item)
            else:
                self._put_back(item, type(error).__name__[:40])
                server.close()  # in the middle of something, perhaps
        return False, was_taken

    def _persist(self, item: OutboxItem) -> None:
        """Mark what was sent when the commit failed: try for as long as the lease holds."""
        while True:
            try:
                with bind(self.clinic), transaction.atomic(), together() as writes:
                    _mark(item, writes)  # no row: it had been committed after all
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
            row.attempts += tried
            row.sends += sends
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


def _letters(items: Sequence[OutboxItem]) -> dict[UUID, Letter | None]:
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


def _count(item: OutboxItem, writes: Together) -> Written:
    """Say that a mail is about to leave; no row: another worker may be sending it."""
    now = timezone.now()
    item.leased_until = now + lease_time()
    return writes.update(
        OutboxItem.objects.filter(pk=item.pk, lease=item.lease, leased_until__gt=now),
        sends=F("sends") + 1, attempts=F("attempts") + 1, leased_until=item.leased_until,
    )  # fmt: skip


def _mark(item: OutboxItem, writes: Together, *, was_sent: bool = True) -> Written:
    """Mark it done; no row: another worker has it, or has done it."""
    mark = writes.update(
        OutboxItem.objects.filter(pk=item.pk, lease=item.lease, done_at=None, failed_at=None),
        done_at=timezone.now(), lease=None, leased_until=None,
    )  # fmt: skip
    kind = kind_named(item.kind)
    if was_sent and kind.sent is not None:
        kind.sent(item, writes)
    return mark


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
