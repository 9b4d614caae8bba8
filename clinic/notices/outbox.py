"""Put work into the outbox, in the transaction that makes it necessary."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from typing import NamedTuple
from uuid import UUID

from celery import Celery
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import KombuError
from kombu.exceptions import OperationalError as BrokerDown

from clinic.notices.kinds import handles, kind_named, mails
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import current_clinic
from clinic.tenancy.models import new_id

__all__ = [
    "DELIVER",
    "Waiting",
    "enqueue",
    "enqueue_all",
    "enqueue_new",
    "handles",
    "mails",
    "poke",
]

DELIVER = "notices.deliver"
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
    kind_named(kind)
    now = timezone.now()
    item = OutboxItem(
        kind=kind, ref_id=ref_id, key=key, recipient_id=recipient_id, not_before=not_before or now,
        due_at=not_before,
    )  # fmt: skip
    OutboxItem.objects.bulk_create([item], ignore_conflicts=True)
    kept = OutboxItem.objects.get(key=key)
    if kept.pk == item.pk and kept.not_before <= now:
        clinic_id = current_clinic().pk
        transaction.on_commit(lambda: poke(clinic_id, kept.pk))
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
    kind_named(kind)
    now = timezone.now()
    items = [
        OutboxItem(
            kind=kind, ref_id=each.ref_id, key=each.key, recipient_id=each.recipient_id,
            not_before=each.not_before or now, due_at=each.not_before, id=each.pk or new_id(),
        )
        for each in waiting
    ]  # fmt: skip
    OutboxItem.objects.bulk_create(items, ignore_conflicts=True)
    clinic_id = current_clinic().pk
    for item in items:
        if item.not_before <= now:
            transaction.on_commit(partial(poke, clinic_id, item.pk))


def enqueue_new(kind: str, keys: Mapping[str, UUID]) -> None:
    """Leave items of keys that cannot be there yet, all in one statement.

    :param keys: for each key the row the work is about
    """
    kind_named(kind)
    now = timezone.now()
    items = [
        OutboxItem(kind=kind, ref_id=ref_id, key=key, not_before=now)
        for key, ref_id in keys.items()
    ]
    OutboxItem.objects.bulk_create(items)
    clinic_id = current_clinic().pk
    for item in items:
        transaction.on_commit(partial(poke, clinic_id, item.pk))


def poke(clinic_id: UUID, item_id: UUID, *, expires: float | None = None) -> None:
    """Tell a worker that an item waits. Only a courtesy: beat finds what nobody was told of."""
    try:
        _sender().send_task(
            DELIVER, args=[str(clinic_id), str(item_id)], retry=False, expires=expires
        )
    except (BrokerDown, KombuError, OSError):
        log.warning("The broker does not answer; beat will find outbox item %s.", item_id)
