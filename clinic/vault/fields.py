"""Model fields that are ciphertext in the database and opened when read.

Each carries a permanent label: the ciphertext is bound to it, so a renamed column keeps its data.
`filter()`, `update()` and `bulk_update()` on them raise, for they could only compare ciphertext or
write plain text.
"""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from clinic.tenancy.current import current_clinic
from clinic.vault.keys import PlainKey, clinic_key, key_named
from clinic.vault.sealing import LEAST, VERSION, Sealed, open_sealed, seal


class EncryptedAttribute(DeferredAttribute):
    """Opens the value at its first reading and keeps it on the instance."""

    field: "EncryptedField"

    def __get__(self, instance: Any, cls: type | None = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = self.field.opened(instance, value)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


def _key_row(instance: Any) -> Any:
    fields_cache = instance._state.fields_cache
    return fields_cache.get("key")


def _key_of(instance: Any) -> PlainKey:
    key_id = getattr(instance, "key_id", None)
    return key_named(key_id, _key_row(instance)) if key_id else clinic_key()


class EncryptedField(models.BinaryField):  # type: ignore[type-arg]
    descriptor_class = EncryptedAttribute

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        self.label = label
        super().__init__(*args, **{"null": True, "blank": True, "editable": True, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "label": self.label}

    def db_check(self, connection: Any) -> str:
        """Let the database refuse what is not sealed: plain text by raw SQL, `update()`, psql."""
        column = connection.ops.quote_name(self.column)
        version = f"'\\x{VERSION:02x}'::bytea"
        return f"octet_length({column}) >= {LEAST} AND substring({column} FROM 1 FOR 1) = {version}"

    def to_bytes(self, value: Any) -> bytes:
        raise NotImplementedError  # pragma: no cover

    def from_bytes(self, raw: bytes) -> Any:
        raise NotImplementedError  # pragma: no cover

    def to_python(self, value: Any) -> Any:
        return value

    def from_db_value(self, value: Any, *_: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def opened(self, instance: Any, sealed: Sealed) -> Any:
        raw = open_sealed(
            sealed,
            clinic_id=instance.clinic_id,
            label=self.label,
            row_id=instance.pk,
            row=_key_row(instance),
        )
        return self.from_bytes(raw)

    def opened_apart(self, sealed: Sealed | None, *, row_id: UUID) -> Any:
        """Open what `values_list` read of a row of the bound clinic; preload the keys before."""
        if sealed is None:
            return None
        clinic_id = current_clinic().pk
        raw = open_sealed(sealed, clinic_id=clinic_id, label=self.label, row_id=row_id)
        return self.from_bytes(raw)

    def pre_save(self, instance: Any, add: bool) -> Sealed | None:
        value = instance.__dict__.get(self.attname)
        if value is None or value == "":
            return None
        if isinstance(value, Sealed):
            if value.key_id == (getattr(instance, "key_id", None) or clinic_key().id):
                return value
            # The row came under another key: left so, the text would go when the old one does.
            value = self.opened(instance, value)
        return seal(
            _key_of(instance),
            self.to_bytes(value),
            clinic_id=instance.clinic_id,
            label=self.label,
            row_id=instance.pk,
        )

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise FieldError(f"{self.name} is encrypted: set it on the row and save the row.")
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: search by blind tokens instead.")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is encrypted and has no {lookup_name}.")

    def value_from_object(self, obj: Any) -> Any:
        # What a serializer or a form of the model takes; dates, numbers and lists go no other way.
        raise FieldError(f"{self.name} is encrypted and is not dumped; read the attribute.")

    def value_to_string(self, obj: Any) -> str:
        raise FieldError(f"{self.name} is encrypted and is not dumped.")


class EncryptedTextField(EncryptedField):
    def to_bytes(self, value: Any) -> bytes:
        if not isinstance(value, str):
            raise TypeError(f"{self.name} takes text.")
        return value.encode()

    def from_bytes(self, raw: bytes) -> str:
        return raw.decode()


class EncryptedDateField(EncryptedField):
    def to_bytes(self, value: Any) -> bytes:
        if type(value) is not date:
            raise TypeError(f"{self.name} takes a date.")
        return value.isoformat().encode()

    def from_bytes(self, raw: bytes) -> date:
        return date.fromisoformat(raw.decode())


class EncryptedJSONField(EncryptedField):
    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, raw: bytes) -> Any:
        return json.loads(raw)
