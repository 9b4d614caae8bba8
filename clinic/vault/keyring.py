"""The installation's key-encryption keys. Losing them loses every client: keep an escrowed copy.

A key management service takes the same two calls (`wrap`, `unwrap`).
"""

import json
import os
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class KeyringError(RuntimeError):
    """The keyring is missing, malformed, or does not hold the key asked for."""


class TamperedError(RuntimeError):
    """A ciphertext is not the one that was written to this place."""


class Keyring(Protocol):
    @property
    def active(self) -> str: ...

    def wrap(self, plain: bytes, context: bytes) -> bytes: ...

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes: ...


@dataclass(frozen=True, repr=False)
class LocalKeyring:
    """AES-256-GCM under keys from the environment; rotation adds a key and moves `active`.

    Wrapped form: one byte with the length of the key's id, the id, nonce, ciphertext with tag.
    """

    active: str
    keys: dict[str, bytes]

    def wrap(self, plain: bytes, context: bytes) -> bytes:
        name = self.active.encode()
        nonce = os.urandom(NONCE)
        sealed = AESGCM(self.keys[self.active]).encrypt(nonce, plain, name + b"|" + context)
        return bytes([len(name)]) + name + nonce + sealed

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        end = 1 + (wrapped[0] if wrapped else 0)
        name = wrapped[1:end]
        key = self.keys.get(name.decode("ascii", "replace"))
        if key is None:
            raise KeyringError("The keyring does not hold the key this was wrapped with.")
        nonce, sealed = wrapped[end : end + NONCE], wrapped[end + NONCE :]
        try:
            return AESGCM(key).decrypt(nonce, sealed, name + b"|" + context)
        except (InvalidTag, ValueError) as error:  # the second: cut short
            raise TamperedError("A wrapped key was altered or belongs elsewhere.") from error


def parse(text: str) -> LocalKeyring:
    """Read `{"active": "k2", "keys": {"k1": "<base64, 32 bytes>", "k2": "…"}}`."""
    try:
        content = json.loads(text)
        keys = {str(name): b64decode(key, validate=True) for name, key in content["keys"].items()}
        active = str(content["active"])
    except (ValueError, KeyError, TypeError, AttributeError, Base64Error) as error:
        raise KeyringError("ALCOVE_KEYRING is not a keyring.") from error
    if active not in keys:
        raise KeyringError("The active key of ALCOVE_KEYRING is not among its keys.")
    if any(not name.isascii() or not 0 < len(name) < 64 for name in keys):
        raise KeyringError("A key's name in ALCOVE_KEYRING must be 1 to 63 plain characters.")
    if any(len(key) != 32 or len(set(key)) < 8 for key in keys.values()):
        raise KeyringError("Every key of ALCOVE_KEYRING must be 32 random bytes.")
    return LocalKeyring(active=active, keys=keys)


@lru_cache(maxsize=4)
def _parsed(text: str) -> LocalKeyring:
    return parse(text)


def keyring() -> Keyring:
    return _parsed(settings.ALCOVE_KEYRING)


def seal_for_installation(label: str, text: str) -> str:
    """Encrypt a secret that belongs to no clinic, such as a person's TOTP secret."""
    return keyring().wrap(text.encode(), f"installation|{label}".encode()).hex()


def open_for_installation(label: str, sealed: str) -> str:
    return keyring().unwrap(bytes.fromhex(sealed), f"installation|{label}".encode()).decode()


def is_current(wrapped: bytes) -> bool:
    """Tell whether the active key of the keyring wrapped this."""
    end = 1 + (wrapped[0] if wrapped else 0)
    return wrapped[1:end] == keyring().active.encode()
