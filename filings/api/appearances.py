"""Appearances of attorneys, and a client's move."""

from typing import Any

from rest_framework import serializers

from cases.queries import case_of
from clinic.access.policy import require
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Day, Flag, Id, Shape, checked, form_input, not_there
from clinic.tenancy.current import today
from filings import actions
from filings.forms import appearances as forms
from filings.queries import appearances as queries
from filings.rules.appearances import BODIES, ENDINGS


class AppearanceShape(Shape):
    id = serializers.UUIDField(source="appearance.pk")
    case = serializers.UUIDField(source="appearance.case_id")
    member = serializers.UUIDField(source="appearance.membership_id")
    name = serializers.CharField()
    body = Choice(BODIES, source="appearance.body")
    entered_on = serializers.DateField(source="appearance.entered_on")
    ended_on = serializers.DateField(source="appearance.ended_on", allow_null=True)
    ending = Choice(ENDINGS, source="appearance.ending", allow_blank=True)
    left = serializers.BooleanField(
        help_text="The attorney no longer works on the case: withdraw or substitute."
    )


class AppearanceList(Shape):
    items = AppearanceShape(many=True)


class LackingShape(Shape):
    """Cases with a filing and no appearance, and appearances that should end."""

    cases = serializers.ListField(child=serializers.UUIDField())
    to_end = AppearanceShape(many=True)


class EnterAppearance(Body):
    member = Id(help_text="An attorney who works on the case.")
    body = Choice(BODIES)
    on = Day()


class EndAppearance(Body):
    ending = Choice(ENDINGS)
    successor = Id(required=False, help_text="Who took over; of a substitution alone.")
    on = Day()


class RecordMove(Body):
    moved = Day()
    in_court = Flag(help_text="A case is open in immigration court or before the Board.")
    example = {"moved": "2026-03-02", "in_court": False}


class MovedShape(Shape):
    deadlines = serializers.ListField(child=serializers.UUIDField())


class Appearances(Endpoint):
    tag = "Appearances"

    @operation("list_appearances", "filing.view", of=case_of, gives=AppearanceList)
    def get(self, request: Any, case: Any) -> Any:
        """List the appearances in a case, those that stand first."""
        return {"items": queries.appearances_of(request.actor, case)}

    @operation(
        "enter_appearance", "filing.add", of=case_of, takes=EnterAppearance, gives=AppearanceList,
        blocked=("closed", "entered_already", "future_day"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any]) -> Any:
        """Record that an attorney of the case has entered an appearance."""
        attorneys = queries.attorneys_of(case)
        if given["member"] not in [pk for pk, _name in attorneys]:
            raise not_there("member")
        said = form_input({"attorney": given["member"], "body": given["body"], "on": given["on"]})
        checked(forms.EnterForm(said, today=today(), attorneys=attorneys))
        seat = queries.seat_in(case, given["member"])
        actions.enter_appearance(
            request.actor, case=case, membership=seat, body=given["body"], on=given["on"]
        )
        return {"items": queries.appearances_of(request.actor, case)}


class EndedAppearance(Endpoint):
    tag = "Appearances"

    @operation(
        "end_appearance", "filing.add", of=queries.appearance_of, takes=EndAppearance,
        gives=AppearanceList, blocked=("closed", "ended_already", "entered_already"),
    )  # fmt: skip
    def post(self, request: Any, appearance: Any, given: dict[str, Any]) -> Any:
        """Record that an appearance was withdrawn, or that another attorney took over."""
        case, chosen = appearance.case, given.get("successor")
        attorneys = queries.attorneys_of(case)
        if chosen is not None and chosen not in [pk for pk, _name in attorneys]:
            raise not_there("successor")
        checked(forms.EndForm(form_input(given), today=today(), attorneys=attorneys))
        actions.end_appearance(
            request.actor, appearance=appearance, ending=given["ending"], on=given["on"],
            successor=queries.seat_in(case, chosen) if chosen else None,
        )  # fmt: skip
        return {"items": queries.appearances_of(request.actor, case)}


class Lacking(Endpoint):
    tag = "Appearances"

    @operation("list_lacking_appearances", "filing.view", gives=LackingShape)
    def get(self, request: Any) -> Any:
        """List what lacks: at most 200 of each, of cases you reach. Needs `case.view` as well."""
        require(request.actor, "case.view")
        return {
            "cases": [case.pk for case in queries.cases_lacking(request.actor)],
            "to_end": queries.to_end(request.actor),
        }


class Moved(Endpoint):
    tag = "Deadlines"

    @operation(
        "record_move", "filing.add", of=case_of, takes=RecordMove, gives=MovedShape,
        blocked=("closed", "sent_twice", "future_day"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any]) -> Any:
        """Say that the client moved; the address itself stays with the client's contact."""
        found = actions.record_move(request.actor, case=case, **given)
        return {"deadlines": [row.pk for row in found]}
