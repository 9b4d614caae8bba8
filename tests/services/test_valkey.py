"""The embedded broker asks for its password, keeps nothing on disk, and comes back from a kill."""

import os
import signal
import socket
from collections.abc import Iterator

import pytest

from clinic.services.valkey import Valkey


@pytest.fixture
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    broker = Valkey(tmp_path_factory.mktemp("broker"))
    broker.start()
    yield broker
    broker.stop()


def ask(broker: Valkey, line: str) -> bytes:
    with socket.create_connection(("127.0.0.1", broker.port), timeout=5) as wire:
        wire.sendall(line.encode() + b"\r\n")
        return wire.recv(200)


def test_nobody_gets_in_without_the_password(broker: Valkey) -> None:
    assert ask(broker, "PING").startswith(b"-NOAUTH")
    assert ask(broker, "AUTH guessed").startswith(b"-WRONGPASS")


def test_the_password_stands_in_no_process_list(broker: Valkey) -> None:
    pid = int(broker.pid_file.read_text())
    with open(f"/proc/{pid}/cmdline", "rb") as command:
        assert broker.secrets.read("valkey").encode() not in command.read()


def test_a_killed_broker_comes_back_on_its_port(broker: Valkey) -> None:
    port = broker.port
    os.kill(int(broker.pid_file.read_text()), signal.SIGKILL)

    broker.start()

    assert broker.alive()
    assert broker.port == port


def test_starting_twice_keeps_the_running_server(broker: Valkey) -> None:
    pid = broker.pid_file.read_text()
    again = Valkey(broker.home.parent)
    again.start()

    assert broker.pid_file.read_text() == pid


def test_nothing_it_holds_reaches_the_disk(broker: Valkey) -> None:
    with socket.create_connection(("127.0.0.1", broker.port), timeout=5) as wire:
        wire.sendall(f"AUTH {broker.secrets.read('valkey')}\r\nSET k canary-7\r\n".encode())
        wire.recv(200)
    broker.stop()

    assert not [p for p in broker.home.rglob("*") if p.is_file() and b"canary-7" in p.read_bytes()]
