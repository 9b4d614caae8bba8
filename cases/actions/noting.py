"""Writes: notes, and corrections of one's own that keep what was said before."""

from uuid import UUID

from django.utils.translation import gettext as _

from cases.actions.locking import known_code, locked_case, stays_open
from cases.models import Case, EarlierNote, Note
from cases.rules import PRIVILEGES
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record
from clinic.tenancy.models import new_id


@action("note.added")
def add_note(
    actor: Actor,
    *,
    case: Case,
    privilege: str,
    body: str,
    for_handover: bool = False,
    note_id: UUID | None = None,
) -> Note:
    """Write a note. It leaves the case's version alone: a count of changes would betray it.

    :param for_handover: it is for whoever takes the case over from its author
    """
    require(actor, "note.add", case)
    known_code(privilege, PRIVILEGES, case)
    require(actor, PRIVILEGES[privilege].capability, case)
    case = locked_case(case)
    stays_open(case)
    if note_id and Note.objects.filter(pk=note_id).exists():
        raise Blocked(_("This note was saved already."), code="sent_twice", target=case)
    note = Note(
        id=note_id or new_id(),
        case=case,
        key=case.key,
        privilege=privilege,
        body=body.strip(),
        for_handover=for_handover,
        written_by=seat_of(actor),
    )
    note.save(force_insert=True)
    record(actor, "note.added", note, detail={"privilege": privilege})
    return note


@action("note.corrected")
def correct_note(
    actor: Actor, *, note: Note, privilege: str, body: str, reason: str, version: int
) -> Note:
    """Correct one's own note; what it said before stays, sealed, under the privilege it had.

    As with a new note, the case's version is left alone.
    """
    require(actor, "note.correct", note)
    known_code(privilege, PRIVILEGES, note)
    require(actor, PRIVILEGES[privilege].capability, note.case)
    stays_open(locked_case(note.case))
    rows = Note.objects.select_for_update(of=("self",))
    note = rows.select_related("key", "case__client", "written_by__user").get(pk=note.pk)
    if note.version != version:
        raise Blocked(
            _("This note was corrected meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=note,
        )
    require(actor, "note.correct", note)
    body, reason = body.strip(), reason.strip()
    if not body or not reason:
        raise Blocked(
            _("A correction needs its words and a reason."), code="reason_missing", target=note
        )
    said = {"privilege": privilege, "body": body}
    changed = [name for name, value in said.items() if getattr(note, name) != value]
    if not changed:
        raise Blocked(_("Nothing was changed."), code="nothing_changed", target=note)
    EarlierNote(
        key=note.key, note=note, privilege=note.privilege, version=note.version, body=note.body,
        reason=reason,
    ).save(force_insert=True)  # fmt: skip
    note.privilege, note.body = privilege, body
    note.version += 1
    note.save(update_fields=["privilege", "body", "version"])
    record(actor, "note.corrected", note, changes=changed, detail={"privilege": privilege})
    return note
