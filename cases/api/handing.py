"""Handing a case over, and what hangs on nobody any more."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from cases import actions, queries
from cases.forms.handing import HandOverForm
from cases.rules import CASE_ROLES
from cases.rules.handing import FATES, LONGEST_WORDS, MOST_SHOWN, REASONS
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Day,
    Id,
    Number,
    Shape,
    Text,
    checked,
    form_input,
    not_there,
)
from clinic.rest.versions import etag_of


def state_of(handover: Any) -> str:
    return "read" if handover.read_at else "unread"


class HandoverShape(Shape):
    """When a case went from one person to another."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    leaver = serializers.UUIDField(source="leaver_id")
    leaver_name = serializers.CharField(source="leaver.user.name")
    successor = serializers.UUIDField(source="successor_id")
    successor_name = serializers.CharField(source="successor.user.name")
    role = Choice(CASE_ROLES)
    reason = serializers.SerializerMethodField(
        help_text="Why, and what was said of it: for those who give cases (`case.assign`) alone."
    )
    words = serializers.SerializerMethodField()
    last_day = serializers.DateField()
    made_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True, help_text="When the successor said so.")
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_reason(self, row: Any) -> str:
        return str(row.reason) if self._gives_cases() else ""

    def get_words(self, row: Any) -> str:
        return (row.words or "") if self._gives_cases() else ""

    def get_etag(self, row: Any) -> str:
        return etag_of(state_of(row))

    def _gives_cases(self) -> bool:
        return bool(self.context["actor"].has("case.assign"))


class HandoverList(Shape):
    items = HandoverShape(many=True)


class HangingShape(Shape):
    """Something that hangs on a person in a case, in words that the token may read."""

    key = serializers.CharField(help_text="To name it in `takers` of `hand_over_case`.")
    kind = serializers.CharField()
    id = serializers.UUIDField(source="pk")
    text = serializers.CharField()
    fate = Choice(FATES, help_text="What becomes of it when the case is handed over.")
    day = serializers.DateField(allow_null=True)
    note = serializers.CharField()


class HangingList(Shape):
    role = serializers.CharField(help_text="Empty for somebody who had access for a time.")
    stands = serializers.BooleanField(help_text="Whether the person works on the case still.")
    last_attorney = serializers.BooleanField()
    items = HangingShape(many=True)


class LeftShape(Shape):
    """A case where something hangs on somebody who does not stand in it any more."""

    case = serializers.UUIDField(source="case.pk")
    number = serializers.CharField(source="case.number")
    member = serializers.UUIDField(source="membership.pk")
    name = serializers.CharField(source="membership.user.name")
    things = serializers.IntegerField(source="number")


class UnattendedShape(Shape):
    """Who works on a case on which an attorney of the clinic would have to work beside them."""

    assignment = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    number = serializers.CharField(source="case.number")
    member = serializers.UUIDField(source="membership_id")
    name = serializers.CharField(source="membership.user.name")


class LeftList(Shape):
    items = LeftShape(many=True)
    students = UnattendedShape(many=True)
    representatives = UnattendedShape(many=True)


class Taker(Body):
    key = Text(80)
    member = Id()


class HandOver(Body):
    leaver = Id()
    successor = Id()
    role = Choice(CASE_ROLES)
    why = Choice(REASONS)
    words = Text(LONGEST_WORDS, required=False)
    last_day = Day(help_text="Today or earlier; access ends with this request, whatever it says.")
    reason = Text(
        2000, required=False,
        help_text="A supervisor's, why it is right although something stands against it.",
    )  # fmt: skip
    takers = serializers.ListField(
        child=Taker(), required=False, max_length=200,
        help_text="What goes to somebody else than the successor.",
    )  # fmt: skip
    version = Number(min_value=1, max_value=2**31 - 1, help_text="Of the case, as it was read.")
    example = {
        "leaver": "01920000-0000-7000-8000-000000000002",
        "successor": "01920000-0000-7000-8000-000000000003",
        "role": "attorney", "why": "leaves", "last_day": "2026-03-06", "version": 1,
    }  # fmt: skip


class Hanging(Endpoint):
    tag = "Assignments"

    @operation("list_hanging", "case.assign", of=queries.case_of, gives=HangingList)
    def get(self, request: Any, case: Any, member: UUID) -> Any:
        """List what hangs on a member in a case, and what becomes of it in a handover."""
        leaver = queries.leaver_of(case, member)
        return {
            "role": leaver.role,
            "stands": leaver.assignment is not None,
            "last_attorney": leaver.last_attorney,
            "items": queries.hanging_on(request.actor, case, leaver.membership),
        }


class Handovers(Endpoint):
    tag = "Assignments"
    shown_at = "handover"

    @staticmethod
    def version_of(row: Any) -> str:
        return state_of(row)

    @operation("list_handovers", "case.view", of=queries.case_of, gives=HandoverList)
    def get(self, request: Any, case: Any) -> Any:
        """List when a case went to somebody else, the latest first."""
        return {"items": queries.handovers_of(request.actor, case)}

    @operation(
        "hand_over_case", "case.assign", of=queries.case_of, takes=HandOver, gives=HandoverShape,
        creates=True, versioned=True, links={"read": Link("read_handover")},
        blocked=(
            "closed", "conflict_not_clear", "impossible_day", "kept_out",
            "not_counsel", "not_on_case", "other_role", "same_person", "second_person",
            "still_hangs", "two_roles",
        ),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """End somebody's part of a case and give it, with all that hangs on them, to a successor.

        Everything or nothing. Also for somebody who has left the case already (`list_left_behind`).
        """
        leaver = queries.leaver_of(case, given["leaver"])
        hanging = queries.hanging_on(request.actor, case, leaver.membership)
        form = HandOverForm(
            _said(given, once), people=queries.successors(case, leaver),
            moving=queries.to_move(hanging), takers=queries.takers(case, leaver),
        )  # fmt: skip
        if f"{given['role']}:{given['successor']}" not in form.people:
            raise not_there("successor")
        checked(form)
        about = form.arguments(leaver) | {"takers": _takers(form, given)}
        made = actions.hand_over_case(request.actor, case=case, **about)
        return queries.handover_of(request.actor, made.pk)


def _said(given: dict[str, Any], once: Any) -> Any:
    return form_input(
        {
            "person": f"{given['role']}:{given['successor']}",
            "why": given["why"],
            "words": given.get("words", ""),
            "reason": given.get("reason", ""),
            "last_day": given["last_day"],
        },
        once=OnceField.signed(once),
        version=given["version"],
    )


def _takers(form: HandOverForm, given: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for each in given.get("takers", []):
        seat = form.takers.get(str(each["member"])) or next(
            (
                one.membership
                for one in form.people.values()
                if str(one.membership.pk) == str(each["member"])
            ),
            None,
        )
        if seat is None:
            raise not_there("takers")
        found[each["key"]] = seat
    return found


class Handover(Endpoint):
    tag = "Assignments"

    @staticmethod
    def version_of(row: Any) -> str:
        return state_of(row)

    @operation(
        "read_handover", "case.view", of=queries.handover_of, gives=HandoverShape, versioned=True,
        links={"confirm": Link("confirm_handover")},
    )  # fmt: skip
    def get(self, request: Any, handover: Any) -> Any:
        """Read when and why a case went to somebody else."""
        return handover


class ConfirmedHandover(Endpoint):
    tag = "Assignments"

    @staticmethod
    def version_of(row: Any) -> str:
        return state_of(row)

    @operation(
        "confirm_handover", "case.view", of=queries.own_handover_of, gives=HandoverShape,
        changes=True, versioned=True, blocked=("handover_read",),
    )  # fmt: skip
    def post(self, request: Any, handover: Any, version: str) -> Any:
        """Say that the token's person has read what was handed to them."""
        actions.confirm_handover(request.actor, handover=handover)
        return queries.handover_of(request.actor, handover.pk)


class LeftBehind(Endpoint):
    tag = "Assignments"

    @operation("list_left_behind", "case.assign", gives=LeftList)
    def get(self, request: Any) -> Any:
        """List the cases where something hangs on somebody who left them; at most 200.

        So are law students, and representatives to whom not every matter of the case is open, who
        are left without an attorney of the clinic beside them.
        """
        actor = request.actor
        return {
            "items": queries.orphans(actor)[:MOST_SHOWN],
            "students": queries.unattended(actor)[:MOST_SHOWN],
            "representatives": queries.short_of(actor),
        }
