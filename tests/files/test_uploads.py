"""An upload is sealed as it arrives, checked, and kept only when somebody stores it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from clinic.files import incoming
from clinic.files.forms import SealedFileField
from clinic.files.uploads import SealedUpload

PDF = b"%PDF-1.7\n" + b"Marisol Quispe " * 9000
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 600


class UploadForm(forms.Form):
    document = SealedFileField()


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Any) -> Path:
    settings.ALCOVE_FILES_DIR = tmp_path
    settings.ALCOVE_UPLOAD_MAX_BYTES = 1024 * 1024
    return tmp_path


def sent(rf: RequestFactory, name: str, content: bytes) -> tuple[HttpRequest, UploadForm]:
    request = rf.post("/", {"document": SimpleUploadedFile(name, content)})
    return request, UploadForm(request.POST, request.FILES)


def on_disk(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_an_upload_is_on_the_disk_only_sealed(rf: RequestFactory, files_folder: Path) -> None:
    request, form = sent(rf, "letter.pdf", PDF)
    assert form.is_valid(), form.errors
    upload = form.cleaned_data["document"]
    assert isinstance(upload, SealedUpload)
    (path,) = on_disk(files_folder)
    assert b"Marisol" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"".join(upload.chunks()) == PDF
    request.close()
    assert list(on_disk(files_folder)) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("letter.pdf", PNG, "not what its name says"),
        ("letter.pdf", b"MZ" + b"\0" * 500, "not what its name says"),
        ("photo.png", PDF, "not what its name says"),
        ("page.html", b"<html><script>alert(1)</script>", "Only PDF, PNG and JPEG"),
        ("page.html", PDF, "not what its name says"),
        ("letter.pdf", b"", "empty"),
        ("huge.pdf", PDF * 20, "larger than 1.0"),
    ],
)
def test_a_wrong_file_gets_a_clear_message(
    rf: RequestFactory, files_folder: Path, name: str, content: bytes, words: str
) -> None:
    request, form = sent(rf, name, content)
    assert not form.is_valid()
    assert words in form.errors["document"][0]
    request.close()
    assert list(on_disk(files_folder)) == []


def test_a_file_too_large_leaves_nothing_behind_even_before_the_end(
    rf: RequestFactory, files_folder: Path
) -> None:
    _request, form = sent(rf, "huge.pdf", PDF * 20)
    form.is_valid()
    assert list(on_disk(files_folder)) == []


def test_what_a_killed_process_left_is_swept(rf: RequestFactory, files_folder: Path) -> None:
    left = incoming.new_path()
    incoming.write_all(left, [b"sealed"])
    long_ago = time.time() - incoming.STALE_SECONDS - 60
    os.utime(left, (long_ago, long_ago))
    request, form = sent(rf, "letter.pdf", PDF)
    assert form.is_valid()
    assert not left.exists()
    request.close()


def test_a_half_written_file_is_removed(files_folder: Path) -> None:
    def breaks() -> Iterator[bytes]:
        yield b"some"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        incoming.write_all(incoming.new_path(), breaks())
    assert list(on_disk(files_folder)) == []
