"""A list comes in: uploaded, confirmed by a person, stopped, gone on with, and done with."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import remove_file, store_table
from clinic.files.uploads import SealedUpload
from clinic.notices.outbox import enqueue
from clinic.tenancy.models import new_id
from clinic.vault.keys import create_client_key, shred_key
from exchange.models import ImportRow, ListImport
from exchange.queries.imports import ends_at
from exchange.queries.reading import seen_in
from exchange.rules.columns import wrong_columns
from exchange.rules.dates import ORDERS
from exchange.rules.tables import DELIMITERS, ENCODINGS

IMPORT = "exchange.import"


@action("import.uploaded")
def upload_list(actor: Actor, *, upload: SealedUpload, import_id: UUID | None = None) -> ListImport:
    """Keep a list, sealed under a key of its own; nothing is made of it before it is confirmed.

    :param import_id: the id the form was given, so that sending it twice uploads once
    """
    require(actor, "import.run")
    if import_id and ListImport.objects.filter(pk=import_id).exists():
        raise Blocked(_("This list was uploaded already."), code="sent_twice")
    seen = seen_in(upload.chunks)
    if not seen.header:
        raise Blocked(_("There is no row in this file."), code="empty_list")
    assert actor.membership is not None
    key = create_client_key()
    run = ListImport(
        id=import_id or new_id(), key=key, uploaded_by=actor.membership, reading=seen.as_json()
    )
    run.file = store_table(actor, upload=upload, key=key)
    run.save(force_insert=True)
    record(actor, "import.uploaded", run)
    return run


@action("import.confirmed")
def confirm_import(
    actor: Actor,
    *,
    run: ListImport,
    reading: dict[str, Any],
    total: int,
    version: int | None = None,
) -> ListImport:
    """Let the workers take the list in, read the way a person has seen and confirmed.

    :param reading: encoding, delimiter, header, columns, order, other_matters
    :param total: how many rows there are when it is read so
    """
    require(actor, "import.run", run)
    run = _locked(run)
    if run.status != ListImport.UPLOADED or version not in (None, run.version):
        raise Blocked(
            _("This list was confirmed already. Look at how far it is."),
            code="confirmed_already",
            target=run,
        )
    known = reading["encoding"] in ENCODINGS and reading["delimiter"] in DELIMITERS
    if not known or reading["order"] not in ORDERS or wrong_columns(reading["columns"]):
        raise Blocked(_("Choose what each column means."), code="bad_columns", target=run)
    run.reading, run.total = reading, total
    run.confirmed_at, run.confirmed_by = timezone.now(), actor.membership
    _set_going(run)
    record(actor, "import.confirmed", run, detail={"count": total})
    return run


@action("import.stopped")
def stop_import(actor: Actor, *, run: ListImport) -> ListImport:
    """Let no further row come in; what came in stays, and it can go on later."""
    require(actor, "import.run", run)
    run = _locked(run)
    if run.status != ListImport.RUNNING:
        raise Blocked(_("This list is not being taken in."), code="not_running", target=run)
    run.status = ListImport.STOPPED
    _save(run, "status")
    record(actor, "import.stopped", run, detail={"count": run.done})
    return run


@action("import.resumed")
def resume_import(actor: Actor, *, run: ListImport) -> ListImport:
    """Go on after the last row that came in."""
    require(actor, "import.run", run)
    run = _locked(run)
    if run.status not in (ListImport.STOPPED, ListImport.FAILED):
        raise Blocked(_("This list does not stand still."), code="not_stopped", target=run)
    _set_going(run)
    record(actor, "import.resumed", run, detail={"count": run.done})
    return run


@action("import.closed")
def close_import(actor: Actor, *, run: ListImport) -> ListImport:
    """Be done with a list: its file goes, and the key of all it said is destroyed.

    Counts, row numbers and reasons stay; rows that still wait for a person are left out.
    """
    require(actor, "import.run", run)
    run = _locked(run)
    if run.status == ListImport.CLOSED:
        raise Blocked(_("This list is done with already."), code="list_closed", target=run)
    if run.status == ListImport.RUNNING:
        raise Blocked(
            _("Stop it first, or wait until it is through."), code="list_running", target=run
        )
    left = _put_away(actor, run)
    record(actor, "import.closed", run, detail={"left": left})
    return run


@action("import.expired")
def expire_import(actor: Actor, *, run: ListImport) -> ListImport:
    """Do the same with a list that nobody was done with in time; its page has said when."""
    require(actor, "import.work", run)
    run = _locked(run)
    if run.status in (ListImport.CLOSED, ListImport.RUNNING) or ends_at(run) > timezone.now():
        raise Blocked("This list is not over.", code="not_over", target=run)
    left = _put_away(actor, run)
    record(actor, "import.expired", run, detail={"left": left})
    return run


def _put_away(actor: Actor, run: ListImport) -> int:
    """Remove file and cells, destroy the key; return how many rows waited for a person."""
    waiting = ImportRow.objects.filter(run=run, state=ImportRow.HELD)
    left = waiting.update(state=ImportRow.LEFT, decision="leave", decided_at=timezone.now())
    ImportRow.objects.filter(run=run).update(cells=None)
    stored, run.file, run.reading = run.file, None, None
    run.status, run.closed_at, run.held = ListImport.CLOSED, timezone.now(), run.held - left
    _save(run, "file", "reading", "status", "closed_at", "held")
    if stored is not None:
        remove_file(actor, stored=stored)
    shred_key(run.key)
    return left


@action("import.report_downloaded")
def download_report(actor: Actor, *, run: ListImport) -> ListImport:
    """Say who took the rows that did not come in, with what they say."""
    require(actor, "import.run", run)
    if run.status == ListImport.CLOSED:
        raise Blocked(
            _("This list is done with; what its rows said is gone."), code="list_closed", target=run
        )
    record(actor, "import.report_downloaded", run, detail={"held": run.held, "bad": run.bad})
    return run


def go_on(run: ListImport) -> None:
    """Leave the rest to the workers: an item for each place the list may have come to."""
    enqueue(IMPORT, ref_id=run.pk, key=f"import:{run.pk}:{run.turns}:{run.cursor}")


def _set_going(run: ListImport) -> None:
    run.status, run.failure, run.turns = ListImport.RUNNING, "", run.turns + 1
    fields = ["status", "failure", "turns", "reading", "total", "confirmed_at", "confirmed_by"]
    _save(run, *fields)
    go_on(run)


def _save(run: ListImport, *fields: str) -> None:
    run.version += 1
    run.save(update_fields=[*fields, "version"])


def _locked(run: ListImport) -> ListImport:
    rows = ListImport.objects.select_for_update(of=("self",)).select_related("key", "file__key")
    found: ListImport = rows.get(pk=run.pk)
    return found
