"""The caseload report for other programs: the numbers of its page."""

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers

from cases.rules import STAGES
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Choice, Shape
from reports import actions, queries, rules
from reports.views import as_csv

OPEN_STAGES = [code for code in STAGES if code != "closed"]


class StageCount(Shape):
    stage = Choice(OPEN_STAGES)
    cases = serializers.IntegerField()


class AttorneyCount(Shape):
    """An attorney's open cases; one with two attorneys counts for each."""

    name = serializers.CharField()
    stages = StageCount(many=True)
    total = serializers.IntegerField()
    overdue = serializers.IntegerField()
    due = serializers.IntegerField(help_text="Deadlines within 30 days.")


class WaitingCase(Shape):
    """A case without an attorney for longer than two weeks."""

    id = serializers.UUIDField(source="pk")
    number = serializers.CharField()
    opened_on = serializers.DateField()
    days = serializers.IntegerField()


class AgeCount(Shape):
    first_day = serializers.IntegerField()
    last_day = serializers.IntegerField(allow_null=True, help_text="null: no end.")
    cases = serializers.IntegerField()


class DueCount(Shape):
    days = serializers.IntegerField()
    deadlines = serializers.IntegerField()


class MonthCount(Shape):
    month = serializers.DateField(help_text="Its first day.")
    opened = serializers.IntegerField()
    closed = serializers.IntegerField()


class CaseloadShape(Shape):
    """Counts of the cases that you may see."""

    as_of = serializers.DateField()
    whole_clinic = serializers.BooleanField(help_text="false: only the cases you work on.")
    open_cases = serializers.IntegerField()
    unassigned = serializers.IntegerField()
    stages = StageCount(many=True)
    attorneys = AttorneyCount(many=True)
    waiting = WaitingCase(many=True, help_text="The longest first, 50 at most.")
    ages = AgeCount(many=True)
    overdue = serializers.IntegerField()
    due = DueCount(many=True)
    unacknowledged = serializers.IntegerField()
    months = MonthCount(many=True)


def _stages(report: Any, counts: Any) -> list[dict[str, Any]]:
    return [
        {"stage": stage, "cases": number}
        for stage, number in zip(report.stages, counts, strict=True)
    ]


class Caseload(Endpoint):
    tag = "Reports"

    @operation("read_caseload", "report.caseload", gives=CaseloadShape)
    def get(self, request: Any) -> Any:
        """Count open cases by stage, attorney and age, and deadlines by how near they are."""
        report = queries.caseload(request.actor)
        return {
            "as_of": report.as_of,
            "whole_clinic": request.actor.has("case.reach_all"),
            "open_cases": report.open_matters,
            "unassigned": report.unassigned,
            "stages": _stages(report, report.by_stage),
            "attorneys": [
                {
                    "name": line.name, "stages": _stages(report, line.by_stage),
                    "total": line.total, "overdue": line.overdue, "due": line.due,
                }
                for line in report.attorneys
            ],
            "waiting": report.waiting,
            "ages": [
                {"first_day": first, "last_day": last, "cases": number}
                for (first, last, _words), number in zip(rules.AGES, report.ages, strict=True)
            ],
            "overdue": report.overdue,
            "due": [{"days": days, "deadlines": number} for days, number in report.due.items()],
            "unacknowledged": report.unacknowledged,
            "months": [
                {"month": month, "opened": opened, "closed": closed}
                for month, opened, closed in zip(
                    report.months, report.opened, report.closed, strict=True
                )
            ],
        }  # fmt: skip


class CaseloadFile(Endpoint):
    tag = "Reports"

    @operation("export_caseload", "report.caseload", media_type="text/csv")
    def post(self, request: Any) -> HttpResponse:
        """Export the report for a spreadsheet, as CSV in UTF-8. The export is recorded."""
        return as_csv(actions.export_report(request.actor))
