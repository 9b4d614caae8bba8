"""Do what an outbox item asks: claim it under a lease, work, mark it done.

Work that only changes rows happens once (its transaction also marks the item done); a mail leaves
at least once (see `clinic.notices.sending`).
"""

import logging
from uuid import UUID

from clinic.notices import sending
from clinic.notices.kinds import Kind, UnknownKind, kind_named, mail_kinds
from clinic.notices.leases import (
    MOST_ATTEMPTS,
    Hopeless,
    LeaseLost,
    NotYet,
    claim,
    finishing,
    keeping_lease,
    most_attempts,
    put_back,
    where,
)
from clinic.notices.models import OutboxItem
from clinic.notices.sending import MOST_SENDS
from clinic.tenancy.current import bound_to

__all__ = [
    "MOST_ATTEMPTS",
    "MOST_SENDS",
    "Hopeless",
    "LeaseLost",
    "NotYet",
    "claim",
    "deliver",
    "finishing",
    "keeping_lease",
    "most_attempts",
]
log = logging.getLogger(__name__)


def deliver(clinic_id: UUID, item_id: UUID) -> None:
    """Do one item, unless it is done, not due, or in another worker's hands."""
    with bound_to(clinic_id):
        is_mail = OutboxItem.objects.filter(pk=item_id, kind__in=mail_kinds()).exists()
    if is_mail:
        sending.send_one(clinic_id, item_id)
        return
    item = claim(clinic_id, item_id)
    if item is None:
        return
    try:
        _work(item, kind_named(item.kind))
    except LeaseLost:
        log.warning("Outbox item %s was taken over by another worker.", item.pk)
    except UnknownKind:
        put_back(item, "unknown_kind", hopeless=True)
    except Hopeless as error:
        put_back(item, error.code, hopeless=True)
    except NotYet as error:
        put_back(item, error.code, least=error.least, tried=error.tried)
    except Exception as error:
        log.warning("Outbox item %s (%s) failed: %s", item.pk, item.kind, where(error))
        put_back(item, type(error).__name__[:40])


def _work(item: OutboxItem, kind: Kind) -> None:
    if kind.handle is not None and kind.own_transactions:
        with keeping_lease(item):
            kind.handle(item)
        if item.done_at is None:
            with finishing(item):
                pass
    elif kind.handle is not None:
        with finishing(item):
            kind.handle(item)
