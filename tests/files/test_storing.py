"""What is stored opens for its clinic alone, as it was, under a name that says nothing."""

import os
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.files import incoming
from clinic.files.actions import remove_file, store_bytes, store_upload, tenant_folder
from clinic.files.models import StoredFile
from clinic.files.queries import open_stream, read_all
from clinic.files.responses import download
from clinic.files.sweeping import sweep_stored
from clinic.files.uploads import SealedUpload
from clinic.tenancy.current import bind
from clinic.vault.keyring import TamperedError
from clinic.vault.keys import KeyShredded, create_client_key
from clinic.vault.models import ClientKey
from tests.builders import make_clinic, make_member
from tests.files.test_uploads import PDF, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def attorney() -> Actor:
    return make_member(make_clinic("harbor"), "attorney")


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Any) -> Path:
    settings.ALCOVE_FILES_DIR = tmp_path
    settings.STORAGES = {**settings.STORAGES}  # makes Django build the storage anew
    return tmp_path


def store(actor: Actor, content: bytes = PDF, **more: Any) -> StoredFile:
    return store_bytes(
        actor,
        name="Letter of Marisol.pdf",
        media_type="application/pdf",
        chunks=[content],
        key=create_client_key(),
        **more,
    )


def path_of(stored: StoredFile) -> Path:
    return Path(default_storage.path(stored.storage_name))


def test_a_file_comes_back_as_it_was(attorney: Actor) -> None:
    with bind(attorney.clinic):
        stored = StoredFile.objects.get(pk=store(attorney).pk)
        assert read_all(stored) == PDF
        assert stored.name == "Letter of Marisol.pdf"


def test_neither_name_nor_content_nor_clinic_stand_on_the_disk(attorney: Actor) -> None:
    with bind(attorney.clinic):
        path = path_of(store(attorney))
        assert b"Marisol" not in path.read_bytes()
        assert "Marisol" not in str(path)
        assert str(attorney.clinic.pk) not in str(path)
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.name == tenant_folder()


def test_the_file_key_is_sealed_in_its_row(attorney: Actor) -> None:
    with bind(attorney.clinic):
        stored = store(attorney)
        with connection.cursor() as cursor:
            cursor.execute("SELECT file_key FROM files_storedfile WHERE id = %s", [stored.pk])
            (raw,) = cursor.fetchone()
        assert bytes.fromhex(stored.file_key or "") not in bytes(raw)


def test_an_upload_is_moved_not_copied(attorney: Actor, rf: Any, files_folder: Path) -> None:
    request, form = sent(rf, "letter.pdf", PDF)
    assert form.is_valid()
    with bind(attorney.clinic):
        upload: SealedUpload = form.cleaned_data["document"]
        stored = store_upload(attorney, upload=upload, key=create_client_key())
        request.close()
        assert read_all(stored) == PDF
    assert list((files_folder / "incoming").iterdir()) == []


@pytest.mark.parametrize("where", ["first", "last"])
def test_an_altered_file_raises(attorney: Actor, where: str) -> None:
    with bind(attorney.clinic):
        stored = store(attorney)
        content = bytearray(path_of(stored).read_bytes())
        content[40 if where == "first" else -1] ^= 1
        path_of(stored).write_bytes(content)
        with pytest.raises(TamperedError):
            read_all(stored)


def test_a_file_put_in_anothers_place_raises(attorney: Actor) -> None:
    with bind(attorney.clinic):
        one, two = store(attorney), store(attorney, b"%PDF other")
        path_of(one).write_bytes(path_of(two).read_bytes())
        with pytest.raises(TamperedError):
            open_stream(one)


def test_what_the_product_makes_is_refused_in_words_when_the_disk_is_full(
    attorney: Actor, monkeypatch: pytest.MonkeyPatch, files_folder: Path
) -> None:
    with bind(attorney.clinic):
        with monkeypatch.context() as disk:
            disk.setattr(incoming, "create", lambda path: os.open("/dev/full", os.O_WRONLY))
            with pytest.raises(Blocked) as stop:
                store(attorney)
        assert stop.value.code == "no_room"
        assert not StoredFile.objects.exists()
        assert not [path for path in files_folder.rglob("*") if path.is_file()]
        assert read_all(StoredFile.objects.get(pk=store(attorney).pk)) == PDF


def test_a_file_that_is_gone_raises(attorney: Actor) -> None:
    with bind(attorney.clinic):
        stored = store(attorney)
        path_of(stored).unlink()
        with pytest.raises(TamperedError):
            open_stream(stored)


def test_a_shredded_client_takes_the_files_along(attorney: Actor) -> None:
    with bind(attorney.clinic):
        stored = store(attorney)
        ClientKey.objects.filter(pk=stored.key_id).update(wrapped=None)
    with bind(attorney.clinic), pytest.raises(KeyShredded):
        open_stream(StoredFile.objects.get(pk=stored.pk))


def test_storing_twice_what_must_be_once_keeps_the_first(attorney: Actor) -> None:
    with bind(attorney.clinic):
        once = uuid4()
        first, second = store(attorney, once=once), store(attorney, b"%PDF other", once=once)
        assert first.pk == second.pk
        assert StoredFile.objects.count() == 1


def test_the_rest_of_a_file_is_read_without_the_database(
    attorney: Actor, django_assert_num_queries: Any
) -> None:
    with bind(attorney.clinic):
        stream = open_stream(StoredFile.objects.get(pk=store(attorney).pk))
    with django_assert_num_queries(0):
        assert b"".join(stream) == PDF


def test_a_download_is_saved_and_never_run(attorney: Actor) -> None:
    with bind(attorney.clinic):
        response = download(store(attorney), "document.pdf")
    assert response["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert b"".join(response) == PDF


def test_clear_content_does_not_get_into_the_storage() -> None:
    with pytest.raises(TypeError):
        default_storage.save("clear.pdf", ContentFile(PDF))


def test_a_stored_file_has_no_address() -> None:
    with pytest.raises(TypeError):
        default_storage.url("anything")


def test_content_without_a_row_is_swept_and_other_content_stays(attorney: Actor) -> None:
    with bind(attorney.clinic):
        kept = store(attorney)
        with pytest.raises(RuntimeError), transaction.atomic():
            lost = path_of(store(attorney))
            raise RuntimeError
        assert lost.exists()
        long_ago = time.time() - 3 * 24 * 3600
        for path in (lost, path_of(kept)):
            os.utime(path, (long_ago, long_ago))
        assert sweep_stored() == 1
        assert not lost.exists()
        assert read_all(kept) == PDF


def test_a_removed_file_goes_with_its_content_when_that_is_certain(
    attorney: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    with bind(attorney.clinic):
        stored = store(attorney)
        path = path_of(stored)
        with django_capture_on_commit_callbacks(execute=True):
            remove_file(attorney, stored=stored)
            assert path.exists()
        assert not path.exists()
