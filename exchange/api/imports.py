"""A list: uploaded, looked at, started, stopped, gone on with, done with."""

from datetime import datetime
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework import serializers

from clinic.access.refusals import Blocked
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Flag, Scan, Shape, checked, form_input, wrong
from clinic.vault.keyring import TamperedError
from exchange import actions, forms, queries
from exchange.rules.columns import COLUMNS
from exchange.rules.dates import ORDERS
from exchange.rules.tables import DELIMITERS, ENCODINGS, MOST_COLUMNS
from exchange.rules.words import FAILURES, PROBLEMS

STATES = ("uploaded", "running", "stopped", "failed", "finished", "closed")
TO_IMPORT = Link("read_import")
# Seconds until a look at rows that come in is worth it.
WAIT = 2


class ImportShape(Shape):
    """A list and how far it is. Every row ends as imported, held or bad."""

    id = serializers.UUIDField(source="pk")
    status = Choice(STATES)
    total = serializers.IntegerField(help_text="Rows, once it was started.")
    done = serializers.IntegerField(help_text="Rows that have their end.")
    imported = serializers.IntegerField()
    held = serializers.IntegerField(help_text="For a person: it may be somebody who is there.")
    bad = serializers.IntegerField(help_text="Not imported, each with its reasons.")
    failure = Choice(["", *FAILURES], help_text="Why it stands still.")
    uploaded_at = serializers.DateTimeField()
    uploaded_by = serializers.CharField(source="uploaded_by.user.name")
    finished_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.SerializerMethodField(
        help_text="When it is destroyed unless somebody is done with it before."
    )
    version = serializers.IntegerField()

    def get_ends_at(self, run: Any) -> datetime:
        return queries.ends_at(run)


class UploadImport(Body):
    file = Scan(help_text="CSV with headings in the first row. Sealed while it arrives.")
    example = {"file": "(the file)"}


class ReadAs(Body):
    """How a list is read. What is left out is as it seems to be."""

    encoding = Choice(ENCODINGS, required=False)
    delimiter = Choice(DELIMITERS, required=False)
    order = Choice(ORDERS, required=False, help_text="How dates are written.")
    other_matters = Flag(
        required=False, help_text="true: cases of an unknown kind come in as other matters."
    )
    columns = serializers.ListField(
        child=Choice(["", *COLUMNS]), required=False, max_length=MOST_COLUMNS,
        help_text='What each heading means, in their order; "" leaves a column out.',
    )  # fmt: skip
    example = {"order": "mdy", "other_matters": False}


class RowPreviewShape(Shape):
    """A row as it would come in, without what it says."""

    number = serializers.IntegerField(help_text="As a spreadsheet counts; the headings are 1.")
    problems = serializers.ListField(
        child=Choice(PROBLEMS), source="codes", help_text="None: it would come in."
    )
    made = serializers.CharField(help_text="What would be made of it.", allow_blank=True)


class PreviewShape(Shape):
    """How the list would be read; send it to `start_import`, with columns put right."""

    encoding = Choice(ENCODINGS)
    delimiter = Choice(DELIMITERS)
    order = Choice(ORDERS)
    other_matters = serializers.BooleanField()
    header = serializers.ListField(child=serializers.CharField(allow_blank=True))
    columns = serializers.ListField(child=Choice(["", *COLUMNS]))
    total = serializers.IntegerField()
    rows = RowPreviewShape(many=True, help_text="The first ones.")


class OfImport(Endpoint):
    tag = "Lists that come in"
    shown_at = "import"

    def again(self, request: Any, run: Any) -> Any:
        return queries.import_of(request.actor, run.pk)


class Imports(OfImport):
    @operation("list_imports", "import.run", gives=ImportShape, paged=True)
    def get(self, request: Any, after: str | None) -> Listing:
        """List the lists that were uploaded, newest first."""
        page = queries.imports_page(request.actor, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "upload_import", "import.run", takes=UploadImport, gives=ImportShape, creates=True,
        uploads=True, versioned=True, cost=10, blocked=("sent_twice", "empty_list"),
        links={"read": TO_IMPORT, "preview": Link("preview_import")},
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Upload a list of clients and matters. Nothing comes in before it is started."""
        file = given["file"]
        file.name = "list.csv"  # programs call it anything; what is in it tells
        form = forms.UploadForm(
            form_input({}, once=OnceField.signed(once)), MultiValueDict({"file": [file]})
        )
        upload = checked(form)["file"]
        run = actions.upload_list(request.actor, upload=upload, import_id=once)
        return self.again(request, run)


class Import(OfImport):
    @operation(
        "read_import", "import.run", of=queries.import_of, gives=ImportShape, versioned=True,
        links={"rows": Link("list_import_rows")},
    )  # fmt: skip
    def get(self, request: Any, run: Any) -> Any:
        """Read how far a list is. While rows come in, Retry-After says when to look again."""
        if run.status == run.RUNNING:
            self.headers["Retry-After"] = str(WAIT)
        return run


class PreviewedImport(OfImport):
    @operation(
        "preview_import", "import.run", of=queries.import_of, takes=ReadAs, gives=PreviewShape,
        cost=10, blocked=("confirmed_already", "file_altered"),
    )  # fmt: skip
    def post(self, request: Any, run: Any, given: dict[str, Any]) -> Any:
        """See what the columns seem to mean, and which of the first rows would come in."""
        reading, total = _read(run, given)
        return {**reading, "total": total, "rows": queries.preview(run, reading)}


class StartedImport(OfImport):
    @operation(
        "start_import", "import.run", of=queries.import_of, takes=ReadAs, gives=ImportShape,
        changes=True, versioned=True, cost=10, links={"read": TO_IMPORT},
        blocked=("confirmed_already", "bad_columns", "file_altered"),
    )  # fmt: skip
    def post(self, request: Any, run: Any, given: dict[str, Any], version: int) -> Any:
        """Let the rows come in, read so. Poll `read_import` until its status is finished.

        Nobody is cleared by a list: each client still needs an intake and a conflict check.
        """
        reading, total = _read(run, given)
        actions.confirm_import(
            request.actor, run=run, reading=reading, total=total, version=version
        )
        return self.again(request, run)


class StoppedImport(OfImport):
    @operation(
        "stop_import", "import.run", of=queries.import_of, gives=ImportShape, versioned=True,
        links={"read": TO_IMPORT}, blocked=("not_running",),
    )  # fmt: skip
    def post(self, request: Any, run: Any) -> Any:
        """Let no further row come in, whichever the last one was. What came in stays."""
        actions.stop_import(request.actor, run=run)
        return self.again(request, run)


class ResumedImport(OfImport):
    @operation(
        "resume_import", "import.run", of=queries.import_of, gives=ImportShape, changes=True,
        versioned=True, links={"read": TO_IMPORT}, blocked=("not_stopped",),
    )  # fmt: skip
    def post(self, request: Any, run: Any, version: int) -> Any:
        """Go on after the last row that has its end."""
        actions.resume_import(request.actor, run=run)
        return self.again(request, run)


class ClosedImport(OfImport):
    @operation(
        "close_import", "import.run", of=queries.import_of, gives=ImportShape, changes=True,
        versioned=True, links={"read": TO_IMPORT}, blocked=("list_closed", "list_running"),
    )  # fmt: skip
    def post(self, request: Any, run: Any, version: int) -> Any:
        """Be done with a list: its file goes, and the key of what it said. What came in stays."""
        actions.close_import(request.actor, run=run)
        return self.again(request, run)


def _read(run: Any, given: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Return how the list is read with what was sent, and how many rows it then has."""
    if run.status != run.UPLOADED or run.file is None:
        raise Blocked(_("This list was started already."), code="confirmed_already", target=run)
    try:
        seen = queries.seen_again(run, given.get("encoding", ""), given.get("delimiter", ""))
        columns = given.get("columns", seen["columns"])
        if len(columns) != len(seen["header"]):
            raise wrong("columns", _("Send one for each heading."), code="not_each")
        said = {**seen, **given}
        named = {f"column_{number}": code for number, code in enumerate(columns)}
        asked = ("encoding", "delimiter", "order", "other_matters")
        form = forms.ColumnsForm(
            form_input(named | {name: said[name] for name in asked}), seen=seen
        )
        checked(form)
        reading = form.reading()
        return reading, queries.count_rows(run, reading)
    except TamperedError:
        raise Blocked(
            _("The stored file was changed or is missing, so it was not read. Upload it again."),
            code="file_altered",
            target=run,
        ) from None
