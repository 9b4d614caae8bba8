"""The steps a filing has taken, with the note and the document behind each."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.files.models import StoredFile
from filings.models import Filing, FilingMove, Notice
from filings.policy import visible_moves
from filings.queries.packs import form_here
from filings.rules.lifecycle import LIFECYCLES

ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
# A note on a step is an attorney's account.
READS_NOTES = "note.view_attorney"


@dataclass(frozen=True)
class StepTaken:
    move: FilingMove
    label: str
    note: str


def move_of(actor: Actor, pk: UUID) -> FilingMove:
    """:raises NotVisible: not there for this actor"""
    found = (
        visible_moves(actor)
        .filter(pk=pk)
        .select_related("filing__case__client", "document__key", "key", "case")
        .first()
    )
    if found is None:
        raise NotVisible("step")
    return found


def moves_of(filing: Filing) -> list[FilingMove]:
    """Return the steps a filing has taken, the first one first."""
    rows = FilingMove.objects.filter(filing=filing).select_related(
        "recorded_by__user", "notice", "document", "key"
    )
    return list(rows.order_by("id"))


def steps_taken(actor: Actor, filing: Filing) -> list[StepTaken]:
    """Return the steps, the first one first; a note only for those who read attorneys' notes."""
    statuses = LIFECYCLES[form_here(filing.form).lifecycle]
    reads = actor.has(READS_NOTES)
    return [
        StepTaken(move, gettext(statuses[move.became].label), str(move.note or "") if reads else "")
        for move in moves_of(filing)
    ]


def filename_of(notice: Notice) -> str:
    """Name a download by what it is; it stays in a folder of downloads, so never by whom."""
    return f"notice-{notice.kind}-{notice.notice_date.isoformat()}.{_ending(notice.document)}"


def filename_of_step(move: FilingMove) -> str:
    return f"step-{move.became}-{move.on.isoformat()}.{_ending(move.document)}"


def _ending(document: StoredFile | None) -> str:
    return ENDINGS.get(document.media_type, "bin") if document else "bin"
