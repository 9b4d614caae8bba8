"""Signing in for real: forms, authenticator codes, recovery codes."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, format_hotp_value, hotp_value
from django.test import Client

from tests.builders import PASSWORD


def password(browser: Client, email: str, text: str = PASSWORD) -> Any:
    return browser.post("/accounts/login/", {"login": email, "password": text})


# Seconds a test may take from reading a code to sending it, on a busy machine too.
HASTE = 3


def code_of(secret: str) -> str:
    """Return the six digits the app shows now and still shows when they are typed in."""
    left = 30 - time.time() % 30
    if left < HASTE:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up_app(browser: Client) -> str:
    """Set up an authenticator app and return its secret."""
    browser.get("/accounts/2fa/totp/activate/")
    secret: str = browser.session[SECRET_SESSION_KEY]
    browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    return secret
