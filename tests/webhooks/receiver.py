"""A real HTTP receiver on this machine, which keeps what it got and answers as it is told."""

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

Reply = tuple[int, dict[str, str]]


@dataclass(frozen=True)
class Got:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def message_id(self) -> str:
        return self.headers["webhook-id"]

    def read_with(self, secret: str) -> Any:
        """Return the message. :raises WebhookVerificationError: not signed with this secret"""
        return Webhook(secret).verify(self.body, self.headers)


@dataclass
class Receiver:
    """Answers `replies` one after the other, then 204 for ever; `before` runs in between."""

    replies: list[Reply] = field(default_factory=list)
    before: Callable[[], None] | None = None
    got: list[Got] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks/alcove?key=opens-it"

    def answers(self, *statuses: int, **headers: str) -> None:
        self.replies += [(status, headers) for status in statuses]

    def take(self, got: Got) -> Reply:
        self.got.append(got)
        if self.before is not None:
            self.before()
        return self.replies.pop(0) if self.replies else (204, {})


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is what some tests are about."""


def serving(receiver: Receiver, tls: ssl.SSLContext | None = None) -> ThreadingHTTPServer:
    """Return a server that is listening in a thread of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more = receiver.take(Got(self.path, headers, body))
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server
