"""Somebody on a slow line gets a whole file, and holds nobody else up meanwhile."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest

from clinic.services.places import ROOT, free_port
from tests.services.slow_web import SIZE, STALLED_SECONDS, timeout

MOST_SLOW = 6


@pytest.fixture
def web() -> Iterator[int]:
    port = free_port(0)
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "-c", "python:tests.services.slow_web",
            "tests.services.slow_web:application", "--bind", f"127.0.0.1:{port}",
            "--no-control-socket",
        ],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while not answered(port):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def answered(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with closing(connection):
        try:
            connection.request("GET", "/quick")
            return connection.getresponse().read() == b"ok"
        except (OSError, http.client.HTTPException):
            return False


def asked(port: int) -> socket.socket:
    """Ask for the file over a line that takes little ahead."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
    line.settimeout(30)
    line.connect(("127.0.0.1", port))
    line.sendall(b"GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    return line


def read_slowly(line: socket.socket, seconds: float) -> int:
    """Read all that comes, at a pace that takes so long."""
    begun, got = time.monotonic(), 0
    with line:
        while part := line.recv(256 * 1024):
            got += len(part)
            ahead = got / SIZE * seconds - (time.monotonic() - begun)
            time.sleep(max(0.0, ahead))
    return got


def test_slow_readers_get_all_of_it_while_others_are_answered(web: int) -> None:
    lines = [asked(web) for number in range(MOST_SLOW)]
    with ThreadPoolExecutor(MOST_SLOW) as readers:
        reading = [readers.submit(read_slowly, line, timeout * 3) for line in lines]
        time.sleep(0.5)
        others = [answered(web) for number in range(3)]
        got = [one.result() for one in reading]

    assert others == [True] * 3
    assert [size > SIZE for size in got] == [True] * MOST_SLOW, got  # the head comes with it


def test_whoever_takes_nothing_at_all_is_let_go(web: int) -> None:
    with asked(web) as line:
        line.recv(1024)
        time.sleep(STALLED_SECONDS * 8)  # what fits in between is written in pieces first
        with suppress(ConnectionResetError):
            assert read_slowly(line, 0) < SIZE // 2
    assert answered(web)
