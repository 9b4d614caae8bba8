"""The caseload report and its counts as CSV."""

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.rules import STAGES
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.charts import bar_chart
from clinic.pages.tables import safe_cell
from reports import actions, queries, rules


@clinic_view("report.caseload")
def caseload(request: ClinicRequest) -> HttpResponse:
    report = queries.caseload(request.actor)
    stages = [str(STAGES[code].label) for code in report.stages]
    matters = _("Matters")
    context = {
        "report": report,
        "stages": stages,
        "whole_clinic": request.actor.has("case.reach_all"),
        "stage_chart": bar_chart(
            list(zip(stages, report.by_stage, strict=True)),
            title=_("Open matters by stage"),
            unit=matters,
        ),
        "age_chart": bar_chart(
            [(str(words), n) for (_a, _b, words), n in zip(rules.AGES, report.ages, strict=True)],
            title=_("Age of open matters"),
            unit=matters,
        ),
        "due": [(rules.WINDOWS[days], number) for days, number in report.due.items()],
        "months": [
            (date_format(month, "M Y", use_l10n=False), opened, closed)
            for month, opened, closed in zip(
                report.months, report.opened, report.closed, strict=True
            )
        ],
    }
    return render(request, "reports/caseload.html", context)


@clinic_view("report.caseload", methods=("POST",))
def caseload_csv(request: ClinicRequest) -> HttpResponse:
    return as_csv(actions.export_report(request.actor))


def as_csv(report: queries.Caseload) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="caseload-{report.as_of}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    for row in _rows(report):
        writer.writerow([safe_cell(cell) for cell in row])
    return response


def _rows(report: queries.Caseload) -> list[list[Any]]:
    stages = [STAGES[code].label for code in report.stages]
    return [
        [_("Caseload as of"), report.as_of.isoformat()],
        [_("Open matters"), report.open_matters],
        [_("Unassigned"), report.unassigned],
        [_("Deadlines overdue"), report.overdue],
        *([rules.WINDOWS[days], number] for days, number in report.due.items()),
        [_("Not acknowledged"), report.unacknowledged],
        [],
        [_("Attorney"), *stages, _("All"), _("Overdue"), _("Due in 30 days")],
        *([a.name, *a.by_stage, a.total, a.overdue, a.due] for a in report.attorneys),
        [],
        [_("Age of open matters"), _("Matters")],
        *([words, n] for (_a, _b, words), n in zip(rules.AGES, report.ages, strict=True)),
    ]
