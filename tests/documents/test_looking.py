"""Pages of documents as pictures: drawn apart, recorded one by one, nothing else let out."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pypdf import PdfReader, PdfWriter

from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.files import looking
from clinic.files.looking import NotShown, drawn
from documents.models import Document
from tests.browser.papers import pdf
from tests.builders import browsing_as
from tests.documents.made import PDF, bomb, keep, picture

PDF_TYPE, PNG_TYPE, JPEG_TYPE = "application/pdf", "image/png", "image/jpeg"
GPS, LATITUDE = 0x8825, 2


def pages(count: int, *, size: tuple[float, float] = (612, 792), password: str = "") -> bytes:
    written = PdfWriter()
    for number in range(count):
        page = PdfReader(io.BytesIO(pdf(f"Page {number + 1} of her statement"))).pages[0]
        page.mediabox.upper_right = size
        written.add_page(page)
    if password:
        written.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    written.write(out)
    return out.getvalue()


def photograph() -> bytes:
    """Return a JPEG on its side that says where it was taken."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(GPS)[LATITUDE] = (52.0, 31.0, 12.0)
    exif[0x010E] = "Zebra planted words"
    Image.new("RGB", (3000, 2000), "teal").save(made, "JPEG", exif=exif)
    return made.getvalue()


def shown(content: bytes) -> Image.Image:
    made = Image.open(io.BytesIO(content))
    assert made.format == "PNG"
    return made


def code(content: bytes, media_type: str = PDF_TYPE, number: int = 1) -> str:
    with pytest.raises(NotShown) as stop:
        drawn(content, media_type, number)
    assert str(stop.value.words)
    return stop.value.code


def test_each_page_is_drawn_and_counted() -> None:
    content = pages(3)
    assert drawn(content, PDF_TYPE, 0) == looking.Drawn(3, b"")
    drawings = [shown(drawn(content, PDF_TYPE, number).picture) for number in (1, 2, 3)]
    assert {each.size for each in drawings} == {(1000, 1295)}
    assert all(each.getcolors(99999) != [(1000 * 1295, (255, 255, 255))] for each in drawings)
    assert len({each.tobytes() for each in drawings}) == 3
    assert code(content, number=4) == "no_page"


@pytest.mark.parametrize("size", [(1, 14_400), (14_400, 1), (200_000, 200_000), (0.01, 0.01)])
def test_a_page_of_any_size_is_drawn_small(size: tuple[float, float]) -> None:
    made = shown(drawn(pages(1, size=size), PDF_TYPE, 1).picture)
    assert made.width <= 1001
    assert made.height <= 1601


def test_what_cannot_be_shown_is_said() -> None:
    assert code(pages(1, password="open sesame")) == "encrypted"
    assert code(PDF) == "broken"
    assert code(b"%PDF-1.7\n%%EOF") == "broken"
    assert code(b"") == "broken"
    assert code(bomb(), PNG_TYPE) in {"too_heavy", "broken"}
    assert code(picture()[:40], PNG_TYPE) == "broken"
    assert code(picture(), PNG_TYPE, 2) == "no_page"


def test_a_photograph_stands_upright_small_and_tells_nothing_else() -> None:
    content = photograph()
    assert b"Zebra" in content
    made = drawn(content, JPEG_TYPE, 1).picture
    assert shown(made).size == (1000, 1500)
    assert not Image.open(io.BytesIO(made)).getexif()
    assert b"Zebra" not in made


def test_a_file_that_takes_too_long_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_SECONDS", 0.01)
    assert code(pages(1)) == "too_heavy"


def test_a_file_that_is_too_large_is_not_read(
    attorney: Actor, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = keep(attorney, case, pages(1))
    monkeypatch.setattr(looking, "MOST_SHOWN", 10)
    page = browsing_as(attorney).get(f"/harbor/revisions/{_first(document)}/look/")
    assert "too large to be shown" in page.content.decode()
    assert not AuditEntry.objects.filter(verb="document.viewed").exists()


def _first(document: Document) -> Any:
    return document.revisions.get(number=1).pk


def test_a_page_is_looked_at_in_the_browser_and_recorded_by_its_number(
    attorney: Actor, case: Case
) -> None:
    document = keep(attorney, case, pages(2))
    browser, at = browsing_as(attorney), f"/harbor/revisions/{_first(document)}"
    page = browser.get(f"{at}/look/2/").content.decode()
    assert "page 2 of 2" in page
    assert f"{at}/pages/2/" in page
    assert f"{at}/look/1/" in page
    assert f"{at}/look/3/" not in page
    answer = browser.get(f"{at}/pages/2/")
    assert shown(answer.content).width == 1000
    assert answer["Content-Type"] == "image/png"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(verb="document.viewed")
    assert entry.detail == {"number": 1, "page": 2}
    assert (entry.case_id, entry.actor_id) == (case.pk, attorney.membership_id)


@pytest.mark.parametrize("path", ["look/0/", "look/3/", "pages/0/", "pages/3/", "pages/99999999/"])
def test_a_page_that_is_not_there_is_404_and_not_recorded(
    attorney: Actor, case: Case, path: str
) -> None:
    document = keep(attorney, case, pages(2))
    assert (
        browsing_as(attorney).get(f"/harbor/revisions/{_first(document)}/{path}").status_code == 404
    )
    assert not AuditEntry.objects.filter(verb="document.viewed", outcome="done").exists()


def test_a_broken_file_says_so_and_can_be_downloaded(attorney: Actor, case: Case) -> None:
    document = keep(attorney, case, PDF)
    page = browsing_as(attorney).get(f"/harbor/revisions/{_first(document)}/look/").content.decode()
    assert "is damaged" in page
    assert f"/harbor/revisions/{_first(document)}/file/" in page
    assert "<img" not in page


def test_what_is_privileged_is_looked_at_by_nobody_else(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    document = keep(attorney, case, pages(1), privilege="attorney")
    reader: Client = browsing_as(advocate)
    for path in ("look/", "look/1/", "pages/1/"):
        assert reader.get(f"/harbor/revisions/{_first(document)}/{path}").status_code == 404
    told = reader.get(f"/harbor/cases/{case.pk}/access/").content.decode()
    assert "page of a document" not in told
