"""Verify the chain, in the database or in an exported copy."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from clinic.audit.models import AuditBatch, AuditEntry, AuditLeaf
from clinic.audit.sealing import (
    GENESIS,
    as_plain,
    batch_head,
    leaf_digest,
    merkle_root,
    moment,
    signing_key,
)
from clinic.tenancy.current import current_clinic

CHUNK = 200
AT_ONCE = 4000  # leaves in memory, or those of one batch


@dataclass
class Verdict:
    """What the check found; `faults` are sentences with batch numbers and entry ids."""

    clinic: str = ""
    batches: int = 0
    entries: int = 0
    unsealed: int = 0
    head: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.faults


class _Chain:
    def __init__(self, clinic_id: str, key: Ed25519PublicKey, outside: dict[int, str]) -> None:
        self.clinic_id, self.key, self.outside = clinic_id, key, outside
        self.previous, self.number = GENESIS, 0
        self.verdict = Verdict(clinic=clinic_id)

    def take(self, batch: dict[str, Any], leaves: list[dict[str, Any]]) -> None:
        """Check one batch; leaves hold `entry` (its plain form or None) and `digest`."""
        faults, number = self.verdict.faults, batch["number"]
        if number != self.number + 1:
            faults.append(f"Batch {self.number + 1} is missing.")
        digests = [bytes.fromhex(leaf["digest"]) for leaf in leaves]
        for leaf, digest in zip(leaves, digests, strict=True):
            if leaf["entry"] is None:
                faults.append(f"An entry of batch {number} is missing.")
            elif leaf_digest(leaf["entry"]) != digest:
                faults.append(f"Entry {leaf['entry']['id']} in batch {number} was changed.")
        root = merkle_root(digests) if digests else b""
        if root.hex() != batch["root"] or len(digests) != batch["count"]:
            faults.append(f"Batch {number} does not hold the entries it was sealed with.")
        if self.previous.hex() != batch["previous"]:
            faults.append(f"Batch {number} does not follow the batch before it.")
        head = batch_head(
            self.clinic_id,
            number,
            batch["count"],
            str(batch["sealed_at"]),
            bytes.fromhex(batch["root"]),
            bytes.fromhex(batch["previous"]),
        )
        if batch["head"] != head.hex():
            faults.append(f"The head of batch {number} was changed.")
        try:
            self.key.verify(bytes.fromhex(batch["signature"]), head)
        except InvalidSignature:
            faults.append(f"The signature of batch {number} does not hold.")
        if self.outside.pop(number, head.hex()) != head.hex():
            faults.append(f"Batch {number} is not the one whose head was kept outside.")
        self.previous, self.number = head, number
        self.verdict.batches += 1
        self.verdict.entries += len(leaves)
        self.verdict.head = head.hex()

    def finish(self) -> Verdict:
        for number in sorted(self.outside):
            self.verdict.faults.append(f"Batch {number} was cut off: its head was kept outside.")
        return self.verdict


def _batches() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    numbers = AuditBatch.objects.order_by("number")
    last = 0
    while chunk := _portion(numbers.filter(number__gt=last)[:CHUNK]):
        leaves: dict[Any, list[dict[str, Any]]] = {batch.pk: [] for batch in chunk}
        rows = AuditLeaf.objects.filter(batch__in=chunk).order_by("position")
        for leaf in rows.select_related("entry"):
            leaves[leaf.batch_id].append(
                {"entry": as_plain(leaf.entry), "digest": bytes(leaf.digest).hex()}
            )
        for batch in chunk:
            yield _plain_batch(batch), leaves[batch.pk]
        last = chunk[-1].number


def _portion(batches: Iterable[AuditBatch]) -> list[AuditBatch]:
    taken: list[AuditBatch] = []
    for batch in batches:
        if taken and sum(one.count for one in taken) + batch.count > AT_ONCE:
            break
        taken.append(batch)
    return taken


def _plain_batch(batch: AuditBatch) -> dict[str, Any]:
    return {
        "number": batch.number,
        "count": batch.count,
        "root": bytes(batch.root).hex(),
        "previous": bytes(batch.previous).hex(),
        "head": bytes(batch.head).hex(),
        "signature": bytes(batch.signature).hex(),
        "sealed_at": moment(batch.sealed_at),
    }


def verify_clinic(outside: dict[int, str] | None = None) -> Verdict:
    """Verify the bound clinic's chain.

    :param outside: batch number -> head in hex, as kept outside the database
    """
    key = signing_key(settings.ALCOVE_AUDIT_KEY).public_key()
    chain = _Chain(str(current_clinic().pk), key, dict(outside or {}))
    for batch, leaves in _batches():
        chain.take(batch, leaves)
    verdict = chain.finish()
    verdict.unsealed = AuditEntry.objects.filter(leaves=None).count()
    return verdict


def public_key_text() -> str:
    """Return this installation's public key in base64, to be handed over apart from any copy."""
    return b64encode(
        signing_key(settings.ALCOVE_AUDIT_KEY).public_key().public_bytes_raw()
    ).decode()


def read_public_key(text: str) -> Ed25519PublicKey:
    """:raises ValueError: not such a key in base64"""
    try:
        return Ed25519PublicKey.from_public_bytes(b64decode(text, validate=True))
    except ValueError as error:
        raise ValueError("This is not an Ed25519 public key in base64.") from error


def copy_lines() -> Iterator[str]:
    """Yield the bound clinic's sealed audit as JSON lines that `verify_copy` takes.

    The public key stands there to be compared. Who forges a copy writes their own, so it is never
    what a copy is verified with.
    """
    header = {
        "alcove_audit": 1,
        "clinic": str(current_clinic().pk),
        "public_key": public_key_text(),
    }
    yield json.dumps(header) + "\n"
    for batch, leaves in _batches():
        yield json.dumps({"batch": batch, "leaves": leaves}, ensure_ascii=False) + "\n"


def verify_copy(
    file: IO[str],
    outside: dict[int, str] | None = None,
    public_key: Ed25519PublicKey | None = None,
) -> Verdict:
    """Verify an exported copy; needs no database.

    :param public_key: of the installation it comes from; without it, that of this one
    :raises ValueError: not such a copy
    """
    key = public_key or signing_key(settings.ALCOVE_AUDIT_KEY).public_key()
    try:
        first = json.loads(file.readline())
        if first.get("alcove_audit") != 1:
            raise ValueError("not an audit copy")
        chain = _Chain(str(first["clinic"]), key, dict(outside or {}))
        for line in file:
            block = json.loads(line)
            chain.take(block["batch"], block["leaves"])
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("This file is not a copy of an audit trail.") from error
    return chain.finish()


def read_heads(file: IO[str]) -> dict[int, str]:
    """Read `number head` lines. :raises ValueError: a line of another form"""
    heads: dict[int, str] = {}
    for line in filter(str.strip, file):
        number, head = line.split()
        heads[int(number)] = head
    return heads
