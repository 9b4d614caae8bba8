"""Take lists in, make copies, and remove what its time is over for."""

from datetime import timedelta
from itertools import islice
from pathlib import Path
from time import monotonic
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clinic.access.actor import Actor, acting_in
from clinic.access.refusals import Blocked
from clinic.files import incoming
from clinic.files.kinds import ARCHIVE
from clinic.files.stream import Sealer, new_file_key
from clinic.files.uploads import SealedUpload
from clinic.notices.delivery import Hopeless, NotYet, finishing
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import handles
from clinic.tenancy.current import bound_to, current_clinic
from clinic.tenancy.models import Clinic
from clinic.tenancy.statistics import look_again
from clinic.vault.keyring import TamperedError
from exchange import actions
from exchange.actions.advancing import CHUNK
from exchange.actions.exports import EXPORT
from exchange.actions.imports import IMPORT, go_on
from exchange.models import ClinicExport, ListImport
from exchange.policy import EXPORTER, IMPORTER, visible_exports
from exchange.queries.copying import Copied, write_copy
from exchange.queries.duplicates import Readings
from exchange.queries.imports import lists_over
from exchange.queries.reading import rows_of_file

# Seconds one worker takes in before it lets others in.
LONGEST_TURN = 60
MOST_AT_ONCE = 50
# Longer than sending a copy takes: it is read while it is sent.
SENT_BY = timedelta(hours=1)


def stand_still(item: OutboxItem) -> None:
    run = ListImport.objects.get(pk=item.ref_id)
    if run.status == ListImport.RUNNING:
        importer = Actor.system(current_clinic(), IMPORTER)
        actions.fail_import(importer, run=run, code=item.failure)


@handles(IMPORT, failed=stand_still, own_transactions=True)
def take_in(item: OutboxItem) -> None:
    """Take in portion after portion, each in a transaction that also remembers how far it is.

    A killed worker's lease runs out and the next one goes on after the last portion. Long before a
    task may be stopped for its length the rest is left to a new item.
    """
    until = monotonic() + LONGEST_TURN
    with bound_to(item.clinic_pk):
        run = ListImport.objects.select_related("key", "file__key").get(pk=item.ref_id)
        if run.status != ListImport.RUNNING or run.file is None or run.reading is None:
            return
        said = run.reading
        try:
            rows = rows_of_file(
                run.file, encoding=said["encoding"], delimiter=said["delimiter"], after=run.cursor
            )
        except TamperedError as error:
            raise Hopeless("file_altered") from error
    readings, portions = Readings(), 0
    while True:
        try:
            portion = list(islice(rows, CHUNK))
        except TamperedError as error:
            raise Hopeless("file_altered") from error
        try:
            with acting_in(item.clinic_pk, IMPORTER) as actor:
                run = actions.advance_import(
                    actor,
                    run=run,
                    records=portion,
                    is_last=len(portion) < CHUNK,
                    readings=readings.fresh(),
                )
        except Blocked as blocked:
            # Tokens of names are being made anew: nobody's double would be found meanwhile.
            raise NotYet(blocked.code, tried=False) from blocked
        if run.status != ListImport.RUNNING:
            return
        portions += 1
        if portions & (portions - 1) == 0:  # after 1, 2, 4, 8 …: the tables grew that much
            look_again()
        if monotonic() > until:
            with finishing(item):
                go_on(run)
            return


def mark_failed(item: OutboxItem) -> None:
    export = ClinicExport.objects.get(pk=item.ref_id)
    if export.status == ClinicExport.QUEUED:
        exporter = Actor.system(current_clinic(), EXPORTER)
        actions.fail_export(exporter, export=export, code=item.failure)


@handles(EXPORT, failed=mark_failed, own_transactions=True)
def make_copy(item: OutboxItem) -> None:
    """Write the copy into a sealed file without a transaction; store it together with "done"."""
    with bound_to(item.clinic_pk):
        rows = ClinicExport.objects.select_related("requested_by__user")
        export = rows.get(pk=item.ref_id)
        if export.status != ClinicExport.QUEUED or export.expires_at <= timezone.now():
            return
        asked = {
            "by": export.requested_by.user.name,
            "at": export.requested_at.isoformat(),
            "reason": export.reason,
        }
    try:
        made, copied = _sealed_copy(item.clinic_pk, asked)
    except TamperedError as error:
        raise Hopeless("file_altered") from error
    try:
        with finishing(item):
            exporter = Actor.system(current_clinic(), EXPORTER)
            export = ClinicExport.objects.get(pk=export.pk)
            actions.finish_export(
                exporter, export=export, made=made, rows=sum(copied.rows.values()),
                files=copied.files,
            )  # fmt: skip
    finally:
        made.close()


def _sealed_copy(clinic_id: UUID, asked: dict[str, str]) -> tuple[SealedUpload, Copied]:
    secret, path = new_file_key(), incoming.new_path()
    sealer = Sealer(secret)
    try:
        with open(incoming.create(path), "wb") as target:
            copied = write_copy(
                clinic_id, lambda part: _ignore(target.write(sealer.feed(part))), asked=asked
            )
            target.write(sealer.finish())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return _made(path, secret, sealer.size), copied


def _ignore(_written: int) -> None:
    """A sink takes bytes and answers nothing."""


def _made(path: Path, secret: bytes, size: int) -> SealedUpload:
    return SealedUpload(
        path=path, key=secret, name="clinic.zip", size=size, media_type=ARCHIVE, too_large=False
    )


@shared_task(name="exchange.expire_all")
def expire_all() -> None:
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        expire_clinic(clinic_id)
        expire_lists(clinic_id)


def expire_lists(clinic_id: UUID) -> int:
    """Destroy what lists say that nobody was done with in time; return how many."""
    with acting_in(clinic_id, IMPORTER) as importer:
        runs = list(lists_over(importer).order_by("pk")[:MOST_AT_ONCE])
        for run in runs:
            actions.expire_import(importer, run=run)
    return len(runs)


def expire_clinic(clinic_id: UUID) -> int:
    """Remove the copies of one clinic that are over or were taken; return how many."""
    with acting_in(clinic_id, EXPORTER) as exporter:
        now = timezone.now()
        taken = Q(status=ClinicExport.TAKEN, taken_at__lte=now - SENT_BY)
        over = visible_exports(exporter).filter(key__wrapped__isnull=False)
        exports = list(over.filter(Q(expires_at__lte=now) | taken)[:MOST_AT_ONCE])
        for export in exports:
            actions.expire_export(exporter, export=export)
    return len(exports)
