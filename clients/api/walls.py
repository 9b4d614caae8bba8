"""Walls: who is kept out of a client's matter, raised and taken down by people alone."""

from typing import Any

from rest_framework import serializers

from clients import actions, queries
from clients.forms import LowerWallForm, WallForm
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Id, Shape, Text, checked, form_input, not_there
from clinic.rest.versions import etag_of

TO_WALL = Link("read_wall")


class WallShape(Shape):
    """Somebody who reaches nothing of a client, or did not."""

    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField(source="client_id")
    member = serializers.UUIDField(source="membership_id")
    name = serializers.CharField(source="membership.user.name")
    reason = serializers.CharField()
    raised_at = serializers.DateTimeField()
    raised_by = serializers.CharField(source="raised_by.user.name")
    lowered_at = serializers.DateTimeField(allow_null=True, help_text="null: it stands.")
    lowered_by = serializers.SerializerMethodField()
    lower_reason = serializers.CharField(allow_null=True)
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_lowered_by(self, wall: Any) -> str | None:
        return wall.lowered_by.user.name if wall.lowered_by else None

    def get_etag(self, wall: Any) -> str:
        return etag_of(state_of(wall))


class MayBeKeptOutShape(Shape):
    member = serializers.UUIDField(source="pk")
    name = serializers.CharField(source="user.name")


class WallList(Shape):
    items = WallShape(many=True, help_text="Those that stand first.")
    people = MayBeKeptOutShape(many=True, help_text="Who could be kept out.")


class RaiseWall(Body):
    member = Id(help_text="One of `people`.")
    reason = Text(1000, help_text="One sentence, without names. Kept encrypted.")
    example = {
        "member": "01920000-0000-7000-8000-000000000002",
        "reason": "Their firm is named in the matter.",
    }


class LowerWall(Body):
    reason = Text(1000, help_text="One sentence, without names. Kept encrypted.")
    example = {"reason": "The firm left the matter."}


def state_of(row: Any) -> str:
    """A wall changes once: it is taken down."""
    return "lowered" if row.lowered_at else "standing"


class _Walls(Endpoint):
    tag = "Conflict checks"
    shown_at = "wall"
    version_of = staticmethod(state_of)


class Walls(_Walls):
    @operation("list_walls", "wall.raise", of=queries.client_of, gives=WallList)
    def get(self, request: Any, client: Any) -> Any:
        """List who is kept out of a client's matter, who was, and who could be."""
        return {"items": queries.walls_of(client), "people": queries.who_may_be_kept_out(client)}

    @operation(
        "raise_wall", "wall.raise", of=queries.client_of, takes=RaiseWall, gives=WallShape,
        creates=True, versioned=True, by_person=True,
        links={"read": TO_WALL, "lower": Link("lower_wall")},
        blocked=("walled_already", "nobody_left", "seat_ended"),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
        """Keep a member out of all that belongs to a client, at once. No program may."""
        seats = {seat.pk: seat for seat in queries.who_may_be_kept_out(client)}
        if given["member"] not in seats:
            raise not_there("member")
        people = [(str(pk), seat.user.name) for pk, seat in seats.items()]
        said = {"person": str(given["member"]), "reason": given["reason"]}
        reason = checked(WallForm(form_input(said), people=people))["reason"]
        return actions.raise_wall(
            request.actor, client=client, membership=seats[given["member"]], reason=reason
        )


class Wall(_Walls):
    @operation("read_wall", "wall.raise", of=queries.wall_of, gives=WallShape, versioned=True)
    def get(self, request: Any, wall: Any) -> Any:
        """Read a wall."""
        return wall


class LoweredWall(_Walls):
    @operation(
        "lower_wall", "wall.lower", of=queries.wall_of, takes=LowerWall, gives=WallShape,
        changes=True, versioned=True, by_person=True, links={"read": TO_WALL},
        blocked=("second_person", "ended_already"),
    )  # fmt: skip
    def post(self, request: Any, wall: Any, given: dict[str, Any], version: str) -> Any:
        """Let a member in again, as another person than who kept them out. No program may.

        Roles on cases do not come back; a clearance that rests on walls ends with the last one.
        """
        said = checked(LowerWallForm(form_input(given)))
        actions.lower_wall(request.actor, wall=wall, reason=said["reason"])
        return queries.wall_of(request.actor, wall.pk)
