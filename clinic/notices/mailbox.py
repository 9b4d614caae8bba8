"""Read the mails that the demo's file backend wrote down. No real mail ever lands there."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

# Django's file backend ends each mail with this line.
END = b"\n" + b"-" * 79 + b"\n"
MOST = 200


@dataclass(frozen=True)
class ReceivedMail:
    name: str
    to: str
    subject: str
    sent_at: datetime | None
    body: str


def mails() -> list[ReceivedMail]:
    """Return the newest mails first."""
    files = sorted(
        Path(settings.EMAIL_FILE_PATH).glob("*.log"),  # type: ignore[misc]
        key=lambda path: path.stat().st_mtime_ns,
        reverse=True,
    )
    return [mail for path in files[:MOST] for mail in reversed(list(_in_file(path)))]


def mail_named(name: str) -> ReceivedMail | None:
    return next((mail for mail in mails() if mail.name == name), None)


def _in_file(path: Path) -> Iterator[ReceivedMail]:
    for number, raw in enumerate(path.read_bytes().split(END)):
        if raw.strip():
            yield _read(hashlib.sha256(f"{path.name}|{number}".encode()).hexdigest()[:16], raw)


def _read(name: str, raw: bytes) -> ReceivedMail:
    parsed: EmailMessage = message_from_bytes(raw, policy=default)
    body = parsed.get_body(("plain",))
    date = parsed["Date"]
    return ReceivedMail(
        name=name,
        to=str(parsed["To"] or ""),
        subject=str(parsed["Subject"] or ""),
        sent_at=parsedate_to_datetime(str(date)) if date else None,
        body=body.get_content() if body else "",
    )
