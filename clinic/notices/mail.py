"""What a mail may say: that there is an item, and where to sign in. Never whom it is about."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation
from django.utils.translation import ngettext

from clinic.people.models import Membership
from clinic.tenancy.current import current_clinic

AUDIENCES = frozenset({"member", "invited", "partner", "interpreter", "client"})


class NotSafeToReach(RuntimeError):
    """A letter to a client was written without a verdict that says this is safe now."""


class Verdict(Protocol):
    """The answer of the room of clients to "may we reach her, this way, now?"."""

    @property
    def allowed(self) -> bool: ...


@dataclass(frozen=True)
class Letter:
    """One mail to one person, in the words that person may read over anyone's shoulder."""

    to: str
    subject: str
    body: str
    audience: str = "member"
    verdict: Verdict | None = None

    def __post_init__(self) -> None:
        if self.audience not in AUDIENCES:
            raise ValueError(f"Nobody is called {self.audience}.")
        if self.audience == "client" and not (self.verdict and self.verdict.allowed):
            raise NotSafeToReach("Ask clients.queries.contact_verdict before writing to a client.")


def neutral_letter(recipient: Membership, items: int = 1) -> Letter:
    """Tell a member that something waits, or how much, and nothing else.

    No link into the matter either: an address opened on a shared machine stays in its history.
    """
    language = recipient.user.language or current_clinic().language
    with translation.override(language):
        subject = ngettext(
            "You have an item in Alcove", "You have %(count)s items in Alcove", items
        ) % {"count": items}
        sign_in = ngettext("Sign in to see it:", "Sign in to see them:", items)
        return Letter(
            to=recipient.user.email,
            subject=subject,
            body=f"{subject}. {sign_in}\n\n{settings.ALCOVE_BASE_URL}/\n",
        )


def as_mail(letter: Letter, *, token: UUID, connection: BaseEmailBackend) -> EmailMessage:
    """Return the mail under an id that stays the same however often it is sent."""
    host = urlsplit(settings.ALCOVE_BASE_URL).hostname or "localhost"
    return EmailMessage(
        letter.subject,
        letter.body,
        to=[letter.to],
        headers={"Message-ID": f"<{token.hex}@{host}>", "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
