"""Reaching a client where it is safe, checking a caller, the safe address."""

from typing import Any

from rest_framework import serializers

from clients import actions, queries
from clients.api.answers import told
from clients.api.clients import GiveReason, Known
from clients.api.contact import CHANNELS
from clients.forms.reaching import ReachForm, SafetyForm
from clients.rules.safe_contact import VERDICTS
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Day, Flag, Shape, Text, form_input

REFUSED = tuple(code for code in VERDICTS if code != "allowed")


class ReachOut(Body):
    channel = Choice(CHANNELS)
    voicemail = Flag(required=False, help_text="Whether a voicemail may be left.")
    example = {"channel": "phone"}


class WayShape(Shape):
    """What to use now, and what to say to whom."""

    channel = Choice(CHANNELS)
    address = serializers.CharField()
    neutral_name = serializers.CharField(allow_blank=True)
    notes = serializers.ListField(child=serializers.CharField())
    sent = serializers.BooleanField(help_text="true: Alcove sends the e-mail itself.")


class CheckCaller(Body):
    phrase = Text(120, help_text="What the caller said. It is compared and kept nowhere.")
    example = {"phrase": "the lighthouse is blue"}


class CallerShape(Shape):
    passed = serializers.BooleanField()


class ChangeSafety(Body):
    time_zone = Text(60, required=False, help_text="Such as America/Chicago; empty: the clinic's.")
    neutral_name = Text(80, required=False)
    phrase = Text(120, required=False, help_text="A new caller's phrase; left out, it stays.")
    forget_phrase = Flag(required=False)
    program = Text(120, required=False)
    substitute = Text(400, required=False, help_text="Where letters go instead.")
    real = Text(400, required=False, help_text="Where the client lives; left out, it stays.")
    valid_until = Day(required=False, allow_null=True)
    example = {"time_zone": "America/Chicago", "neutral_name": "Ana", "substitute": "PO Box 12"}


class SafetyShape(Shape):
    """What is set, without the phrase and without the real address."""

    time_zone = serializers.CharField(allow_blank=True)
    neutral_name = serializers.CharField(allow_blank=True)
    phrase_set = serializers.BooleanField()
    program = serializers.CharField(allow_blank=True)
    substitute = serializers.CharField(allow_blank=True)
    real_recorded = serializers.BooleanField()
    valid_until = serializers.DateField(allow_null=True)


class AddressShape(Shape):
    address = serializers.CharField()


class Reached(Endpoint):
    tag = "Safe contact"

    @operation(
        "reach_out", "contact.make", of=queries.client_of, takes=ReachOut, gives=WayShape,
        cost=10, blocked=("no_address", *REFUSED),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any]) -> Any:
        """Reach a client by one channel, if it is safe now.

        The number is given out only then, and it is recorded; an e-mail in neutral words is sent
        by Alcove, after it has asked once more.
        """
        form = ReachForm(form_input(given))
        told(form)
        return actions.reach_out(request.actor, client=client, **form.cleaned_data)


class Caller(Endpoint):
    tag = "Safe contact"

    @operation(
        "check_caller", "contact.make", of=queries.client_of, takes=CheckCaller, gives=CallerShape,
        cost=10, blocked=("no_phrase", "too_many_wrong"),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any]) -> Any:
        """Ask whether what a caller said is the phrase. Five wrong ones close this for a while."""
        passed = actions.check_caller(request.actor, client=client, phrase=given["phrase"])
        return {"passed": passed}


class Safety(Endpoint):
    tag = "Safe contact"

    def shown(self, client: Any) -> Any:
        address = queries.address_of(client)
        said = {
            "time_zone": client.time_zone or "",
            "neutral_name": client.neutral_name or "",
            "phrase_set": bool(client.caller_phrase),
            "program": (address.program if address else "") or "",
            "substitute": (address.substitute if address else "") or "",
            "real_recorded": bool(address and address.real),
            "valid_until": address.valid_until if address else None,
        }
        return Known(said, client.version)

    @operation(
        "read_safety", "contact.confirm", of=queries.client_of, gives=SafetyShape, versioned=True,
    )  # fmt: skip
    def get(self, request: Any, client: Any) -> Any:
        """Read the client's clock, our neutral name and the address for letters."""
        return self.shown(client)

    @operation(
        "change_safety", "contact.confirm", of=queries.client_of, takes=ChangeSafety,
        gives=SafetyShape, changes=True, versioned=True,
    )  # fmt: skip
    def put(self, request: Any, client: Any, given: dict[str, Any], version: int) -> Any:
        """Write these down as a whole; phrase and real address stay when left out."""
        form = SafetyForm(form_input(given, version=version))
        told(form)
        actions.change_safety(request.actor, client=client, **form.cleaned_data)
        return self.shown(queries.client_of(request.actor, client.pk))


class RevealedAddress(Endpoint):
    tag = "Safe contact"

    @operation(
        "reveal_address", "address.reveal", of=queries.client_of, takes=GiveReason,
        gives=AddressShape, cost=10, blocked=("no_address",),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any]) -> Any:
        """Show where the client really lives. The look is recorded with its reason."""
        reason = given["reason"]
        return {"address": actions.reveal_address(request.actor, client=client, reason=reason)}
