"""A configured scanner is asked in its own protocol, and silence is not a yes."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clinic.files.forms import SealedFileField
from clinic.files.scanning import ScannerDown, ScannerTooSmall, is_clean
from tests.sealed import sealed_upload

STREAM_MAX_LENGTH = 2 * 1024 * 1024
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class Clamd(socketserver.StreamRequestHandler):
    """Speaks INSTREAM as clamd's manual page says, and knows one signature."""

    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > STREAM_MAX_LENGTH:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return  # and hangs up while the rest is still on its way
        found = b"stream: Eicar FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(found)


@contextmanager
def scanner(settings: Any) -> Iterator[None]:
    with socketserver.TCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.ALCOVE_CLAMD = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


def test_a_clean_file_passes(settings: Any) -> None:
    with scanner(settings):
        assert is_clean([b"%PDF", b" hello"])


def test_a_harmful_file_is_found_across_chunks(settings: Any) -> None:
    with scanner(settings):
        assert not is_clean([EICAR[:9], EICAR[9:]])


def test_what_is_longer_than_the_scanner_takes_is_told_apart_from_silence(settings: Any) -> None:
    with scanner(settings), pytest.raises(ScannerTooSmall):
        is_clean(bytes(64 * 1024) for _number in range(640))


def test_a_form_says_that_the_scanner_takes_no_file_of_this_size(
    settings: Any, tmp_path: Path
) -> None:
    settings.ALCOVE_FILES_DIR = tmp_path
    with scanner(settings), pytest.raises(ValidationError) as stop:
        SealedFileField().clean(sealed_upload(b"%PDF-1.7" + bytes(5 * 1024 * 1024), "long.pdf"))
    (error,) = stop.value.error_list
    assert error.code == "scanner_too_small"
    assert "administrator" in str(error.message)
    assert "few minutes" not in str(error.message)


def test_a_scanner_that_does_not_answer_is_no_yes(settings: Any) -> None:
    settings.ALCOVE_CLAMD = "127.0.0.1:1"
    with pytest.raises(ScannerDown):
        is_clean([b"%PDF"])


def test_without_a_scanner_nothing_is_asked(settings: Any) -> None:
    settings.ALCOVE_CLAMD = ""
    assert is_clean([EICAR])
