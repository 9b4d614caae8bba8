"""A file as a chain of sealed chunks, so that one of any size is never whole in memory or in clear.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM: each nonce is
7 random bytes of the file, the chunk's number and whether it is the last. So chunks cannot be
altered, left out, repeated, put in another order or taken from another file, and a file that was
cut short does not pass for a shorter one. Form: magic, 7 bytes, chunks of CHUNK bytes plus tag.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic.vault.keyring import TamperedError

MAGIC = b"ALC1"
PREFIX, TAG, KEY = 7, 16, 32
HEAD = len(MAGIC) + PREFIX
CHUNK = 64 * 1024
SEALED_CHUNK = CHUNK + TAG


def new_file_key() -> bytes:
    return os.urandom(KEY)


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


class Sealer:
    """Turn plain bytes into sealed ones as they arrive.

    `feed` returns what is ready to be written; `finish` must be called once, at the end.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._prefix = os.urandom(PREFIX)
        self._number = 0
        self._waiting = bytearray()
        self._head = MAGIC + self._prefix
        self.size = 0

    def feed(self, plain: bytes) -> bytes:
        self.size += len(plain)
        self._waiting += plain
        ready = bytearray()
        # A chunk leaves when a byte more has come: only then is it known not to be the last.
        while len(self._waiting) > CHUNK:
            ready += self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return self._with_head(ready)

    def finish(self) -> bytes:
        last = self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()
        return self._with_head(last)

    def _seal(self, plain: bytes, *, last: bool) -> bytes:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._number += 1
        return self._cipher.encrypt(nonce, plain, MAGIC)

    def _with_head(self, ready: bytes | bytearray) -> bytes:
        head, self._head = self._head, b""
        return head + bytes(ready)


def sealed(key: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    sealer = Sealer(key)
    for chunk in chunks:
        if ready := sealer.feed(chunk):
            yield ready
    yield sealer.finish()


def opened(key: bytes, source: BinaryIO) -> Iterator[bytes]:
    """Yield the plain chunks; each is checked before it is given out.

    :raises TamperedError: altered, cut short, put in another order, or sealed with another key
    """
    head = source.read(HEAD)
    if len(head) != HEAD or not head.startswith(MAGIC):
        raise TamperedError("A stored file does not begin as one.")
    cipher, prefix = AESGCM(key), head[len(MAGIC) :]
    number, current = 0, source.read(SEALED_CHUNK)
    while True:
        following = source.read(SEALED_CHUNK)
        last = not following
        try:
            yield cipher.decrypt(_nonce(prefix, number, last=last), current, MAGIC)
        except InvalidTag as error:
            raise TamperedError("A stored file was altered or cut short.") from error
        if last:
            return
        number, current = number + 1, following
