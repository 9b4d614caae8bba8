"""Lists of exhibits: begun, filled, put in order, made final, gone on with."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.rules import readable
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Flag,
    Id,
    Shape,
    Text,
    checked,
    form_input,
    not_there,
)
from documents import actions, forms, queries
from documents.rules.exhibits import (
    FORUMS,
    LIST_PRIVILEGES,
    LONGEST_HEADING,
    LONGEST_INDEX,
    LONGEST_WHY,
    STATES,
    STYLES,
    WAYS,
)

LEADS = {"read": Link("read_exhibit_list")}
DRAFT_ONLY = ("not_a_draft", "closed")


class ExhibitShape(Shape):
    """An exhibit under its mark; in a draft, the mark that it would have now."""

    id = serializers.UUIDField(source="row.pk")
    mark = serializers.CharField(source="label")
    title = serializers.CharField(source="row.title")
    heading = serializers.SerializerMethodField()
    document = serializers.UUIDField(source="row.document_id")
    revision = serializers.UUIDField(source="row.revision_id")
    evidence = serializers.CharField(source="row.evidence", help_text="A code of the matter.")
    waiver = serializers.SerializerMethodField(help_text="Why it is filed although kept for few.")
    newer = serializers.IntegerField(
        allow_null=True,
        help_text="Number of a later version of its document, where this seat reads it.",
    )

    def get_heading(self, line: Any) -> str:
        return line.row.heading or ""

    def get_waiver(self, line: Any) -> str:
        return line.row.waiver or ""


class WantedShape(Shape):
    """Evidence that the matter asks for, and the marks that serve it."""

    code = serializers.CharField(source="item.code")
    text = serializers.CharField(source="item.text")
    needed = serializers.BooleanField(source="item.required")
    state = Choice(["there", "missing", "waived"])
    marks = serializers.ListField(child=serializers.CharField())


class ExhibitListLine(Shape):
    """A list of exhibits."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    title = serializers.CharField()
    forum = Choice(FORUMS)
    marks = Choice(STYLES, source="style")
    privilege = Choice(LIST_PRIVILEGES, help_text="Who reads it while it is a draft.")
    state = Choice(STATES)
    matter = serializers.UUIDField(source="matter_id", allow_null=True)
    filing = serializers.UUIDField(source="filing_id", allow_null=True)
    edition = serializers.IntegerField(help_text="2 and more: a supplement.")
    continues = serializers.UUIDField(source="continues_id", allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class ExhibitListShape(ExhibitListLine):
    """A list of exhibits with all that stands on it."""

    exhibits = serializers.SerializerMethodField()
    evidence = serializers.SerializerMethodField()

    @extend_schema_field(ExhibitShape(many=True))
    def get_exhibits(self, row: Any) -> Any:
        return ExhibitShape(queries.exhibit_lines(self.context["actor"], row), many=True).data

    @extend_schema_field(WantedShape(many=True))
    def get_evidence(self, row: Any) -> Any:
        actor = self.context["actor"]
        lines = queries.earlier_of(actor, row), queries.exhibit_lines(actor, row)
        return WantedShape(queries.wanted_by(row, *lines), many=True).data


class _List(Body):
    title = Text(LONGEST_INDEX, help_text="Stands on the cover of the bundle. Stored sealed.")
    forum = Choice(FORUMS)
    marks = Choice(STYLES)
    privilege = Choice(LIST_PRIVILEGES)
    matter = Id(required=False, allow_null=True)
    filing = Id(required=False, allow_null=True)


LIST = {"title": "Exhibits in support", "forum": "eoir", "marks": "letters", "privilege": "shared"}


class MakeExhibitList(_List):
    example = LIST


class ChangeExhibitList(_List):
    """The whole of it; the marks of a supplement stay."""

    example = LIST


class ContinueExhibitList(Body):
    title = Text(LONGEST_INDEX, help_text="Stored sealed.")
    privilege = Choice(LIST_PRIVILEGES)
    example = {"title": "Supplemental exhibits", "privilege": "shared"}


class FinishExhibitList(Body):
    untranslated = Text(
        LONGEST_WHY, required=False,
        help_text="Why one in another language goes without translation or certificate. Sealed.",
    )  # fmt: skip
    example = {"untranslated": "The court has its own interpreter read it."}


class DiscardExhibitList(Body):
    reason = Text(LONGEST_WHY, help_text="Stored sealed.")
    example = {"reason": "Filed on paper by another office."}


class _What(Body):
    heading = Text(LONGEST_HEADING, required=False)
    evidence = Text(30, required=False, help_text="A code of the matter's evidence.")
    waiver = Text(
        LONGEST_WHY, required=False,
        help_text="Why it is filed although it is kept for few. Stored sealed.",
    )  # fmt: skip


class AddExhibit(_What):
    document = Id()
    title = Text(LONGEST_INDEX, required=False, help_text="How the index calls it.")
    example = {"document": "0197c0de-0000-7000-8000-000000000000", "heading": "Identity"}


class ChangeExhibit(_What):
    title = Text(LONGEST_INDEX, help_text="How the index calls it.")
    latest = Flag(required=False, help_text="File the latest version of its document.")
    example = {"title": "Declaration of the client", "heading": "Declarations"}


class MoveExhibit(Body):
    way = Choice(WAYS)
    example = {"way": "up"}


class ExhibitLists(Endpoint):
    tag = "Documents"
    shown_at = "exhibit_list"

    @operation(
        "list_exhibit_lists", "exhibit.view", of=queries.case_of, gives=ExhibitListLine, paged=True
    )
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List the lists of exhibits that you may know of, the latest first."""
        page = queries.lists_page(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "make_exhibit_list", "exhibit.work", of=queries.case_of, takes=MakeExhibitList,
        gives=ExhibitListShape, creates=True, versioned=True, links=LEADS, blocked=("closed",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Begin a list of exhibits."""
        form = _list_form(forms.MakeListForm, request, case, given, once=OnceField.signed(once))
        said = checked(form)
        del said["once"]
        actions.make_list(request.actor, case=case, list_id=once, **said)
        return queries.list_of(request.actor, once)


class ExhibitList(Endpoint):
    tag = "Documents"

    @operation(
        "read_exhibit_list", "exhibit.view", of=queries.list_of, gives=ExhibitListShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, exhibit_list: Any) -> Any:
        """Read a list of exhibits: marks, titles, versions, and what the matter still lacks."""
        return exhibit_list

    @operation(
        "change_exhibit_list", "exhibit.work", of=queries.list_of, takes=ChangeExhibitList,
        gives=ExhibitListShape, changes=True, versioned=True, links=LEADS,
        blocked=(*DRAFT_ONLY, "nothing_changed", "list_too_open"),
    )  # fmt: skip
    def put(self, request: Any, exhibit_list: Any, given: dict[str, Any], version: int) -> Any:
        """Say otherwise what a draft is for, how it is marked, or who reads it."""
        form = _list_form(forms.ChangeListForm, request, exhibit_list.case, given, version=version)
        actions.change_list(request.actor, exhibit_list=exhibit_list, **checked(form))
        return queries.list_of(request.actor, exhibit_list.pk)


class FinishedExhibitList(Endpoint):
    tag = "Documents"

    @operation(
        "finish_exhibit_list", "exhibit.finish", of=queries.list_of, takes=FinishExhibitList,
        gives=ExhibitListShape, changes=True, versioned=True, links=LEADS,
        blocked=(*DRAFT_ONLY, "list_empty", "exhibit_gone", "waiver_missing", "list_too_open",
                 "list_too_large", "file_altered", "untranslated"),
    )  # fmt: skip
    def post(self, request: Any, exhibit_list: Any, given: dict[str, Any], version: int) -> Any:
        """Freeze a list as it is filed: marks, titles, versions, and what each file holds."""
        said = checked(forms.FinishForm(form_input(given, version=version)))
        actions.finish_list(request.actor, exhibit_list=exhibit_list, **said)
        return queries.list_of(request.actor, exhibit_list.pk)


class ContinuedExhibitList(Endpoint):
    tag = "Documents"
    shown_at = "exhibit_list"

    @operation(
        "continue_exhibit_list", "exhibit.continue", of=queries.list_of, takes=ContinueExhibitList,
        gives=ExhibitListShape, creates=True, versioned=True, links=LEADS,
        blocked=("closed", "not_final", "continued_already"),
    )  # fmt: skip
    def post(self, request: Any, exhibit_list: Any, given: dict[str, Any], once: Any) -> Any:
        """Begin a supplement; its marks go on behind the last one that was filed."""
        form = forms.ContinueForm(
            form_input(given, once=OnceField.signed(once)),
            privileges=readable(request.actor.capabilities),
        )
        said = checked(form)
        del said["once"]
        actions.continue_list(request.actor, exhibit_list=exhibit_list, list_id=once, **said)
        return queries.list_of(request.actor, once)


class DiscardedExhibitList(Endpoint):
    tag = "Documents"

    @operation(
        "discard_exhibit_list", "exhibit.work", of=queries.list_of, takes=DiscardExhibitList,
        gives=ExhibitListShape, changes=True, versioned=True, links=LEADS, blocked=DRAFT_ONLY,
    )  # fmt: skip
    def post(self, request: Any, exhibit_list: Any, given: dict[str, Any], version: int) -> Any:
        """Give up a draft; it stays with the reason."""
        said = checked(forms.DiscardForm(form_input(given, version=version)))
        actions.discard_list(request.actor, exhibit_list=exhibit_list, **said)
        return queries.list_of(request.actor, exhibit_list.pk)


def _list_form(shape: Any, request: Any, case: Any, given: dict[str, Any], **hidden: Any) -> Any:
    matters, filings = queries.matters_in(case), queries.filings_in(request.actor, case)
    if given.get("matter") and given["matter"] not in {one.pk for one in matters}:
        raise not_there("matter")
    if given.get("filing") and given["filing"] not in filings:
        raise not_there("filing")
    said = {**given, "style": given["marks"]}
    del said["marks"]
    return shape(
        form_input(said, **hidden), matters=matters, filings=filings,
        privileges=readable(request.actor.capabilities),
    )  # fmt: skip
