"""Ask ClamAV about an upload, when the installation has one (`ALCOVE_CLAMD`, host:port)."""

import socket
import struct
from collections.abc import Iterable

from django.conf import settings

# To connect, and for each piece that is sent.
SECONDS = 30
# For the answer: a file of 200 MB takes clamd a while.
ANSWER_SECONDS = 110
LONGEST = 4096


class ScannerDown(RuntimeError):
    """The scanner is configured and does not answer; an unchecked file is not let through."""


class ScannerTooSmall(RuntimeError):
    """The file is longer than the scanner takes; waiting does not help."""


def is_clean(chunks: Iterable[bytes]) -> bool:
    """Stream to clamd by its INSTREAM command. Without a scanner everything counts as clean.

    :raises ScannerDown: it cannot be reached or did not answer as it should
    :raises ScannerTooSmall: the file is longer than its StreamMaxLength
    """
    address: str = getattr(settings, "ALCOVE_CLAMD", "")
    if not address:
        return True
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=SECONDS) as scanner:
            try:
                scanner.sendall(b"zINSTREAM\0")
                for chunk in chunks:
                    scanner.sendall(struct.pack("!L", len(chunk)) + chunk)
                scanner.sendall(struct.pack("!L", 0))
            except (BrokenPipeError, ConnectionResetError):
                pass  # it hung up on what is too long, and has said so before
            scanner.settimeout(ANSWER_SECONDS)
            answer = _answer(scanner)
    except (OSError, ValueError) as error:
        raise ScannerDown(type(error).__name__) from error
    if answer.startswith(b"stream: OK"):
        return True
    if b"FOUND" in answer:
        return False
    if b"size limit exceeded" in answer:
        raise ScannerTooSmall
    raise ScannerDown("unexpected answer")


def _answer(scanner: socket.socket) -> bytes:
    """Read what it says up to its end; a line that is cut behind an answer takes none back."""
    found = b""
    try:
        while len(found) < LONGEST and not found.endswith(b"\0"):
            if not (part := scanner.recv(LONGEST)):
                break
            found += part
    except ConnectionResetError:
        if not found:
            raise
    return found
