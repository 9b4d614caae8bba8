"""Files put together: pages in order and numbered, pictures on paper, nothing but looks left."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from weasyprint import HTML

from clinic.files.bundling import NotBundled, Part, Source, bundled, pages_in

PDF = "application/pdf"


def paper(*texts: str, css: str = "") -> bytes:
    pages = "".join(f'<p style="break-after: page">{text}</p>' for text in texts[:-1])
    made: bytes = HTML(string=f"<style>{css}</style>{pages}<p>{texts[-1]}</p>").write_pdf()
    return made


def photo(kind: str = "JPEG", size: tuple[int, int] = (4000, 3000)) -> bytes:
    out, picture = BytesIO(), Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x010E] = "Taken at the shelter in Elm Street"
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def changed(content: bytes, change: Any) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(content))), BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def locked(writer: PdfWriter) -> None:
    writer.encrypt("secret", algorithm="RC4-128")


def of(content: bytes, kind: str = PDF) -> Source:
    return Source(kind, content)


def read(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_pages_stand_in_order_each_with_its_number() -> None:
    sources = [of(paper("cover")), of(paper("one", "two")), of(paper("three"))]
    parts = [Part(0), Part(1, stamp="Exhibit A", outline="Exhibit A: شهادة"),
             Part(2, stamp="Exhibit B", outline="Exhibit B")]  # fmt: skip
    pages, made = bundled(sources, parts, paper="Letter", first=7, title="Exhibits")
    assert pages == 4
    texts = read(made)
    for text, words in zip(
        texts, (("cover", "7"), ("one", "Exhibit A   8"), ("two", "Exhibit A   9"),
                ("three", "Exhibit B   10")), strict=True,
    ):  # fmt: skip
        assert all(word in text for word in words), text
    reader: Any = PdfReader(BytesIO(made))
    told = [(str(one["/Title"]), reader.get_destination_page_number(one)) for one in reader.outline]
    assert told == [("Exhibit A: شهادة", 1), ("Exhibit B", 3)]
    assert reader.metadata is not None
    assert reader.metadata.title == "Exhibits"
    assert reader.metadata.author is None


def test_a_part_may_be_some_pages_of_a_file() -> None:
    sources = [of(paper("one", "two", "three"))]
    pages, made = bundled(
        sources, [Part(0, 2, 3), Part(0, 0, 1)], paper="A4", first=1, title="Exhibits"
    )
    assert pages == 2
    assert ["three" in read(made)[0], "one" in read(made)[1]] == [True, True]


@pytest.mark.parametrize(("kind", "media"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_picture_is_set_on_a_page_without_what_it_carries(kind: str, media: str) -> None:
    content = photo(kind)
    assert b"shelter" in content or kind == "PNG"
    pages, made = bundled([of(content, media)], [Part(0)], paper="A4", first=1, title="Exhibits")
    (page,) = PdfReader(BytesIO(made)).pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)
    assert page.images[0].image is not None
    assert max(page.images[0].image.size) <= 3300
    assert b"shelter" not in made
    assert pages == 1


def test_what_was_filled_in_stays_and_what_acts_goes() -> None:
    def fill(writer: PdfWriter) -> None:
        look = DecodedStreamObject()
        look.set_data(b"BT /F1 12 Tf 2 4 Td (FILLED IN) Tj ET")
        font = DictionaryObject({
            NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        })  # fmt: skip
        look.update({
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(FloatObject(each) for each in (0, 0, 100, 20)),
            NameObject("/Resources"): DictionaryObject({
                NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})
            }),
        })  # fmt: skip
        act = DictionaryObject({
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('it runs')"),
        })  # fmt: skip

        def field(flags: int, stream: Any) -> Any:
            return writer._add_object(DictionaryObject({
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/F"): NumberObject(flags),
                NameObject("/Rect"): ArrayObject(FloatObject(e) for e in (50, 50, 150, 70)),
                NameObject("/AP"): DictionaryObject({NameObject("/N"): stream}),
                NameObject("/A"): act,
            }))  # fmt: skip

        hidden = DecodedStreamObject()
        hidden.set_data(b"BT /F1 12 Tf 2 4 Td (HIDDEN) Tj ET")
        hidden.update({NameObject(key): look.raw_get(key) for key in look if key != "/Length"})
        writer.pages[0][NameObject("/Annots")] = ArrayObject(
            [field(4, writer._add_object(look)), field(2, writer._add_object(hidden))]
        )
        opens = DictionaryObject(act)
        opens[NameObject("/JS")] = TextStringObject("app.alert('it opens')")
        writer.root_object[NameObject("/OpenAction")] = opens
        writer.add_attachment("more.txt", b"attached words")

    content = changed(paper("the form"), fill)
    for word in (b"it runs", b"it opens"):
        assert word in content
    _pages, made = bundled([of(content)], [Part(0)], paper="A4", first=1, title="Exhibits")
    text = read(made)[0]
    assert "the form" in text
    assert "FILLED IN" in text
    assert "HIDDEN" not in text
    plain = changed(made, lambda writer: [page.compress_content_streams() for page in writer.pages])
    for word in (b"it runs", b"it opens", b"/JavaScript", b"/Annots", b"more.txt"):
        assert word not in plain
        assert word not in made


def test_a_page_that_lies_is_turned_and_numbered_at_its_foot() -> None:
    content = changed(paper("sideways"), lambda writer: writer.pages[0].rotate(90))
    _pages, made = bundled([of(content)], [Part(0)], paper="A4", first=1, title="Exhibits")
    (page,) = PdfReader(BytesIO(made)).pages
    assert page.rotation == 0
    assert float(page.mediabox.width) > float(page.mediabox.height)
    assert "sideways" in page.extract_text()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (changed(paper("locked"), locked), "encrypted"),
        (b"%PDF-1.7\nnot at all", "broken"),
        (paper("cut off")[:300], "broken"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_made(content: bytes, code: str) -> None:
    sources = [of(paper("fine")), of(content)]
    for ask in (
        lambda: pages_in(sources, "Letter"),
        lambda: bundled(sources, [Part(0), Part(1)], paper="A4", first=1, title="Exhibits"),
    ):
        with pytest.raises(NotBundled) as refusal:
            ask()
        assert (refusal.value.code, refusal.value.file) == (code, 1)


def test_more_pages_than_a_bundle_needs_are_refused() -> None:
    writer, out = PdfWriter(), BytesIO()
    for _number in range(1600):
        writer.add_blank_page(width=100, height=100)
    writer.write(out)
    assert pages_in([of(out.getvalue())], "A4") == [1600]
    with pytest.raises(NotBundled) as refusal:
        pages_in([of(out.getvalue())] * 2, "A4")
    assert refusal.value.code == "too_many"
