"""Where a case stands with its letters, work before signature, the clinic's words."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from cases.queries import case_of
from cases.rules import MATTERS
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Day, Number, Shape, Text, checked, form_input, wrong
from engagement import actions, forms, queries, rules
from engagement.api.shapes import ClientLetterShape, GivenLetterSection


class EmergencyShape(Shape):
    """Work before signature. What happened is read on the page."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    reason = Choice(rules.EMERGENCIES)
    began_on = Day()
    until = Day(help_text="The last day on which it holds.")
    ended_at = serializers.DateTimeField(allow_null=True)


class EngagementShape(Shape):
    """Whether work may go on. `lacking`: matters that no signed letter covers."""

    asked = serializers.BooleanField(help_text="Whether work waits for a signed letter here.")
    lacking = serializers.ListField(child=Choice(MATTERS))
    emergency = EmergencyShape(allow_null=True)


class SayEmergency(Body):
    reason = Choice(rules.EMERGENCIES)
    words = Text(rules.LONGEST_REASON, help_text="What happened. Stored sealed.")
    days = Number(min_value=1, max_value=rules.MOST_EMERGENCY_DAYS)
    example = {"reason": "hearing", "words": "The hearing is tomorrow.", "days": 3}


class WaiveClosing(Body):
    reason = Text(rules.LONGEST_REASON, help_text="Stored sealed.")
    example = {"reason": "Nobody can reach the client safely."}


class WordingShape(Shape):
    """The words that letters of a kind begin with."""

    kind = Choice(rules.KINDS)
    matter = Choice(["", *MATTERS], help_text="Empty: every matter without words of its own.")
    own = serializers.BooleanField(source="is_own", help_text="The clinic's, or as shipped.")
    number = serializers.IntegerField(source="version")
    sections = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))


class WordingList(Shape):
    items = WordingShape(many=True)


class WriteWording(Body):
    """Every section of the letter. `over`: the number of the last version, 0 for the first."""

    kind = Choice(rules.KINDS)
    matter = Choice(MATTERS, required=False)
    sections = GivenLetterSection(many=True, max_length=20)  # type: ignore[call-arg]
    news = Text(rules.LONGEST_REASON, required=False)
    over = Number(min_value=0, max_value=2**31 - 1)
    example = {
        "kind": "full", "over": 0,
        "sections": [{"code": "scope", "heading": "What we do", "text": "{clinic} helps."}],
    }  # fmt: skip


class WithdrawWording(Body):
    kind = Choice(rules.KINDS)
    matter = Choice(MATTERS, required=False)
    over = Number(min_value=0, max_value=2**31 - 1)
    example = {"kind": "full", "matter": "t_visa", "over": 1}


class Engagement(Endpoint):
    tag = "Letters to clients"

    @operation("read_engagement", "letter.view", of=case_of, gives=EngagementShape)
    def get(self, request: Any, case: Any) -> Any:
        """Read what signed letters cover, and whether an emergency holds."""
        standing = queries.standing_of(request.actor, case)
        return {
            "asked": standing.asked, "lacking": queries.uncovered(case),
            "emergency": standing.emergency,
        }  # fmt: skip


class Emergencies(Endpoint):
    tag = "Letters to clients"
    shown_at = ""

    @operation(
        "say_emergency", "emergency.say", of=case_of, takes=SayEmergency, gives=EmergencyShape,
        creates=True, by_person=True,
        blocked=("closed", "covered", "emergency_there", "second_emergency"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Let work begin before the letter is signed, for 1 to 14 days."""
        said = checked(forms.EmergencyForm(form_input(given, form_token=OnceField.signed(once))))
        del said["form_token"]
        return actions.say_emergency(request.actor, case=case, emergency_id=once, **said)


class EndedEmergency(Endpoint):
    tag = "Letters to clients"

    @operation(
        "end_emergency", "emergency.say", of=queries.emergency_of, gives=EmergencyShape,
        blocked=("ended_already",),
    )  # fmt: skip
    def post(self, request: Any, emergency: Any) -> Any:
        """Say that work before signature is over."""
        return actions.end_emergency(request.actor, emergency=emergency)


class ClosingWaived(Endpoint):
    tag = "Letters to clients"
    shown_at = "client_letter"

    @operation(
        "waive_closing_letter", "letter.write", of=case_of, takes=WaiveClosing,
        gives=ClientLetterShape, creates=True, versioned=True, blocked=("closed", "reason_missing"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Say why the client gets no closing letter; what was drafted is discarded."""
        said = checked(forms.WaiveForm(form_input(given, form_token=OnceField.signed(once))))
        return actions.waive_closing(
            request.actor, case=case, letter_id=once, reason=said["reason"]
        )


class Wordings(Endpoint):
    tag = "Letters to clients"
    shown_at = ""

    @operation("list_wordings", "letter.view", gives=WordingList)
    def get(self, request: Any) -> Any:
        """List the words that new letters begin with. What ships is to be verified with counsel."""
        return {"items": queries.wording_lines()}

    @operation(
        "write_wording", "wording.edit", takes=WriteWording, gives=WordingShape, creates=True,
        blocked=("section_empty", "unknown_placeholder"),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Write a new version of the clinic's own words; letters keep what they were made from."""
        kind, matter = given["kind"], given.get("matter", "")
        rows = [dict(row) for row in given["sections"]]
        if tuple(row["code"] for row in rows) != rules.SECTIONS[kind]:
            raise wrong("sections", _("Send every section of this letter, in its order."))
        actions.write_wording(
            request.actor, kind=kind, matter=matter, sections=rows, news=given.get("news", ""),
            version=given["over"],
        )  # fmt: skip
        return queries.wording_of(kind, matter)


class WithdrawnWording(Endpoint):
    tag = "Letters to clients"

    @operation(
        "withdraw_wording", "wording.edit", takes=WithdrawWording, gives=WordingShape,
        blocked=("not_own",),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any]) -> Any:
        """Take the clinic's own words out of use; the earlier versions stay."""
        kind, matter = given["kind"], given.get("matter", "")
        actions.withdraw_wording(
            request.actor, kind=kind, matter=matter, news="", version=given["over"]
        )
        return queries.wording_of(kind, matter)
