"""Languages, nationalities, kinds of names, guardian; a new code name; links between clients."""

from typing import Any

from rest_framework import serializers

from clients import actions, queries
from clients.api.clients import TO_CLIENT, ClientShape, GiveReason, Known, shown
from clients.forms.details import DetailsForm, LinkForm
from clients.queries import details as reads
from clients.rules.details import (
    AUTHORITIES,
    GUARDIAN_TRUST,
    LEVELS,
    MOST_LANGUAGES,
    MOST_NATIONALITIES,
    NAME_KINDS,
    RELATIONS,
)
from clients.rules.identity import LONGEST_NAME
from clinic.access.refusals import NotVisible
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
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


class GivenLanguage(Body):
    language = Text(60)
    dialect = Text(60, required=False)
    level = Choice(LEVELS, required=False, allow_blank=True)


class GivenGuardian(Body):
    name = Text(LONGEST_NAME, required=False)
    authority = Choice(AUTHORITIES, required=False)
    trust = Choice(GUARDIAN_TRUST, required=False)


class GivenNameKind(Body):
    alias = Id(help_text="Of another name, as reveal_details gives it.")
    kind = Choice(NAME_KINDS)


class ChangeDetails(Body):
    nationalities = serializers.ListField(
        child=Text(LONGEST_NAME), max_length=MOST_NATIONALITIES, required=False
    )
    languages = GivenLanguage(many=True, max_length=MOST_LANGUAGES, required=False)  # type: ignore[call-arg]
    birth_estimated = Flag(required=False)
    guardian = GivenGuardian(required=False)
    names = GivenNameKind(many=True, max_length=60, required=False)  # type: ignore[call-arg]
    example = {
        "nationalities": ["Eritrea"],
        "languages": [{"language": "Tigrinya", "dialect": "Asmara", "level": "best"}],
    }


class LanguageShape(Shape):
    language = serializers.CharField()
    dialect = serializers.CharField(allow_blank=True)
    level = serializers.CharField(allow_blank=True)


class GuardianShape(Shape):
    name = serializers.CharField(required=False)
    authority = serializers.CharField(required=False)
    trust = serializers.CharField(required=False)


class AliasShape(Shape):
    id = serializers.UUIDField(source="pk")
    name = serializers.CharField()
    script = serializers.CharField()
    kind = serializers.CharField(allow_blank=True)


class DetailsShape(Shape):
    nationalities = serializers.ListField(child=serializers.CharField())
    languages = LanguageShape(many=True)
    birth_estimated = serializers.BooleanField()
    guardian = GuardianShape()
    names = AliasShape(many=True)


class LinkShape(Shape):
    """Another client, and what they are to this one; only clients whom you reach."""

    id = serializers.UUIDField(source="link.pk")
    client = serializers.UUIDField(source="other.pk")
    code_name = serializers.CharField(source="other.code_name")
    relation = Choice(RELATIONS)
    note = serializers.CharField(help_text="Empty for who may not change the client.")


class LinkList(Shape):
    items = LinkShape(many=True)


class LinkClients(Body):
    client = Id(help_text="The other client.")
    relation = Choice(RELATIONS, help_text="What the other client is to this one.")
    note = Text(1000, required=False)
    example = {"client": "0190a5a0-0000-7000-8000-000000000001", "relation": "sibling"}


class Details(Endpoint):
    tag = "Clients"

    @operation(
        "change_details", "client.edit", of=queries.client_of, takes=ChangeDetails,
        gives=ClientShape, changes=True, versioned=True, links={"read": TO_CLIENT},
    )  # fmt: skip
    def put(self, request: Any, client: Any, given: dict[str, Any], version: int) -> Any:
        """Keep languages, nationalities, guardian and kinds of names, as a whole.

        What is left out is emptied. A guardian's name asks for a new conflict check.
        """
        aliases = reads.alias_lines(client)
        kinds = {row["alias"]: row["kind"] for row in given.get("names", ())}
        if kinds.keys() - {alias.pk for alias in aliases}:
            raise not_there("names")
        sent: dict[str, Any] = {
            "nationalities": "\n".join(given.get("nationalities", ())),
            "birth_estimated": given.get("birth_estimated", False),
            **{f"guardian_{part}": said for part, said in given.get("guardian", {}).items()},
            **{f"name-{pk}": kind for pk, kind in kinds.items()},
        }
        for number, row in enumerate(given.get("languages", ())):
            sent |= {f"{part}-{number}": said for part, said in row.items()}
        form = DetailsForm(form_input(sent, version=version), aliases=aliases)
        checked(form)
        actions.change_details(request.actor, client=client, **form.arguments())
        return shown(request.actor, queries.client_of(request.actor, client.pk))


class RevealedDetails(Endpoint):
    tag = "Clients"

    @operation(
        "reveal_details", "client.reveal", of=queries.client_of, takes=GiveReason,
        gives=DetailsShape, versioned=True, cost=10,
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any]) -> Any:
        """Show languages, nationalities, guardian and other names. The look is recorded."""
        actions.reveal_identity(request.actor, client=client, reason=given["reason"])
        known = {**reads.details_of(client), "names": reads.alias_lines(client)}
        return Known(known, client.version)


class CodeName(Endpoint):
    tag = "Clients"

    @operation(
        "change_code_name", "client.edit", of=queries.client_of, gives=ClientShape,
        changes=True, versioned=True, links={"read": TO_CLIENT},
    )  # fmt: skip
    def post(self, request: Any, client: Any, version: int) -> Any:
        """Draw another code name. It is never chosen, so that it never says anything."""
        actions.change_code_name(request.actor, client=client, version=version)
        return shown(request.actor, queries.client_of(request.actor, client.pk))


class Links(Endpoint):
    tag = "Clients"

    @operation("list_links", "client.view", of=queries.client_of, gives=LinkList)
    def get(self, request: Any, client: Any) -> Any:
        """List clients who belong to this one. Of those whom you do not reach there is no trace."""
        return {"items": reads.links_of(request.actor, client)}

    @operation(
        "link_clients", "client.edit", of=queries.client_of, takes=LinkClients, gives=LinkShape,
        creates=True, blocked=("same_record", "linked_already", "merged"),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
        """Say what another client is to this one. Nobody reaches a client through a link."""
        try:
            other = queries.client_of(request.actor, given["client"])
        except NotVisible:
            raise not_there("client") from None
        said = checked(LinkForm(form_input({**given, "code_name": other.code_name, "client": ""})))
        link = actions.link_clients(
            request.actor, client=client, other=other, relation=said["relation"],
            note=said["note"],
        )  # fmt: skip
        lines = reads.links_of(request.actor, client)
        return next(line for line in lines if line.link.pk == link.pk)


class EndedLink(Endpoint):
    tag = "Clients"

    @staticmethod
    def version_of(link: Any) -> Any:
        return "ended" if link.ended_at else "standing"

    @operation(
        "end_link", "client.edit", of=reads.link_of, changes=True, blocked=("ended_already",)
    )
    def post(self, request: Any, link: Any, version: Any) -> None:
        """Take a link between two clients back."""
        actions.end_link(request.actor, link=link)
