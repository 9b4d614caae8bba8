"""Seal an upload while it arrives: no byte of it reaches the disk in clear.

Django's own handlers spool what is over 2.5 MB into a temporary folder as it came.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

from clinic.files import incoming
from clinic.files.kinds import SNIFFED_BYTES, sniff
from clinic.files.stream import CHUNK, Sealer, new_file_key, opened, sealed

# No room on the disk, or none left for this system user.
FULL = (errno.ENOSPC, errno.EDQUOT)
NO_ROOM = _(
    "There is no room to keep files just now. Nothing was stored, and nothing that was kept "
    "before is lost. Tell whoever runs this installation, and try again later."
)


class SealedUpload(UploadedFile):  # type: ignore[type-arg]
    """An upload whose content lies sealed in `incoming`; the key is in memory only."""

    def __init__(
        self,
        *,
        path: Path,
        key: bytes,
        name: str,
        size: int,
        media_type: str,
        too_large: bool = False,
        no_room: bool = False,
    ) -> None:
        super().__init__(file=None, name=name, content_type=media_type, size=size)
        self.path, self.key, self.too_large, self.no_room = path, key, too_large, no_room
        self.media_type = media_type
        self.kept = False

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        with self.path.open("rb") as source:
            yield from opened(self.key, source)

    def read(self, *args: Any) -> bytes:
        raise TypeError("A sealed upload is read in chunks.")

    def open(self, mode: str | None = None) -> "SealedUpload":  # type: ignore[override]
        return self

    def close(self) -> None:
        """Django closes the files of a request at its end; what nobody stored goes."""
        if not self.kept:
            self.path.unlink(missing_ok=True)


def sealed_from(chunks: Iterable[bytes], *, name: str, size: int) -> SealedUpload:
    """Seal what is here already as if it had just arrived; whoever asked closes it.

    :param size: bytes of all chunks
    """
    head = bytearray()

    def passing() -> Iterator[bytes]:
        for chunk in chunks:
            if len(head) < SNIFFED_BYTES:
                head.extend(chunk[:SNIFFED_BYTES])
            yield chunk

    key, path, no_room = new_file_key(), incoming.new_path(), False
    try:
        incoming.write_all(path, sealed(key, passing()))
    except OSError as error:
        if error.errno not in FULL:
            raise
        no_room = True
    return SealedUpload(
        path=path, key=key, name=name, size=size, media_type=sniff(bytes(head)), no_room=no_room
    )


class SealingUploadHandler(FileUploadHandler):
    chunk_size = CHUNK

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        incoming.sweep()
        self.path = incoming.new_path()
        self.key = new_file_key()
        self.sealer = Sealer(self.key)
        self.first = b""
        self.too_large = self.no_room = False
        self.target: BinaryIO | None = None
        with self._room():
            self.target = os.fdopen(incoming.create(self.path), "wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if len(self.first) < SNIFFED_BYTES:
            self.first += raw_data[: SNIFFED_BYTES - len(self.first)]
        if self.sealer.size + len(raw_data) > settings.ALCOVE_UPLOAD_MAX_BYTES:
            # Read on without keeping anything, so that the form can say what happened.
            self.too_large = True
            self._drop()
        elif self.target is not None:
            with self._room():
                self.target.write(self.sealer.feed(raw_data))

    def file_complete(self, file_size: int) -> SealedUpload:
        if self.target is not None:
            with self._room():
                self.target.write(self.sealer.finish())
                self.target.close()
                self.target = None
        return SealedUpload(
            path=self.path,
            key=self.key,
            name=self.file_name or "",
            size=file_size,
            media_type=sniff(self.first),
            too_large=self.too_large,
            no_room=self.no_room,
        )

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Read on without keeping anything when the disk is full, so that the form can say so."""
        try:
            yield
        except OSError as error:
            if error.errno not in FULL:
                raise
            self.no_room = True
            self._drop()

    def upload_interrupted(self) -> None:
        if hasattr(self, "path"):
            self._drop()

    def _drop(self) -> None:
        if self.target is not None:
            target, self.target = self.target, None
            with suppress(OSError):  # what it still holds finds no room either
                target.close()
        self.path.unlink(missing_ok=True)
