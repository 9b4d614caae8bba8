"""The rows that did not come in: why, whom they may be, and what a person decides."""

from typing import Any

from rest_framework import serializers

from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Shape
from clinic.rest.versions import etag_of
from exchange import actions, queries
from exchange.rules.words import DECISIONS, HELD, NOTES, PROBLEMS, STATES, said
from exchange.views.imports import sent_report

REASONS = (*HELD, *PROBLEMS, *NOTES)
CSV = "text/csv"


class ImportRowShape(Shape):
    """A row of a list, without what it says: whoever sent the list has its number."""

    id = serializers.UUIDField(source="pk")
    list = serializers.UUIDField(source="run_id")
    number = serializers.IntegerField(help_text="As a spreadsheet counts; the headings are 1.")
    state = Choice(STATES)
    reasons = serializers.ListField(child=Choice(REASONS))
    why = serializers.SerializerMethodField(help_text="The reasons in words.")
    alike = serializers.UUIDField(
        source="alike_id", allow_null=True, help_text="The client it may be."
    )
    alike_row = serializers.IntegerField(
        allow_null=True, help_text="The row it may be, where that is one of this list."
    )
    client = serializers.UUIDField(source="client_id", allow_null=True)
    case = serializers.UUIDField(source="case_id", allow_null=True)
    decision = Choice(["", *DECISIONS])
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_why(self, row: Any) -> str:
        return " ".join(said(row.reasons))

    def get_etag(self, row: Any) -> str:
        return etag_of(row.state)


class WhichRows(Body):
    state = Choice(("held", "bad"), required=False, default="held")


class DecideRow(Body):
    decision = Choice(
        DECISIONS,
        help_text="new: somebody else; same: the case goes to whom it is alike; leave: left out.",
    )
    example = {"decision": "new"}


class _Rows(Endpoint):
    tag = "Lists that come in"

    @staticmethod
    def version_of(row: Any) -> str:
        state: str = row.state
        return state


class ImportRows(_Rows):
    @operation(
        "list_import_rows", "import.run", of=queries.import_of, wanted=WhichRows,
        gives=ImportRowShape, paged=True,
    )  # fmt: skip
    def get(self, request: Any, run: Any, wanted: dict[str, Any], after: str | None) -> Listing:
        """List the rows that wait for a person, or those that could not be read, by number."""
        page = queries.rows_page(request.actor, run, state=wanted["state"], after=after)
        return Listing(page.rows, page.next, page.previous)


class ImportRow(_Rows):
    @operation(
        "read_import_row", "import.run", of=queries.row_of, gives=ImportRowShape, versioned=True,
        links={"decide": Link("decide_import_row")},
    )  # fmt: skip
    def get(self, request: Any, row: Any) -> Any:
        """Read what became of a row and whom it may be."""
        return row


class DecidedRow(_Rows):
    @operation(
        "decide_import_row", "import.decide", of=queries.row_of, takes=DecideRow,
        gives=ImportRowShape, changes=True, versioned=True,
        links={"read": Link("read_import_row")},
        blocked=("decided_already", "erased_already", "no_client_yet", "unreadable_row"),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: str) -> Any:
        """Make a new client of a held row, add its case to the client it is, or leave it out."""
        return actions.decide_row(request.actor, row=row, decision=given["decision"])


class ImportReport(_Rows):
    @operation(
        "fetch_import_report", "import.run", of=queries.import_of, media_type=CSV, cost=10,
        blocked=("list_closed",),
    )  # fmt: skip
    def get(self, request: Any, run: Any) -> Any:
        """Fetch the rows that did not come in, with what they say; fetching it is recorded.

        Put right and uploaded as a new list, it brings them in.
        """
        return sent_report(request.actor, run)
