"""Exports leave the clinic's screens, so each is recorded."""

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.audit import record
from reports.queries import Caseload, caseload


@action("report.exported")
def export_report(actor: Actor) -> Caseload:
    """Return the caseload report for a spreadsheet: counts and attorneys, no client."""
    require(actor, "report.caseload")
    report = caseload(actor)
    record(actor, "report.exported", detail={"report": "caseload", "matters": report.open_matters})
    return report
