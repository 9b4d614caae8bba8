"""What happened in a case, and the notes the reader's roles open."""

from typing import Any

from rest_framework import serializers

from cases import actions, forms, queries
from cases.rules import PRIVILEGES, readable
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Flag, Shape, Text, checked, form_input


class EventShape(Shape):
    """Something that happened; a note only where its privilege is open to the reader."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    at = serializers.DateTimeField(source="when")
    who = serializers.CharField()
    text = serializers.CharField(allow_blank=True)


class NoteShape(Shape):
    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    privilege = Choice(PRIVILEGES)
    body = serializers.CharField(allow_blank=True)
    written_at = serializers.DateTimeField()
    written_by = serializers.CharField(source="written_by.user.name")
    for_handover = serializers.BooleanField(help_text="For whoever takes the case over.")
    version = serializers.IntegerField()


class EarlierNoteShape(Shape):
    """What a note said before it was corrected, and why it was."""

    version = serializers.IntegerField()
    privilege = Choice(PRIVILEGES)
    body = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    replaced_at = serializers.DateTimeField()


class AddNote(Body):
    privilege = Choice(PRIVILEGES)
    body = Text(forms.LONGEST_NOTE)
    for_handover = Flag(
        required=False, default=False,
        help_text="Open questions for whoever takes the case over from the token's person.",
    )  # fmt: skip
    example = {"privilege": "shared", "body": "The interpreter is booked."}


class CorrectNote(Body):
    privilege = Choice(PRIVILEGES)
    body = Text(forms.LONGEST_NOTE)
    reason = Text(forms.LONGEST_REASON, help_text="Why it is corrected.")
    example = {
        "privilege": "shared", "body": "The interpreter is booked for Friday.",
        "reason": "The day was wrong.",
    }  # fmt: skip


class Timeline(Endpoint):
    tag = "Notes"

    @operation("read_timeline", "case.view", of=queries.case_of, gives=EventShape, paged=True)
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """Read what happened in a case, newest first: acts, and the notes you may read.

        The first look of an hour is recorded, as on the page. Acts of a room that the token does
        not open (filings, deadlines, releases, referrals) stay out.
        """
        found = queries.timeline(request.actor, case, after=after)
        return Listing(found.events, found.next, found.previous or None)


class Notes(Endpoint):
    tag = "Notes"

    @operation("list_notes", "case.view", of=queries.case_of, gives=NoteShape, paged=True)
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List the notes of a case that you may read, newest first.

        What you may not read leaves no trace, not in a count and not in a cursor. The first look
        of an hour is recorded.
        """
        page = queries.notes_page(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "add_note", "note.add", of=queries.case_of, takes=AddNote, gives=NoteShape, creates=True,
        versioned=True, links={"correct": Link("correct_note")}, blocked=("closed",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Write a note. Who may read it follows from its privilege alone."""
        form = forms.NoteForm(
            form_input(given, once=OnceField.signed(once)),
            privileges=readable(request.actor.capabilities),
        )
        said = checked(form)
        return actions.add_note(
            request.actor, case=case, privilege=said["privilege"], body=said["body"],
            for_handover=said["for_handover"], note_id=once,
        )  # fmt: skip


class Note(Endpoint):
    tag = "Notes"
    shown_at = "note"

    @operation("read_note", "case.view", of=queries.note_of, gives=NoteShape, versioned=True)
    def get(self, request: Any, note: Any) -> Any:
        """Read a note. The first look of an hour at its case is recorded."""
        return note


class EarlierNotes(Endpoint):
    tag = "Notes"

    @operation(
        "list_earlier_notes", "case.view", of=queries.note_of, gives=EarlierNoteShape, paged=True
    )
    def get(self, request: Any, note: Any, after: str | None) -> Listing:
        """List what a note said before it was corrected, the latest first.

        An earlier wording keeps the privilege it had: where that is not yours to read, it is not
        there.
        """
        page = queries.earlier_page(request.actor, note, after=after)
        return Listing(page.rows, page.next, page.previous)


class CorrectedNote(Endpoint):
    tag = "Notes"
    shown_at = "note"

    @operation(
        "correct_note", "note.correct", of=queries.note_of, takes=CorrectNote, gives=NoteShape,
        changes=True, versioned=True, blocked=("closed", "nothing_changed"),
    )  # fmt: skip
    def post(self, request: Any, note: Any, given: dict[str, Any], version: int) -> Any:
        """Correct a note of your own; what it said before is kept, with the reason."""
        form = forms.CorrectNoteForm(
            form_input(given, version=version), privileges=readable(request.actor.capabilities)
        )
        return actions.correct_note(request.actor, note=note, **checked(form))
