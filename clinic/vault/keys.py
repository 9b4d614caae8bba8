"""Unwrap and make keys. Plain keys live in the binding, so they are gone with the request."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import Max
from django.utils import timezone

from clinic.tenancy.current import binding, current_clinic
from clinic.tenancy.models import new_id
from clinic.vault.keyring import NONCE, TamperedError, keyring
from clinic.vault.models import ClientKey, ClinicKey


class KeyShredded(RuntimeError):
    """The client's key was destroyed; what it sealed is gone for good."""


@dataclass(frozen=True, repr=False)
class PlainKey:
    id: UUID
    secret: bytes

    @cached_property
    def cipher(self) -> AESGCM:
        """Made once a key: setting one up costs more than a name takes."""
        return AESGCM(self.secret)


def _context(key: ClinicKey) -> bytes:
    return f"{key.clinic_id}|{key.purpose}|{key.id}".encode()


def make_clinic_key(purpose: str) -> ClinicKey:
    """Make the next version of the bound clinic's key for `purpose` and put it in use."""
    latest = ClinicKey.objects.filter(purpose=purpose).aggregate(latest=Max("version"))["latest"]
    key = ClinicKey(purpose=purpose, version=(latest or 0) + 1)
    key.wrapped = keyring().wrap(os.urandom(32), _context(key))
    key.save(force_insert=True)
    binding().keys.pop("clinic", None)
    return key


def _clinic_keys() -> dict[str | bytes, PlainKey]:
    """Return the bound clinic's newest key per purpose, and every version under its id's bytes."""
    keys = binding().keys
    if "clinic" not in keys:
        opened: dict[str | bytes, PlainKey] = {}
        for row in ClinicKey.objects.order_by("version"):
            plain = PlainKey(row.id, keyring().unwrap(bytes(row.wrapped), _context(row)))
            opened[row.purpose] = plain
            opened[row.id.bytes] = plain
        keys["clinic"] = opened
    found: dict[str | bytes, PlainKey] = keys["clinic"]
    return found


def clinic_key(purpose: str = ClinicKey.DATA) -> PlainKey:
    try:
        return _clinic_keys()[purpose]
    except KeyError:
        raise LookupError(f"Clinic {current_clinic().pk} has no {purpose} key.") from None


def clinic_keys(purpose: str) -> list[PlainKey]:
    """Return every key the clinic has had for `purpose` and still holds, the newest first."""
    opened = _clinic_keys()
    rows = ClinicKey.objects.filter(purpose=purpose).order_by("-version")
    return [opened[key_id.bytes] for key_id in rows.values_list("pk", flat=True)]


def create_client_key() -> ClientKey:
    (row,) = create_client_keys(1)
    return row


def create_client_keys(count: int) -> list[ClientKey]:
    """Make keys for several clients with one statement."""
    rows = [_new_client_key() for _each in range(count)]
    return ClientKey.objects.bulk_create(rows)


def _new_client_key() -> ClientKey:
    outer = clinic_key()
    key_id = new_id()
    nonce = os.urandom(NONCE)
    secret = os.urandom(32)
    wrapped = nonce + outer.cipher.encrypt(nonce, secret, _client_context(key_id))
    binding().keys[key_id.bytes] = PlainKey(key_id, secret)
    return ClientKey(id=key_id, wrapped_by_id=outer.id, wrapped=wrapped)


def shred_key(row: ClientKey) -> None:
    """Destroy a client's key. What it sealed is gone for good, here and in every later backup."""
    row.wrapped, row.shredded_at = None, timezone.now()
    row.save(update_fields=["wrapped", "shredded_at"])
    binding().keys.pop(row.id.bytes, None)


def _client_context(key_id: UUID) -> bytes:
    return f"{current_clinic().pk}|client|{key_id}".encode()


def _open_client_key(row: ClientKey) -> PlainKey:
    if row.wrapped is None:
        raise KeyShredded("This record was erased at its end of keeping.")
    outer = _clinic_keys()[row.wrapped_by_id.bytes]
    wrapped = bytes(row.wrapped)
    try:
        secret = outer.cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], _client_context(row.id))
    except InvalidTag as error:
        raise TamperedError("A client's key was altered or belongs elsewhere.") from error
    return PlainKey(row.id, secret)


def preload(key_ids: Iterable[UUID]) -> None:
    """Open many client keys with one statement; call it before showing a list of names."""
    keys = binding().keys
    missing = {key_id for key_id in key_ids if key_id.bytes not in keys}
    for row in ClientKey.objects.filter(id__in=missing) if missing else ():
        if row.wrapped is not None:
            keys[row.id.bytes] = _open_client_key(row)


def key_named(key_id: UUID, row: ClientKey | None = None) -> PlainKey:
    """Return the clinic's or client's key of this id.

    :param row: the key's row when the caller has it already (`select_related("key")`)
    :raises KeyShredded: the client was erased
    """
    return key_of_bytes(key_id.bytes, row)


def key_of_bytes(key_id: bytes, row: ClientKey | None = None) -> PlainKey:
    """Return the key of an id as it stands in a ciphertext; see `key_named`."""
    keys = binding().keys
    opened = keys.get("clinic") or _clinic_keys()
    plain: PlainKey | None = opened.get(key_id) or keys.get(key_id)
    if plain is None:
        # A ciphertext from before a change of key names another one than its row does now.
        if row is None or row.pk.bytes != key_id:
            row = ClientKey.objects.get(pk=UUID(bytes=key_id))
        plain = keys[key_id] = _open_client_key(row)
    return plain
