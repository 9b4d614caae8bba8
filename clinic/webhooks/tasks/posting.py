"""One POST to an address that was looked at first.

`httpcore` follows no redirect, keeps no cookie, reads no proxy from the environment and writes no
address into a log. The name is looked up here, once, when the connection is made; what is connected
to is an address that passed, so a name server that answers differently the next time wins nothing.
TLS still asks for the certificate of the name.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

import httpcore

from clinic.webhooks.rules.addresses import Target, is_public

CONNECT_SECONDS, ALL_SECONDS = 5.0, 15.0
MOST_ADDRESSES = 4
LookUp = Callable[[str, int], Sequence[str]]


class NotSent(Exception):
    """No answer came. `code` is one of `rules.messages.ERRORS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Answer:
    status: int
    retry_after: str


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a name, each once. :raises NotSent: there is no such name"""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSent("no_host") from error
    return list(dict.fromkeys(str(sockaddr[0]) for *_family, sockaddr in found))


def post(
    target: Target,
    *,
    headers: dict[str, str],
    body: str,
    look_up: LookUp = look_up,
    seconds: float = ALL_SECONDS,
) -> Answer:
    """Send and return the head of the answer; what follows it is not read.

    :raises NotSent: refused before connecting, or nothing that is an answer came in time
    """
    port = None if {"https": 443, "http": 80}[target.scheme] == target.port else target.port
    url = httpcore.URL(scheme=target.scheme, host=target.host, port=port, target=target.path)
    wire = CheckedNetwork(target, look_up, time.monotonic() + seconds)
    told = [("host", target.netloc), *headers.items()]
    timeout = {"connect": CONNECT_SECONDS, "read": seconds, "write": seconds, "pool": seconds}
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_tls(), network_backend=wire) as pool,
            pool.stream(
                "POST", url, headers=told, content=body.encode(), extensions={"timeout": timeout}
            ) as answer,
        ):
            lowered = {name.lower(): value for name, value in answer.headers}
            retry_after = lowered.get(b"retry-after", b"")
            return Answer(answer.status, retry_after.decode("latin-1").strip())
    except httpcore.TimeoutException as error:
        raise NotSent("timeout") from error
    except httpcore.NetworkError as error:
        raise NotSent("no_connection") from error
    except httpcore.ProtocolError as error:
        raise NotSent("broken_answer") from error


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Trust the public authorities, and those of the operator (SSL_CERT_FILE)."""
    return httpcore.default_ssl_context()


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to checked addresses only, and ends everything at one moment."""

    def __init__(self, target: Target, look_up: LookUp, ends_at: float) -> None:
        self.target, self.look_up, self.ends_at = target, look_up, ends_at
        self.tcp = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._checked(host, port)
        for address in addresses[:-1]:
            try:
                return self._to(address, port, timeout, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._to(addresses[-1], port, timeout, socket_options)

    def _checked(self, host: str, port: int) -> list[str]:
        addresses = list(self.look_up(host, port))
        if not addresses:
            raise NotSent("no_host")
        # One bad address spoils the name: whoever mixes them waits for our next try.
        if not self.target.private and not all(is_public(ip_address(each)) for each in addresses):
            raise NotSent("private_address")
        return addresses[:MOST_ADDRESSES]

    def _to(
        self, address: str, port: int, timeout: float | None, options: Iterable[Any] | None
    ) -> httpcore.NetworkStream:
        within = left(self.ends_at, timeout)
        stream = self.tcp.connect_tcp(address, port, timeout=within, socket_options=options)
        return EndingStream(stream, self.ends_at)


class EndingStream(httpcore.NetworkStream):
    """A connection that ends in time, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, ends_at: float) -> None:
        self.stream, self.ends_at = stream, ends_at

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, left(self.ends_at, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, left(self.ends_at, timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        within = left(self.ends_at, timeout)
        try:
            stream = self.stream.start_tls(ssl_context, server_hostname, within)
        except httpcore.ConnectError as error:
            raise NotSent("no_tls") from error
        return EndingStream(stream, self.ends_at)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


def left(ends_at: float, timeout: float | None) -> float:
    """:raises httpcore.ReadTimeout: the time is over"""
    remaining = ends_at - time.monotonic()
    if remaining <= 0:
        raise httpcore.ReadTimeout
    return remaining if timeout is None else min(timeout, remaining)
