"""A line that breaks anywhere, a full disk, files that are not what they say: nothing half-kept."""

import errno
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.files import tasks as files
from clinic.files.models import StoredFile
from documents import queries
from documents.models import Document, Part, Revision, Upload
from documents.rules import MOST_BYTES, MOST_UNFINISHED, PART_BYTES
from tests.builders import browsing_as, calling_as
from tests.documents.made import PDF, bomb, large, on_disk, picture, sent_file

NEW = {"title": "Her declaration", "kind": "declaration", "privilege": "shared", "original": "none"}


def begin(browser: Client, case: Case, size: int, name: str = "declaration.pdf") -> dict[str, Any]:
    sent = {"name": name, "size": size}
    answer = browser.post(f"/harbor/cases/{case.pk}/uploads/", sent)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def send(browser: Client, url: str, content: bytes, offset: int) -> Any:
    part = sent_file(content[offset : offset + PART_BYTES], "part")
    return browser.post(url, {"offset": offset, "part": part})


def send_until(browser: Client, url: str, content: bytes, start: int, end: int) -> int:
    """Send parts from where it stands until `end` bytes arrived; return how many have."""
    while start < end:
        answer = send(browser, url, content, start)
        assert answer.status_code == 200, answer.content
        start = int(answer.json()["received"])
    return start


def finish(browser: Client, case: Case, upload: str, **change: Any) -> Any:
    url = f"/harbor/cases/{case.pk}/documents/add/"
    once = browser.get(url).context["form"]["once"].value()
    return browser.post(url, {**NEW, "once": once, "upload": upload, **change})


@pytest.mark.parametrize("percent", [10, 50, 99])
def test_a_broken_line_costs_one_part(
    attorney: Actor, case: Case, files_folder: Path, percent: int
) -> None:
    content = large(10.5)
    browser = browsing_as(attorney)
    begun = begin(browser, case, len(content))
    reached = len(content) * percent // 100 // PART_BYTES * PART_BYTES
    stood = send_until(browser, begun["url"], content, 0, reached)
    assert stood == reached < len(content)
    # The line breaks within the part that comes next, which is then no part at all.
    torn = content[stood : stood + PART_BYTES // 4]
    broken = browser.post(begun["url"], {"offset": stood, "part": sent_file(torn, "part")})
    assert (broken.status_code, broken.json()["received"]) == (409, stood)
    early = finish(browser, case, begun["id"])
    assert early.status_code == 422
    assert "not whole" in early.content.decode()
    assert not Document.objects.exists()
    # The page is gone; the same file is chosen again on another day's page.
    page = browser.get(f"/harbor/cases/{case.pk}/documents/").content.decode()
    assert "declaration.pdf" in page
    again = begin(browsing_as(attorney), case, len(content))
    assert (again["id"], again["received"]) == (begun["id"], stood)
    send_until(browser, again["url"], content, stood, len(content))
    assert finish(browser, case, begun["id"]).status_code == 302
    revision = Revision.objects.select_related("file__key").get()
    answer: Any = browser.get(f"/harbor/revisions/{revision.pk}/file/")
    assert b"".join(answer.streaming_content) == content
    assert not Upload.objects.exists()
    assert not Part.objects.exists()
    assert StoredFile.objects.count() == 1


def test_a_part_that_breaks_off_is_not_kept(
    attorney: Actor, case: Case, files_folder: Path
) -> None:
    content = large(3)
    browser = browsing_as(attorney)
    begun = begin(browser, case, len(content))
    short = browser.post(begun["url"], {"offset": 0, "part": sent_file(content[:5000], "part")})
    assert short.status_code == 409
    assert short.json()["received"] == 0
    assert on_disk(files_folder) == []
    assert send(browser, begun["url"], content, 0).status_code == 200
    for wrong in (0, 2 * PART_BYTES):
        answer = send(browser, begun["url"], content, wrong)
        assert (answer.status_code, answer.json()["received"]) == (409, PART_BYTES)
    assert Part.objects.count() == 1


def test_nothing_of_a_part_is_on_the_disk_in_clear(
    attorney: Actor, case: Case, files_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    content = large(2)
    browser = browsing_as(attorney)
    begun = begin(browser, case, len(content))
    send_until(browser, begun["url"], content, 0, len(content))
    kept = on_disk(files_folder)
    assert len(kept) == 2
    assert not any(b"Marisol" in path.read_bytes() for path in kept)
    with django_capture_on_commit_callbacks(execute=True):
        assert finish(browser, case, begun["id"]).status_code == 302
    (whole,) = on_disk(files_folder)
    assert b"Marisol" not in whole.read_bytes()


@pytest.mark.parametrize("how", ["nothing is opened", "nothing is written"])
@pytest.mark.parametrize("stage", ["first", "later", "whole", "one request"])
def test_a_full_disk_is_said_and_nothing_is_lost(
    attorney: Actor, case: Case, files_folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str,
    how: str,
) -> None:  # fmt: skip
    content = large(3)
    browser = browsing_as(attorney)
    begun = begin(browser, case, len(content))
    if stage != "first":
        send_until(browser, begun["url"], content, 0, PART_BYTES)
    if stage == "whole":
        send_until(browser, begun["url"], content, PART_BYTES, len(content))
    before = len(on_disk(files_folder))
    opened = os.open

    def full(path: Any, flags: int, *more: Any, **options: Any) -> int:
        if flags & os.O_CREAT and "incoming" in str(path):
            if how == "nothing is written":
                return opened("/dev/full", os.O_WRONLY)  # as a full disk: each write fails
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(path, flags, *more, **options)

    with monkeypatch.context() as disk:
        disk.setattr(os, "open", full)
        if stage == "whole":
            answer = finish(browser, case, begun["id"])
        elif stage == "one request":
            answer = finish(browser, case, "", file=sent_file(PDF))
        else:
            answer = send(browser, begun["url"], content, 0 if stage == "first" else PART_BYTES)
    assert answer.status_code == 422
    assert "no room" in answer.content.decode()
    assert not Document.objects.exists()
    assert len(on_disk(files_folder)) == before
    stands = Upload.objects.get().received
    send_until(browser, begun["url"], content, stands, len(content))
    assert finish(browser, case, begun["id"]).status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("declaration.pdf", picture(), "not what its name says"),
        ("page.html", b"<html>" + b"x" * 900, "Only PDF, PNG and JPEG"),
        ("program.pdf", b"MZ" + b"\0" * 900, "not what its name says"),
        ("photo.png", bomb(), "million dots"),
        ("photo.png", picture()[:30], "cannot be opened"),
    ],
)
@pytest.mark.parametrize("way", ["parts", "one request", "program"])
def test_what_cannot_be_kept_is_refused_and_gone(
    attorney: Actor, case: Case, files_folder: Path, name: str, content: bytes, words: str, way: str
) -> None:
    browser = browsing_as(attorney)
    if way == "parts":
        begun = begin(browser, case, len(content), name)
        send_until(browser, begun["url"], content, 0, len(content))
        answer = finish(browser, case, begun["id"])
    elif way == "one request":
        answer = finish(browser, case, "", file=sent_file(content, name))
    else:
        answer = calling_as(attorney).send_form(
            f"cases/{case.pk}/documents", {**NEW, "file": sent_file(content, name)},
            Idempotency_Key="one-file",
        )  # fmt: skip
    assert answer.status_code == 422, answer.content
    assert words in answer.content.decode()
    assert not Document.objects.exists()
    assert len(on_disk(files_folder)) == (1 if way == "parts" else 0)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\\\Users\\\\Ana\\\\brief.pdf", "brief.pdf"),
        ("a\u0000b\u202ecod.pdf", None),
        ("/", None),
        ("..", None),
    ],
)
def test_a_name_with_parts_of_a_path_is_a_name_alone(
    attorney: Actor, case: Case, files_folder: Path, name: str, kept: str | None
) -> None:
    browser = browsing_as(attorney)
    answer = browser.post(f"/harbor/cases/{case.pk}/uploads/", {"name": name, "size": 10})
    if kept is None:
        assert answer.status_code in (200, 422)
        for row in Upload.objects.select_related("key"):
            assert "/" not in (row.name or "")
            assert (row.name or "").isprintable()
        return
    assert answer.status_code == 200
    assert Upload.objects.select_related("key").get().name == kept
    send(browser, answer.json()["url"], PDF[:10], 0)
    assert all(len(path.name) == 32 for path in on_disk(files_folder))


@pytest.mark.parametrize("size", [0, -1, MOST_BYTES + 1])
def test_a_size_that_is_not_taken_is_said_before_anything_is_sent(
    attorney: Actor, case: Case, size: int
) -> None:
    browser = browsing_as(attorney)
    answer = browser.post(f"/harbor/cases/{case.pk}/uploads/", {"name": "a.pdf", "size": size})
    assert answer.status_code == 422
    assert "Nothing was stored" in answer.json()["message"]


def test_unfinished_uploads_are_few_and_ones_own(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    browser = browsing_as(attorney)
    for number in range(MOST_UNFINISHED):
        begin(browser, case, 100 + number)
    sent = {"name": "one more.pdf", "size": 5}
    refused = browser.post(f"/harbor/cases/{case.pk}/uploads/", sent)
    assert refused.status_code == 409
    other = browsing_as(advocate)
    mine = Upload.objects.first()
    assert mine is not None
    assert send(other, f"/harbor/uploads/{mine.pk}/part/", PDF, 0).status_code == 404
    assert other.post(f"/harbor/uploads/{mine.pk}/discard/").status_code == 404
    assert finish(other, case, str(mine.pk)).status_code == 422
    assert "one more" not in other.get(f"/harbor/cases/{case.pk}/documents/").content.decode()
    assert browser.post(f"/harbor/uploads/{mine.pk}/discard/").status_code == 302
    assert begin(browser, case, 5)["received"] == 0


def test_what_nobody_goes_on_with_is_removed_after_a_day(
    attorney: Actor, case: Case, files_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    content = large(2)
    browser = browsing_as(attorney)
    begun = begin(browser, case, len(content))
    send(browser, begun["url"], content, 0)
    with django_capture_on_commit_callbacks(execute=True):
        files.sweep()
    assert Upload.objects.count() == 1
    Upload.objects.update(touched_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        files.sweep()
    assert not Upload.objects.exists()
    assert not StoredFile.objects.exists()
    assert on_disk(files_folder) == []
    assert AuditEntry.objects.get(verb="upload.expired").actor_kind == "sweeper"


def test_a_program_sends_parts_too(attorney: Actor, case: Case) -> None:
    content = large(2.4)
    program = calling_as(attorney)
    begun = program.make(f"cases/{case.pk}/uploads", {"name": "a.pdf", "size": len(content)})
    assert begun.status_code == 201, begun.content
    pk, received = begun.json()["id"], 0
    while received < len(content):
        part = sent_file(content[received : received + PART_BYTES], "part")
        answer = program.send_form(f"uploads/{pk}/parts", {"offset": received, "part": part})
        assert answer.status_code == 200, answer.content
        received = answer.json()["received"]
    made = program.send_form(
        f"cases/{case.pk}/documents", {**NEW, "upload": pk}, Idempotency_Key="from-parts"
    )
    assert made.status_code == 201, made.content
    document = queries.document_of(attorney, made.json()["id"])
    assert document.contents[0].file.size == len(content)  # type: ignore[attr-defined]
