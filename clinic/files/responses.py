"""Send a file so that a browser saves it and never runs it."""

from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse

from clinic.files.altered import refuse_altered
from clinic.files.models import StoredFile
from clinic.files.queries import open_stream

NO_SCRIPT = "sandbox; default-src 'none'; frame-ancestors 'none'"


def download(stored: StoredFile, filename: str) -> StreamingHttpResponse:
    """Answer with the content under a neutral name.

    :param filename: says what it is, never whom it is about: it stays in a folder of downloads
    :raises Blocked: it was changed or is missing, and nothing was sent; a fault found later cuts
        the transfer short
    """
    with refuse_altered(stored):
        content = open_stream(stored)
    return as_download(content, filename=filename, media_type=stored.media_type, size=stored.size)


def shown_picture(picture: bytes) -> HttpResponse:
    """Answer with a PNG that was drawn here, to be shown in a page of ours and kept nowhere."""
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = NO_SCRIPT
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    return response


def as_download(
    content: Iterable[bytes], *, filename: str, media_type: str, size: int
) -> StreamingHttpResponse:
    if not filename.isascii() or any(letter in filename for letter in '"\\/\r\n'):
        raise ValueError("A download has a plain, neutral name.")
    response = StreamingHttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Content-Length"] = str(size)
    response["Content-Security-Policy"] = NO_SCRIPT
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
