"""Decide about a row that may be somebody who is there already."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import lock_client
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import today
from exchange.actions.making import Made, make_clients, open_cases
from exchange.models import ImportRow, ListImport
from exchange.queries.reading import reading_of, same_client
from exchange.rules.drafts import Draft, draft_of
from exchange.rules.tables import Record
from exchange.rules.words import DECISIONS


@action("row.decided")
def decide_row(actor: Actor, *, row: ImportRow, decision: str) -> ImportRow:
    """Make a new client of a held row, add its case to the client it is, or leave it out.

    :param decision: `new`, `same` or `leave`
    """
    require(actor, "import.decide", row)
    # The list first, as those who take in and close it do.
    run = (
        ListImport.objects.select_for_update(of=("self",)).select_related("key").get(pk=row.run_id)
    )
    rows = ImportRow.objects.select_for_update(of=("self",)).select_related("key", "run__key")
    row = rows.get(pk=row.pk)
    if row.state != ImportRow.HELD or run.status == ListImport.CLOSED:
        raise Blocked(
            _("Somebody decided about this row already."), code="decided_already", target=row
        )
    if decision not in DECISIONS:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=row)
    if decision == "leave":
        row.state, row.cells = ImportRow.LEFT, None
    else:
        _take(actor, row, decision)
    row.decision, row.decided_at, row.decided_by = decision, timezone.now(), actor.membership
    row.save()
    imported = int(row.state == ImportRow.IMPORTED)
    ListImport.objects.filter(pk=run.pk).update(
        held=F("held") - 1, imported=F("imported") + imported, version=F("version") + 1
    )
    record(
        actor, "row.decided", row, client_id=row.client_id, case_id=row.case_id,
        detail={"import": row.run_id, "row": row.number, "decision": decision},
    )  # fmt: skip
    return row


def _take(actor: Actor, row: ImportRow, decision: str) -> None:
    draft = _draft(row)
    assert actor.membership is not None
    if decision == "new":
        (made,) = make_clients(actor, actor.membership, [draft])
    else:
        client = same_client(row)
        if client is None:
            raise Blocked(
                _("The row it may be the same as has made no client. Decide about that one first."),
                code="no_client_yet",
                target=row,
            )
        client = lock_client(client)
        if client.erased_at is not None:
            raise Blocked(
                _("Whom it may be was erased. Make a new client of it, or leave it out."),
                code="erased_already",
                target=row,
            )
        made = Made(client)
    if draft.matter is not None:
        open_cases(actor.membership, [(made, draft.matter)])
    row.client, row.case, row.cells = made.client, made.case, None
    row.state, row.reasons = ImportRow.IMPORTED, made.notes


def _draft(row: ImportRow) -> Draft:
    cells = tuple(row.cells or ())
    draft = draft_of(Record(row.number, cells), reading_of(row.run), today=today())
    if draft.problems:
        raise Blocked(
            _("This row cannot be read any more. Leave it out and upload it again."),
            code="unreadable_row",
            target=row,
        )
    return draft
