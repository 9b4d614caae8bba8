"""The text layer of a PDF, taken in a process of its own: bytes in, JSON out, nothing else.

    python -I pdf_text.py < letter.pdf

A PDF is a program of strangers. One that wants more memory, time or pages than a letter needs ends
this process and nothing else; it has no environment, writes no file, and what the library says
about the content goes nowhere. Imports nothing of ours, for it runs without Django.
"""

import json
import resource
import sys
import unicodedata
from io import BytesIO
from typing import Any

MEGABYTE = 1024 * 1024
MOST_MEMORY = 768 * MEGABYTE
MOST_CPU_SECONDS = 20
MOST_PAGES = 60
MOST_DRAWN_BYTES = 4 * MEGABYTE
MOST_SIGNS = 40_000
MOST_RUNS = 8_000
MOST_INFLATED = 16 * MEGABYTE

Run = tuple[int, float, float, float]


class Problem(Exception):
    """`code`: encrypted, broken, too_long."""

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


def text_layer(content: bytes) -> list[dict[str, Any]]:
    """Return for each page `text` and `runs`: start, x, y, size of each stretch drawn.

    :raises Problem: it cannot be read, and why
    """
    from pypdf import PdfReader, overwrite_configuration

    overwrite_configuration(
        zlib_maximum_output_length=MOST_INFLATED,
        lzw_maximum_output_length=MOST_INFLATED,
        run_length_maximum_output_length=MOST_INFLATED,
        brotli_maximum_output_length=MOST_INFLATED,
        array_based_stream_maximum_output_length=MOST_INFLATED,
    )
    reader = PdfReader(BytesIO(content))
    # Many letters may be opened by everybody and are only locked against changes.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Problem("encrypted")
    if len(reader.pages) > MOST_PAGES:
        raise Problem("too_long")
    return [_page(page) for page in reader.pages]


def _page(page: Any) -> dict[str, Any]:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MOST_DRAWN_BYTES:
        raise Problem("too_long")
    parts: list[str] = []
    runs: list[Run] = []
    length = 0

    def drawn(text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        nonlocal length
        kept = _legible(text)
        if kept.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            high = abs(float(size or 10) * float(tm[3] or 1) * float(cm[3] or 1))
            runs.append((length, round(float(x), 1), round(float(y), 1), round(high, 1)))
        parts.append(kept)
        length += len(kept)
        if length > MOST_SIGNS or len(runs) > MOST_RUNS:
            raise Problem("too_long")

    page.extract_text(visitor_text=drawn)
    return {"text": "".join(parts), "runs": runs}


def _legible(text: str) -> str:
    """Write ligatures and wide signs as plain ones, and leave out what cannot be seen."""
    plain = unicodedata.normalize("NFKC", text.replace("\u2011", "-"))
    return "".join(
        sign
        for sign in plain
        if sign in "\n\t\u00ad" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Cn"}
    )


def main() -> None:
    confine()
    try:
        answer: dict[str, Any] = {"pages": text_layer(sys.stdin.buffer.read())}
    except Problem as problem:
        answer = {"problem": problem.code}
    except MemoryError:
        answer = {"problem": "too_heavy"}
    except Exception:  # whatever a library makes of a broken file: it says nothing to anybody
        answer = {"problem": "broken"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
