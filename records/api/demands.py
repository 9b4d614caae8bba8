"""Subpoenas and demands: what came, who answers, what is kept back, what was seen and given."""

from typing import Any

from rest_framework import serializers

from clients.queries import client_of
from clinic.files.responses import download
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Id, Scan, Shape, Text, checked, form_input
from records import actions, queries
from records.forms import demands as forms
from records.rules import demands as rules

TAG = "Subpoenas and demands"
BYTES = "application/octet-stream"
TO_DEMAND = Link("read_demand")
DAYS = ("future_day", "day_too_old", "day_before", "day_too_far")


class DemandLineShape(Shape):
    """A demand in a list, without who demands and what."""

    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField(source="client_id")
    case = serializers.UUIDField(
        source="case_shown", allow_null=True,
        help_text="Null: all that the clinic has, or a case out of reach.",
    )  # fmt: skip
    kind = Choice(rules.KINDS)
    state = Choice(rules.STATES)
    served_on = Day()
    due_on = Day(allow_null=True, help_text="Null: the paper names no day.")
    counsel = serializers.UUIDField(source="counsel_id", allow_null=True)
    version = serializers.IntegerField()


class DemandShape(DemandLineShape):
    """The words of the paper; what counsel answered is on its page alone."""

    served_how = Choice(rules.WAYS)
    demanded_by = serializers.CharField()
    reference = serializers.SerializerMethodField()
    wanted = serializers.CharField()
    deadline = serializers.UUIDField(source="deadline_shown", allow_null=True)
    has_scan = serializers.SerializerMethodField(help_text="Fetch it with fetch_demand_scan.")

    def get_has_scan(self, demand: Any) -> bool:
        return demand.scan_id is not None

    def get_reference(self, demand: Any) -> str:
        return demand.reference or ""


class _Words(Body):
    demanded_by = Text(rules.LONGEST_LINE, allow_blank=False)
    reference = Text(rules.LONGEST_LINE, required=False)
    wanted = Text(rules.LONGEST_WORDS, allow_blank=False)
    due_on = Day(required=False, help_text="Left out only where the paper names no day.")


class LogDemand(_Words):
    kind = Choice(rules.KINDS)
    case = Id(required=False, help_text="Left out: all that the clinic has of this client.")
    served_on = Day()
    served_how = Choice(rules.WAYS)
    example = {
        "kind": "subpoena_records", "served_on": "2026-03-06", "served_how": "mail",
        "demanded_by": "District court, clerk's office", "wanted": "All records of any kind.",
        "due_on": "2026-03-27",
    }  # fmt: skip


class LogScannedDemand(LogDemand):
    """A demand with the scan of its paper; a file travels in a form only."""

    scan = Scan(help_text="PDF, PNG or JPEG. Sealed while it arrives.")
    example = {**LogDemand.example, "scan": "(the file)"}


class ChangeDemand(_Words):
    """The whole of it; what is left out is empty from then on."""

    example = {"demanded_by": "District court", "wanted": "All records.", "due_on": "2026-04-10"}


class AssignCounsel(Body):
    counsel = Id(help_text="A seat: an attorney or supervisor who may see the client.")
    example = {"counsel": "01936e5a-4c1b-7c3d-8e2f-0a1b2c3d4e5f"}


class EndDemand(Body):
    ending = Choice(rules.ENDINGS)
    answer = Text(rules.LONGEST_WORDS, allow_blank=False)
    told_on = Day(required=False, help_text="When the client was told.")
    told_note = Text(1000, required=False, help_text="How, or why that could not be.")
    example = {"ending": "objected", "answer": "Privileged; objection of 6 March."}


class Demands(Endpoint):
    tag = TAG

    @operation("list_demands", "demand.view", gives=DemandLineShape, paged=True)
    def get(self, request: Any, after: str | None) -> Listing:
        """List subpoenas and demands about clients one works with, the newest first."""
        page = queries.demands_page(request.actor, state="", after=after)
        return Listing(page.rows, page.next, page.previous)


class ClientDemands(Endpoint):
    tag = TAG
    shown_at = "demand"

    @operation(
        "log_demand", "demand.log", of=client_of, takes=LogDemand, gives=DemandShape,
        creates=True, versioned=True, links={"read": TO_DEMAND}, blocked=DAYS,
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
        """Record what came; from then on nothing of the client is erased."""
        return _log(request.actor, client, given, once)


class ScannedDemands(Endpoint):
    tag = TAG
    shown_at = "demand"

    @operation(
        "log_scanned_demand", "demand.log", of=client_of, takes=LogScannedDemand,
        gives=DemandShape, creates=True, versioned=True, uploads=True, links={"read": TO_DEMAND},
        blocked=DAYS,
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
        """Record what came, together with the scan of its paper."""
        return _log(request.actor, client, given, once)


def _log(actor: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
    files = {"scan": given.pop("scan")} if "scan" in given else {}
    no_day = "" if given.get("due_on") else "on"
    form = forms.LogDemandForm(
        form_input(given, once=OnceField.signed(once), no_day=no_day), files,
        cases=queries.cases_of(actor, client),
    )  # fmt: skip
    said = checked(form)
    del said["once"]
    demand = actions.log_demand(actor, client=client, demand_id=once, **said)
    return queries.demand_of(actor, demand.pk)


class DemandScan(Endpoint):
    tag = TAG

    @operation(
        "fetch_demand_scan", "demand.view", of=queries.demand_of, media_type=BYTES, cost=10,
        blocked=("no_scan", "file_altered"),
    )  # fmt: skip
    def get(self, request: Any, demand: Any) -> Any:
        """Fetch the scan of the paper; taking it is recorded."""
        stored = actions.download_demand_scan(request.actor, demand=demand)
        answer = download(stored, f"paper.{stored.media_type.rpartition('/')[2]}")
        answer["Content-Type"] = BYTES
        return answer


class Demand(Endpoint):
    tag = TAG
    shown_at = "demand"

    @operation(
        "read_demand", "demand.view", of=queries.demand_of, gives=DemandShape, versioned=True
    )
    def get(self, request: Any, demand: Any) -> Any:
        """Read what is demanded, by whom, and by when."""
        return demand

    @operation(
        "change_demand", "demand.change", of=queries.demand_of, takes=ChangeDemand,
        gives=DemandShape, changes=True, versioned=True, links={"read": TO_DEMAND},
        blocked=("demand_ended", *DAYS),
    )  # fmt: skip
    def put(self, request: Any, demand: Any, given: dict[str, Any], version: int) -> Any:
        """Say anew what is known of it; where its day moved, the deadline moves with it."""
        form = forms.ChangeDemandForm(
            form_input(given, version=version), served_on=demand.served_on
        )
        said = checked(form)
        version, due_on = said.pop("version"), said.pop("due_on")
        actions.change_demand(
            request.actor, demand=demand, version=version, due_on=due_on, said=said
        )
        return queries.demand_of(request.actor, demand.pk)


class Counsel(Endpoint):
    tag = TAG

    @operation(
        "assign_counsel", "demand.assign", of=queries.demand_of, takes=AssignCounsel,
        gives=DemandShape, changes=True, versioned=True, links={"read": TO_DEMAND},
        blocked=("demand_ended",),
    )  # fmt: skip
    def post(self, request: Any, demand: Any, given: dict[str, Any], version: int) -> Any:
        """Say which attorney or supervisor answers for the clinic."""
        form = forms.CounselForm(
            form_input(given, version=version), seats=queries.counsel_for(demand)
        )
        actions.assign_counsel(request.actor, demand=demand, **checked(form))
        return queries.demand_of(request.actor, demand.pk)


class EndedDemand(Endpoint):
    tag = TAG

    @operation(
        "end_demand", "demand.work", of=queries.demand_of, takes=EndDemand, gives=DemandShape,
        changes=True, versioned=True, links={"read": TO_DEMAND}, by_person=True,
        blocked=("demand_ended", "no_counsel", "client_not_told", "impossible_day"),
    )  # fmt: skip
    def post(self, request: Any, demand: Any, given: dict[str, Any], version: int) -> Any:
        """Say how it ended. The hold stays until somebody lifts it."""
        said = checked(forms.EndDemandForm(form_input(given, version=version)))
        actions.end_demand(request.actor, demand=demand, **said)
        return queries.demand_of(request.actor, demand.pk)
