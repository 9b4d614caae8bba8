"""Read the list of an import: what it seems to be, its first rows, all of its rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from clients.models import Client
from clinic.files.models import StoredFile
from clinic.files.queries import open_stream
from clinic.tenancy.current import current_clinic
from exchange.models import ImportRow, ListImport
from exchange.rules.columns import guess_columns
from exchange.rules.dates import guess_order
from exchange.rules.drafts import Reading
from exchange.rules.tables import Guess, Record, guess_delimiter, records, text_lines

LOOKED_AT = 200


@dataclass(frozen=True)
class Seen:
    """What a list seems to be; a person confirms or corrects it."""

    encoding: str
    delimiter: str
    header: list[str]
    columns: list[str]
    order: str

    def as_json(self) -> dict[str, Any]:
        return {
            "encoding": self.encoding, "delimiter": self.delimiter, "header": self.header,
            "columns": self.columns, "order": self.order, "other_matters": False,
        }  # fmt: skip


def seen_in(chunks: Callable[[], Iterable[bytes]]) -> Seen:
    """Look at a list: the whole of it for its encoding, the first rows for the rest."""
    guess = Guess()
    for chunk in chunks():
        guess.feed(chunk)
    return seen_as(chunks, guess.encoding(), "")


def seen_as(chunks: Callable[[], Iterable[bytes]], encoding: str, delimiter: str) -> Seen:
    """Look at the first rows in an encoding; without a delimiter it is guessed."""
    lines = list(islice(text_lines(chunks(), encoding), LOOKED_AT))
    delimiter = delimiter or guess_delimiter(lines)
    first = list(records(lines, delimiter))
    header = [cell.strip()[:200] for cell in first[0].cells] if first else []
    columns = guess_columns(header)
    days = [
        cell
        for record in first[1:]
        for code, cell in zip(columns, record.cells, strict=False)
        if code in ("birth", "opened_on", "closed_on")
    ]
    order = guess_order(days, at_home="mdy" if current_clinic().jurisdiction == "us" else "dmy")
    return Seen(encoding, delimiter, header if any(header) else [], columns, order)


def seen_again(run: ListImport, encoding: str, delimiter: str) -> dict[str, Any]:
    """Return how a list seems to be written; another encoding gives other headings.

    :param encoding: "" as it seemed to be; so with the delimiter
    :raises TamperedError: the file was changed or is gone
    """
    seen: dict[str, Any] = dict(run.reading or {})
    chosen = (encoding or seen["encoding"], delimiter or seen["delimiter"])
    if chosen == (seen["encoding"], seen["delimiter"]):
        return seen
    stored = run.file
    assert stored is not None
    return seen_as(lambda: open_stream(stored), *chosen).as_json()


def rows_of_file(
    stored: StoredFile, *, encoding: str, delimiter: str, after: int = 1
) -> Iterator[Record]:
    """Yield the rows after one, without the blank ones; the first row is the heading.

    The key of the file is opened now; the rest is read without the database.

    :raises TamperedError: the file was changed or is gone
    """
    lines = text_lines(open_stream(stored), encoding)
    return (
        record
        for record in records(lines, delimiter)
        if record.number > max(after, 1) and not record.is_blank
    )


def reading_of(run: ListImport) -> Reading:
    said = run.reading or {}
    return Reading(
        tuple(said.get("columns", ())), said.get("order", "ymd"), bool(said.get("other_matters"))
    )


def same_client(row: ImportRow) -> Client | None:
    """Return the client a held row may be: the clinic's, or the one an earlier row made."""
    if row.alike_id:
        return Client.objects.get(pk=row.alike_id)
    earlier = ImportRow.objects.filter(run=row.run_id, number=row.alike_row or 0)
    found = earlier.select_related("client").first()
    return found.client if found else None
