"""Who looked at a case."""

from typing import Any

from rest_framework import serializers

from cases import queries
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import operation
from clinic.rest.shapes import Shape


class LookShape(Shape):
    """Somebody opened, revealed, downloaded or printed something of a case."""

    id = serializers.UUIDField()
    what = serializers.CharField(source="title")
    at = serializers.DateTimeField(source="when")
    who = serializers.CharField()


class Looks(Endpoint):
    tag = "Cases"

    @operation("list_looks", "case.view", of=queries.case_of, gives=LookShape, paged=True)
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List who looked at a case and at its client, newest first, 50 at a time.

        Looks at what you may not know of are left out. Page after page of one document is one look.
        """
        page = queries.looks_page(request.actor, case, after=after)
        return Listing(queries.looks_told(page), page.next, page.previous)
