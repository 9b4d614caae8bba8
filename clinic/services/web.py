"""How gunicorn serves Alcove, here and in the container: `gunicorn -c python:clinic.services.web`.

The access log holds no query string, no address and no secret of a link: whoever reads a log must
not be able to open an invitation, a password reset or a partner's referral.
"""

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


workers = 2
accesslog = "-"
logger_class = QuietLogger
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(M)sms"
