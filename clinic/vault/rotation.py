"""Change the keys under everything while people work: in small steps that each commit.

The state is in the rows themselves, so whoever runs it again goes on where it stopped. A step takes
rows that nobody holds and leaves the others for a later one.
"""

import os
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q

from clinic.vault.fields import EncryptedField
from clinic.vault.keyring import NONCE, is_current, keyring
from clinic.vault.keys import (
    _client_context,
    _context,
    _open_client_key,
    clinic_key,
    make_clinic_key,
)
from clinic.vault.models import ClientKey, ClientKeyed, ClinicKey
from clinic.vault.sealing import Sealed


def begin() -> bool:
    """Make the bound clinic's next data key; False when an earlier rotation is to be finished."""
    if stale_client_keys().exists():
        return False
    make_clinic_key(ClinicKey.DATA)
    return True


def stale_client_keys() -> Any:
    newest = clinic_key().id
    return ClientKey.objects.exclude(Q(wrapped=None) | Q(wrapped_by=newest))


def rewrap_clients(most: int) -> int:
    """Wrap some client keys with the newest clinic key; the clients' data is not touched."""
    outer = clinic_key()
    rows = list(stale_client_keys().select_for_update(skip_locked=True).order_by("id")[:most])
    for row in rows:
        secret = _open_client_key(row).secret
        nonce = os.urandom(NONCE)
        row.wrapped = nonce + outer.cipher.encrypt(nonce, secret, _client_context(row.id))
        row.wrapped_by_id = outer.id
        row.save(update_fields=["wrapped", "wrapped_by"])
    return len(rows)


def sealed_by_the_clinic() -> Iterator[tuple[Any, list[str]]]:
    """Name each model whose sealed fields are under the clinic's own key."""
    for model in apps.get_models():
        if issubclass(model, ClientKeyed) or not hasattr(model, "clinic_id"):
            continue
        fields = model._meta.local_concrete_fields
        names = [field.attname for field in fields if isinstance(field, EncryptedField)]
        if names:
            yield model, names


def reseal(model: Any, names: list[str], after: Any, most: int) -> tuple[int, Any]:
    """Seal some rows anew; return how many were, and the last id that was looked at."""
    rows = model.objects.select_for_update(of=("self",)).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    found, newest, done = list(rows[:most]), clinic_key().id, 0
    for row in found:
        sealed = (row.__dict__.get(name) for name in names)
        if any(isinstance(value, Sealed) and value.key_id != newest for value in sealed):
            row.save(update_fields=names)  # a field under another key than the row's is resealed
            done += 1
    return done, found[-1].pk if found else None


def rewrap_clinic() -> int:
    """Wrap the bound clinic's keys with the active key of the keyring."""
    done = 0
    for row in ClinicKey.objects.select_for_update():
        if not is_current(bytes(row.wrapped)):
            plain = keyring().unwrap(bytes(row.wrapped), _context(row))
            row.wrapped = keyring().wrap(plain, _context(row))
            row.save(update_fields=["wrapped"])
            done += 1
    return done


def drop_old() -> int:
    """Delete data keys that nothing is under any more. :raises RuntimeError: something still is"""
    newest = clinic_key().id
    old = ClinicKey.objects.filter(purpose=ClinicKey.DATA).exclude(pk=newest)
    if stale_client_keys().exists():
        raise RuntimeError("Client keys are still under an old key; rotate first.")
    for model, names in sealed_by_the_clinic():
        for row in model.objects.order_by("pk").iterator(chunk_size=500):
            if any(isinstance(row.__dict__.get(n), Sealed) and row.__dict__[n].key_id != newest
                   for n in names):  # fmt: skip
                raise RuntimeError(f"{model._meta.label} is still under an old key; rotate first.")
    # A shredded key was wrapped by one of them; nothing is left in it to be opened.
    ClientKey.objects.filter(wrapped=None).exclude(wrapped_by=newest).update(wrapped_by=newest)
    count, _by_model = old.delete()
    return count
