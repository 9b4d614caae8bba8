"""The caseload through the API: the numbers of the page, the same export, and who may have it."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.audit.models import AuditEntry
from clinic.tenancy.current import clinic_url
from reports.queries import caseload
from tests.builders import browsing_as, calling_as
from tests.everywhere.world import Place
from tests.everywhere.world_board import ON_BOARD
from tests.everywhere.world_cases import cleared_client, open_case


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "attorney"])
def test_the_numbers_are_those_of_the_page(place: Place, role: str) -> None:
    actor = place.people[role]
    said, report = calling_as(actor).read("reports/caseload"), caseload(actor)
    assert said["open_cases"] == report.open_matters == (1 if role == "attorney" else 1 + ON_BOARD)
    assert [line["cases"] for line in said["stages"]] == list(report.by_stage)
    assert [line["cases"] for line in said["ages"]] == list(report.ages)
    assert {line["days"]: line["deadlines"] for line in said["due"]} == report.due
    assert [line["opened"] for line in said["months"]] == list(report.opened)
    assert (said["overdue"], said["unacknowledged"]) == (report.overdue, report.unacknowledged)
    assert said["whole_clinic"] is (role != "attorney")


def test_an_attorney_is_counted_by_stage(place: Place) -> None:
    (line,) = calling_as(place.supervisor).read("reports/caseload")["attorneys"]
    assert (line["name"], line["total"]) == ("Attorney of harbor", 1)
    assert sum(stage["cases"] for stage in line["stages"]) == 1


def test_a_reader_who_works_on_nothing_counts_nothing(place: Place) -> None:
    said = calling_as(place.other_attorney).read("reports/caseload")
    assert (said["open_cases"], said["attorneys"], said["waiting"]) == (0, [], [])


def test_no_client_stands_in_the_report_or_its_export(place: Place) -> None:
    program = calling_as(place.supervisor)
    said = program.ask("get", "reports/caseload").content
    said += program.ask("post", "reports/caseload/export").content
    for secret in ("Mekdes", "Misale", place.case.client.code_name):
        assert secret.encode() not in said


def test_the_export_is_the_pages_and_recorded(place: Place) -> None:
    answer = calling_as(place.supervisor).ask("post", "reports/caseload/export", Accept="text/csv")
    page = browsing_as(place.supervisor).post(clinic_url("reports:caseload_csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content == page.content
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1] == ["Open matters", str(1 + ON_BOARD)]
    assert AuditEntry.objects.filter(verb="report.exported", outcome="done").count() == 2


@pytest.mark.parametrize("role", ["administrator", "advocate", "auditor"])
def test_who_may_not_read_or_export_it(place: Place, role: str) -> None:
    program = calling_as(place.people[role])
    assert program.ask("get", "reports/caseload").status_code == 403
    assert program.ask("post", "reports/caseload/export").status_code == 403
    assert not AuditEntry.objects.filter(verb="report.exported", outcome="done").exists()


def test_a_token_held_to_some_cases_reads_no_report(place: Place) -> None:
    program = calling_as(place.supervisor, cases=[place.case.pk])
    assert program.ask("get", "reports/caseload").status_code == 403


def test_the_export_of_a_browser_needs_its_own_page(place: Place) -> None:
    browser = browsing_as(place.supervisor)
    browser.handler.enforce_csrf_checks = True
    assert browser.post("/api/v1/harbor/reports/caseload/export").status_code == 403


def test_the_report_costs_the_same_for_more_cases(place: Place) -> None:
    program = calling_as(place.supervisor)
    program.read("reports/caseload")  # the first request also writes when the token was used
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as statements:
            program.read("reports/caseload")
        counts.append(len(statements))
        for turn in range(3):
            client = cleared_client(place.coordinator, f"Fall {number} {turn}")
            open_case(place.coordinator, client, place.attorney, place.other_attorney)
    assert counts[0] == counts[1]
