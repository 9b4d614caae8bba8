"""The web's own way of serving, with a small application behind it that sends one large file.

What gunicorn waits for is short here, so that a test sees within seconds what would take minutes.
"""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

from clinic.files.stream import new_file_key, opened, sealed
from clinic.services import web
from clinic.services.web import *  # noqa: F403 - what gunicorn reads

SIZE = 48 * 1024 * 1024
web.STALLED_SECONDS = STALLED_SECONDS = 1
timeout = 3


def _plain() -> Iterator[bytes]:
    for number in range(SIZE // (1024 * 1024)):
        yield bytes([number]) * 1024 * 1024


KEY = new_file_key()
SEALED = b"".join(sealed(KEY, _plain()))


def application(
    environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], Any]
) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/quick":
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]
    start_response("200 OK", [("Content-Length", str(SIZE))])
    return opened(KEY, BytesIO(SEALED))
