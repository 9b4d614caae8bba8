"""Blind checks with outside firms: asked, read, taken back. The firm itself answers by its link."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from clients import actions, queries
from clients.forms import FirmCheckForm
from clients.queries.firm_checks import FirmCheckLine
from clients.rules.conflict import OF_MATTER
from clients.rules.matching import REASONS
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Shape, Text, checked, form_input
from clinic.rest.versions import etag_of

STATES = ["sent", "expired", "submitted", "revoked", "given_up", "possible", "clear"]
TO_FIRM_CHECK = Link("read_firm_check")


class FirmMatchShape(Shape):
    """A name of this matter that resembled one of the firm's, and why. Neither name is told."""

    mine = serializers.CharField(help_text="Whose name of this matter, in words.")
    mine_kind = Choice([kind.value for kind in OF_MATTER], source="kind")
    score = serializers.IntegerField(min_value=0, max_value=100)
    reasons = serializers.ListField(child=Choice(REASONS), source="codes")
    why = serializers.ListField(child=serializers.CharField(), source="reasons")


class FirmCheckShape(Shape):
    """A blind check with a firm. The firm's names are not kept."""

    id = serializers.UUIDField(source="check.pk")
    client = serializers.UUIDField(source="check.client_id")
    firm = serializers.CharField(source="check.firm")
    state = Choice(STATES)
    asked_at = serializers.DateTimeField(source="check.created_at")
    asked_by = serializers.CharField(source="check.created_by.user.name")
    expires_at = serializers.DateTimeField(source="check.expires_at")
    names = serializers.IntegerField(
        source="check.name_count", help_text="How many names the firm sent."
    )
    is_current = serializers.BooleanField(
        source="current", help_text="No name of the matter changed since they were compared."
    )
    matches = FirmMatchShape(many=True, allow_null=True, help_text="Null until they were compared.")
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_etag(self, line: Any) -> str:
        return etag_of(line.check.status)


class FirmCheckList(Shape):
    items = FirmCheckShape(many=True)


class SendFirmCheck(Body):
    firm = Text(160)
    email = Text(254, help_text="Of the firm's attorney; the link goes there.")
    example = {"firm": "Muster Partners", "email": "conflicts@muster.example"}


class _FirmChecks(Endpoint):
    tag = "Conflict checks"
    shown_at = "firm_check"

    @staticmethod
    def version_of(line: Any) -> str:
        status: str = (line.check if isinstance(line, FirmCheckLine) else line).status
        return status

    def shown(self, check: Any) -> Any:
        lines = queries.firm_check_lines(check.client, timezone.now())
        return next(line for line in lines if line.check.pk == check.pk)


class FirmChecks(_FirmChecks):
    @operation("list_firm_checks", "firm.send", of=queries.client_of, gives=FirmCheckList)
    def get(self, request: Any, client: Any) -> Any:
        """List which firms were asked about a client's matter, newest first."""
        return {"items": queries.firm_check_lines(client, timezone.now())}

    @operation(
        "send_firm_check", "firm.send", of=queries.client_of, takes=SendFirmCheck,
        gives=FirmCheckShape, creates=True, versioned=True,
        links={"read": TO_FIRM_CHECK, "revoke": Link("revoke_firm_check")},
        blocked=("no_name_yet",),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
        """Mail an outside firm's attorney a link that takes their names once.

        The names are compared by a worker and destroyed; the firm learns "clear" or that the clinic
        will call, and this check tells which of the matter's people was met.
        """
        form = FirmCheckForm(form_input(given, form_token=OnceField.signed(once)))
        said = checked(form)
        check = actions.send_firm_check(request.actor, client=client, **said)
        return self.shown(check)


class FirmCheck(_FirmChecks):
    @operation(
        "read_firm_check", "firm.send", of=queries.firm_check_at, gives=FirmCheckShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, check: Any) -> Any:
        """Read a blind check and which people of the matter were met."""
        return self.shown(check)


class RevokedFirmCheck(_FirmChecks):
    @operation(
        "revoke_firm_check", "firm.send", of=queries.firm_check_at, gives=FirmCheckShape,
        changes=True, versioned=True, links={"read": TO_FIRM_CHECK},
        blocked=("taken_back_already",),
    )  # fmt: skip
    def post(self, request: Any, check: Any, version: str) -> Any:
        """Close a firm's link; names that wait to be compared are destroyed."""
        actions.revoke_firm_check(request.actor, check=check)
        return self.shown(queries.firm_check_at(request.actor, check.pk))
