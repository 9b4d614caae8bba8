"""The text layer of a stored PDF, taken by a process of its own that cannot drag this one along."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_PROGRAM = Path(__file__).with_name("pdf_text.py")
# Above the child's own limit on processor time: for a machine that is busy with other things.
MOST_SECONDS = 60
PROBLEMS = ("encrypted", "broken", "too_long", "too_heavy")


class Unreadable(Exception):
    """`code` is one of PROBLEMS; nothing of the content is in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def text_layer_of(content: bytes) -> list[dict[str, Any]]:
    """Return for each page its `text` and `runs` (start, x, y, size of each stretch drawn).

    The content goes through pipes: no copy of it is on a disk, in an argument or in a log.

    :raises Unreadable: encrypted, broken, or more than a letter would ever need
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM)],
            input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS, env={}, cwd="/", start_new_session=True, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        # Not chained: the exception would carry what the process said so far.
        raise Unreadable("too_heavy") from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise Unreadable("too_heavy") from None  # killed by a limit before it could answer
    if "problem" in answer:
        raise Unreadable(answer["problem"])
    pages: list[dict[str, Any]] = answer["pages"]
    return pages
