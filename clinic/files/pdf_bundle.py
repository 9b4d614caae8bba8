"""Many files as one PDF, put together in a process of its own: bytes in, a line and bytes out.

    python -I pdf_bundle.py < job-and-files

A file is a program of strangers: one that wants more memory or time than a bundle needs ends this
process and nothing else. It has no environment and writes no file. Of each page its look is kept:
what was filled into forms is drawn into it, and scripts, links, comments and attachments are left
behind. Imports nothing of ours, for it runs without Django.

The first line in is JSON: `files` (media type and bytes of each), `paper` (points), and for a whole
bundle `parts` (file, first and last page or none, stamp or none, outline) with `first`, the number
of its first page. The first line out is JSON: `pages` of each file, or of the bundle; or `problem`
(encrypted, broken, too_heavy, too_many) with the `file` that it is about. Behind it comes the PDF.
"""

import json
import resource
import sys
import warnings
from io import BytesIO
from typing import Any

MEGABYTE = 1024 * 1024
MOST_MEMORY = 3 * 1024 * MEGABYTE
MOST_CPU_SECONDS = 240
MOST_PAGES = 3_000
MOST_INFLATED = 64 * MEGABYTE
MOST_PIXELS = 60_000_000
MOST_DOTS = (2_550, 3_300)  # of a picture: 300 to the inch on a whole page
PDF = "application/pdf"
MARGIN, SIZE = 28.0, 9
HIDDEN, NO_VIEW = 2, 32  # flags of an annotation


class Problem(Exception):
    """`code`: encrypted, broken, too_heavy, too_many; `file`: which one it is about."""

    def __init__(self, code: str, file: int | None = None) -> None:
        super().__init__(code)
        self.code, self.file = code, file


def confine() -> None:
    """Take from this process what it does not need, before anything of the files is looked at."""
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(limit, (most, most))


def answer(job: dict[str, Any], contents: list[bytes]) -> tuple[dict[str, Any], bytes]:
    """Return how many pages there are and, for a job with parts, the bundle."""
    _configure()
    paper = float(job["paper"][0]), float(job["paper"][1])
    opened = [
        _opened(number, kind, content, paper)
        for number, ((kind, _size), content) in enumerate(zip(job["files"], contents, strict=True))
    ]
    pages = [len(each.pages) for each in opened]
    if sum(pages) > MOST_PAGES:
        raise Problem("too_many")
    if "parts" not in job:
        return {"pages": pages}, b""
    return _bundled(job, opened)


def _configure() -> None:
    from pypdf import overwrite_configuration

    overwrite_configuration(
        zlib_maximum_output_length=MOST_INFLATED,
        lzw_maximum_output_length=MOST_INFLATED,
        run_length_maximum_output_length=MOST_INFLATED,
    )


def _opened(number: int, kind: str, content: bytes, paper: tuple[float, float]) -> Any:
    """Return a file as pages that hold nothing but their look."""
    from pypdf import PdfReader, PdfWriter

    try:
        if kind != PDF:
            content = _picture_page(content)
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise Problem("encrypted", number)
        writer = PdfWriter(clone_from=reader)
        for place, page in enumerate(writer.pages):
            if place > MOST_PAGES:
                raise Problem("too_many", number)
            _bare(writer, page)
        if not len(writer.pages):
            raise Problem("broken", number)
        return writer if kind == PDF else _on_paper(writer, paper)
    except Problem as problem:
        problem.file = number
        raise
    except MemoryError:
        raise Problem("too_heavy", number) from None
    except Exception:  # whatever a library makes of it
        raise Problem("broken", number) from None


def _bare(writer: Any, page: Any) -> None:
    """Draw into the page what was filled in, then take away all that is more than its look."""
    found = page.get("/Annots")
    annotations = found.get_object() if found is not None else []
    drawn = []
    for number, one in enumerate(annotations or []):
        look = _look_of(one.get_object())
        if look is not None:
            drawn.append(_placed(writer, page, f"/AlcoveLook{number}", *look))
    for name in ("/Annots", "/AA", "/Metadata", "/PieceInfo"):
        if name in page:
            del page[name]
    if drawn:
        _write_over(writer, page, "\n".join(drawn))
    if page.get("/Rotate", 0):
        page.transfer_rotation_to_content()


def _look_of(annotation: Any) -> tuple[Any, list[float]] | None:
    """Return how an annotation looks and where, or nothing where it shows nothing on paper."""
    from pypdf.generic import StreamObject

    if int(annotation.get("/F", 0)) & (HIDDEN | NO_VIEW):
        return None
    if annotation.get("/Subtype") in ("/Popup", "/Link"):
        return None
    looks = annotation.get("/AP")
    if looks is None or "/N" not in looks.get_object() or "/Rect" not in annotation:
        return None
    normal = looks.get_object().raw_get("/N")
    look = normal.get_object()
    if not isinstance(look, StreamObject):
        state = annotation.get("/AS", "/Off")
        normal = look.raw_get(state) if state in look else None
        look = normal.get_object() if normal is not None else None
    if not isinstance(look, StreamObject):
        return None
    return normal, [float(edge) for edge in annotation["/Rect"]]


def _placed(writer: Any, page: Any, name: str, look: Any, rect: list[float]) -> str:
    """Put a look among the page's own, and return how it is drawn where it stood."""
    from pypdf.generic import DictionaryObject, NameObject

    form = look.get_object()
    a, b, c, d, e, f = (float(each) for each in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    left, low, right, high = (float(edge) for edge in form["/BBox"])
    corners = [(x, y) for x in (left, right) for y in (low, high)]
    wide, tall = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    across, up = max(wide) - min(wide), max(tall) - min(tall)
    if not across or not up:
        return ""
    (x0, x1), (y0, y1) = sorted((rect[0], rect[2])), sorted((rect[1], rect[3]))
    sx, sy = (x1 - x0) / across, (y1 - y0) / up
    resources = _own_resources(page)
    forms = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    forms[NameObject(name)] = look if hasattr(look, "idnum") else writer._add_object(form)
    resources[NameObject("/XObject")] = forms
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    tx, ty = x0 - min(wide) * sx, y0 - min(tall) * sy
    return f"q {sx:.5f} 0 0 {sy:.5f} {tx:.3f} {ty:.3f} cm {name} Do Q"


def _own_resources(page: Any) -> Any:
    from pypdf.generic import DictionaryObject, NameObject

    found = page.get("/Resources")
    own = DictionaryObject(found.get_object() if found is not None else {})
    page[NameObject("/Resources")] = own
    return own


def _write_over(writer: Any, page: Any, drawn: str) -> None:
    """Draw over a page, whatever its own content left behind."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject

    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"q\n")
    after.set_data(b"\nQ\n" + drawn.encode("latin-1", "replace") + b"\n")
    content = page.get("/Contents")
    inner = content.get_object() if content is not None else ArrayObject()
    parts = list(inner) if isinstance(inner, ArrayObject) else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject(
        [writer._add_object(before), *parts, writer._add_object(after)]
    )


def _picture_page(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses twice as many
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        picture: Image.Image = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError:
        raise Problem("too_heavy") from None
    picture.draft("RGB", MOST_DOTS)
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail(MOST_DOTS)
    bare = Image.new("RGB", picture.size, "white")  # takes no comments and no place along
    through = picture.convert("RGBA")
    bare.paste(through, mask=through.getchannel("A"))
    bare.save(out := BytesIO(), "PDF", resolution=72.0, quality=85)
    return out.getvalue()


def _on_paper(picture: Any, paper: tuple[float, float]) -> Any:
    """Set a picture on a page of the bundle's paper, as large as it fits and no larger."""
    from pypdf import PdfWriter, Transformation

    source = picture.pages[0]
    wide, high = float(source.mediabox.width), float(source.mediabox.height)
    room_x, room_y = paper[0] - 2 * MARGIN, paper[1] - 3 * MARGIN
    scale = min(room_x / wide, room_y / high, 1.0)
    left, low = (paper[0] - wide * scale) / 2, paper[1] - MARGIN - high * scale
    writer = PdfWriter()
    page = writer.add_blank_page(width=paper[0], height=paper[1])
    page.merge_transformed_page(source, Transformation().scale(scale).translate(left, low))
    return writer


def _bundled(job: dict[str, Any], opened: list[Any]) -> tuple[dict[str, Any], bytes]:
    from pypdf import PdfWriter

    writer: Any = PdfWriter()
    for part in job["parts"]:
        source = opened[part["file"]].pages
        begins = len(writer.pages)
        try:
            for place in range(part["from"], len(source) if part["to"] is None else part["to"]):
                page = writer.add_page(source[place])
                if part["stamp"] is not None:
                    _stamp(writer, page, job["first"] + len(writer.pages) - 1, part["stamp"])
        except MemoryError:
            raise Problem("too_heavy", part["file"]) from None
        except Exception:
            raise Problem("broken", part["file"]) from None
        if part["outline"]:
            writer.add_outline_item(part["outline"], page_number=begins)
    writer.add_metadata({"/Title": job["title"], "/Producer": "Alcove"})
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    writer.write(out := BytesIO())
    return {"pages": len(writer.pages)}, out.getvalue()


def _stamp(writer: Any, page: Any, number: int, words: str) -> None:
    """Write the page's number at its foot, on white, where dark scans do not hide it."""
    from pypdf.generic import DictionaryObject, NameObject

    resources = _own_resources(page)
    fonts = DictionaryObject(resources.get("/Font", DictionaryObject()).get_object())
    fonts[NameObject("/AlcoveFoot")] = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    resources[NameObject("/Font")] = fonts
    text = f"{words}   {number}" if words else str(number)
    safe = "".join(sign for sign in text if sign not in "()\\")
    box = page.cropbox
    width = len(safe) * SIZE * 0.56 + 6
    x, y = float(box.right) - MARGIN - width, float(box.bottom) + MARGIN / 2
    _write_over(
        writer,
        page,
        "/Artifact <</Type /Pagination>> BDC\n"
        f"q 1 1 1 rg {x:.2f} {y:.2f} {width:.2f} {SIZE + 5} re f Q\n"
        f"BT 0 0 0 rg /AlcoveFoot {SIZE} Tf {x + 3:.2f} {y + 4:.2f} Td ({safe}) Tj ET\nEMC",
    )


def main() -> None:
    confine()
    source, made = sys.stdin.buffer, b""
    try:
        job = json.loads(source.readline())
        contents = [source.read(size) for _kind, size in job["files"]]
        told, made = answer(job, contents)
    except Problem as problem:
        told = {"problem": problem.code, "file": problem.file}
    except Exception as error:
        told = {
            "problem": "too_heavy" if isinstance(error, MemoryError) else "broken",
            "file": None,
        }
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
