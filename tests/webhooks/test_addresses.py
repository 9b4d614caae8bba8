"""Nothing inside the server's own network is reached, however its address is written."""

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from clinic.webhooks.rules.addresses import BadUrl, Target, is_public, target_of
from clinic.webhooks.tasks.posting import NotSent, look_up, post
from tests.webhooks.receiver import Receiver

METADATA = "169.254.169.254"
ANY = "0.0.0.0"  # noqa: S104  refused, not bound
NOT_PUBLIC = (
    "127.0.0.1", "127.8.9.1", "10.0.0.5", "172.16.0.1", "192.168.1.1", "100.64.0.1", ANY,
    METADATA, "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fe80::1%1",
    "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "2001::1",
    "2002:7f00:1::", "2002:101:101::", "2002:a9fe:a9fe::", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808",
)  # fmt: skip
PUBLIC = ("93.184.215.14", "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101")
INSIDE = (
    "https://127.0.0.1/", "https://169.254.169.254/latest/meta-data", "https://[::1]/",
    "https://[::ffff:127.0.0.1]/", "https://0.0.0.0/", "https://2130706433/", "https://0x7f000001/",
    "https://0x7f.1/", "https://0177.0.0.1/", "https://127.1/", "https://localhost/",
    "https://LOCALHOST./", "https://metadata.google.internal/", "https://printer.local/",
    "https://intranet/", "https://app.localhost/", "https://1.0x1/", "https://10.0.0.5:8443/",
)  # fmt: skip
BAD = (
    "http://calendar.example.org/", "ftp://calendar.example.org/", "https://", "https:///x", "x",
    "https://calendar.example.org:22/", "https://calendar.example.org:0/",
    "https://calendar.example.org:99999/", "https://someone:word@calendar.example.org/",
    "https://127.0.0.1@calendar.example.org/", "https://calendar.example.org\\@127.0.0.1/",
    "https://calendar.example.org/#part", "https://calendar.example.org/\r\nHost: other",
    "https://calendar.example.org/ x", "https://kalender.bücher.example/", "file:///etc/passwd",
    "https://calendar.example.org/" + "x" * 500,
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_an_address_that_is_not_of_the_public_net_is_known(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_is_known(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("url", INSIDE + BAD)
def test_such_an_address_is_not_taken(url: str) -> None:
    with pytest.raises(BadUrl):
        target_of(url, ())


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Calendar.example.org/hook?key=1", "https://calendar.example.org"),
        ("https://calendar.example.org:8443", "https://calendar.example.org:8443"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]"),
    ],
)
def test_a_public_address_is_taken_and_shown_without_its_path(url: str, origin: str) -> None:
    assert target_of(url, ()).origin == origin


def test_what_the_operator_allows_may_be_inside_without_tls_on_any_port() -> None:
    target = target_of("http://intranet:8000/hook", ["intranet"])
    assert (target.host, target.port, target.private) == ("intranet", 8000, True)
    with pytest.raises(BadUrl):
        target_of("http://intranet.other:8000/hook", ["intranet"])


def at(port: int, host: str = "calendar.example.org", private: bool = False) -> Target:
    return Target("http", host, port, "/", private)


def always(*addresses: str) -> Callable[[str, int], Sequence[str]]:
    return lambda host, port: addresses


def refused(target: Target, look_up: Callable[[str, int], Sequence[str]]) -> str:
    with pytest.raises(NotSent) as caught:
        post(target, headers={}, body="{}", look_up=look_up, seconds=2)
    return caught.value.code


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_name_that_leads_inside_is_never_connected_to(address: str, receiver: Receiver) -> None:
    assert refused(at(receiver.port), always(address)) == "private_address"
    assert receiver.got == []


def test_one_private_address_among_public_ones_spoils_the_name(receiver: Receiver) -> None:
    assert refused(at(receiver.port), always("1.1.1.1", "127.0.0.1")) == "private_address"
    assert receiver.got == []


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "localhost", "::1"])
def test_the_systems_own_look_up_is_checked_whatever_the_spelling(
    host: str, receiver: Receiver
) -> None:
    assert refused(at(receiver.port, host), look_up) in {"private_address", "no_host"}
    assert receiver.got == []


def test_a_name_that_answers_differently_the_second_time_wins_nothing(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: public when looked at, private when connected to. There is no second time."""
    asked, reached = [], []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["1.1.1.1"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(address: tuple[str, int], *_: object, **__: object) -> None:
        reached.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert refused(at(receiver.port), resolver) == "no_connection"
    assert (asked, reached) == (["calendar.example.org"], ["1.1.1.1"])


def test_the_host_header_names_the_host_and_not_the_address(receiver: Receiver) -> None:
    target = at(receiver.port, private=True)
    post(target, headers={}, body="{}", look_up=always("127.0.0.1"))
    assert receiver.got[0].headers["host"] == f"calendar.example.org:{receiver.port}"


def test_the_next_address_is_tried_when_one_does_not_answer(receiver: Receiver) -> None:
    target = at(receiver.port, private=True)
    assert post(target, headers={}, body="{}", look_up=always("127.0.0.9", "127.0.0.1"))
    assert len(receiver.got) == 1


def test_a_name_that_does_not_exist_is_said_so() -> None:
    assert refused(at(443, "nobody.invalid"), look_up) == "no_host"


@pytest.fixture
def raw() -> Iterator[Callable[[Callable[[socket.socket], None]], Target]]:
    """Serve one connection by hand."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve(answer: Callable[[socket.socket], None]) -> Target:
        def take() -> None:
            connection, _peer = server.accept()
            with connection:
                got = b""
                while not got.endswith(b"{}"):
                    got += connection.recv(65536)
                answer(connection)

        threading.Thread(target=take, daemon=True).start()
        return at(server.getsockname()[1], "127.0.0.1", private=True)

    yield serve
    server.close()


def test_who_never_answers_is_left_after_a_while(
    raw: Callable[[Callable[[socket.socket], None]], Target],
) -> None:
    over = threading.Event()
    target = raw(lambda connection: (over.wait(30), None)[1])
    with pytest.raises(NotSent, match="timeout"):
        post(target, headers={}, body="{}", seconds=0.2)
    over.set()


def test_who_drips_without_end_is_left_after_a_while(
    raw: Callable[[Callable[[socket.socket], None]], Target],
) -> None:
    over = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not over.wait(0.05):
            connection.sendall(b"x-more: 1\r\n")

    with pytest.raises(NotSent, match="timeout"):
        post(raw(drip), headers={}, body="{}", seconds=0.4)
    over.set()


def test_an_endless_answer_is_not_read(
    raw: Callable[[Callable[[socket.socket], None]], Target],
) -> None:
    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    def quietly(connection: socket.socket) -> None:
        with pytest.raises(OSError, match=r"."):  # we hung up
            pour(connection)

    assert post(raw(quietly), headers={}, body="{}").status == 200


def test_what_is_not_http_is_said_so(
    raw: Callable[[Callable[[socket.socket], None]], Target],
) -> None:
    target = raw(lambda connection: connection.sendall(b"220 mail.example.org ESMTP\r\n"))
    with pytest.raises(NotSent, match="broken_answer"):
        post(target, headers={}, body="{}")
