"""The sign-ins of the demo with their codes of this half minute. Demo settings only."""

import time
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

from clinic.people.models import User
from clinic.people.roles import names_of
from clinic.people.seats import seats_of

# Of made-up people on one machine: the command prints it, the page shows it.
PASSWORD = "harbor-meadow-lantern"  # noqa: S105
DOMAIN = "demo.example"


@dataclass(frozen=True)
class SignIn:
    """A made-up person; `seats` are (clinic, roles)."""

    email: str
    name: str
    seats: list[tuple[str, str]]
    secret: str
    uri: str

    @property
    def code(self) -> str:
        return code_at(self.secret)

    @property
    def shown(self) -> str:
        return f"{self.code[:3]} {self.code[3:]}"


def code_at(secret: str, turn: int = 0) -> str:
    """Return the six digits of now, or of some turns later."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD + turn
    return format_hotp_value(hotp_value(secret, counter))


def sign_ins() -> list[SignIn]:
    """Return everybody of the demo's domain who has a seat and an authenticator app."""
    ending = f"@{DOMAIN}"
    apps = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user__email__endswith=ending
    ).select_related("user")
    found = [_sign_in(app.user, decrypt(app.data["secret"])) for app in apps.order_by("user__pk")]
    return [one for one in found if one.seats]


def _sign_in(user: User, secret: str) -> SignIn:
    seats = [
        (seat.clinic.name, ", ".join(str(name) for name in names_of(seat.roles)))
        for seat in seats_of(user.pk)
    ]
    uri = get_adapter().build_totp_url(user, secret)
    return SignIn(user.email, user.name, seats, secret, uri)
