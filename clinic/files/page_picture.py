"""One page of a file as a picture, drawn in a process of its own: bytes in, a line and bytes out.

    python -I page_picture.py application/pdf 1 < document.pdf

A file is a program of strangers: one that wants more memory, time or pixels than a page needs ends
this process and nothing else. It has no environment and writes no file. Answers one line of JSON
(`pages`, or `problem`: encrypted, broken, too_heavy, no_page), then, for a page above 0, the PNG:
drawn anew, so that nothing of the file but its look goes to the browser, no script, link or
place where a photograph was taken. Imports nothing of ours, for it runs without Django.
"""

import json
import resource
import sys
import warnings
from io import BytesIO
from typing import Any

MEGABYTE = 1024 * 1024
MOST_MEMORY = 1024 * MEGABYTE
MOST_CPU_SECONDS = 15
WIDTH, HEIGHT = 1_000, 1_600
MOST_PIXELS = 60_000_000
PDF = "application/pdf"


class Problem(Exception):
    """`code`: encrypted, broken, too_heavy, no_page."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def confine() -> None:
    """Take from this process what it does not need, before anything of the file is looked at."""
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(limit, (most, most))


def drawn(media_type: str, number: int, content: bytes) -> tuple[int, bytes]:
    """Return how many pages there are and, for a number from 1, that page as PNG.

    :raises Problem: it cannot be shown, and why
    """
    return _of_pdf(content, number) if media_type == PDF else _of_picture(content, number)


def _of_pdf(content: bytes, number: int) -> tuple[int, bytes]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == 4 or "password" in str(error).lower()
        raise Problem("encrypted" if locked else "broken") from None
    pages = len(document)
    if number == 0:
        return pages, b""
    if number > pages:
        raise Problem("no_page")
    page = document[number - 1]
    wide, high = page.get_size()
    if wide <= 0 or high <= 0:
        raise Problem("broken")
    scale = min(WIDTH / wide, HEIGHT / high)
    return pages, _png(page.render(scale=scale, may_draw_forms=False).to_pil())


def _of_picture(content: bytes, number: int) -> tuple[int, bytes]:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses twice as many
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        picture: Image.Image = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError:
        raise Problem("too_heavy") from None
    if number == 0:
        return 1, b""
    if number > 1:
        raise Problem("no_page")
    picture.draft("RGB", (WIDTH, HEIGHT))
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((WIDTH, HEIGHT))
    return 1, _png(picture)


def _png(picture: Any) -> bytes:
    from PIL import Image

    bare = Image.new("RGB", picture.size, "white")  # takes no comments and no place along
    through = picture.convert("RGBA")
    bare.paste(through, mask=through.getchannel("A"))
    out = BytesIO()
    bare.save(out, "PNG")
    return out.getvalue()


def main() -> None:
    confine()
    media_type, number = sys.argv[1], int(sys.argv[2])
    picture = b""
    try:
        pages, picture = drawn(media_type, number, sys.stdin.buffer.read())
        answer: dict[str, Any] = {"pages": pages}
    except Problem as problem:
        answer = {"problem": problem.code}
    except MemoryError:
        answer = {"problem": "too_heavy"}
    except Exception:  # whatever a library makes of a broken file: it says nothing to anybody
        answer = {"problem": "broken"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
