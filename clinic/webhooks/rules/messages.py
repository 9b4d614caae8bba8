"""What is sent, byte for byte, and how it is signed (Standard Webhooks)."""

import base64
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from standardwebhooks import Webhook

SECRET_BYTES = 32
OVERLAP = timedelta(hours=24)
# More would make the header long, and nobody has a use for them.
MOST_OLD_SECRETS = 3

# After each attempt that failed; with the last it has failed for good, about 32 hours after.
WAITS = (
    timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30),
    timedelta(hours=2), timedelta(hours=5), timedelta(hours=10), timedelta(hours=14),
)  # fmt: skip
# What a receiver may ask for by Retry-After, and how long one that fails is left in peace at most:
# one dead receiver must not keep the workers from a deadline's reminder.
LONGEST_ASKED, LONGEST_REST = timedelta(hours=1), timedelta(minutes=1)
FAILING_FOR = timedelta(days=5)
KEPT_FOR = timedelta(days=30)

ERRORS: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "no_host": _("The host's name was not found"),
        "not_allowed": _("The address is not allowed any more"),
        "private_address": _("The host's name leads into a private network"),
        "no_connection": _("No connection"),
        "no_tls": _("The certificate is not good, or it is no HTTPS"),
        "timeout": _("No answer in time"),
        "broken_answer": _("The answer was not HTTP"),
        "refused": _("The receiver refused it"),
        "redirected": _("The receiver pointed elsewhere, and we do not follow"),
        "gone": _("The receiver says it is gone for good (410)"),
        "switched_off": _("The webhook was paused or ended before this was sent"),
        "interrupted": _("The work was interrupted too often"),
    }
)
STOPPED_FOR: MappingProxyType[str, Promise] = MappingProxyType(
    {
        "gone": _("The receiver said that it is gone for good (410)."),
        "failing": _("Nothing had arrived for five days."),
    }
)


def new_secret() -> str:
    return "whsec_" + base64.b64encode(os.urandom(SECRET_BYTES)).decode()


def body_of(
    *,
    event_type: str,
    occurred_at: datetime,
    clinic: str,
    object_type: str,
    object_id: UUID,
    case_id: UUID | None,
    client_id: UUID | None,
) -> str:
    """Return the message: names of events and ids, so that whoever reads it must still sign in."""
    message = {
        "type": event_type,
        "timestamp": occurred_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "data": {
            "clinic": clinic,
            "object": object_type,
            "id": str(object_id),
            "case_id": str(case_id) if case_id else None,
            "client_id": str(client_id) if client_id else None,
        },
    }
    return json.dumps(message, separators=(",", ":"))


def headers_of(
    *, event_id: UUID, body: str, secrets: Iterable[str], now: datetime
) -> dict[str, str]:
    """Return the headers of one attempt, signed with every secret that holds now."""
    message_id = f"msg_{event_id.hex}"
    now = now.astimezone(UTC)
    signatures = [Webhook(secret).sign(message_id, now, body) for secret in secrets]
    return {
        "content-type": "application/json",
        "user-agent": "Alcove-Webhooks",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def asked_wait(retry_after: str, now: datetime) -> timedelta:
    """Read Retry-After, seconds or a date, up to an hour; nonsense asks for nothing."""
    if retry_after.isascii() and retry_after.isdigit():
        asked = timedelta(seconds=int(retry_after[:6]))
    else:
        try:
            asked = parsedate_to_datetime(retry_after).astimezone(UTC) - now
        except (ValueError, OverflowError):
            asked = timedelta(0)
    return max(timedelta(0), min(asked, LONGEST_ASKED))
