"""Read a list row by row, whatever made it: no row is lost, also where a file is broken."""

import codecs
import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What lists come in; the names are Python's codecs.
ENCODINGS: Mapping[str, Promise] = MappingProxyType(
    {
        "utf-8-sig": _("Unicode (UTF-8)"),
        "utf-16": _("Unicode (UTF-16)"),
        "cp1252": _("Western European (Windows)"),
        "cp1250": _("Central European (Windows)"),
        "cp1251": _("Cyrillic (Windows)"),
        "cp1253": _("Greek (Windows)"),
        "cp1254": _("Turkish (Windows)"),
        "cp1255": _("Hebrew (Windows)"),
        "cp1256": _("Arabic (Windows)"),
        "cp1258": _("Vietnamese (Windows)"),
        "cp874": _("Thai (Windows)"),
        "mac_roman": _("Western European (Mac)"),
        "cp932": _("Japanese (Shift-JIS)"),
        "cp949": _("Korean"),
        "gb18030": _("Simplified Chinese (GB 18030)"),
        "big5hkscs": _("Traditional Chinese (Big5)"),
    }
)
DELIMITERS: Mapping[str, Promise] = MappingProxyType(
    {",": _("Comma"), ";": _("Semicolon"), "\t": _("Tab"), "|": _("Vertical bar")}
)
# A quote that nobody closed would swallow the rest of the file.
MOST_LINES_IN_A_ROW = 60
MOST_SIGNS_IN_A_ROW = 100_000
MOST_COLUMNS = 200
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENDS = re.compile("\r\n|\n|\r")
# A sign that some spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True)
class Record:
    """A row as a spreadsheet counts them, the heading being row 1. `problem`: it cannot be read."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.problem and not any(cell.strip() for cell in self.cells)


class Guess:
    """Find out the encoding of bytes as they pass by."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("strict")
        self._is_utf8 = True
        self._first = b""

    def feed(self, chunk: bytes) -> None:
        self._first = self._first or chunk[:4096]
        if self._is_utf8:
            try:
                self._utf8.decode(chunk)
            except UnicodeDecodeError:
                self._is_utf8 = False

    def encoding(self) -> str:
        """Return the encoding it is, or the likeliest; a person sees the first rows and decides."""
        if self._first[:2] in _MARKS:
            return "utf-16"
        return "utf-8-sig" if self._is_utf8 else "cp1252"


def text_lines(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Yield the lines without their ends. What cannot be read in this encoding becomes U+FFFD."""
    whole = iter(chunks)
    first = b""
    while len(first) < 2 and (more := next(whole, None)) is not None:
        first += more
    if encoding == "utf-16" and first[:2] not in _MARKS:
        encoding = "utf-16-le"  # without its mark Python reads nothing of it, and says so loudly
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = ""
    for chunk in chain((first,), whole):
        rest += decoder.decode(chunk)
        # "\r" may be the first half of an end.
        held = "\r" if rest.endswith("\r") else ""
        *lines, rest = _ENDS.split(rest[: len(rest) - len(held)])
        rest += held
        yield from lines
        if len(rest) > MOST_SIGNS_IN_A_ROW:
            yield rest
            rest = ""
    rest += decoder.decode(b"", final=True)
    if rest:
        yield from _ENDS.split(rest.removesuffix("\r"))


def records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Yield every row with its number; a row that cannot be read is yielded with what is wrong."""
    waiting, rest, number = deque[str](), iter(lines), 0

    def line_at_hand() -> str | None:
        return waiting.popleft() if waiting else next(rest, None)

    while (line := line_at_hand()) is not None:
        number += 1
        if '"' not in line:
            yield _record(number, line.split(delimiter))
            continue
        taken = [line]
        cells = _parsed(taken, delimiter)
        while cells is None and len(taken) < MOST_LINES_IN_A_ROW:
            more = line_at_hand()
            if more is None:
                break
            taken.append(more)
            if '"' in more:
                cells = _parsed(taken, delimiter)
        if cells is None:
            # The line where it began is told as bad; those after it are read for themselves.
            waiting.extendleft(reversed(taken[1:]))
            yield Record(number, tuple(line[:MOST_SIGNS_IN_A_ROW].split(delimiter)), "quotes")
        else:
            yield _record(number, cells)


def _parsed(taken: Sequence[str], delimiter: str) -> list[str] | None:
    """Return the cells of one row; None: a quote is open, or stands where none may stand."""
    try:
        rows = list(csv.reader(["\n".join(taken)], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _record(number: int, cells: Sequence[str]) -> Record:
    if sum(map(len, cells)) > MOST_SIGNS_IN_A_ROW or len(cells) > MOST_COLUMNS:
        return Record(number, tuple(cell[:1000] for cell in cells[:MOST_COLUMNS]), "too_long")
    return Record(number, tuple(cells))


def guess_delimiter(lines: Sequence[str]) -> str:
    """Return the sign that parts most rows into the same number of cells, more than one."""

    def fits(delimiter: str) -> tuple[float, int]:
        counts = Counter(len(row.cells) for row in records(lines, delimiter) if not row.is_blank)
        if not counts:
            return (0, 0)
        cells, often = counts.most_common(1)[0]
        return (often / counts.total() if cells > 1 else 0, cells)

    return max(DELIMITERS, key=fits)


def written(cell: str) -> str:
    """Return a cell as it goes into a file: no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def read_back(cell: str) -> str:
    """Undo `written`; other apostrophes are part of a name."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell
