"""Store files. Steps of an action of an upper room, whose audit entry says what was stored."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.files import incoming
from clinic.files.kinds import ALLOWED, ARCHIVE, PART, TABLE
from clinic.files.models import StoredFile
from clinic.files.stream import Sealer, new_file_key
from clinic.files.uploads import FULL, NO_ROOM, SealedUpload
from clinic.tenancy.models import new_id
from clinic.vault import blind
from clinic.vault.models import ClientKey


def store_upload(actor: Actor, *, upload: SealedUpload, key: ClientKey) -> StoredFile:
    """Keep an upload that a SealedFileField accepted, under the client's key."""
    if upload.too_large or upload.media_type not in ALLOWED:
        raise Blocked(_("This file cannot be kept here."), code="file_refused")
    row = StoredFile(key=key, name=upload.name, media_type=upload.media_type, size=upload.size or 0)
    upload.kept = True
    return _store(actor, row, upload.path, upload.key)


def store_table(actor: Actor, *, upload: SealedUpload, key: ClientKey) -> StoredFile:
    """Keep a list that a SealedTableField accepted."""
    if upload.too_large:
        raise Blocked(_("This file cannot be kept here."), code="file_refused")
    row = StoredFile(key=key, name=upload.name, media_type=TABLE, size=upload.size or 0)
    upload.kept = True
    return _store(actor, row, upload.path, upload.key)


def store_part(actor: Actor, *, upload: SealedUpload, key: ClientKey) -> StoredFile:
    """Keep a stretch of a file that arrives in parts; what it is shows only when it is whole."""
    if upload.too_large or upload.no_room:
        raise Blocked(_("This file cannot be kept here."), code="file_refused")
    row = StoredFile(key=key, name="", media_type=PART, size=upload.size or 0)
    upload.kept = True
    return _store(actor, row, upload.path, upload.key)


def store_archive(actor: Actor, *, made: SealedUpload, key: ClientKey) -> StoredFile:
    """Keep an archive that the product sealed while it was made."""
    row = StoredFile(key=key, name=made.name, media_type=ARCHIVE, size=made.size or 0)
    made.kept = True
    return _store(actor, row, made.path, made.key)


def store_bytes(
    actor: Actor,
    *,
    name: str,
    media_type: str,
    chunks: Iterable[bytes],
    key: ClientKey,
    once: UUID | None = None,
) -> StoredFile:
    """Seal and keep what the product itself made.

    :param once: the id of the file, when making it may be tried twice; the first one stays
    :raises Blocked: there is no room on the disk, and nothing was stored
    """
    if once and (kept := StoredFile.objects.filter(pk=once).first()):
        return kept
    secret, path = new_file_key(), incoming.new_path()
    sealer = Sealer(secret)

    def parts() -> Iterable[bytes]:
        for chunk in chunks:
            yield sealer.feed(chunk)
        yield sealer.finish()

    with _room():
        incoming.write_all(path, parts())
        row = StoredFile(
            id=once or new_id(), key=key, name=name, media_type=media_type, size=sealer.size
        )
        return _store(actor, row, path, secret)


def remove_file(actor: Actor, *, stored: StoredFile) -> None:
    """Remove the row and its content; whoever calls has taken down what points at it."""
    storage_name = stored.storage_name
    stored.delete()
    # Content without a row cannot be opened by anyone; a row without content would be a loss.
    transaction.on_commit(lambda: default_storage.delete(storage_name))


def tenant_folder() -> str:
    """Return the bound clinic's folder, which does not tell whose it is."""
    return blind.token("files.folder", "").hex()


@contextmanager
def _room() -> Iterator[None]:
    """Say it in words when the disk is full: whoever signed or asked sends it once more."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise Blocked(NO_ROOM, code="no_room") from error


def _store(actor: Actor, row: StoredFile, path: Path, secret: bytes) -> StoredFile:
    wanted = f"{tenant_folder()}/{secrets.token_hex(16)}"
    try:
        with incoming.SealedContent(path) as content:
            row.storage_name = default_storage.save(wanted, content)
    finally:
        path.unlink(missing_ok=True)  # a storage that copies leaves it
    row.file_key = secret.hex()
    row.stored_by = actor.membership
    try:
        row.save(force_insert=True)
    except BaseException:
        default_storage.delete(row.storage_name)
        raise
    return row
