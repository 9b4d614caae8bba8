"""Put work into the outbox, in the transaction that makes it necessary."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import NamedTuple
from uuid import UUID

from celery import Celery
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import KombuError
from kombu.exceptions import OperationalError as BrokerDown

from clinic.notices.kinds import Kind, handles, kind_named, mails
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import current_clinic
from clinic.tenancy.models import new_id

__all__ = [
    "DELIVER",
    "SEND_MAIL",
    "Waiting",
    "enqueue",
    "enqueue_all",
    "enqueue_new",
    "handles",
    "mails",
    "poke",
]

DELIVER, SEND_MAIL = "notices.deliver", "notices.send_mail"
MOST_ROWS = 2_000
log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def _sender() -> Celery:
    """Return an application of our own that only sends: web processes load no worker."""
    app = Celery("alcove-sender", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    return app


def enqueue(
    kind: str,
    *,
    ref_id: UUID,
    key: str,
    recipient_id: UUID | None = None,
    not_before: datetime | None = None,
) -> OutboxItem:
    """Leave an item for the workers; a second one of the same key is the first one.

    :param ref_id: the row the work is about; nothing else about it is written down
    :param key: names the work within the clinic, such as `reminder:<id>`
    :param not_before: when to do it at the earliest; now unless told
    :raises UnknownKind: nobody registered `kind`, so nothing would ever happen
    """
    registered = kind_named(kind)
    now = timezone.now()
    item = OutboxItem(
        kind=kind, ref_id=ref_id, key=key, recipient_id=recipient_id, not_before=not_before or now,
        due_at=not_before,
    )  # fmt: skip
    OutboxItem.objects.bulk_create([item], ignore_conflicts=True)
    kept = OutboxItem.objects.get(key=key)
    if kept.pk == item.pk and kept.not_before <= now:
        _tell_after_commit(registered, [kept.pk])
    return kept


class Waiting(NamedTuple):
    """What `enqueue` takes, of one item of many; `pk` where the item's own id is known before."""

    key: str
    ref_id: UUID
    recipient_id: UUID | None = None
    not_before: datetime | None = None
    pk: UUID | None = None


def enqueue_all(kind: str, waiting: Iterable[Waiting]) -> None:
    """Leave many items in one statement; one whose key is there already stays as it is."""
    registered = kind_named(kind)
    now = timezone.now()
    items = [
        OutboxItem(
            kind=kind, ref_id=each.ref_id, key=each.key, recipient_id=each.recipient_id,
            not_before=each.not_before or now, due_at=each.not_before, id=each.pk or new_id(),
        )
        for each in waiting
    ]  # fmt: skip
    OutboxItem.objects.bulk_create(items, ignore_conflicts=True, batch_size=MOST_ROWS)
    _tell_after_commit(registered, [item.pk for item in items if item.not_before <= now])


def enqueue_new(kind: str, keys: Mapping[str, UUID]) -> None:
    """Leave items of keys that cannot be there yet, all in one statement.

    :param keys: for each key the row the work is about
    """
    registered = kind_named(kind)
    now = timezone.now()
    items = [
        OutboxItem(kind=kind, ref_id=ref_id, key=key, not_before=now)
        for key, ref_id in keys.items()
    ]
    OutboxItem.objects.bulk_create(items)
    _tell_after_commit(registered, [item.pk for item in items])


def _tell_after_commit(kind: Kind, item_ids: Sequence[UUID]) -> None:
    if kind.letter is None:
        clinic_id = current_clinic().pk
        for item_id in item_ids:
            transaction.on_commit(partial(poke, clinic_id, item_id))
    elif item_ids and not any(waiting[1] is poke_mail for waiting in connection.run_on_commit):
        transaction.on_commit(poke_mail)  # once: whoever is told sends all that waits


def poke(clinic_id: UUID, item_id: UUID, *, expires: float | None = None) -> None:
    """Tell a worker that an item waits. Only a courtesy: beat finds what nobody was told of."""
    _tell(DELIVER, [str(clinic_id), str(item_id)], expires)


def poke_mail(*, expires: float | None = None) -> None:
    """Tell a worker that mail waits, in whichever clinic."""
    _tell(SEND_MAIL, [], expires)


def _tell(task: str, arguments: Sequence[str], expires: float | None) -> None:
    try:
        _sender().send_task(task, args=list(arguments), retry=False, expires=expires)
    except (BrokerDown, KombuError, OSError):
        log.warning("The broker does not answer; beat will find what waits for %s.", task)
