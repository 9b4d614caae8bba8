"""Pages of stored files as pictures, drawn by a process that cannot drag this one along."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinic.files.altered import refuse_altered
from clinic.files.models import StoredFile
from clinic.files.queries import read_all

_PROGRAM = Path(__file__).with_name("page_picture.py")
MOST_SECONDS = 40
MOST_SHOWN = 50 * 1024 * 1024
PROBLEMS: dict[str, Promise] = {
    "encrypted": _("This file asks for a password, so it cannot be shown here."),
    "broken": _("This file is damaged, so it cannot be shown here."),
    "too_heavy": _("This file takes too much to be shown here."),
    "too_large": _("This file is too large to be shown here (over 50 MB)."),
    "no_page": _("There is no such page."),
}


class NotShown(Exception):
    """`code` is one of PROBLEMS; nothing of the content is in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def words(self) -> Promise:
        return PROBLEMS[self.code]


@dataclass(frozen=True)
class Drawn:
    """How many pages there are; `picture` is the PNG of the one asked for, empty for none."""

    pages: int
    picture: bytes


def pages_of(stored: StoredFile) -> int:
    """:raises NotShown: it cannot be shown; Blocked: it was changed or is missing"""
    return _ask(stored, 0).pages


def picture_of(stored: StoredFile, number: int) -> bytes:
    """Return a page, counted from 1, as PNG. :raises NotShown: it cannot be shown"""
    return _ask(stored, number).picture


def _ask(stored: StoredFile, number: int) -> Drawn:
    if stored.size > MOST_SHOWN:
        raise NotShown("too_large")
    with refuse_altered(stored):
        content = read_all(stored)
    return drawn(content, stored.media_type, number)


def drawn(content: bytes, media_type: str, number: int) -> Drawn:
    """Draw a page, or count them for 0. The content goes through pipes: no copy is on a disk.

    :raises NotShown: it cannot be shown, and why
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM), media_type, str(number)],
            input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS, env={}, cwd="/", start_new_session=True, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NotShown("too_heavy") from None
    line, _newline, picture = done.stdout.partition(b"\n")
    try:
        answer = json.loads(line)
    except ValueError:
        raise NotShown("too_heavy") from None  # killed by a limit before it could answer
    if "problem" in answer:
        raise NotShown(answer["problem"])
    return Drawn(answer["pages"], picture)
