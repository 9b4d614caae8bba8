"""Keyed tokens to search by equality without storing what is searched for."""

import hmac

from clinic.vault.keys import clinic_key
from clinic.vault.models import ClinicKey

LENGTH = 16


def token(kind: str, value: str) -> bytes:
    """Return 16 bytes of HMAC-SHA-256 over kind and value under the bound clinic's search key."""
    return token_under(clinic_key(ClinicKey.SEARCH).secret, kind, value)


def token_under(secret: bytes, kind: str, value: str) -> bytes:
    """Do the same under a key that the caller holds: it makes the tokens of no clinic."""
    return hmac.digest(secret, f"{kind}\0{value}".encode(), "sha256")[:LENGTH]
