"""A copy of the whole clinic: asked for with a reason, agreed to by a second person, made by a
worker, taken once, then gone.
"""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.policy import kept_out
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import remove_file, store_archive
from clinic.files.uploads import SealedUpload
from clinic.notices.outbox import enqueue
from clinic.tenancy.models import new_id
from clinic.tenancy.turns import take_turn
from clinic.vault.keys import create_client_key, shred_key
from exchange.models import ClinicExport
from exchange.queries.exports import is_over
from exchange.rules.leaving import KEPT_FOR
from exchange.rules.words import REASONS

EXPORT = "exchange.export"
OPEN = (ClinicExport.ASKED, ClinicExport.QUEUED, ClinicExport.READY)


@action("export.requested")
def ask_export(
    actor: Actor, *, reason: str, note: str = "", export_id: UUID | None = None
) -> ClinicExport:
    """Ask for a copy of everything the clinic owns. Nothing is made until somebody else agrees.

    :param export_id: the id the form was given, so that sending it twice asks once
    """
    require(actor, "export.make")
    if reason not in REASONS:
        raise Blocked(_("Choose what the copy is for."), code="no_reason")
    _refuse_kept_out(actor)
    take_turn()
    if export_id and ClinicExport.objects.filter(pk=export_id).exists():
        raise Blocked(_("This copy was asked for already."), code="sent_twice")
    waiting = ClinicExport.objects.filter(status__in=OPEN, expires_at__gt=timezone.now())
    if waiting.exists():
        raise Blocked(
            _("A copy is being made or waits to be taken. Only one lies ready at a time."),
            code="one_at_a_time",
        )
    assert actor.membership is not None
    export = ClinicExport(
        id=export_id or new_id(), key=create_client_key(), reason=reason, note=note or None,
        requested_by=actor.membership, expires_at=timezone.now() + KEPT_FOR,
    )  # fmt: skip
    export.save(force_insert=True)
    record(actor, "export.requested", export, detail={"reason": reason})
    return export


@action("export.agreed")
def agree_to_export(actor: Actor, *, export: ClinicExport) -> ClinicExport:
    """Let the copy be made, as another person than who asked: one alone takes no clinic away."""
    export = _decided(actor, export, ClinicExport.QUEUED)
    enqueue(EXPORT, ref_id=export.pk, key=f"export:{export.pk}")
    record(actor, "export.agreed", export, detail={"reason": export.reason})
    return export


@action("export.refused")
def refuse_export(actor: Actor, *, export: ClinicExport) -> ClinicExport:
    export = _decided(actor, export, ClinicExport.REFUSED)
    record(actor, "export.refused", export, detail={"reason": export.reason})
    return export


def _decided(actor: Actor, export: ClinicExport, status: str) -> ClinicExport:
    require(actor, "export.decide", export)
    export = _locked(export)
    require_person(actor, export)
    assert actor.membership is not None
    if export.requested_by.user_id == actor.membership.user_id:
        raise Blocked(
            _("Somebody else than who asked for the copy must agree."),
            code="second_person",
            target=export,
        )
    if export.status != ClinicExport.ASKED or is_over(export):
        raise Blocked(
            _("This has been decided meanwhile, or its time is over."),
            code="decided_meanwhile",
            target=export,
        )
    export.status, export.decided_at = status, timezone.now()
    export.decided_by = actor.membership
    export.save(update_fields=["status", "decided_at", "decided_by"])
    return export


@action("export.made")
def finish_export(
    actor: Actor, *, export: ClinicExport, made: SealedUpload, rows: int, files: int
) -> ClinicExport:
    """Store the copy once, whichever worker comes first."""
    require(actor, "export.work", export)
    export = _locked(export)
    if export.status != ClinicExport.QUEUED or is_over(export):
        raise Blocked("This copy is there already, or too late.", code="not_queued", target=export)
    export.file = store_archive(actor, made=made, key=export.key)
    export.status, export.ready_at = ClinicExport.READY, timezone.now()
    export.rows, export.files = rows, files
    # From now on, so that nobody loses hours to a long queue.
    export.expires_at = timezone.now() + KEPT_FOR
    export.save(update_fields=["file", "status", "ready_at", "rows", "files", "expires_at"])
    record(actor, "export.made", export, detail={"count": rows, "files": files})
    return export


@action("export.failed")
def fail_export(actor: Actor, *, export: ClinicExport, code: str) -> ClinicExport:
    require(actor, "export.work", export)
    export.status, export.failure = ClinicExport.FAILED, code
    export.save(update_fields=["status", "failure"])
    record(actor, "export.failed", export, detail={"why": code.lower()})
    return export


@action("export.taken")
def take_export(actor: Actor, *, export: ClinicExport) -> ClinicExport:
    """Let the asker have the copy, once: from now on it is not there for anybody.

    The page has proved anew who asks. The file itself is removed by the sweep, after it was sent.
    """
    require(actor, "export.make", export)
    _refuse_kept_out(actor)
    export = _locked(export)
    if export.status != ClinicExport.READY or export.file is None or is_over(export):
        raise Blocked(
            _("This copy is not there any more, or not yet. It can be taken once."),
            code="not_there",
            target=export,
        )
    export.status, export.taken_at = ClinicExport.TAKEN, timezone.now()
    export.save(update_fields=["status", "taken_at"])
    record(actor, "export.taken", export, detail={"reason": export.reason, "count": export.rows})
    return export


@action("export.expired")
def expire_export(actor: Actor, *, export: ClinicExport) -> ClinicExport:
    """Remove the file and destroy its key; that the copy existed stays known."""
    require(actor, "export.work", export)
    export = _locked(export)
    stored, export.file, export.note = export.file, None, None
    if export.status in OPEN:
        export.status = ClinicExport.GONE
    export.save(update_fields=["file", "note", "status"])
    if stored is not None:
        remove_file(actor, stored=stored)
    shred_key(export.key)
    record(actor, "export.expired", export)
    return export


def _refuse_kept_out(actor: Actor) -> None:
    """A copy holds everything, so nobody takes it who is kept out of any of it."""
    if kept_out(actor).exists():
        raise Blocked(
            _("You are kept out of something that a copy of the whole clinic would hold. Somebody "
              "else has to ask for it and take it."),
            code="kept_out",
        )  # fmt: skip


def _locked(export: ClinicExport) -> ClinicExport:
    rows = ClinicExport.objects.select_for_update(of=("self",)).select_related(
        "key", "file__key", "requested_by"
    )
    found: ClinicExport = rows.get(pk=export.pk)
    return found
