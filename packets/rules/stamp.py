"""Write over every page who took this copy and when, where no reader can miss it.

Laid on top (behind the text it would vanish under tables), and marked as an artifact, so that a
screen reader does not read it on each page. Its page brings its own embedded fonts: a name may be
in any script.
"""

from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
)

NAME = NameObject("/AlcoveCopy")


def page_count(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def stamped(pdf: bytes, overlay: bytes) -> bytes:
    """Return `pdf` with the first page of `overlay` over each of its pages; both are one size."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    form = _form(writer, PdfReader(BytesIO(overlay)).pages[0])
    for page in writer.pages:
        _lay_over(writer, page, form)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def _form(writer: PdfWriter, overlay: PageObject) -> IndirectObject:
    """Put the overlay into the file once, as a form that every page draws."""
    content: Any = overlay["/Contents"].get_object()
    parts = content if isinstance(content, ArrayObject) else [content]
    form = DecodedStreamObject()
    form.set_data(b"\n".join(part.get_object().get_data() for part in parts))
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(FloatObject(edge) for edge in overlay.mediabox)
    form[NameObject("/Resources")] = overlay["/Resources"].clone(writer)
    return writer._add_object(form.flate_encode())


def _lay_over(writer: PdfWriter, page: PageObject, form: IndirectObject) -> None:
    resources = page[NameObject("/Resources")].get_object()
    assert isinstance(resources, DictionaryObject)
    forms = resources.get("/XObject", DictionaryObject()).get_object()
    # Pages may share one dictionary of resources; adding the same name twice does no harm.
    resources[NameObject("/XObject")] = DictionaryObject({**forms, NAME: form})
    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"q\n")
    after.set_data(b"\nQ\n/Artifact <</Type /Pagination>> BDC\nq /AlcoveCopy Do Q\nEMC\n")
    contents = page.get("/Contents")
    inner = contents.get_object() if contents is not None else ArrayObject()
    parts = list(inner) if isinstance(inner, ArrayObject) else [contents]
    page[NameObject("/Contents")] = ArrayObject(
        [writer._add_object(before), *parts, writer._add_object(after)]
    )
