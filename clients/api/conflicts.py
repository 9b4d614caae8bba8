"""Conflict checks: run over all names of a client, read, and decided by a person."""

from typing import Any

from rest_framework import serializers

from clients import actions, queries
from clients.api.clients import Known
from clients.forms import DecisionForm
from clients.rules.conflict import DECISIONS, Bearing, Cause, PartyKind
from clients.rules.matching import REASONS
from clinic.access.policy import require
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Shape, Text, checked, form_input
from clinic.rest.versions import etag_of

DECIDED = sorted(state.value for state in DECISIONS)
KINDS_OF_PARTY = [kind.value for kind in PartyKind]
TO_CHECK = Link("read_conflict_check")


class ConflictPairShape(Shape):
    """Two names that resemble each other, and why. Neither name is told."""

    id = serializers.UUIDField(source="pk", help_text="To record a waiver of it.")
    mine = serializers.CharField(help_text="Whose name of this matter, in words.")
    mine_kind = Choice(KINDS_OF_PARTY)
    relation = serializers.CharField(help_text="What the other is, in words.")
    other_kind = Choice(KINDS_OF_PARTY)
    score = serializers.IntegerField(min_value=0, max_value=100)
    reasons = serializers.ListField(child=Choice(REASONS), source="codes")
    why = serializers.ListField(child=serializers.CharField(), source="reasons")


class ConflictMatchShape(Shape):
    """All pairs with one other client that would mean the same, the closest first."""

    bearing = Choice([means.value for means in Bearing])
    meaning = serializers.CharField(help_text="The same in words.")
    other_client = serializers.SerializerMethodField(
        help_text="A code name; null for one this token does not reach."
    )
    pairs = ConflictPairShape(many=True)

    def get_other_client(self, group: Any) -> str | None:
        return group.other_client or None


class ConflictCheckRowShape(Shape):
    """A check that was run, and what was decided about it."""

    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField(source="client_id")
    run_at = serializers.DateTimeField()
    run_by = serializers.CharField()
    parties = serializers.IntegerField(source="party_count", help_text="How many names it saw.")
    is_current = serializers.BooleanField(help_text="No name changed since.")
    decision = Choice(["", *DECIDED])
    reason = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by = serializers.CharField(allow_null=True)
    etag = serializers.CharField(help_text="To send as If-Match.")


class ConflictCheckShape(ConflictCheckRowShape):
    """A check with what it found; names of the other side are never told."""

    matches = ConflictMatchShape(
        many=True, allow_null=True,
        help_text="Gravest first; null for a check that a newer one has replaced, and without "
        "party.view.",
    )  # fmt: skip


class ConflictCheckList(Shape):
    items = ConflictCheckRowShape(many=True)


PLAIN = (
    "pk", "client_id", "run_at", "party_count", "decision", "reason", "decided_at",
)  # fmt: skip


def state_of(check: Any) -> str:
    return check.decision or "undecided"


def row(check: Any, client: Any) -> Known:
    state = state_of(check)
    known = {name: getattr(check, name) for name in PLAIN} | {
        "run_by": check.run_by.user.name,
        "decided_by": check.decided_by.user.name if check.decided_by else None,
        "is_current": queries.is_current(check, client),
        "etag": etag_of(state),
    }
    return Known(known, state)


class DecideConflict(Body):
    decision = Choice(DECIDED)
    reason = Text(
        1000, required=False, allow_null=True,
        help_text="One sentence, without names. Needed unless it is clear and nothing matched.",
    )  # fmt: skip
    example = {"decision": "clear", "reason": "Another family with the same name."}


class _Checks(Endpoint):
    tag = "Conflict checks"
    shown_at = "conflict_check"

    @staticmethod
    def version_of(check: Any) -> str:
        """A check changes once: by the decision."""
        return check.version if isinstance(check, Known) else state_of(check)

    def shown(self, request: Any, check: Any) -> Known:
        """Return a check with its matches, which only the latest still shows."""
        latest = queries.latest_check(check.client)
        known = row(check, check.client)
        known["matches"] = None
        sees = request.actor.has("conflict.view")
        if sees and latest is not None and latest.pk == check.pk:
            known["matches"] = queries.match_groups(request.actor, check, check.client)
        return known


class RecheckShape(Shape):
    """A client whose clearance fell; whose name ended it is told nowhere."""

    client = serializers.UUIDField(source="client.pk")
    code_name = serializers.CharField(source="client.code_name")
    since = serializers.DateTimeField(source="client.fell_at", allow_null=True)
    causes = serializers.ListField(child=Choice([cause.value for cause in Cause]), source="codes")
    why = serializers.ListField(child=serializers.CharField(), source="causes")
    is_checked = serializers.BooleanField(
        source="checked", help_text="The names of today were checked; a decision is missing."
    )
    has_open_case = serializers.BooleanField()


class Rechecks(_Checks):
    @operation("list_rechecks", "conflict.decide", gives=RecheckShape, paged=True)
    def get(self, request: Any, after: str | None) -> Listing:
        """List clients whose conflict check no longer stands, the longest waiting first."""
        page = queries.rechecks(request.actor, after=after)
        return Listing(page.rows, page.next, page.previous)


class Checks(_Checks):
    @operation("list_conflict_checks", "party.view", of=queries.client_of, gives=ConflictCheckList)
    def get(self, request: Any, client: Any) -> Any:
        """List the conflict checks of a client, newest first."""
        require(request.actor, "conflict.view")
        return {"items": [row(check, client) for check in queries.checks_of(client)]}

    @operation(
        "run_conflict_check", "conflict.check", of=queries.client_of, gives=ConflictCheckShape,
        creates=True, versioned=True,
        links={"read": TO_CHECK, "decide": Link("decide_conflict")}, blocked=(
            "no_name_yet", "names_in_preparation",
        ),
    )  # fmt: skip
    def post(self, request: Any, client: Any, once: Any) -> Any:
        """Compare all names and numbers of a client with all others of the clinic.

        The check only points at pairs; a person decides. An earlier decision no longer stands.
        """
        new = actions.run_conflict_check(request.actor, client=client)
        return self.shown(request, queries.check_at(request.actor, new.pk))


class Check(_Checks):
    @operation(
        "read_conflict_check",
        "party.view",
        of=queries.check_at,
        gives=ConflictCheckShape,
        versioned=True,
    )
    def get(self, request: Any, check: Any) -> Any:
        """Read a check with what it found."""
        require(request.actor, "conflict.view")
        return self.shown(request, check)


class Decision(_Checks):
    @operation(
        "decide_conflict", "conflict.decide", of=queries.check_at, takes=DecideConflict,
        gives=ConflictCheckShape, changes=True, versioned=True, links={"read": TO_CHECK},
        blocked=("check_outdated", "decided_already", "no_wall", "not_waived"),
    )  # fmt: skip
    def post(self, request: Any, check: Any, given: dict[str, Any], version: str) -> Any:
        """Record what a person decided about the latest check, and why."""
        found = queries.match_groups(request.actor, check, check.client)
        said = checked(DecisionForm(form_input(given), has_matches=bool(found)))
        actions.decide_conflict(request.actor, check=check, **said)
        return self.shown(request, queries.check_at(request.actor, check.pk))
