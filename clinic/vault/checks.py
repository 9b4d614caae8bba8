"""Refuse to start with a keyring that could not hold what it is given."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from clinic.vault.keyring import KeyringError, parse


@register
def keyring_is_sound(**_: Any) -> list[Error]:
    try:
        parse(settings.ALCOVE_KEYRING)
    except KeyringError as error:
        return [Error(str(error), id="vault.E001", hint="See docs/operations.md, Keys.")]
    return []
