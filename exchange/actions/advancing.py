"""Take in the next rows: each ends as imported, held for a person, or bad, with its own entry.

A portion is one transaction with the mark of how far the list is, so a killed worker loses at most
a portion and its successor repeats none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from clients.models import Client
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.audit.recording import Act, Detail, record, record_all
from clinic.notices.delivery import LeaseLost
from clinic.people.models import Membership
from clinic.tenancy.current import today
from clinic.vault import blind
from exchange.actions.making import Made, make_clients, open_cases
from exchange.models import ImportRow, ListImport
from exchange.queries.duplicates import Double, Readings, doubles, sought_of
from exchange.queries.reading import reading_of
from exchange.rules.drafts import Draft, Matter, draft_of
from exchange.rules.tables import Record

# Other writers of names wait for a portion.
CHUNK = 250


@dataclass
class _Row:
    record: Record
    draft: Draft
    row: ImportRow
    double: Double | None = None
    # The place of the row of this portion that makes its client, where the list says who it is.
    same_as: int | None = None
    known: UUID | None = None
    made: Made | None = None
    acts: list[Act] = field(default_factory=list)


@action("import.advanced")
def advance_import(
    actor: Actor,
    *,
    run: ListImport,
    records: Sequence[Record],
    is_last: bool,
    readings: Readings | None = None,
) -> ListImport:
    """Take in a portion.

    :param records: the rows after `run.cursor`, without the blank ones
    :param readings: names that earlier portions of this turn worked out
    :raises LeaseLost: another worker has taken in some of them
    """
    require(actor, "import.work", run)
    rows = ListImport.objects.select_for_update(of=("self",)).select_related("key", "confirmed_by")
    run = rows.get(pk=run.pk)
    if run.status == ListImport.RUNNING:
        if records and records[0].number <= run.cursor:
            raise LeaseLost
        taken = _take_in(actor, run, records, readings or Readings())
        run.imported += sum(row.row.state == ImportRow.IMPORTED for row in taken)
        run.held += sum(row.row.state == ImportRow.HELD for row in taken)
        run.bad += sum(row.row.state == ImportRow.BAD for row in taken)
        run.cursor = records[-1].number if records else run.cursor
        if is_last:
            run.status, run.finished_at = ListImport.FINISHED, timezone.now()
        run.version += 1
        run.save(
            update_fields=["imported", "held", "bad", "cursor", "status", "finished_at", "version"]
        )
    record(actor, "import.advanced", run, detail={"count": len(records)})
    return run


@action("import.failed")
def fail_import(actor: Actor, *, run: ListImport, code: str) -> ListImport:
    """Say on the page that it stands still; what came in stays, and it can go on."""
    require(actor, "import.work", run)
    run.status, run.failure = ListImport.FAILED, code
    run.version += 1
    run.save(update_fields=["status", "failure", "version"])
    record(actor, "import.failed", run, detail={"why": code.lower()})
    return run


def _take_in(
    actor: Actor, run: ListImport, records: Sequence[Record], readings: Readings
) -> list[_Row]:
    reading, day = reading_of(run), today()
    rows = []
    for said in records:
        draft = draft_of(said, reading, today=day)
        row = ImportRow(run=run, key=run.key, number=said.number, state=ImportRow.IMPORTED)
        row.ref_token = ref_token(run, draft.ref) if draft.ref else None
        rows.append(_Row(said, draft, row))
    _find_their_clients(run, rows)
    _hold_doubles(rows, readings)
    seat = run.confirmed_by
    assert seat is not None
    _make(actor, seat, rows, readings)
    for each in rows:
        _end(each)
    ImportRow.objects.bulk_create([each.row for each in rows])
    record_all(actor, [_act(run, each) for each in rows])
    return rows


def ref_token(run: ListImport, ref: str) -> bytes:
    return blind.token("import.ref", f"{run.pk}:{ref}")


def _find_their_clients(run: ListImport, rows: Sequence[_Row]) -> None:
    """Find the client of rows whose number in the list stood in an earlier row."""
    tokens = {bytes(row.row.ref_token) for row in rows if row.row.ref_token}
    earlier = ImportRow.objects.filter(run=run, ref_token__in=tokens, client__isnull=False)
    known = {
        bytes(token or b""): client_id
        for token, client_id in earlier.order_by("-number").values_list("ref_token", "client_id")
    }
    first: dict[bytes, int] = {}
    for place, row in enumerate(rows):
        if not row.row.ref_token or row.draft.problems:
            continue
        token = bytes(row.row.ref_token)
        row.known, row.same_as = known.get(token), first.get(token)
        if (row.known or row.same_as is not None) and row.draft.matter is None:
            row.draft.problems.append("no_case_again")
            row.known = row.same_as = None
        elif not row.known:
            first.setdefault(token, place)


def _hold_doubles(rows: Sequence[_Row], readings: Readings) -> None:
    asked = [
        row for row in rows if not row.draft.problems and not row.known and row.same_as is None
    ]
    sought = [sought_of(row.draft, readings) for row in asked]
    for place, double in doubles(sought, readings).items():
        asked[place].double = double
    by_place = dict(enumerate(asked))
    for row in asked:
        if row.double and row.double.index is not None:
            row.row.alike_row = by_place[row.double.index].record.number
        elif row.double:
            row.row.alike_id = row.double.client_id
    # Where the client waits for a person, so does the client's next case.
    for row in rows:
        if row.same_as is not None and rows[row.same_as].double is not None:
            row.double = Double(("in_file",))
            row.row.alike_row = rows[row.same_as].record.number


def _make(actor: Actor, seat: Membership, rows: Sequence[_Row], readings: Readings) -> None:
    good = [row for row in rows if not row.draft.problems and row.double is None]
    new = [row for row in good if row.known is None and row.same_as is None]
    drafts = [row.draft for row in new]
    for row, made in zip(new, make_clients(actor, seat, drafts, readings), strict=True):
        row.made = made
    there = Client.objects.select_related("key").in_bulk([row.known for row in good if row.known])
    for row in good:
        if row.known:
            row.made = Made(there[row.known])
        elif row.same_as is not None:
            first = rows[row.same_as].made
            assert first is not None
            row.made = Made(first.client)
    cases: list[tuple[Made, Matter]] = [
        (row.made, row.draft.matter) for row in good if row.made and row.draft.matter
    ]
    open_cases(seat, cases)


def _end(each: _Row) -> None:
    row = each.row
    if each.draft.problems:
        row.state, row.reasons = ImportRow.BAD, sorted(set(each.draft.problems))
        row.cells = list(each.record.cells)
    elif each.double is not None:
        row.state, row.reasons = ImportRow.HELD, list(each.double.reasons)
        row.cells = list(each.record.cells)
    else:
        assert each.made is not None
        row.reasons, row.client, row.case = each.made.notes, each.made.client, each.made.case


VERBS = {
    ImportRow.IMPORTED: "row.imported", ImportRow.HELD: "row.held", ImportRow.BAD: "row.refused",
}  # fmt: skip


def _act(run: ListImport, each: _Row) -> Act:
    row = each.row
    detail: Detail = {"import": run.pk, "row": row.number, "why": ".".join(row.reasons)[:80]}
    return Act(VERBS[row.state], row, case_id=row.case_id, client_id=row.client_id, detail=detail)
