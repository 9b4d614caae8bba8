"""A document is signed on the screen: what is signed stays, and the signed one names it."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import AuditEntry
from clinic.files.queries import read_all
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from documents import actions, queries
from documents.models import Document, Revision, Signing
from tests.builders import browsing_as
from tests.documents.test_altered_files import lying
from tests.documents.test_translations import STROKES
from tests.sealed import PDF, sealed_upload

SAID: dict[str, Any] = {"signer": "client", "method": "screen", "signed_name": "Nadia Benning"}


def keep(actor: Actor, case: Case, content: bytes = PDF, name: str = "declaration.pdf") -> Document:
    return actions.add_document(
        actor, case=case, document_id=new_id(), file=sealed_upload(content, name),
        kind="declaration", privilege="shared", title="Her declaration",
    )  # fmt: skip


def sign(actor: Actor, document: Document, **said: Any) -> Signing:
    fresh = queries.document_of(actor, document.pk)
    usual = {**SAID, "version": fresh.version, "signed_on": today()}
    return actions.sign_document(actor, document=fresh, **(usual | said))


def words_in(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_the_signed_version_is_the_next_and_holds_what_was_signed(
    case: Case, attorney: Actor
) -> None:
    document = keep(attorney, case)
    pages = len(PdfReader(BytesIO(PDF)).pages)
    made = sign(attorney, document, method="drawn", signature=STROKES, words="All of it is true.")
    first, second = Revision.objects.filter(document=document).order_by("number")
    assert (made.signed_id, made.made_id) == (first.pk, second.pk)
    assert read_all(first.file) == PDF
    signed = read_all(second.file)
    assert len(PdfReader(BytesIO(signed)).pages) == pages + 1
    told = words_in(signed)
    assert "Nadia Benning" in told
    assert "All of it is true." in told
    assert attorney.name in told
    assert hashlib.sha256(PDF).hexdigest() in told.replace("\n", "")
    entry = AuditEntry.objects.get(verb="document.signed")
    assert entry.detail == {"number": 2, "how": "drawn", "signer": "client"}


def test_a_second_person_signs_behind_the_first(case: Case, attorney: Actor) -> None:
    document = keep(attorney, case)
    sign(attorney, document)
    sign(attorney, document, signer="witness", signed_name="Willa Witness")
    last = Revision.objects.filter(document=document).order_by("-number")[0]
    told = words_in(read_all(last.file))
    assert "Nadia Benning" in told
    assert "Willa Witness" in told


def test_no_page_of_what_is_signed_is_written_on(case: Case, attorney: Actor) -> None:
    document = keep(attorney, case)
    made = sign(attorney, document)
    before = PdfReader(BytesIO(PDF)).pages[0].extract_text()
    assert PdfReader(BytesIO(read_all(made.made.file))).pages[0].extract_text() == before


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"method": "drawn"}, "signature_missing"),
        ({"signed_name": " "}, "name_missing"),
        ({"language": "Tigrinya"}, "not_read_out"),
        ({"version": 7}, "changed_meanwhile"),
    ],
)
def test_nothing_is_kept_where_something_is_missing(
    case: Case, attorney: Actor, said: dict[str, Any], code: str
) -> None:
    document = keep(attorney, case)
    with pytest.raises(Blocked) as stop:
        sign(attorney, document, **said)
    assert stop.value.code == code
    assert Revision.objects.filter(document=document).count() == 1
    assert not Signing.objects.exists()


def test_a_file_that_cannot_be_read_is_not_signed(case: Case, attorney: Actor) -> None:
    broken = PDF[: len(PDF) // 2] + b"\n%%EOF\n"
    document = keep(attorney, case, content=broken)
    with pytest.raises(Blocked) as stop:
        sign(attorney, document)
    assert stop.value.code == "broken"


def test_a_file_that_was_altered_is_not_signed(
    case: Case, attorney: Actor, files_folder: Path
) -> None:
    document = keep(attorney, case)
    lying(files_folder, document).unlink()
    with pytest.raises(Blocked) as stop:
        sign(attorney, document)
    assert stop.value.code == "file_altered"
    assert not Signing.objects.exists()


def test_who_may_not_read_it_does_not_have_it_signed(
    case: Case, attorney: Actor, stranger: Actor
) -> None:
    document = keep(attorney, case)
    fresh = queries.document_of(attorney, document.pk)
    with pytest.raises(Refused):
        actions.sign_document(
            stranger, document=fresh, version=fresh.version, signed_on=today(), **SAID
        )


def test_the_page_shows_who_signed(case: Case, attorney: Actor) -> None:
    document = keep(attorney, case)
    browser, url = browsing_as(attorney), f"/harbor/documents/{document.pk}/sign/"
    page = browser.get(url)
    assert "Show version 1" in page.content.decode()
    given = {
        "version": document.version, "signer": "client", "method": "screen",
        "signed_name": "Nadia Benning", "signed_on": today().isoformat(),
    }  # fmt: skip
    assert browser.post(url, given).status_code == 422  # nobody said that it was shown
    answer = browser.post(url, {**given, "seen": "on"})
    assert answer.status_code == 302
    shown = browser.get(answer["Location"]).content.decode()
    assert "Signed on the screen by Nadia Benning." in shown
    assert "Version 1 with a signature behind it. The client," in shown
    assert "Version 2" in shown
