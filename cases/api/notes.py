"""What happened in a case, and the notes the reader's roles open."""

from typing import Any

from rest_framework import serializers

from cases import actions, forms, queries
from cases.api.cases import note_look
from cases.rules import PRIVILEGES, readable
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Shape, Text, checked, form_input


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


class AddNote(Body):
    privilege = Choice(PRIVILEGES)
    body = Text(forms.LONGEST_NOTE)
    example = {"privilege": "shared", "body": "The interpreter is booked."}


class Timeline(Endpoint):
    tag = "Notes"

    @operation("read_timeline", "case.view", of=queries.case_of, gives=EventShape, paged=True)
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """Read what happened in a case, newest first: acts, and the notes you may read.

        The first look of an hour is recorded, as on the page. Acts of a room that the token does
        not open (filings, deadlines, releases, referrals) stay out.
        """
        note_look(request.actor, case)
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
        note_look(request.actor, case)
        page = queries.notes_page(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "add_note", "note.add", of=queries.case_of, takes=AddNote, gives=NoteShape, creates=True,
        blocked=("closed",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Write a note. Who may read it follows from its privilege alone."""
        form = forms.NoteForm(
            form_input(given, once=OnceField.signed(once)),
            privileges=readable(request.actor.capabilities),
        )
        said = checked(form)
        return actions.add_note(
            request.actor, case=case, privilege=said["privilege"], body=said["body"], note_id=once
        )
