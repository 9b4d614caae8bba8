"""Documents on a list of exhibits: put there, changed, moved, left out."""

from typing import Any

from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import checked, form_input, not_there
from documents import actions, forms, queries
from documents.api.exhibits import (
    DRAFT_ONLY,
    LEADS,
    AddExhibit,
    ChangeExhibit,
    ExhibitListShape,
    MoveExhibit,
)


class Exhibits(Endpoint):
    tag = "Documents"
    shown_at = "exhibit_list"

    @operation(
        "add_exhibit", "exhibit.work", of=queries.list_of, takes=AddExhibit,
        gives=ExhibitListShape, creates=True, versioned=True, links=LEADS,
        blocked=(*DRAFT_ONLY, "waiver_missing", "list_too_open", "list_full", "listed_already"),
    )  # fmt: skip
    def post(self, request: Any, exhibit_list: Any, given: dict[str, Any], once: Any) -> Any:
        """Put the latest version of a document at the end of a draft. Gives the list."""
        documents = queries.to_add(request.actor, exhibit_list)
        if given["document"] not in {one.pk for one in documents}:
            raise not_there("document")
        form = forms.AddExhibitForm(
            form_input(given, once=OnceField.signed(once)), documents=documents,
            evidence=queries.evidence_of(exhibit_list),
        )  # fmt: skip
        said = checked(form)
        del said["once"]
        actions.add_exhibit(request.actor, exhibit_list=exhibit_list, exhibit_id=once, **said)
        return queries.list_of(request.actor, exhibit_list.pk)


class Exhibit(Endpoint):
    tag = "Documents"

    @operation(
        "change_exhibit", "exhibit.work", of=queries.exhibit_of, takes=ChangeExhibit,
        gives=ExhibitListShape, changes=True, versioned=True, links=LEADS,
        blocked=(*DRAFT_ONLY, "waiver_missing", "left_out"),
    )  # fmt: skip
    def put(self, request: Any, exhibit: Any, given: dict[str, Any], version: int) -> Any:
        """Say otherwise how the index calls it, or take the latest version. Gives the list."""
        form = forms.ChangeExhibitForm(
            form_input(given, version=version), evidence=queries.evidence_of(exhibit.exhibit_list)
        )
        actions.change_exhibit(request.actor, exhibit=exhibit, **checked(form))
        return queries.list_of(request.actor, exhibit.exhibit_list_id)


class MovedExhibit(Endpoint):
    tag = "Documents"

    @operation(
        "move_exhibit", "exhibit.work", of=queries.exhibit_of, takes=MoveExhibit,
        gives=ExhibitListShape, changes=True, versioned=True, links=LEADS,
        blocked=(*DRAFT_ONLY, "left_out"),
    )  # fmt: skip
    def post(self, request: Any, exhibit: Any, given: dict[str, Any], version: int) -> Any:
        """Move an exhibit; its mark follows its place. Gives the list."""
        said = checked(forms.WayForm(form_input(given, version=version)))
        actions.move_exhibit(request.actor, exhibit=exhibit, **said)
        return queries.list_of(request.actor, exhibit.exhibit_list_id)


class LeftOutExhibit(Endpoint):
    tag = "Documents"

    @operation(
        "leave_out_exhibit", "exhibit.work", of=queries.exhibit_of, gives=ExhibitListShape,
        changes=True, versioned=True, links=LEADS, blocked=(*DRAFT_ONLY, "left_out"),
    )  # fmt: skip
    def post(self, request: Any, exhibit: Any, version: int) -> Any:
        """Take an exhibit off a draft; the document stays. Gives the list."""
        actions.leave_out(request.actor, exhibit=exhibit, version=version)
        return queries.list_of(request.actor, exhibit.exhibit_list_id)
