"""Ask ClamAV about an upload, when the installation has one (`ALCOVE_CLAMD`, host:port)."""

import socket
import struct
from collections.abc import Iterable

from django.conf import settings

SECONDS = 30


class ScannerDown(RuntimeError):
    """The scanner is configured and does not answer; an unchecked file is not let through."""


def is_clean(chunks: Iterable[bytes]) -> bool:
    """Stream to clamd by its INSTREAM command. Without a scanner everything counts as clean.

    :raises ScannerDown: it cannot be reached or did not answer as it should
    """
    address: str = getattr(settings, "ALCOVE_CLAMD", "")
    if not address:
        return True
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=SECONDS) as scanner:
            scanner.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                scanner.sendall(struct.pack("!L", len(chunk)) + chunk)
            scanner.sendall(struct.pack("!L", 0))
            answer = scanner.makefile("rb").read(4096)
    except (OSError, ValueError) as error:
        raise ScannerDown(type(error).__name__) from error
    if answer.startswith(b"stream: OK"):
        return True
    if b"FOUND" in answer:
        return False
    raise ScannerDown("unexpected answer")
