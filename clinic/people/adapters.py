"""Where django-allauth asks us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from clinic.vault.keyring import open_for_installation, seal_for_installation


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; a seat begins with an invitation."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Keep TOTP secrets and recovery seeds under the keyring; allauth would store them in clear."""

    def encrypt(self, text: str) -> str:
        return seal_for_installation("mfa", text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_for_installation("mfa", encrypted_text)
