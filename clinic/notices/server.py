"""The mail server, over one connection for as long as there is mail to give it.

What went wrong is told by what it means for the mail: not taken, away before it left, in doubt.
"""

import re
import smtplib
import time
from contextlib import suppress
from types import TracebackType

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

GO_AHEAD, CLOSING = 354, 421
# An address that stands in a header, and is told to a server, as it is.
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,40}@[A-Za-z0-9][A-Za-z0-9.-]{0,20}", re.ASCII)
LINE_OF_DOT = re.compile(rb"(?m)^\.")


class NotTaken(Exception):
    """The server answered that it does not take this mail; others it may take."""


class ServerAway(Exception):
    """The server could not be reached or used, and no mail left."""


class InDoubt(Exception):
    """The mail was on its way when the server fell silent: it may have arrived, or not."""


class MailServer:
    """Use as a context manager; the connection opens with the first mail.

    Kept for one turn of work and never longer, so that no connection idles until the server tires
    of it. One that the server closes between two mails is opened anew once.
    """

    def __init__(self) -> None:
        self.backend = get_connection()
        self.is_open = False
        self.raw = b""
        self.pattern = Pattern()

    def __enter__(self) -> "MailServer":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def open(self) -> None:
        """:raises ServerAway: nobody there, or it does not let us in"""
        if self.is_open:
            return
        try:
            self.backend.open()
            if isinstance(self.backend, EmailBackend) and self.backend.connection:
                self.backend.connection.ehlo_or_helo_if_needed()
        except OSError as error:  # SMTPException is one, too
            self.backend = get_connection()  # a polite end would only be waited for
            raise ServerAway from error
        self.is_open = True

    def close(self) -> None:
        """Take leave. A server that is gone is not asked to answer."""
        self.is_open = False
        with suppress(OSError):
            self.backend.close()

    def offer(self, mail: EmailMessage) -> None:
        """Name sender and recipient, up to the moment before the text leaves.

        :raises NotTaken: it refused this one
        :raises ServerAway: it hung up twice, or fell silent
        """
        if not isinstance(self.backend, EmailBackend):
            return
        self.raw = self.pattern.as_sent(mail)
        used = self.is_open
        try:
            self._offer(mail, len(self.raw))
        except ConnectionError:  # it closed between two mails: nothing has left yet
            if not used:
                raise ServerAway from None
            try:
                self._offer(mail, len(self.raw))
            except ConnectionError as error:
                raise ServerAway from error

    def give(self, mail: EmailMessage) -> None:
        """Let the text of the mail offered last go; when this returns, the server has taken it.

        :raises NotTaken: it refused this one
        :raises InDoubt: it fell silent after the mail was on its way
        """
        if not isinstance(self.backend, EmailBackend):
            self.backend.send_messages([mail])
            return
        smtp = self.backend.connection
        assert smtp is not None
        try:
            smtp.send(self.raw + b".\r\n")
            code, _words = smtp.getreply()
        except OSError as error:
            self.drop()
            raise InDoubt from error
        if code == CLOSING:
            self.drop()
        if code < 0:
            raise InDoubt
        if not 200 <= code < 300:
            raise NotTaken

    def _offer(self, mail: EmailMessage, size: int) -> None:
        """:raises ConnectionError: the server closed the connection"""
        self.open()
        smtp: smtplib.SMTP = self.backend.connection  # type: ignore[attr-defined]
        options = [f"size={size}"] if smtp.has_extn("size") else []
        try:
            self._check(smtp.mail(_address(mail, mail.from_email), options))
            for recipient in mail.recipients():
                self._check(smtp.rcpt(_address(mail, recipient)))
            self._check(smtp.docmd("DATA"), GO_AHEAD)
        except OSError as error:
            self.drop()
            if _was_closed(error):
                raise ConnectionError from error
            raise ServerAway from error

    def _check(self, answer: tuple[int, bytes], good: int = 0) -> None:
        code = answer[0]
        if code == CLOSING:
            raise ConnectionError
        if code != good if good else not 200 <= code < 300:
            self._begin_again()
            raise NotTaken

    def _begin_again(self) -> None:
        """Clear what was named of a mail that is not taken; a server that closes is left."""
        smtp: smtplib.SMTP = self.backend.connection  # type: ignore[attr-defined]
        try:
            smtp.rset()
        except OSError:
            self.drop()

    def drop(self) -> None:
        """Leave without a word: it would only be waited for."""
        self.is_open = False
        if isinstance(self.backend, EmailBackend) and self.backend.connection is not None:
            self.backend.connection.close()
            self.backend.connection = None


class Pattern:
    """Letters with the same words, written in the same second, differ in two lines: whom they are
    to, and their id. To write the rest anew each time takes longer than to send it.
    """

    def __init__(self) -> None:
        self.second, self.parts = 0, dict[tuple[str, str], tuple[bytes, bytes, bytes]]()

    def as_sent(self, mail: EmailMessage) -> bytes:
        if (now := int(time.time())) != self.second:
            self.second, self.parts = now, {}
        lines = _lines_of_its_own(mail)
        if lines is None:
            return _as_sent(mail)
        words = str(mail.subject), str(mail.body)
        if words not in self.parts:
            raw = _as_sent(mail)
            found = [(raw.find(line), line) for line in lines]
            (first, to), (second, own_id) = found
            if not 0 <= first < second or any(raw.count(line) != 1 for line in lines):
                return raw
            self.parts[words] = (
                raw[:first], raw[first + len(to) : second], raw[second + len(own_id) :]
            )  # fmt: skip
            return raw
        head, between, rest = self.parts[words]
        return b"".join((head, lines[0], between, lines[1], rest))


def _lines_of_its_own(mail: EmailMessage) -> tuple[bytes, bytes] | None:
    """Return the lines of recipient and id; None where a line may not be written as it is."""
    headers, recipients = mail.extra_headers, mail.recipients()
    if len(recipients) != 1 or headers.keys() != {"Message-ID", "Auto-Submitted"}:
        return None
    if not PLAIN.fullmatch(recipients[0]) or mail.attachments:
        return None
    return (
        f"\r\nTo: {recipients[0]}\r\n".encode("ascii"),
        f"Message-ID: {headers['Message-ID']}\r\n".encode("ascii"),
    )


def _address(mail: EmailMessage, address: str) -> str:
    if PLAIN.fullmatch(address):
        return address
    return sanitize_address(address, mail.encoding or "utf-8")


def _as_sent(mail: EmailMessage) -> bytes:
    raw: bytes = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    if not raw.endswith(b"\r\n"):
        raw += b"\r\n"
    return LINE_OF_DOT.sub(b"..", raw)


def _was_closed(error: OSError) -> bool:
    """Say whether the other side hung up, and did not merely fall silent."""
    silent = isinstance(error.__context__, TimeoutError)  # smtplib calls that a disconnect, too
    return isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError) and not silent
