"""Seal and open bytes for one field of one row.

Form: version, 16 bytes of key id, 12 of nonce, AES-256-GCM ciphertext with tag. The additional data
is clinic, label and row id (16, n and 16 bytes), so a ciphertext copied to another row, field or
clinic does not open.
"""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag

from clinic.vault.keyring import NONCE, TamperedError
from clinic.vault.keys import PlainKey, key_of_bytes
from clinic.vault.models import ClientKey

VERSION = 1
HEAD = 17
LEAST = HEAD + NONCE + 16


class Sealed(bytes):
    """A ciphertext. Its text form says nothing."""

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__

    @property
    def key_id(self) -> UUID | None:
        """The key it says it is under, if it has the form of a sealed value."""
        return UUID(bytes=bytes(self[1:HEAD])) if len(self) >= LEAST else None


def _place(clinic_id: UUID, label: str, row_id: UUID) -> bytes:
    return clinic_id.bytes + label.encode() + row_id.bytes


def seal(key: PlainKey, plain: bytes, *, clinic_id: UUID, label: str, row_id: UUID) -> Sealed:
    nonce = os.urandom(NONCE)
    body = key.cipher.encrypt(nonce, plain, _place(clinic_id, label, row_id))
    return Sealed(bytes([VERSION]) + key.id.bytes + nonce + body)


def open_sealed(
    sealed: bytes, *, clinic_id: UUID, label: str, row_id: UUID, row: ClientKey | None = None
) -> bytes:
    """Return the plain bytes.

    :raises TamperedError: altered, or copied from another row, field or clinic
    :raises KeyShredded: the client was erased
    """
    if len(sealed) < LEAST or sealed[0] != VERSION:
        raise TamperedError("Not a sealed value of a known version.")
    key = key_of_bytes(bytes(sealed[1:HEAD]), row)
    nonce, body = sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :]
    try:
        return key.cipher.decrypt(nonce, body, _place(clinic_id, label, row_id))
    except InvalidTag as error:
        raise TamperedError("A sealed value was altered or belongs elsewhere.") from error
