"""How large a picture would be, read from its head: nothing of it is unpacked."""

import io
import warnings
from collections.abc import Iterable

from PIL import Image

# The largest sensors of cameras have 100; a scan of A3 at 600 dpi has 70.
MOST_MILLION_DOTS = 150
# Colour profiles and camera notes stand before the size, at most some megabytes.
MOST_READ = 16 * 1024 * 1024


def dots_of(chunks: Iterable[bytes]) -> int:
    """Return width times height, or 0 where the head says neither."""
    head, tried = bytearray(), 0
    for chunk in chunks:
        head += chunk
        if len(head) < 2 * tried:
            continue
        if (found := _dots(bytes(head))) or len(head) > MOST_READ:
            return found
        tried = len(head)
    return _dots(bytes(head))


def _dots(head: bytes) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(head), formats=("PNG", "JPEG")) as picture:
                return picture.width * picture.height
        except Image.DecompressionBombError:
            return MOST_MILLION_DOTS * 1_000_000 + 1
        except (OSError, ValueError, SyntaxError):
            return 0
