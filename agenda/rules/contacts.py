"""Ways and kinds of a contact, and what is asked about the safe-contact rule. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHANNELS: Mapping[str, Promise] = MappingProxyType(
    {
        "phone": _("Phone call"),
        "sms": _("Text message"),
        "email": _("E-mail"),
        "post": _("Post"),
        "app": _("Messaging app"),
        "in_person": _("In person"),
        "video": _("Video"),
        "partner": _("Through a partner"),
    }
)
# By which safe-contact channels the client is reached, one of them enough; in one room by none.
RULED_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{way: (way,) for way in ("phone", "sms", "email", "post", "app", "partner")},
        "video": ("app", "email"),
    }
)
OUT, IN, ABOUT = "out", "in", "about"
DIRECTIONS: Mapping[str, Promise] = MappingProxyType(
    {
        OUT: _("We reached out to the client"),
        IN: _("The client reached out to us"),
        ABOUT: _("With somebody else, about the client"),
    }
)
FOLLOWED, NOT_FOLLOWED, NO_RULE = "followed", "not_followed", "none"
# status -> (words, tone)
RULES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        FOLLOWED: (_("Safe-contact rule followed"), "good"),
        NOT_FOLLOWED: (_("Safe-contact rule not followed"), "danger"),
        NO_RULE: (_("No safe-contact rule concerns it"), "quiet"),
    }
)
LONGEST_MINUTES = 24 * 60
LONGEST_NOTE = 2000
EARLIEST_YEAR = 1990


def is_ruled(channel: str, direction: str) -> bool:
    """Tell whether a safe-contact rule concerns it: only when the client herself is reached."""
    return direction == OUT and channel in RULED_BY
