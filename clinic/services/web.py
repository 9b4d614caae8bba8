"""How gunicorn serves Alcove, here and in the container: `gunicorn -c python:clinic.services.web`.

The access log holds no query string, no address and no secret of a link: whoever reads a log must
not be able to open an invitation, a password reset or a partner's referral.
"""

import socket
import struct
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

from clinic.services.masking import masked, one_line


class QuietLogger(Logger):
    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(  # type: ignore[no-untyped-call]
            resp, req, environ, request_time
        )
        atoms["U"] = one_line(masked(environ.get("PATH_INFO") or ""))
        return atoms


# A download takes as long as the line of whoever asked for it: each has a thread of its own, which
# is not counted in by `timeout` and holds nobody else up. One connection to the database a thread.
worker_class = "gthread"
workers = 2
threads = 16
# A worker whose main loop has not come round for so long is taken for hung. Work in C that lets
# no other thread run, such as drawing a long PDF, must fit into it.
timeout = 120
# How long downloads under way may go on when the process is asked to end.
graceful_timeout = 30
# The proxy opens a connection for each request; one kept open would be closed under its next one.
keepalive = 0
# A reader who takes nothing at all for so long is let go soon after, and the thread with it.
STALLED_SECONDS = 120
accesslog = "-"
logger_class = QuietLogger
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(M)sms"


def when_ready(server: Any) -> None:
    """Bound what a write may wait; each connection takes it over from the socket it came in by."""
    wait = struct.pack("ll", STALLED_SECONDS, 0)
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, wait)
