"""What a packet is, as tables, and how a document is made of it. No database."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A snapshot grows old: a deadline that moved since would still stand in it.
KEPT_FOR = timedelta(days=7)
# A second request within this time is the same click.
SAME_CLICK = timedelta(minutes=1)

# What opens a part of the packet. A packet made with one of these is closed to who lost it.
OPENERS = (
    "client.reveal",
    "party.view",
    "family.view",
    "deadline.view",
    "filing.view",
    "release.view",
    "note.view_shared",
    "note.view_attorney",
    "note.view_advocate",
)

# And the parts that only a packet for whoever took a case over holds.
HANDOVER_OPENERS = ("task.view", "appointment.view", "contact.view", "document.view", "letter.view")

FAILURES: Mapping[str, Promise] = MappingProxyType(
    {
        "render_failed": _("Something in this case could not be set on the page."),
        "fetch_refused": _("The document asked for something outside of it, which is not allowed."),
        "not_visible": _("You can no longer see this case, or all of what was asked for."),
        "gave_up": _("The worker was interrupted too many times."),
    }
)
OTHER_FAILURE = _("The worker could not finish it.")


def failure_text(code: str) -> str:
    return str(FAILURES.get(code, OTHER_FAILURE))


def paper_of(jurisdiction: str) -> str:
    return "Letter" if jurisdiction == "us" else "A4"
