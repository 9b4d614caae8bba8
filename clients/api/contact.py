"""How a client may be reached: what stands on every page, the addresses, and the rules' change."""

from typing import Any

from rest_framework import serializers

from clients import actions, queries
from clients.api.answers import told
from clients.api.clients import GiveReason, Known
from clients.api.contact_shapes import GivenRules, RulesShape, rules_in_form, rules_told
from clients.forms import ContactForm
from clients.rules.safe_contact import VERDICTS, Channel, Tone
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Flag, Shape, Text, form_input

CHANNELS = [channel.value for channel in Channel]
TO_CONTACT = Link("read_contact")


class ChannelShape(Shape):
    """One way to reach the client, and what was said about it. No address, no code word."""

    channel = Choice(CHANNELS)
    state = Choice([tone.value for tone in Tone])
    text = serializers.CharField(help_text="The same in words.")
    hours = serializers.CharField(allow_blank=True, help_text="When it is safe, in words.")
    notes = serializers.ListField(child=serializers.CharField())


class ContactShape(Shape):
    """The safe-contact banner of every page, as data."""

    state = Choice(["current", "expired", "none_safe", "not_asked"])
    headline = serializers.CharField(allow_blank=True)
    lines = serializers.ListField(child=serializers.CharField())
    checked = serializers.CharField(allow_blank=True, help_text="When, and by whom.")
    channels = ChannelShape(many=True)


class VerdictWanted(Body):
    channel = Choice(CHANNELS)
    voicemail = Flag(required=False, help_text="Whether a voicemail would be left.")


class VerdictShape(Shape):
    """May the client be reached in this way now?"""

    allowed = serializers.BooleanField()
    reason = Choice(VERDICTS)
    text = serializers.CharField(help_text="The reason in words.")


class ChangeContact(Body):
    rules = GivenRules()
    code_word = Text(60, required=False, allow_null=True, help_text="Left out: there is none.")
    example = {
        "rules": {
            "phone": {
                "state": "safe", "address": "+1 202 555 0100", "days": [0, 1, 2, 3, 4],
                "start": "10:00", "end": "16:00", "answer": "only_client", "voicemail": "unsafe",
            },
            "sms": {"state": "unsafe"},
            "email": {"state": "not_asked"},
            "post": {"state": "unsafe"},
            "app": {"state": "not_asked"},
            "partner": {"state": "not_asked"},
        },
        "code_word": "lighthouse",
    }  # fmt: skip


class RevealedContactShape(Shape):
    rules = RulesShape()
    code_word = serializers.CharField(allow_null=True)


class _Answering(Endpoint):
    tag = "Safe contact"

    def shown(self, client: Any) -> Any:
        banner = queries.contact_banner(client)
        said = {name: getattr(banner, name) for name in ("state", "headline", "lines", "checked")}
        return Known({**said, "channels": queries.channel_lines(client)}, client.version)


class Contact(_Answering):
    @operation(
        "read_contact", "client.view", of=queries.client_of, gives=ContactShape, versioned=True
    )
    def get(self, request: Any, client: Any) -> Any:
        """Read how a client may be reached, and how not; without any address."""
        return self.shown(client)

    @operation(
        "change_contact", "contact.confirm", of=queries.client_of, takes=ChangeContact,
        gives=ContactShape, changes=True, versioned=True,
    )  # fmt: skip
    def put(self, request: Any, client: Any, given: dict[str, Any], version: int) -> Any:
        """Write down what the client said about every channel, as a whole.

        Reveal the rules first: what is sent replaces them.
        """
        sent = {"code_word": given.get("code_word"), **rules_in_form(given["rules"])}
        form = ContactForm(form_input(sent, version=version))
        told(form, at=("rules",))
        actions.change_contact(
            request.actor, client=client, rules=form.contact_rules(),
            code_word=form.cleaned_data["code_word"], version=version,
        )  # fmt: skip
        return self.shown(queries.client_of(request.actor, client.pk))


class ContactVerdict(Endpoint):
    tag = "Safe contact"

    @operation(
        "judge_contact", "client.view", of=queries.client_of, wanted=VerdictWanted,
        gives=VerdictShape,
    )  # fmt: skip
    def get(self, request: Any, client: Any, wanted: dict[str, Any]) -> Any:
        """Ask whether a client may be reached in one way now, by the clinic's clock.

        Ask before every call and every message. What was not asked is not allowed.
        """
        verdict = queries.contact_verdict(
            client, wanted["channel"], leaving_voicemail=wanted.get("voicemail", False)
        )
        return {
            "allowed": verdict.allowed,
            "reason": verdict.reason,
            "text": queries.verdict_text(verdict),
        }


class RevealedContact(Endpoint):
    tag = "Safe contact"

    @operation(
        "reveal_contact", "contact.confirm", of=queries.client_of, takes=GiveReason,
        gives=RevealedContactShape, versioned=True, cost=10,
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any]) -> Any:
        """Show the rules with addresses and the code word. The look is recorded with its reason.

        Needs `client.reveal` as well. The ETag is the client's, for change_contact.
        """
        rows = actions.reveal_contact(request.actor, client=client, reason=given["reason"])
        words = [row.code_word for row in rows if row.code_word]
        known = {"rules": rules_told(rows), "code_word": words[-1] if words else None}
        return Known(known, client.version)


class ConfirmedContact(_Answering):
    @operation(
        "confirm_contact", "contact.confirm", of=queries.client_of, gives=ContactShape,
        changes=True, versioned=True, blocked=("nothing_to_confirm",),
    )  # fmt: skip
    def post(self, request: Any, client: Any, version: int) -> Any:
        """Record that the client was asked again, and that the rules still hold."""
        actions.confirm_contact(request.actor, client=client, version=version)
        return self.shown(queries.client_of(request.actor, client.pk))
