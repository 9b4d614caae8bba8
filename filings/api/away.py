"""What was put aside, and who is away."""

from typing import Any

from rest_framework import serializers

from clinic.access.policy import require
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Flag, Id, Shape, checked, form_input
from clinic.rest.versions import etag_of
from clinic.tenancy.current import today
from filings import actions, forms
from filings.queries import away

REACH = ("not_needed", "asked", "approved", "declined")


class SleepingShape(Shape):
    """A reminder that somebody put aside; the others are asked as before."""

    id = serializers.UUIDField(source="snooze.pk")
    deadline = serializers.UUIDField(source="snooze.deadline_id")
    case = serializers.UUIDField(source="snooze.case_id")
    title = serializers.CharField(source="row.title")
    by = serializers.UUIDField(source="snooze.by_id", help_text="The seat of who put it aside.")
    by_name = serializers.CharField(source="snooze.by.user.name")
    until = serializers.DateField(source="snooze.until")
    reason = serializers.CharField(allow_blank=True, help_text="For who may settle a deadline.")
    mine = serializers.BooleanField(source="is_own")


class SleepingList(Shape):
    items = SleepingShape(many=True)


class LeaveShape(Shape):
    """Days on which somebody is away, and who stands in."""

    id = serializers.UUIDField(source="pk")
    member = serializers.UUIDField(source="membership_id", help_text="The seat of who is away.")
    member_name = serializers.CharField(source="membership.user.name")
    starts = serializers.DateField()
    ends = serializers.DateField()
    cover = serializers.UUIDField(source="cover_id", allow_null=True)
    cover_name = serializers.CharField(source="cover.user.name", allow_null=True, default=None)
    reach = Choice(
        REACH,
        help_text="Whether the cover may see the cases for these days. asked: a supervisor decides;"
        " until then the coordinators are asked as well.",
    )
    cancelled_at = serializers.DateTimeField(allow_null=True)
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_etag(self, leave: Any) -> str:
        return etag_of(leave.version)


class LeaveList(Shape):
    items = LeaveShape(many=True)


class CoverShape(Shape):
    member = serializers.UUIDField(source="pk")
    name = serializers.CharField(source="user.name")


class CoverList(Shape):
    items = CoverShape(many=True)


class RecordLeave(Body):
    starts = Day(help_text="First day away.")
    ends = Day(help_text="Last day away.")
    cover = Id(
        required=False, allow_null=True,
        help_text="Of `list_covers`; left out or null: the coordinators are asked.",
    )  # fmt: skip
    example = {"starts": "2026-08-03", "ends": "2026-08-14", "cover": None}


class DecideLeave(Body):
    approve = Flag(help_text="true: the cover is assigned to the cases until the leave ends.")
    example = {"approve": True}


LEADS = {"cancel": Link("cancel_leave")}


class Snoozed(Endpoint):
    tag = "Reminders"

    @operation("list_snoozed", "deadline.view", gives=SleepingList)
    def get(self, request: Any) -> Any:
        """List what anybody put aside of the deadlines you reach, the first to wake at the top.

        Needs `case.view` as well. The next 200.
        """
        require(request.actor, "case.view")
        return {"items": away.snooze_rows(request.actor)}


class EndedSnooze(Endpoint):
    tag = "Reminders"

    @operation(
        "end_snooze", "deadline.snooze", of=away.snooze_of, blocked=("ended_already",)
    )  # fmt: skip
    def post(self, request: Any, snooze: Any) -> None:
        """Wake a reminder before its day: it stands in the inbox again.

        One's own; who decides about leave may wake anybody's.
        """
        actions.end_snooze(request.actor, snooze=snooze)


class Leaves(Endpoint):
    tag = "Leave"

    @operation("list_leaves", "reminder.own", gives=LeaveList)
    def get(self, request: Any) -> Any:
        """List your leaves that are not over; who decides about leave sees everybody's."""
        return {"items": away.leaves_of(request.actor)}

    @operation(
        "record_leave", "reminder.own", takes=RecordLeave, gives=LeaveShape, creates=True,
        versioned=True, links=LEADS, blocked=("leave_days", "leave_there"),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Say that this seat is away, both days included, and who is asked as well."""
        covers = away.possible_covers(request.actor)
        form = forms.LeaveForm(form_input(given), covers=covers, today=today())
        checked(form)
        made = actions.record_leave(request.actor, leave_id=once, **form.said())
        return away.leave_of(request.actor, made.pk)


class Covers(Endpoint):
    tag = "Leave"

    @operation("list_covers", "reminder.own", gives=CoverList)
    def get(self, request: Any) -> Any:
        """List who could stand in for you."""
        return {"items": away.possible_covers(request.actor)}


class CancelledLeave(Endpoint):
    tag = "Leave"

    @operation(
        "cancel_leave", "reminder.own", of=away.leave_of, gives=LeaveShape, changes=True,
        versioned=True, blocked=("leave_over",),
    )  # fmt: skip
    def post(self, request: Any, leave: Any, version: int) -> Any:
        """Be back, or never go. What was lent to the cover is given back."""
        actions.cancel_leave(request.actor, leave=leave, version=version)
        return away.leave_of(request.actor, leave.pk)


class DecidedLeave(Endpoint):
    tag = "Leave"

    @operation(
        "decide_leave", "leave.decide", of=away.leave_of, takes=DecideLeave, gives=LeaveShape,
        changes=True, versioned=True, blocked=("decided_already", "leave_over"),
    )  # fmt: skip
    def post(self, request: Any, leave: Any, given: dict[str, Any], version: int) -> Any:
        """Lend the cover the cases of who is away until the leave ends, or do not."""
        actions.decide_reach(request.actor, leave=leave, approve=given["approve"], version=version)
        return away.leave_of(request.actor, leave.pk)
