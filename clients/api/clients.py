"""Clients: listed and read by code name, shown and corrected with a record of it, searched."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from clients import actions, hooks, queries
from clients.api.answers import answered, taken, told_fields
from clients.forms import SearchForm
from clients.rules.conflict import OF_MATTER, ConflictState
from clients.rules.identifiers import KINDS
from clients.rules.intake import IntakeStatus
from clients.rules.matching import REASONS
from clients.rules.reasons import REVEAL_REASONS
from clients.rules.record import RECORD
from clinic.access.policy import require
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Shape, Text, checked, form_input

TO_CLIENT = Link("read_client")
STATES = [state.value for state in ConflictState]


class Known(dict[str, Any]):
    """What was revealed, with the version of the row it stands in."""

    def __init__(self, known: Any, version: Any) -> None:
        super().__init__(known)
        self.version = version


class GiveReason(Body):
    """Why somebody has to see it; the look is recorded with this reason."""

    reason = Choice(REVEAL_REASONS)
    example = {"reason": "meeting"}


def _state_for(actor: Any, client: Any) -> str | None:
    """Return what only those who see the parties of a matter are told."""
    return client.conflict_state if actor.has("party.view") else None


class ClientFilters(Body):
    text = Text(60, required=False, help_text="A code name's start.")
    conflict = Choice(STATES, required=False, help_text="Needs party.view.")


class ClientRowShape(Shape):
    """A line of the list: code name and codes, nothing sealed."""

    id = serializers.UUIDField(source="client.pk")
    code_name = serializers.CharField(source="client.code_name")
    conflict_state = serializers.SerializerMethodField(help_text="null without party.view.")
    has_open_case = serializers.BooleanField(help_text="One that this token reaches.")
    created_at = serializers.DateTimeField(source="client.created_at")

    @extend_schema_field(Choice(STATES, allow_null=True))
    def get_conflict_state(self, row: Any) -> str | None:
        return _state_for(self.context["actor"], row.client)


class CaseLinkShape(Shape):
    id = serializers.UUIDField()
    number = serializers.CharField()


class IntakeLinkShape(Shape):
    id = serializers.UUIDField(source="pk")
    status = Choice([status.value for status in IntakeStatus])
    started_at = serializers.DateTimeField()


class ClientShape(Shape):
    """A client by code name. Who it is comes only from a reveal."""

    id = serializers.UUIDField(source="pk")
    code_name = serializers.CharField()
    created_at = serializers.DateTimeField()
    conflict_state = Choice(STATES, allow_null=True, help_text="null without party.view.")
    awaiting_decision = serializers.BooleanField(
        allow_null=True, help_text="Checked, and nobody has decided; null without party.view."
    )
    cases = CaseLinkShape(many=True, help_text="Those that this token reaches.")
    intakes = IntakeLinkShape(many=True, help_text="None without intake.view.")
    version = serializers.IntegerField()


def shown(actor: Any, client: Any) -> Known:
    sees = actor.has("party.view")
    return Known(
        {
            **{
                name: getattr(client, name) for name in ("pk", "code_name", "created_at", "version")
            },
            "conflict_state": _state_for(actor, client),
            "awaiting_decision": queries.awaits_decision(client) if sees else None,
            "cases": [link for cases in hooks.cases for link in cases(actor, client)],
            "intakes": queries.intakes_of(actor, client),
        },
        client.version,
    )


class KnownNumberShape(Shape):
    kind = Choice(KINDS)
    value = serializers.CharField()


# What is shown is what is corrected, by the same questions, and what is known beside it.
IdentityShape: type[Shape] = type(
    "IdentityShape",
    (Shape,),
    {
        "__doc__": "Who the client is.",
        **told_fields(RECORD.questions),
        "all_numbers": KnownNumberShape(many=True, help_text="Telephone and e-mail among them."),
        "safe_contact": serializers.CharField(
            allow_null=True, help_text="How to reach the client, by ways that are safe today."
        ),
    },
)
ChangeIdentity = taken(
    RECORD,
    "ChangeIdentity",
    {"name_to_use": "Mika", "legal_name": "Mika Beispiel", "birth": "1990", "language": "Tigrinya"},
)


class SearchClients(Body):
    text = Text(300, help_text="A name in any script or spelling, or a number.")
    example = {"text": "Mika Beispiel"}


class FoundClientShape(Shape):
    """A client found: code name, and why. Never the name that was found."""

    client = serializers.UUIDField(source="client.pk")
    code_name = serializers.CharField(source="client.code_name")
    kind = Choice([kind.value for kind in OF_MATTER], help_text="What the found is to the client.")
    relation = serializers.CharField(help_text="The same in words.")
    score = serializers.IntegerField(min_value=0, max_value=100)
    reasons = serializers.ListField(child=Choice(REASONS), source="codes")
    why = serializers.ListField(child=serializers.CharField(), source="reasons")


class FoundClientList(Shape):
    items = FoundClientShape(many=True)


class Clients(Endpoint):
    tag = "Clients"

    @operation(
        "list_clients", "client.view", wanted=ClientFilters, gives=ClientRowShape, paged=True
    )
    def get(self, request: Any, wanted: dict[str, Any], after: str | None) -> Listing:
        """List clients by code name, newest first, 50 at a time."""
        if wanted.get("conflict"):
            require(request.actor, "party.view")
        page = queries.client_list(request.actor, queries.ClientFilter(**wanted), after=after)
        return Listing(page.rows, page.next, page.previous)


class Client(Endpoint):
    tag = "Clients"

    @operation(
        "read_client", "client.view", of=queries.client_of, gives=ClientShape, versioned=True
    )
    def get(self, request: Any, client: Any) -> Any:
        """Read a client, by code name. Who it is comes from reveal_identity."""
        return shown(request.actor, client)


class Search(Endpoint):
    tag = "Clients"

    @operation(
        "search_clients", "client.search", takes=SearchClients, gives=FoundClientList, cost=5
    )
    def post(self, request: Any, given: dict[str, Any]) -> Any:
        """Find clients by a name or number in any of their matters.

        That somebody searched is recorded, not what for: it stands in the body so that no address
        ever holds it.
        """
        said = checked(SearchForm(form_input(given)))
        return {"items": actions.search_clients(request.actor, text=said["text"])}


class Identity(Endpoint):
    tag = "Clients"

    @operation(
        "change_identity", "client.edit", of=queries.client_of, takes=ChangeIdentity,
        gives=ClientShape, changes=True, versioned=True, links={"read": TO_CLIENT},
    )  # fmt: skip
    def put(self, request: Any, client: Any, given: dict[str, Any], version: int) -> Any:
        """Correct who a client is, as a whole: what is left out is emptied.

        A changed name or number asks for a new conflict check. Reveal it first, so that nothing
        that is known is lost.
        """
        answers = answered(RECORD, given, version=version, ours=set())
        actions.change_identity(request.actor, client=client, answers=answers, version=version)
        return shown(request.actor, queries.client_of(request.actor, client.pk))


class RevealedIdentity(Endpoint):
    tag = "Clients"

    @operation(
        "reveal_identity", "client.reveal", of=queries.client_of, takes=GiveReason,
        gives=IdentityShape, versioned=True, cost=10,
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any]) -> Any:
        """Show who a client is. The look is recorded with its reason.

        The ETag is the client's, for change_identity.
        """
        known = actions.reveal_identity(request.actor, client=client, reason=given["reason"])
        answers = queries.identity_answers(client)
        answers["identifiers"] = answers["identifiers"] or None
        more = {
            "all_numbers": queries.own_numbers(client),
            "safe_contact": known.get("safe_contact"),
        }
        return Known({**answers, **more}, client.version)
