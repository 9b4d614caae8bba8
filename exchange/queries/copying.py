"""A copy of everything the clinic owns: rows as JSON Lines, lists as CSV, files as they are.

Read in portions, each in a transaction of its own, so that nobody waits and no key stays open
longer than its portion. Written straight into a sealed file: nothing lies on a disk in clear.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone

from clinic.access.roles import ROLES
from clinic.files.models import StoredFile
from clinic.files.queries import open_stream
from clinic.people.models import Membership
from clinic.tenancy.current import bound_to, current_clinic
from clinic.tenancy.models import TenantModel
from clinic.vault.fields import EncryptedField
from clinic.vault.keys import KeyShredded, preload
from exchange.models import ClinicExport, ListImport
from exchange.queries.listing import HEADER, list_rows
from exchange.rules.leaving import (
    FORMAT,
    FORMAT_VERSION,
    KEY_COLUMN,
    LEFT_OUT,
    LEFT_OUT_COLUMNS,
    LIST,
    READ_BACK,
)
from exchange.rules.tables import written

PORTION = 1_000


class _Sink(io.RawIOBase):
    """Where the archive is written: hands every byte on, and cannot go back."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take, self._at = take, 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        content = bytes(data)
        self._take(content)
        self._at += len(content)
        return len(content)

    def tell(self) -> int:
        return self._at


@dataclass
class Copied:
    """What an archive holds: rows and SHA-256 of each part."""

    rows: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    files: int = 0


def copied_models() -> list[type[TenantModel]]:
    """Return the tables that are copied, in the order in which they stand on each other."""
    found = [model for model in apps.get_models() if issubclass(model, TenantModel)]
    return [model for model in found if model._meta.label not in LEFT_OUT]


def write_copy(clinic_id: UUID, take: Callable[[bytes], None], *, asked: dict[str, str]) -> Copied:
    """Write the archive of a clinic, part after part, into `take`.

    :param asked: who asked for it, when and why, for the manifest
    """
    copied, began = Copied(), timezone.now()
    sink: Any = _Sink(take)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        _write_list(archive, copied, clinic_id)
        for model in copied_models():
            _write_rows(archive, copied, clinic_id, model)
        _write_files(archive, copied, clinic_id)
        with bound_to(clinic_id):
            manifest = _manifest(copied, began, asked)
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2))
    return copied


def _manifest(copied: Copied, began: datetime, asked: dict[str, str]) -> dict[str, Any]:
    clinic = current_clinic()
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "clinic": {
            "id": str(clinic.pk), "slug": clinic.slug, "name": clinic.name,
            "time_zone": clinic.time_zone, "language": clinic.language,
            "jurisdiction": clinic.jurisdiction,
        },
        "asked": asked,
        # The clinic went on working meanwhile: a row shows how it stood somewhere between the two.
        "began": began.isoformat(),
        "ended": timezone.now().isoformat(),
        "roles": {role: sorted(held) for role, held in ROLES.items()},
        "tables": {
            name: {"rows": rows, "sha256": copied.digests[name]}
            for name, rows in copied.rows.items()
        },
        "files": copied.files,
        "left_out": dict(LEFT_OUT),
        "read_back": {table: list(columns) for table, columns in READ_BACK.items()},
    }  # fmt: skip


@contextmanager
def _part(archive: zipfile.ZipFile, copied: Copied, name: str) -> Iterator[Callable[[bytes], None]]:
    digest = hashlib.sha256()
    with archive.open(_entry(name), "w", force_zip64=True) as part:

        def write(content: bytes) -> None:
            digest.update(content)
            part.write(content)

        yield write
    copied.digests[name] = digest.hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    now = timezone.now()
    entry = zipfile.ZipInfo(name, (now.year, now.month, now.day, now.hour, now.minute, now.second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _write_list(archive: zipfile.ZipFile, copied: Copied, clinic_id: UUID) -> None:
    """Write clients and matters in the form that an import reads."""
    copied.rows[LIST] = 0
    with _part(archive, copied, LIST) as write:
        write(b"\xef\xbb\xbf" + _csv([HEADER]))
        after: UUID | None = None
        while True:
            with bound_to(clinic_id):
                rows, after = list_rows(after, PORTION)
            if rows:
                copied.rows[LIST] += len(rows)
                write(_csv(rows))
            if after is None:
                return


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows([written(cell) for cell in row] for row in rows)
    return target.getvalue().encode()


def _write_rows(
    archive: zipfile.ZipFile, copied: Copied, clinic_id: UUID, model: type[TenantModel]
) -> None:
    name = f"rows/{model._meta.label_lower}.jsonl"
    copied.rows[name] = 0
    with _part(archive, copied, name) as write:
        for portion in _portions(clinic_id, model):
            copied.rows[name] += len(portion)
            lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in portion)
            write("".join(f"{line}\n" for line in lines).encode())


def _portions(clinic_id: UUID, model: type[TenantModel]) -> Iterator[list[dict[str, Any]]]:
    after: Any = None
    while True:
        with bound_to(clinic_id):
            rows = _rows_of(model).order_by("pk")
            found = list(rows.filter(pk__gt=after)[:PORTION] if after else rows[:PORTION])
            preload({row.key_id for row in found if hasattr(row, "key_id")})
            portion = [_as_json(row) for row in found]
        if portion:
            yield portion
        if len(found) < PORTION:
            return
        after = found[-1].pk


def _rows_of(model: type[TenantModel]) -> models.QuerySet[Any]:
    if model is Membership:
        return Membership.objects.select_related("user")
    return _kept_files() if model is StoredFile else model.objects.all()


def _as_json(row: Any) -> dict[str, Any]:
    kept = LEFT_OUT_COLUMNS.get(row._meta.label, frozenset())
    said: dict[str, Any] = {}
    for column in row._meta.local_concrete_fields:
        if column.name in kept or column.name in (KEY_COLUMN, "clinic"):
            continue
        said[column.name] = _value(row, column)
    if isinstance(row, Membership):
        said["person"] = {"name": row.user.name, "email": row.user.email}
    return said


def _value(row: Any, column: Any) -> Any:
    try:
        value = getattr(row, column.attname)
    except KeyShredded:
        return None  # erased at the end of its keeping
    if isinstance(column, EncryptedField):
        return value.isoformat() if isinstance(value, date) else value
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, str | int | float | bool | dict):
        return value
    return str(value)


def _write_files(archive: zipfile.ZipFile, copied: Copied, clinic_id: UUID) -> None:
    """Write every stored file under its id; `rows/files.storedfile.jsonl` has its name and kind."""
    with bound_to(clinic_id):
        ids = list(_kept_files().order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        with bound_to(clinic_id):
            stored = _kept_files().select_related("key").filter(pk=pk).first()
            try:
                content = open_stream(stored) if stored else None
            except KeyShredded:
                content = None
        if content is None:
            continue  # removed or erased meanwhile
        with archive.open(_entry(f"files/{pk}"), "w", force_zip64=True) as part:
            for chunk in content:
                part.write(chunk)
        copied.files += 1


def _kept_files() -> models.QuerySet[StoredFile]:
    """Return the files that belong to clients: not lists that came in, not other copies."""
    files = StoredFile.objects.exclude(pk__in=ListImport.objects.exclude(file=None).values("file"))
    return files.exclude(pk__in=ClinicExport.objects.exclude(file=None).values("file"))
