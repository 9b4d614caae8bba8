"""Waivers of conflicts: recorded with the paper, agreed to by a second person, ended."""

from typing import Any

from rest_framework import serializers

from clients import actions, queries
from clients.forms.waivers import EndWaiverForm, WaiverForm
from clinic.access.policy import require
from clinic.files.responses import download
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Scan, Shape, Text, checked, form_input
from clinic.rest.versions import etag_of
from clinic.tenancy.current import today

TO_WAIVER = Link("read_waiver")
STATES = ["recorded", "agreed", "ended"]
BYTES = "application/octet-stream"


def state_of(row: Any) -> str:
    state: str = row.state
    return state


def _name(seat: Any) -> str | None:
    return seat.user.name if seat else None


class WaiverRowShape(Shape):
    """That those concerned waived a conflict; what they were told is read one by one."""

    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField(source="client_id")
    state = Choice(STATES, help_text="recorded: waits for a second person; it counts while agreed.")
    given_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    recorded_by = serializers.CharField(source="recorded_by.user.name")
    agreed_at = serializers.DateTimeField(allow_null=True)
    agreed_by = serializers.SerializerMethodField()
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_by = serializers.SerializerMethodField()
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_agreed_by(self, waiver: Any) -> str | None:
        return _name(waiver.agreed_by)

    def get_ended_by(self, waiver: Any) -> str | None:
        return _name(waiver.ended_by)

    def get_etag(self, waiver: Any) -> str:
        return etag_of(state_of(waiver))


class WaiverShape(WaiverRowShape):
    """A waiver: who consented, after what was explained."""

    consented = serializers.CharField()
    explained = serializers.CharField()
    end_reason = serializers.CharField(allow_null=True)


class WaiverList(Shape):
    items = WaiverRowShape(many=True)


class RecordWaiver(Body):
    consented = Text(500, help_text="Everybody whose consent the paper holds. Kept encrypted.")
    explained = Text(2000, help_text="What they were told before, and of which other ways.")
    given_on = Day()
    upload = Scan(help_text="The signed paper: PDF, PNG or JPEG. Sealed while it arrives.")
    example = {
        "consented": "Both clients.",
        "explained": "The conflict, what could follow, the other ways there are.",
        "given_on": "2026-03-06",
        "upload": "(the file)",
    }


class EndWaiver(Body):
    reason = Text(1000, help_text="One sentence, without names. Kept encrypted.")
    example = {"reason": "One of them took the consent back."}


class _Waivers(Endpoint):
    tag = "Conflict checks"
    shown_at = "waiver"
    version_of = staticmethod(state_of)

    def again(self, request: Any, waiver: Any) -> Any:
        return queries.waiver_at(request.actor, waiver.pk)


class Waivers(_Waivers):
    @operation("list_waivers", "party.view", of=queries.client_of, gives=WaiverList)
    def get(self, request: Any, client: Any) -> Any:
        """List the waivers of a client's conflicts, newest first."""
        require(request.actor, "conflict.view")
        return {"items": queries.waivers_of(client)}


class WaivedMatch(_Waivers):
    @operation(
        "record_waiver", "conflict.decide", of=queries.match_at, takes=RecordWaiver,
        gives=WaiverShape, creates=True, versioned=True, uploads=True,
        links={"read": TO_WAIVER, "agree": Link("agree_to_waiver"), "end": Link("end_waiver")},
        blocked=("check_outdated", "waived_already"),
    )  # fmt: skip
    def post(self, request: Any, match: Any, given: dict[str, Any], once: Any) -> Any:
        """Record that everybody concerned waived what a pair of names points at, in writing.

        The id is that of a pair in a check's `matches`. It counts when a second person agreed.
        """
        upload = given.pop("upload")
        form = WaiverForm(form_input(given), {"upload": upload}, today=today())
        waiver = actions.record_waiver(request.actor, match=match, **checked(form))
        return self.again(request, waiver)


class Waiver(_Waivers):
    @operation("read_waiver", "party.view", of=queries.waiver_at, gives=WaiverShape, versioned=True)
    def get(self, request: Any, waiver: Any) -> Any:
        """Read a waiver: who consented, and what was explained to them."""
        require(request.actor, "conflict.view")
        return waiver


class WaiverPaper(_Waivers):
    @operation(
        "fetch_waiver_paper", "party.view", of=queries.waiver_at, media_type=BYTES, cost=10,
        blocked=("file_altered",),
    )  # fmt: skip
    def get(self, request: Any, waiver: Any) -> Any:
        """Fetch the paper that was signed; taking it is recorded."""
        stored = actions.download_waiver(request.actor, waiver=waiver)
        answer = download(stored, f"waiver.{stored.media_type.rpartition('/')[2]}")
        answer["Content-Type"] = BYTES
        return answer


class AgreedWaiver(_Waivers):
    @operation(
        "agree_to_waiver", "waiver.agree", of=queries.waiver_at, gives=WaiverShape, changes=True,
        versioned=True, by_person=True, links={"read": TO_WAIVER},
        blocked=("second_person", "decided_already", "ended_already"),
    )  # fmt: skip
    def post(self, request: Any, waiver: Any, version: str) -> Any:
        """Agree to a waiver, as a lawyer who did not record it. No program may."""
        return self.again(request, actions.agree_to_waiver(request.actor, waiver=waiver))


class EndedWaiver(_Waivers):
    @operation(
        "end_waiver", "waiver.end", of=queries.waiver_at, takes=EndWaiver, gives=WaiverShape,
        changes=True, versioned=True, links={"read": TO_WAIVER}, blocked=("ended_already",),
    )  # fmt: skip
    def post(self, request: Any, waiver: Any, given: dict[str, Any], version: str) -> Any:
        """Let a waiver count no more: consent was taken back, or nobody agrees to it.

        A clearance that rests on waivers ends with it.
        """
        said = checked(EndWaiverForm(form_input(given)))
        actions.end_waiver(request.actor, waiver=waiver, reason=said["reason"])
        return self.again(request, waiver)
