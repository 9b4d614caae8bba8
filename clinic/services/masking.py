"""Paths in logs, without the secret of a link that opens something."""

import logging
import re

# The route says what the rest is: an invitation, a referral, a request, a new password.
SECRET = re.compile(
    r"(/(?:invitation|partner|firm|interpreter|feed|status|accounts/password/reset/key)/)[^/\s?]+"
)


# A decoded path may hold line ends: whoever asks for it would write lines of their own.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def masked(text: str) -> str:
    return SECRET.sub(r"\1…", text)


def one_line(text: str) -> str:
    return CONTROL.sub("?", text)


class MaskLinks(logging.Filter):
    """Take the secret out of the paths that a framework logs (`Not Found: /partner/…/`)."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                masked(value) if isinstance(value, str) else value for value in record.args
            )
        if isinstance(record.msg, str):
            record.msg = masked(record.msg)
        return True
