"""Open stored files."""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, cast

from django.core.files.storage import default_storage

from clinic.files.models import StoredFile
from clinic.files.stream import opened
from clinic.vault.keyring import TamperedError


def open_stream(stored: StoredFile) -> Iterator[bytes]:
    """Return the plain chunks of a file.

    The key is opened and the first chunk checked now, inside the caller's transaction; the rest is
    read while it is sent, without the database.

    :raises TamperedError: the content is not the one stored, or is gone
    :raises KeyShredded: the client was erased
    """
    secret = bytes.fromhex(stored.file_key or "")
    try:
        source = default_storage.open(stored.storage_name, "rb")
    except FileNotFoundError as error:
        raise TamperedError("A stored file is gone.") from error
    stream = opened(secret, cast(BinaryIO, source))
    try:
        first = next(stream)
    except BaseException:
        source.close()
        raise

    def rest() -> Iterator[bytes]:
        with source:
            yield from chain([first], stream)

    return rest()


def read_all(stored: StoredFile) -> bytes:
    """Return the whole content, every chunk checked."""
    return b"".join(open_stream(stored))
