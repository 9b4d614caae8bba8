"""Paths in logs, without the secret of a link that opens something."""

import logging
import re

# The route says what the rest is: an invitation, a referral, a new password.
SECRET = re.compile(r"(/(?:invitation|partner|accounts/password/reset/key)/)[^/\s?]+")


def masked(text: str) -> str:
    return SECRET.sub(r"\1…", text)


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
