"""A stored file that was changed or is gone: a clear refusal, by page and program, written down."""

from pathlib import Path
from typing import Any

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.files.models import StoredFile
from clinic.tenancy.current import clinic_url
from documents.models import Document
from tests.builders import Caller, browsing_as, make_token
from tests.documents.made import keep, on_disk
from tests.documents.test_looking import pages

pytestmark = pytest.mark.django_db
SAID = "changed or is missing"


def lying(folder: Path, document: Document) -> Path:
    file = document.revisions.values_list("file_id", flat=True).get()
    stored = StoredFile.objects.get(pk=file)
    (path,) = [path for path in on_disk(folder) if path.name in stored.storage_name]
    return path


def revision(document: Document) -> Any:
    return document.revisions.values_list("pk", flat=True).get()


def alter(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.chmod(0o600)
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("harm", [Path.unlink, alter])
def test_whoever_opens_it_is_told_and_it_is_written_down(
    attorney: Actor, case: Case, files_folder: Path, harm: Any
) -> None:
    document = keep(attorney, case, pages(2))
    harm(lying(files_folder, document))
    browser = browsing_as(attorney)
    for route, number in (
        ("documents:download", ()), ("documents:look", ()), ("documents:page_picture", (1,))
    ):  # fmt: skip
        answer = browser.get(clinic_url(route, revision(document), *number))
        assert (answer.status_code, SAID in answer.content.decode()) == (409, True), route
    refused = AuditEntry.objects.filter(outcome="refused", verb="document.download")
    assert [entry.detail for entry in refused] == [{"why": "file_altered"}] * 3
    assert not AuditEntry.objects.filter(verb="document.downloaded").exists()


def test_a_program_is_told_as_well(attorney: Actor, case: Case, files_folder: Path) -> None:
    document = keep(attorney, case, pages(1))
    lying(files_folder, document).unlink()
    caller = Caller(make_token(attorney))
    answer = caller.ask("GET", f"revisions/{revision(document)}/file")
    assert (answer.status_code, answer.json()["code"]) == (409, "file_altered")
