"""Mails one after the other over one connection: each marked, given to the server, committed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from clinic.notices.kinds import kind_named
from clinic.notices.leases import LeaseLost, lease_time
from clinic.notices.mail import Letter, as_mail
from clinic.notices.models import OutboxItem
from clinic.notices.server import MailServer
from clinic.tenancy.commits import Made, Repeated, Together, Written, can_commit_within, together
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic


def _counting(pk: UUID, lease: UUID, now: datetime, until: datetime) -> Made:
    rows = OutboxItem.objects.filter(pk=pk, lease=lease, leased_until__gt=now)
    return rows, {"sends": F("sends") + 1, "attempts": F("attempts") + 1, "leased_until": until}


def _marking(pk: UUID, lease: UUID, now: datetime) -> Made:
    rows = OutboxItem.objects.filter(pk=pk, lease=lease, done_at=None, failed_at=None)
    return rows, {"done_at": now, "lease": None, "leased_until": None}


COUNT, MARK = Repeated(_counting), Repeated(_marking)


def count(item: OutboxItem, writes: Together) -> Written:
    """Say that a mail is about to leave; no row: another worker may be sending it."""
    now = timezone.now()
    item.leased_until = now + lease_time()
    return writes.repeat(COUNT, pk=item.pk, lease=item.lease, now=now, until=item.leased_until)


def mark(item: OutboxItem, writes: Together, *, was_sent: bool = True) -> Written:
    """Mark it done; no row: another worker has it, or has done it."""
    marked = writes.repeat(MARK, pk=item.pk, lease=item.lease, now=timezone.now())
    kind = kind_named(item.kind)
    if was_sent and kind.sent is not None:
        kind.sent(item, writes)
    return marked


class Mails(Protocol):
    """What a run asks of its batch."""

    @property
    def clinic(self) -> Clinic: ...

    @property
    def letters(self) -> Mapping[UUID, Letter | None]: ...

    def has_time(self) -> bool: ...

    def is_soon(self) -> bool: ...


class Run:
    """Mails one after the other. `item` is the one at hand; `unheard` the one that the server took
    and whose commit nobody has heard of yet.
    """

    def __init__(
        self, batch: "Mails", server: MailServer, item: OutboxItem, waiting: list[OutboxItem]
    ) -> None:
        self.batch, self.server, self.waiting = batch, server, waiting
        self.item: OutboxItem = item
        self.unheard: OutboxItem | None = None
        self.taken = 0

    def go(self) -> None:
        goes_on = True
        while goes_on:
            outermost = can_commit_within()
            with bind(self.batch.clinic), transaction.atomic():
                goes_on = self._next()
                while goes_on and outermost:
                    goes_on = self._next()
            self.unheard = None

    def _next(self) -> bool:
        """Send the mail at hand; say whether another is counted, which is then at hand."""
        following = self.waiting[0] if self.waiting and self.batch.has_time() else None
        letter = self.batch.letters[self.item.pk]
        assert letter is not None
        with together(soon=self.batch.is_soon()) as writes:
            if self.unheard is not None:
                writes.commit_before()
            mail = as_mail(letter, token=self.item.message_token, connection=self.server.backend)
            marked = mark(self.item, writes)
            counted = count(following, writes) if following else None
            writes.leave()
            self.server.offer(mail)  # while the database works
        self.unheard = None
        if not marked.rows:
            self.server.drop()  # it waits for a text that must not come
            raise LeaseLost
        self.server.give(mail)
        self.unheard = self.item
        self.taken += 1
        if counted is None or not counted.rows:
            return False
        self.item = self.waiting.pop(0)
        return True
