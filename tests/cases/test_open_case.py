"""A case is opened once, with a number of its own, for somebody who may be helped."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from cases.actions import open_case
from cases.models import Case, CaseCounter
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import REFUSED, AuditEntry
from clinic.tenancy.current import bind, clinic_url, today
from clinic.tenancy.models import Clinic
from tests.builders import browsing_as, make_case, make_client, make_clinic, make_member


def test_numbers_run_per_clinic_and_year(coordinator: Actor) -> None:
    numbers = [make_case(coordinator).number for _ in range(2)]
    year = numbers[0][:4]
    assert numbers == [f"{year}-0001", f"{year}-0002"]


def test_another_clinic_counts_for_itself(coordinator: Actor) -> None:
    make_case(coordinator)
    other = make_clinic("lighthouse")
    with bind(other):
        assert make_case(make_member(other, "coordinator")).number.endswith("-0001")


def test_the_year_is_the_one_on_the_clinics_wall(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    new_year_in_utc = datetime(2027, 1, 1, 3, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: new_year_in_utc)
    clinic = make_clinic("harbor", time_zone="America/New_York")
    with bind(clinic):
        case = make_case(make_member(clinic, "coordinator"))
    assert case.number == "2026-0001"
    assert case.opened_on.isoformat() == "2026-12-31"


@pytest.mark.parametrize("state", ["not_run", "possible", "conflict", "recheck"])
def test_a_conflict_check_that_is_not_clear_blocks(coordinator: Actor, state: str) -> None:
    client = make_client(coordinator, conflict=state)
    with pytest.raises(Blocked, match="conflict check is not clear"):
        open_case(coordinator, client=client, matter="t_visa")
    assert not Case.objects.exists()


@pytest.mark.parametrize("status", ["started", "paused", "declined"])
def test_an_intake_that_is_not_complete_blocks(coordinator: Actor, status: str) -> None:
    client = make_client(coordinator, intake=status)
    with pytest.raises(Blocked) as refusal:
        open_case(coordinator, client=client, matter="t_visa")
    assert refusal.value.code == "intake_not_ready"
    assert not Case.objects.exists()
    assert not CaseCounter.objects.filter(last__gt=0).exists()


def test_a_second_matter_needs_no_second_intake(coordinator: Actor) -> None:
    client = make_case(coordinator).client
    second = open_case(coordinator, client=client, matter="work_permit")
    assert second.client == client


def test_the_same_form_sent_twice_opens_one_case(coordinator: Actor) -> None:
    client, once = make_client(coordinator), uuid4()
    open_case(coordinator, client=client, matter="t_visa", case_id=once)
    with pytest.raises(Blocked, match="opened already"):
        open_case(coordinator, client=client, matter="t_visa", case_id=once)
    assert Case.objects.get().pk == once


@pytest.mark.parametrize("role", ["supervisor", "attorney", "advocate", "administrator", "auditor"])
def test_only_a_coordinator_opens_a_case(coordinator: Actor, role: str) -> None:
    client = make_client(coordinator)
    with pytest.raises(Refused):
        open_case(make_member(coordinator.clinic, role), client=client, matter="t_visa")
    assert not Case.objects.exists()
    refusal = AuditEntry.objects.get(outcome=REFUSED)
    assert (refusal.verb, refusal.detail) == ("case.opened", {"why": "role"})


def test_a_client_of_another_clinic_is_refused(coordinator: Actor) -> None:
    other = make_clinic("lighthouse")
    with bind(other):
        client = make_client(make_member(other, "coordinator"))
    with pytest.raises(Refused):
        open_case(coordinator, client=client, matter="t_visa")


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_the_same_moment_are_all_different() -> None:
    clinic = make_clinic("harbor")
    coordinator = make_member(clinic, "coordinator")
    with bind(clinic), transaction.atomic():
        waiting = [make_client(coordinator) for _ in range(8)]
    start = threading.Barrier(len(waiting))

    def open_one(client: object) -> None:
        try:
            with bind(clinic), transaction.atomic():
                start.wait()
                open_case(coordinator, client=client, matter="t_visa")  # type: ignore[arg-type]
        finally:
            connection.close()

    threads = [threading.Thread(target=open_one, args=(client,)) for client in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with bind(clinic), transaction.atomic():
        numbers = sorted(Case.objects.values_list("number", flat=True))
    assert [number[5:] for number in numbers] == [f"{serial:04}" for serial in range(1, 9)]


def test_a_case_says_what_happened_in_its_audit(harbor: Clinic, coordinator: Actor) -> None:
    case = make_case(coordinator)
    entry = AuditEntry.objects.get(verb="case.opened")
    assert (entry.case_id, entry.client_id) == (case.pk, case.client_id)
    assert entry.detail == {"matter": "t_visa"}


def test_a_file_kept_on_paper_is_opened_on_the_day_it_began(coordinator: Actor) -> None:
    began = today() - timedelta(days=400)
    case = open_case(coordinator, client=make_client(coordinator), matter="t_visa", opened_on=began)
    assert case.opened_on == began
    assert case.number.startswith(f"{began.year}-")


def test_no_case_is_opened_on_a_day_still_to_come(coordinator: Actor) -> None:
    client, tomorrow = make_client(coordinator), today() + timedelta(days=1)
    with pytest.raises(Blocked) as refusal:
        open_case(coordinator, client=client, matter="t_visa", opened_on=tomorrow)
    assert refusal.value.code == "future_day"
    page = browsing_as(coordinator).post(
        clinic_url("cases:open", client.pk),
        {"once": "", "matter": "t_visa", "summary": "", "opened_on": tomorrow.isoformat()},
    )
    assert page.status_code == 422
    assert "still to come" in page.content.decode()
