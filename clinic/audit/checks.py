"""Refuse to start with a signing key that signs nothing."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from clinic.audit.sealing import signing_key


@register
def signing_key_is_sound(**_: Any) -> list[Error]:
    try:
        signing_key(settings.ALCOVE_AUDIT_KEY)
    except ValueError:
        return [Error("ALCOVE_AUDIT_KEY must be 32 random bytes in base64.", id="audit.E001")]
    return []
