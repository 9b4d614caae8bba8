"""Seal entries in batches: a Merkle root (RFC 6962 hashing) per batch, chained per clinic, signed.

An entry becomes visible when its transaction commits, in any order; so a batch takes the visible
entries that have no leaf yet, not those after a mark.
"""

import hashlib
import json
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from clinic.audit.models import AuditBatch, AuditEntry, AuditLeaf
from clinic.tenancy.current import current_clinic

MOST = 2000
# A turn looks at what is newer than the last batch less this; once in as long, at everything.
LOOK_BACK = timedelta(hours=1)
GENESIS = b"\0" * 32


def signing_key(text: str) -> Ed25519PrivateKey:
    """:raises ValueError: not 32 bytes in base64"""
    try:
        seed = b64decode(text, validate=True)
    except Base64Error as error:
        raise ValueError("not base64") from error
    return Ed25519PrivateKey.from_private_bytes(seed)


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def as_plain(entry: AuditEntry) -> dict[str, Any]:
    """Return the entry as the JSON that is hashed and exported."""
    return {
        "id": str(entry.id),
        "clinic": str(entry.clinic_id),
        "at": moment(entry.at),
        "actor": str(entry.actor_id) if entry.actor_id else None,
        "actor_kind": entry.actor_kind,
        "verb": entry.verb,
        "outcome": entry.outcome,
        "target_type": entry.target_type,
        "target": str(entry.target_id) if entry.target_id else None,
        "case": str(entry.case_id) if entry.case_id else None,
        "client": str(entry.client_id) if entry.client_id else None,
        "fields": entry.fields,
        "detail": entry.detail,
    }


def leaf_digest(plain: dict[str, Any]) -> bytes:
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"\0" + text.encode()).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    level = list(leaves)
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\1" + level[i] + level[i + 1]).digest()
            for i in range(0, len(level) - 1, 2)
        ]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def batch_head(
    clinic_id: str, number: int, count: int, sealed_at: str, root: bytes, previous: bytes
) -> bytes:
    text = f"alcove-audit-1|{clinic_id}|{number}|{count}|{sealed_at}|".encode()
    return hashlib.sha256(text + root + previous).digest()


def _waiting(last: AuditBatch | None) -> list[AuditEntry]:
    """Return visible entries without a leaf.

    Asking a million entries for theirs every few seconds would cost a second each time, and ids
    begin with their time. What a long transaction or a wrong clock puts further back is found by
    the look at everything.
    """
    entries = AuditEntry.objects.filter(leaves=None).order_by("id")
    everything = f"alcove-audit-all-{current_clinic().pk}"
    if last and not cache.add(everything, 1, timeout=int(LOOK_BACK.total_seconds())):
        since = int((last.sealed_at - LOOK_BACK).timestamp() * 1000)
        entries = entries.filter(id__gte=UUID(int=since << 80))
    waiting = list(entries[:MOST])
    if len(waiting) == MOST:
        cache.delete(everything)  # there may be more, of any age
    return waiting


def seal_batch() -> AuditBatch | None:
    """Seal the bound clinic's next batch; None when nothing waits or another worker was first."""
    last = AuditBatch.objects.order_by("-number").first()
    waiting = _waiting(last)
    if not waiting:
        return None
    number = last.number + 1 if last else 1
    previous = bytes(last.head) if last else GENESIS
    digests = [leaf_digest(as_plain(entry)) for entry in waiting]
    root = merkle_root(digests)
    clinic, now = current_clinic(), timezone.now()
    head = batch_head(str(clinic.pk), number, len(waiting), moment(now), root, previous)
    try:
        with transaction.atomic():
            batch = AuditBatch.objects.create(
                number=number,
                count=len(waiting),
                root=root,
                previous=previous,
                head=head,
                signature=signing_key(settings.ALCOVE_AUDIT_KEY).sign(head),
                sealed_at=now,
            )
            AuditLeaf.objects.bulk_create(
                AuditLeaf(batch=batch, position=position, entry=entry, digest=digest)
                for position, (entry, digest) in enumerate(zip(waiting, digests, strict=True))
            )
    except IntegrityError:
        return None  # the unique number lets one sealer through; the entries wait for the next turn
    transaction.on_commit(lambda: _keep_head_outside(clinic.slug, batch))
    return batch


def _keep_head_outside(slug: str, batch: AuditBatch) -> None:
    """Append the head to a file outside the database, against a cut tail or a full rewrite."""
    folder: Path | None = settings.ALCOVE_AUDIT_HEADS_DIR
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{slug}.heads").open("a", encoding="ascii") as file:
        file.write(f"{batch.number} {bytes(batch.head).hex()}\n")
