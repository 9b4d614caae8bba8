"""The names in a client's matter: who they are to the client, never a name until it is revealed."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from clients import actions, queries
from clients.api.answers import NamedPartyShape
from clients.api.clients import GiveReason
from clients.forms import PartyForm
from clients.forms.parties import OTHERS
from clients.rules.conflict import OF_MATTER, PartyKind
from clients.rules.identifiers import KINDS
from clients.rules.identity import LONGEST_NAME
from clinic.access.refusals import Blocked
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Flag, Shape, Text, checked, form_input
from clinic.rest.versions import etag_of


class PartyShape(Shape):
    """Somebody in the matter without the name: "Employer or company 2"."""

    id = serializers.UUIDField(source="pk")
    kind = Choice([kind.value for kind in OF_MATTER])
    label = serializers.CharField()  # type: ignore[assignment]
    etag = serializers.SerializerMethodField(help_text="Of the list of names: send it as If-Match.")

    def get_etag(self, line: Any) -> str:
        return etag_of(self.context["view"].names_version)


class PartyList(Shape):
    items = PartyShape(many=True)


class RevealedPartyShape(NamedPartyShape):
    label = serializers.CharField()  # type: ignore[assignment]


class RevealedPartyList(Shape):
    items = RevealedPartyShape(many=True)


class AddParty(Body):
    kind = Choice(code for code, _label in OTHERS)
    name = Text(LONGEST_NAME)
    is_organisation = Flag(required=False)
    client_consented = Flag(
        required=False,
        help_text="The client agreed that this name is written down; needed for an exploiter.",
    )
    born = Text(
        10, required=False, allow_null=True,
        help_text="A date or a year, where somebody knows it; it supports a match of names.",
    )  # fmt: skip
    number_kind = Choice(KINDS, required=False, allow_null=True)
    number = Text(LONGEST_NAME, required=False, allow_null=True)
    example = {"kind": "employer", "name": "Muster Packing LLC", "is_organisation": True}


class _OfClient(Endpoint):
    tag = "Parties"
    names_version = 0

    @staticmethod
    def version_of(party: Any) -> int:
        """The list counts, not the row: a name is read and taken out as one of several."""
        version: int = party.client.parties_version
        return version

    def lines(self, request: Any, client_id: Any) -> list[Any]:
        client = queries.client_of(request.actor, client_id)
        self.names_version = client.parties_version
        return queries.party_lines(client)


class Parties(_OfClient):
    @operation("list_parties", "party.view", of=queries.client_of, gives=PartyList)
    def get(self, request: Any, client: Any) -> Any:
        """List who stands in a client's matter, without names."""
        return {"items": self.lines(request, client.pk)}

    @operation(
        "add_party", "party.add", of=queries.client_of, takes=AddParty, gives=PartyShape,
        creates=True, links={"remove": Link("remove_party")},
        blocked=("party_there_already", "consent_first"),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
        """Add a name to a client's matter. The conflict check has to be run again."""
        form = PartyForm(form_input(given))
        checked(form)
        party = actions.add_party(request.actor, client=client, **form.arguments())
        lines = self.lines(request, client.pk)
        return next(line for line in lines if line.pk == party.pk)


class RevealedParties(Endpoint):
    tag = "Parties"

    @operation(
        "reveal_parties", "party.view", of=queries.client_of, takes=GiveReason,
        gives=RevealedPartyList, cost=10,
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any]) -> Any:
        """Show the names in a client's matter. The look is recorded with its reason.

        Needs `client.reveal` as well.
        """
        rows = actions.reveal_parties(request.actor, client=client, reason=given["reason"])
        return {
            "items": [
                {
                    "pk": line.pk, "kind": line.kind, "label": line.label, "name": name or None,
                    "is_organisation": line.is_organisation,
                }
                for line, name in queries.named_lines(client, rows)
            ]
        }  # fmt: skip


class RemovedParty(_OfClient):
    @operation(
        "remove_party", "party.add", of=queries.party_at, gives=PartyList, changes=True,
        blocked=("own_name",),
    )  # fmt: skip
    def post(self, request: Any, party: Any, version: int) -> Any:
        """Take a name out of a client's matter; answers with those that are left, if you see them.

        The conflict check has to be run again. The client's own name is corrected instead.
        """
        if party.kind == PartyKind.CLIENT.value:
            raise Blocked(
                _("This is the client's own name. Correct it on the client's page instead."),
                code="own_name",
                target=party,
            )
        actions.remove_party(request.actor, party=party, version=version)
        sees = request.actor.has("party.view")
        return {"items": self.lines(request, party.client_id) if sees else []}
