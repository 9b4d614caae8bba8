"""A small browser for the running web process: cookies, no redirects followed, both factors."""

import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from clinic.notices.demo_people import PASSWORD, code_at

_FORM_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Visit:
    """One person's visit, or a stranger's. Paths only: it never leaves this installation."""

    def __init__(self) -> None:
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(_Stay, cookies)
        self.text = ""

    def get(self, path: str) -> int:
        """Return the status; the page stands in `text`."""
        return self._send(path, None)

    def post(self, path: str, **fields: str) -> int:
        """Fill in the form of this page and send it; return the status."""
        self.get(path)
        found = _FORM_TOKEN.search(self.text)
        fields["csrfmiddlewaretoken"] = found[1] if found else ""
        return self._send(path, urlencode(fields).encode())

    def _send(self, path: str, body: bytes | None) -> int:
        address = settings.ALCOVE_BASE_URL + path
        request = urllib.request.Request(address, body, {"Referer": address})  # noqa: S310 - ours
        try:
            with self._opener.open(request, timeout=30) as answer:
                self.text = answer.read().decode(errors="replace")
                return int(answer.status)
        except urllib.error.HTTPError as error:
            self.text = error.read().decode(errors="replace")
            return error.code


def sign_in(email: str) -> Visit:
    """Sign in with the demo's password and the code of now. :raises RuntimeError: not let in"""
    visit = Visit()
    visit.post(reverse("account_login"), login=email, password=PASSWORD)
    with transaction.atomic():
        app = Authenticator.objects.get(user__email=email, type=Authenticator.Type.TOTP)
    secret = decrypt(app.data["secret"])
    # Somebody may just have used the code of now, for each is good once; the next one holds too.
    for turn in (0, 1, -1):
        visit.post(reverse("mfa_authenticate"), code=code_at(secret, turn))
        if visit.get(reverse("people:clinics")) == 200:
            return visit
    raise RuntimeError(f"{email} was not let in with password and code")
