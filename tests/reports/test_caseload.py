"""The caseload report counts what its reader may see, in a constant number of statements."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.audit.models import AuditEntry
from clinic.pages.tables import safe_cell
from clinic.tenancy.current import clinic_url, today
from filings.models import Deadline
from reports.queries import caseload
from reports.rules import age_band, months_back
from tests.builders import browsing_as
from tests.everywhere.world import Place
from tests.everywhere.world_board import ON_BOARD
from tests.everywhere.world_cases import cleared_client, open_case


def test_open_matters_are_counted_by_attorney_and_stage(place: Place) -> None:
    open_case(place.coordinator, cleared_client(place.coordinator, "Dritter Fall"))
    report = caseload(place.supervisor)
    assert report.open_matters == 2 + ON_BOARD
    assert report.unassigned == 1 + ON_BOARD
    assert sum(report.by_stage) == sum(report.ages) == 2 + ON_BOARD
    line = next(line for line in report.attorneys if line.name == "Attorney of harbor")
    assert (line.total, line.overdue) == (1, 0)


def test_the_report_holds_nothing_of_matters_the_reader_does_not_see(place: Place) -> None:
    assert caseload(place.attorney).open_matters == 1
    blind = caseload(place.other_attorney)
    assert (blind.open_matters, blind.attorneys, blind.overdue) == (0, (), 0)
    assert sum(blind.opened) == 0


def test_deadlines_are_counted_by_how_near_they_are(place: Place) -> None:
    deadline = Deadline.objects.get(pk=place.deadline.pk)
    for days, expected in ((-1, (1, 0, 0, 0)), (0, (0, 1, 1, 1)), (14, (0, 0, 1, 1)),
                           (30, (0, 0, 0, 1)), (31, (0, 0, 0, 0))):  # fmt: skip
        Deadline.objects.filter(pk=deadline.pk).update(outer=today() + timedelta(days=days))
        report = caseload(place.supervisor)
        assert (report.overdue, *report.due.values()) == expected, days


def test_the_page_names_no_client_and_costs_the_same_for_more_matters(place: Place) -> None:
    browser = browsing_as(place.supervisor)
    url = clinic_url("reports:caseload")
    browser.get(url)  # the first page of a session also writes the session
    with CaptureQueriesContext(connection) as few:
        page = browser.get(url).content.decode()
    assert "Mekdes" not in page
    for name in ("Vierter Fall", "Funfter Fall", "Sechster Fall"):
        open_case(place.coordinator, cleared_client(place.coordinator, name), place.attorney)
    with CaptureQueriesContext(connection) as more:
        browser.get(url)
    assert len(more) == len(few)


def test_the_spreadsheet_is_recorded_and_runs_no_formula(place: Place) -> None:
    user = place.attorney.user
    assert user is not None
    user.name = '=HYPERLINK("x")'
    user.save()
    answer = browsing_as(place.supervisor).post(clinic_url("reports:caseload_csv"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["Open matters", str(1 + ON_BOARD)] in rows
    assert any(row and row[0] == '\'=HYPERLINK("x")' for row in rows)
    assert AuditEntry.objects.filter(verb="report.exported").count() == 1


@pytest.mark.parametrize("start", "=+-@\t\r")
def test_a_cell_that_looks_like_a_formula_is_quoted(start: str) -> None:
    assert safe_cell(f"{start}1").startswith("'")


def test_ages_and_months_have_no_gaps() -> None:
    day = date(2026, 3, 31)
    assert [age_band(day - timedelta(days=n), day) for n in (0, 30, 31, 90, 91, 365, 366)] == [
        0, 0, 1, 1, 2, 3, 4,
    ]  # fmt: skip
    assert months_back(day)[0] == date(2025, 4, 1)
    assert months_back(day)[-1] == date(2026, 3, 1)
