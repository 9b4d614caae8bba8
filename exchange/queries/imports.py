"""Lists, their rows, and what the page says about them. Each starts from a `visible_*`."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.policy import kept_out
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.notices.pulses import is_late
from clinic.notices.queries import last_turn
from clinic.pages.paging import Page, page_of
from clinic.tenancy.current import bound_to, today
from clinic.vault.keys import preload
from exchange.models import ImportRow, ListImport
from exchange.policy import rows_told, visible_imports, visible_rows
from exchange.queries.reading import reading_of, rows_of_file
from exchange.rules.columns import COLUMNS
from exchange.rules.drafts import Draft, draft_of
from exchange.rules.keeping import LIST_KEPT_FOR, list_ends
from exchange.rules.tables import written
from exchange.rules.words import FAILURES, STATES, said

SHOWN_FIRST = 10
PORTION = 500


def import_of(actor: Actor, pk: UUID) -> ListImport:
    """:raises NotVisible: not there for this actor"""
    rows = visible_imports(actor).select_related("key", "file__key", "uploaded_by__user")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("import")
    return found


def row_of(actor: Actor, pk: UUID) -> ImportRow:
    rows = visible_rows(actor).select_related("key", "run__key", "alike")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("row")
    return found


def imports_page(actor: Actor, *, after: str | None) -> Page[ListImport]:
    rows = visible_imports(actor).select_related("uploaded_by__user")
    return page_of(rows, order=["-id"], after=after)


def rows_page(actor: Actor, run: ListImport, *, state: str, after: str | None) -> Page[ImportRow]:
    """Return rows of a list that ended in one way, in the order of the list."""
    rows = visible_rows(actor).filter(run=run, state=state).select_related("alike", "key")
    return page_of(rows, order=["number"], after=after)


def ends_at(run: ListImport) -> datetime:
    """Return when a list goes by itself, unless somebody is done with it before."""
    return list_ends(run.uploaded_at, run.confirmed_at, run.finished_at)


def lists_over(actor: Actor) -> QuerySet[ListImport]:
    """Return the lists whose time is over; none of those that are being taken in."""
    rows = visible_imports(actor).exclude(status__in=(ListImport.CLOSED, ListImport.RUNNING))
    last = Greatest("uploaded_at", "confirmed_at", "finished_at")  # of those that are there
    return rows.annotate(last=last).filter(last__lte=timezone.now() - LIST_KEPT_FOR)


def named_in_lists(clients: Collection[UUID]) -> set[UUID]:
    """Return those of these clients of whom a list still tells that nobody is done with."""
    rows = ImportRow.objects.exclude(run__status=ListImport.CLOSED).order_by()
    came = rows.filter(client__in=clients).values_list("client_id", flat=True)
    held = rows.filter(alike__in=clients, state=ImportRow.HELD)
    found: set[UUID] = {*came.union(held.values_list("alike_id", flat=True))}
    return found


def state_words(run: ListImport) -> tuple[str, str]:
    """Return the state of a list in words, and the tone of its badge."""
    return {
        ListImport.UPLOADED: (_("Waits for you"), "warn"),
        ListImport.RUNNING: (_("Being taken in"), "info"),
        ListImport.STOPPED: (_("Stopped"), "warn"),
        ListImport.FAILED: (_("Stands still"), "danger"),
        ListImport.FINISHED: (_("Through"), "good"),
        ListImport.CLOSED: (_("Done with"), "quiet"),
    }[run.status]


def note_on(run: ListImport) -> str:
    """Say what is wrong, or that nobody is there to go on."""
    if run.status == ListImport.FAILED:
        return str(FAILURES.get(run.failure, FAILURES["gave_up"]))
    if run.status == ListImport.RUNNING and is_late(last_turn()):
        return _("The background worker does not answer. The list is kept and goes on with it.")
    return ""


@dataclass(frozen=True)
class Previewed:
    """A row as it would come in: what it says, what would be made, what is wrong."""

    number: int
    name: str
    made: str
    problems: list[str]
    codes: list[str]


def preview(run: ListImport, reading: dict[str, Any]) -> list[Previewed]:
    """Return the first rows, read in a way that nobody has confirmed yet.

    :raises TamperedError: the file was changed or is gone
    """
    assert run.file is not None
    read_as = ListImport(reading=reading)
    rows = rows_of_file(run.file, encoding=reading["encoding"], delimiter=reading["delimiter"])
    chosen = reading_of(read_as)
    found = []
    for record in islice(rows, SHOWN_FIRST):
        draft = draft_of(record, chosen, today=today())
        codes = sorted(set(draft.problems))
        name = draft.name or draft.code_name
        found.append(Previewed(record.number, name, _made(draft), said(codes), codes))
    return found


def count_rows(run: ListImport, reading: dict[str, Any]) -> int:
    """Count the rows of a list when it is read so."""
    assert run.file is not None
    rows = rows_of_file(run.file, encoding=reading["encoding"], delimiter=reading["delimiter"])
    return sum(1 for _row in rows)


def _made(draft: Draft) -> str:
    if draft.problems:
        return ""
    if draft.matter is None:
        return _("A client")
    if draft.matter.stage == "closed":
        return _("A client and a closed case")
    return _("A client and a case")


def kept_from(actor: Actor) -> list[UUID]:
    """Return the clients whom somebody is kept out of."""
    return list(kept_out(actor).values_list("client_id", flat=True))


def report(
    run_id: UUID, clinic_id: UUID, header: list[str], kept_from: Collection[UUID] = ()
) -> Iterator[bytes]:
    """Yield the rows that did not come in, as a CSV that can be put right and uploaded again.

    Read in portions, each with the clinic bound: it is sent while it is read.

    :param kept_from: the clients whom its reader is kept out of; no row tells of them
    """
    headings = [written(heading) for heading in header]
    yield b"\xef\xbb\xbf" + _csv([[*headings, _("Row"), _("What became of it"), _("Why")]])
    after = 0
    while True:
        with bound_to(clinic_id):
            rows = rows_told(run_id, kept_from).filter(
                number__gt=after,
                state__in=(ImportRow.HELD, ImportRow.BAD, ImportRow.LEFT),
            )
            found = list(rows.order_by("number")[:PORTION])
            preload({row.key_id for row in found})
            part = _csv(_line(row, len(header)) for row in found)
        if part:
            yield part
        if len(found) < PORTION:
            return
        after = found[-1].number


def _line(row: ImportRow, width: int) -> list[str]:
    cells = [written(cell) for cell in (row.cells or [])]
    # Cells beyond the heading stay together at the end, so that no column is shifted.
    beyond = cells[width:]
    cells = cells[:width] + [""] * (width - len(cells))
    why = said(row.reasons)
    return [*cells, str(row.number), str(STATES[row.state]), " ".join(why), *beyond]


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode()


def shown_cells(row: ImportRow) -> list[tuple[str, str]]:
    """Return what a held row says, by what each column means."""
    codes = reading_of(row.run).columns
    cells = zip(codes, row.cells or (), strict=False)
    return [(str(COLUMNS[code].label), cell) for code, cell in cells if code and cell.strip()]


@dataclass(frozen=True)
class Line:
    """A row that did not come in, as lists show it: never with what it says."""

    row: ImportRow
    why: str
    client: Any = None


def row_lines(rows: Iterable[ImportRow]) -> list[Line]:
    return [Line(row, " ".join(said(row.reasons)), row.alike) for row in rows]
