"""Where django-allauth asks us."""

import logging
import time
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse

from clinic.people import factor_secrets
from clinic.people.factor import signed_in_at

log = logging.getLogger(__name__)


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up by themselves; a seat begins with an invitation."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Do not ask for the password again to set up the first factor right after signing in."""
        request = context.request
        if app == "allauth.mfa" and not is_mfa_enabled(request.user):
            return time.time() - signed_in_at(request) > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_password_change_redirect_url(self, request: Any) -> str:
        return reverse("mfa_index")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down must not tell who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.error("A sign-in mail could not be sent: %s.", type(error).__name__)


class SealedSecrets(DefaultMFAAdapter):
    """Keep TOTP secrets and recovery seeds under the keyring; allauth would store them in clear."""

    def encrypt(self, text: str) -> str:
        return factor_secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return factor_secrets.open_own(encrypted_text)
