"""Bundles for programs: asked for, polled, fetched."""

from typing import Any, Literal

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from clinic.files.responses import download
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Shape
from documents import actions, queries

WAITING = Literal["waiting", "ready", "failed", "expired"]
TO_BUNDLE = {"read": Link("read_bundle"), "fetch": Link("fetch_bundle")}
PDF = "application/pdf"
# Seconds until a look at a waiting bundle is worth it.
WAIT = 2


def state_of(row: Any) -> str:
    return f"{row.status}-{row.attempts}"


class BundledExhibit(Shape):
    mark = serializers.CharField()
    title = serializers.CharField()
    page = serializers.IntegerField(help_text="Of its sheet, as the pages are numbered.")
    pages = serializers.IntegerField(help_text="Its sheet among them.")


class BundleShape(Shape):
    """The bundle of a list of exhibits: a PDF with cover, index and numbered pages."""

    id = serializers.UUIDField(source="pk")
    exhibit_list = serializers.UUIDField(source="exhibit_list_id")
    draft = serializers.BooleanField(
        source="of_draft", help_text="Made of a draft: each page says so."
    )
    state = serializers.SerializerMethodField()
    told = serializers.SerializerMethodField(help_text="The same for people, with what to do.")
    requested_at = serializers.DateTimeField()
    ready_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(help_text="From then on the file is gone.")
    first_page = serializers.IntegerField(allow_null=True)
    pages = serializers.IntegerField(allow_null=True)
    size = serializers.IntegerField(allow_null=True, help_text="Bytes.")
    too_large_for = serializers.SerializerMethodField(
        help_text="The bytes that the forum takes in one file, where it is larger; else 0."
    )
    contents = serializers.SerializerMethodField()

    def get_state(self, bundle: Any) -> WAITING:
        code: WAITING = queries.plain_state(bundle).code
        return code

    def get_told(self, bundle: Any) -> str:
        state = queries.plain_state(bundle)
        return str(state.text or state.label)

    def get_too_large_for(self, bundle: Any) -> int:
        return queries.too_large_for(bundle)

    @extend_schema_field(BundledExhibit(many=True))
    def get_contents(self, bundle: Any) -> Any:
        rows = bundle.contents or []
        return [
            {"mark": mark, "title": title, "page": page, "pages": pages}
            for mark, title, _heading, page, pages in rows
        ]


class Bundles(Endpoint):
    tag = "Documents"
    shown_at = "bundle"
    version_of = staticmethod(state_of)

    @operation("list_bundles", "exhibit.view", of=queries.list_of, gives=BundleShape, paged=True)
    def get(self, request: Any, exhibit_list: Any, after: str | None) -> Listing:
        """List the bundles of a list, the latest first."""
        page = queries.bundles_page(request.actor, exhibit_list, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "ask_for_bundle", "exhibit.bundle", of=queries.list_of, gives=BundleShape, creates=True,
        versioned=True, cost=10, links=TO_BUNDLE,
        blocked=("sent_twice", "list_discarded", "list_empty"),
    )  # fmt: skip
    def post(self, request: Any, exhibit_list: Any, once: Any) -> Any:
        """Ask for the bundle of a list as it stands: cover, index, sheets, documents.

        It is made in the background: poll `read_bundle` until its state is ready. There is one at a
        time of one version of a list.
        """
        actions.request_bundle(request.actor, exhibit_list=exhibit_list, bundle_id=once)
        return queries.bundle_of(request.actor, once)


class Bundle(Endpoint):
    tag = "Documents"
    version_of = staticmethod(state_of)

    @operation(
        "read_bundle", "exhibit.view", of=queries.bundle_of, gives=BundleShape, versioned=True,
        links={"fetch": Link("fetch_bundle")},
    )  # fmt: skip
    def get(self, request: Any, bundle: Any) -> Any:
        """Read how far a bundle is. While it waits, Retry-After says when to look again."""
        if queries.plain_state(bundle).code == "waiting":
            self.headers["Retry-After"] = str(WAIT)
        return bundle


class RetriedBundle(Endpoint):
    tag = "Documents"
    version_of = staticmethod(state_of)

    @operation(
        "retry_bundle", "exhibit.bundle", of=queries.bundle_of, gives=BundleShape, changes=True,
        versioned=True, cost=10, links=TO_BUNDLE, blocked=("not_failed",),
    )  # fmt: skip
    def post(self, request: Any, bundle: Any, version: str) -> Any:
        """Try a bundle that failed again, of the list as it stands now."""
        actions.retry_bundle(request.actor, bundle=bundle)
        return queries.bundle_of(request.actor, bundle.pk)


class BundleFile(Endpoint):
    tag = "Documents"

    @operation(
        "fetch_bundle", "exhibit.bundle", of=queries.bundle_of, media_type=PDF, cost=10,
        blocked=("not_ready", "bundle_gone", "file_altered"),
    )  # fmt: skip
    def get(self, request: Any, bundle: Any) -> Any:
        """Fetch the PDF of a bundle that is ready; taking it is recorded."""
        stored = actions.download_bundle(request.actor, bundle=bundle)
        return download(stored, f"exhibits-{bundle.token}.pdf")
