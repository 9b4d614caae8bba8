"""Many stored files as one PDF, put together by a process that cannot drag this one along."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PROGRAM = Path(__file__).with_name("pdf_bundle.py")
# Above the child's own limit on processor time: for a machine that is busy with other things.
MOST_SECONDS = 600
PROBLEMS = ("encrypted", "broken", "too_heavy", "too_many")
# Points of the paper that bundles are on.
PAPERS = {"Letter": (612.0, 792.0), "A4": (595.28, 841.89)}


class NotBundled(Exception):
    """`code` is one of PROBLEMS, `file` the place of the file it is about; no content is in it."""

    def __init__(self, code: str, file: int | None) -> None:
        super().__init__(code)
        self.code, self.file = code, file


@dataclass(frozen=True)
class Source:
    """A file that goes into a bundle."""

    media_type: str
    content: bytes


@dataclass(frozen=True)
class Part:
    """Pages of a file: from `first` (counted from 0) up to before `last`, or all that follow.

    `stamp` stands before the number of each page; where it is None nothing is written on them.
    `outline` in the list of contents of the PDF.
    """

    file: int
    first: int = 0
    last: int | None = None
    stamp: str | None = ""
    outline: str = ""


def pages_in(sources: Sequence[Source], paper: str) -> list[int]:
    """Return how many pages each file has. :raises NotBundled: why one cannot be put in"""
    told, _made = _ask({"paper": PAPERS[paper]}, sources)
    pages: list[int] = told["pages"]
    return pages


def bundled(
    sources: Sequence[Source], parts: Sequence[Part], *, paper: str, first: int, title: str
) -> tuple[int, bytes]:
    """Return how many pages it has, and the bundle, its pages numbered from `first`.

    :raises NotBundled: why it cannot be made; nothing half-made is returned
    """
    job = {
        "paper": PAPERS[paper], "first": first, "title": title,
        "parts": [
            {"file": part.file, "from": part.first, "to": part.last, "stamp": part.stamp,
             "outline": part.outline}
            for part in parts
        ],
    }  # fmt: skip
    told, made = _ask(job, sources)
    return told["pages"], made


def _ask(job: dict[str, Any], sources: Sequence[Source]) -> tuple[dict[str, Any], bytes]:
    files = [(source.media_type, len(source.content)) for source in sources]
    head = json.dumps({**job, "files": files}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM)],
            input=b"".join([head, *(source.content for source in sources)]),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=MOST_SECONDS, env={},
            cwd="/", start_new_session=True, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NotBundled("too_heavy", None) from None
    line, _newline, made = done.stdout.partition(b"\n")
    try:
        told = json.loads(line)
    except ValueError:
        raise NotBundled("too_heavy", None) from None  # killed by a limit before it could answer
    if "problem" in told:
        raise NotBundled(told["problem"], told["file"])
    return told, made
