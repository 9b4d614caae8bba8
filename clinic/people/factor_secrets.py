"""TOTP secrets and recovery seeds, sealed for the person they belong to.

The library's adapter is given a text and no person. So what it seals is sealed again for the row's
person when the row is saved, and a row that carries another person's secret does not load: whoever
can write to the table cannot give somebody else the app in their own hand.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models.signals import post_init, pre_save
from django.dispatch import receiver

from clinic.vault.keyring import (
    TamperedError,
    is_current,
    open_for_installation,
    seal_for_installation,
)

SECRETS = ("secret", "seed")
BETWEEN = "."  # person, then ciphertext


def seal(text: str) -> str:
    """Seal for nobody yet; only `Authenticator.save()` takes this form."""
    return seal_for_installation("mfa", text)


def open_own(stored: str) -> str:
    """Open what a row holds. :raises TamperedError: altered, or sealed for another person"""
    person, found, sealed = stored.partition(BETWEEN)
    if not found:
        raise TamperedError("A second factor's secret is not bound to a person.")
    return open_for_installation(_label(person), sealed)


def _label(person: object) -> str:
    return f"mfa|{person}"


def rewrap(row: Authenticator) -> bool:
    """Put a row's secrets under the active key of the keyring; tell whether any was not."""
    changed = False
    for name in SECRETS:
        person, bound, sealed = (row.data.get(name) or "").partition(BETWEEN)
        if bound and not is_current(bytes.fromhex(sealed)):
            plain = open_for_installation(_label(person), sealed)
            row.data[name] = f"{person}{BETWEEN}{seal_for_installation(_label(person), plain)}"
            changed = True
    if changed:
        row.save(update_fields=["data"])
    return changed


@receiver(pre_save, sender=Authenticator)
def _bind(instance: Authenticator, **_: Any) -> None:
    for name in SECRETS:
        text = instance.data.get(name)
        if text and BETWEEN not in text:
            plain = open_for_installation("mfa", text)
            sealed = seal_for_installation(_label(instance.user_id), plain)
            instance.data[name] = f"{instance.user_id}{BETWEEN}{sealed}"


@receiver(post_init, sender=Authenticator)
def _refuse_anothers(instance: Authenticator, **_: Any) -> None:
    for name in SECRETS:
        text = instance.__dict__.get("data", {}).get(name) or ""
        person, bound, _sealed = text.partition(BETWEEN)
        if bound and person != str(instance.__dict__.get("user_id")):
            raise TamperedError("A second factor's secret belongs to another person.")
