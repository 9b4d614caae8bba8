"""For whom somebody is not asked, and what a client wishes of whoever interprets."""

from typing import Any

from rest_framework import serializers

from clients.queries import client_of
from clinic.access.refusals import NotVisible
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Id,
    Shape,
    Text,
    checked,
    form_input,
    not_there,
    wrong,
)
from clinic.rest.versions import etag_of
from interpreters import actions, forms, queries
from interpreters.rules import GENDERS, LONGEST_NOTE, MOST_IN_LIST
from interpreters.rules.candidates import ASKED_BY, CLIENT, COMMUNITY, EXCLUSIONS, PERSON


class ExclusionShape(Shape):
    """For whom somebody is not asked; one that names a client, to who reaches that client."""

    id = serializers.UUIDField(source="pk")
    interpreter = serializers.UUIDField(source="interpreter_id")
    kind = Choice(EXCLUSIONS)
    asked_by = Choice(ASKED_BY)
    client = serializers.UUIDField(source="client_id", allow_null=True)
    words = serializers.SerializerMethodField(help_text="The community, or a person's name.")
    reason = serializers.SerializerMethodField()
    standing = serializers.SerializerMethodField()
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_words(self, row: Any) -> str:
        return row.words or ""

    def get_reason(self, row: Any) -> str:
        return row.reason or ""

    def get_standing(self, row: Any) -> bool:
        return row.ended_at is None

    def get_etag(self, row: Any) -> str:
        return etag_of(_state(row))


class ExclusionList(Shape):
    items = ExclusionShape(many=True)


class AddExclusion(Body):
    """A client for the kind "client"; a community or a person's name in `words` for the others."""

    kind = Choice(EXCLUSIONS)
    asked_by = Choice(ASKED_BY)
    words = Text(120, required=False)
    client = Id(required=False)
    reason = Text(LONGEST_NOTE)
    example = {
        "kind": "community",
        "asked_by": "interpreter",
        "words": "Eritrea",
        "reason": "Said so when she joined.",
    }


def _state(row: Any) -> str:
    return "standing" if row.ended_at is None else "ended"


class _Exclusions(Endpoint):
    tag = "Interpreters"

    @staticmethod
    def version_of(row: Any) -> str:
        return _state(row)


class Exclusions(_Exclusions):
    @operation(
        "list_exclusions", "interpreter.view", of=queries.interpreter_of, gives=ExclusionList
    )
    def get(self, request: Any, row: Any) -> Any:
        """List for whom somebody is not asked."""
        return {"items": queries.exclusions_of(request.actor, row)}

    @operation(
        "add_exclusion", "interpreter.edit", of=queries.interpreter_of, takes=AddExclusion,
        gives=ExclusionShape, creates=True, versioned=True,
        links={"end": Link("end_exclusion")}, blocked=("sent_twice",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], once: Any) -> Any:
        """Say for whom somebody is not asked, who said so, and why."""
        client = None
        if given["kind"] == CLIENT:
            client = _client(request.actor, given)
        place = {COMMUNITY: "community", PERSON: "person"}.get(given["kind"], "code_name")
        words = client.code_name if client else given.get("words", "")
        if not words.strip():
            raise wrong("words", "Write the community, or the name of the person.")
        form = forms.ExclusionForm(
            form_input(
                {place: words, "kind": given["kind"], "asked_by": given["asked_by"],
                 "reason": given["reason"]},
                form_token=OnceField.signed(once),
            )
        )  # fmt: skip
        said = checked(form)
        added = actions.add_exclusion(
            request.actor, form_token=once, interpreter=row, kind=said["kind"],
            asked_by=said["asked_by"], reason=said["reason"], words=form.words, client=client,
        )  # fmt: skip
        return queries.exclusion_of(request.actor, added.pk)


class EndedExclusion(_Exclusions):
    @operation(
        "end_exclusion", "interpreter.edit", of=queries.exclusion_of, gives=ExclusionShape,
        changes=True, versioned=True, blocked=("ended_already",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: str) -> Any:
        """Take an exclusion back; that it stood stays in the record."""
        actions.end_exclusion(request.actor, exclusion=row)
        return queries.exclusion_of(request.actor, row.pk)


def _client(actor: Any, given: dict[str, Any]) -> Any:
    if not given.get("client"):
        raise wrong("client", "Name the client.")
    try:
        return client_of(actor, given["client"])
    except NotVisible:
        raise not_there("client") from None


class InterpreterWishesShape(Shape):
    """What a client wishes of whoever interprets."""

    gender = serializers.SerializerMethodField(help_text="Empty: no wish.")
    communities = serializers.SerializerMethodField(help_text="Nobody from these.")
    note = serializers.SerializerMethodField()
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_gender(self, client: Any) -> str:
        wish = queries.wish_of(client)
        return (wish.gender or "") if wish else ""

    def get_communities(self, client: Any) -> list[str]:
        wish = queries.wish_of(client)
        return list(wish.communities or ()) if wish else []

    def get_note(self, client: Any) -> str:
        wish = queries.wish_of(client)
        return (wish.note or "") if wish else ""

    def get_etag(self, client: Any) -> str:
        return etag_of(Wishes.version_of(client))


class RecordWishes(Body):
    gender = Choice([*GENDERS, ""], required=False)
    communities = serializers.ListField(child=Text(60), max_length=MOST_IN_LIST, required=False)
    note = Text(LONGEST_NOTE, required=False)
    example = {"gender": "woman", "communities": ["Eritrea"]}


class Wishes(Endpoint):
    tag = "Interpreters"

    @staticmethod
    def version_of(client: Any) -> int:
        wish = queries.wish_of(client)
        return wish.version if wish else 0

    @operation(
        "read_interpreter_wishes", "interpreter.ask", of=client_of, gives=InterpreterWishesShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, client: Any) -> Any:
        """Read what a client wishes of whoever interprets."""
        return client

    @operation(
        "record_interpreter_wishes", "interpreter.ask", of=client_of, takes=RecordWishes,
        gives=InterpreterWishesShape, changes=True, versioned=True,
    )  # fmt: skip
    def put(self, request: Any, client: Any, given: dict[str, Any], version: int) -> Any:
        """Write down what a client wishes; what is left out is emptied."""
        lines = "\n".join(given.get("communities", ()))
        form = forms.WishesForm(form_input(given | {"communities": lines}, version=version))
        actions.record_wishes(request.actor, client=client, **checked(form))
        return client
