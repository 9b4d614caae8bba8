"""Conflicts are found across spellings and scripts, decided by a person, and never go stale."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients import actions, queries
from clients.models import Client, ConflictCheck, ConflictMatch
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import REFUSED, AuditEntry
from clinic.tenancy.current import bind
from tests.clients.conftest import desk_of, known_client

pytestmark = pytest.mark.django_db


def fresh(client: Client) -> Client:
    return Client.objects.select_related("key").get(pk=client.pk)


def add(coordinator: Actor, client: Client, kind: str, name: str, **more: Any) -> None:
    actions.add_party(
        coordinator, client=client, kind=kind, name=name, client_consented=True, **more
    )


def cleared(coordinator: Actor, client: Client) -> Client:
    check = actions.run_conflict_check(coordinator, client=client)
    actions.decide_conflict(coordinator, check=check, decision="clear", reason="Looked at it.")
    return fresh(client)


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("محمد الأحمد", "Mohammed Al Ahmad"),
        ("Олександр Коваленко", "Oleksandr Kovalenko"),
        ("José Núñez", "Jose Nunez"),
        ("ሰላም ተስፋይ", "Selam Tesfay"),
        ("Abdul Rahman Karimi", "Abdulrahman Karimi"),
        ("Nguyễn Văn Anh", "Nguyen Van Anh"),
    ],
)
def test_an_exploiter_who_is_a_client_is_found_in_any_script(
    coordinator: Actor, theirs: str, mine: str
) -> None:
    known_client(coordinator, theirs)
    here = known_client(coordinator, "Bilan Muster")
    add(coordinator, here, "exploiter", mine)
    check = actions.run_conflict_check(coordinator, client=here)
    (match,) = ConflictMatch.objects.filter(check_run=check)
    assert match.relation == "client"
    assert match.score >= 80
    assert match.reasons


def test_a_shared_number_is_a_match_whatever_the_names(coordinator: Actor) -> None:
    known_client(coordinator, "Anna Beispiel", identifiers={"a_number": "A012345678"})
    here = known_client(coordinator, "Bilan Muster", identifiers={"a_number": "12345678"})
    check = actions.run_conflict_check(coordinator, client=here)
    (match,) = ConflictMatch.objects.filter(check_run=check)
    assert (match.score, match.reasons[0]) == (100, "identifier")


def test_people_who_are_not_alike_do_not_match(coordinator: Actor) -> None:
    known_client(coordinator, "Anna Beispiel")
    here = known_client(coordinator, "Bilan Muster")
    actions.run_conflict_check(coordinator, client=here)
    assert not ConflictMatch.objects.exists()


def test_another_clinics_people_are_never_compared(coordinator: Actor, stranger: Actor) -> None:
    with bind(stranger.clinic):
        known_client(stranger, "Bilan Muster")
    here = known_client(coordinator, "Bilan Muster")
    actions.run_conflict_check(coordinator, client=here)
    assert not ConflictMatch.objects.exists()


def test_the_page_says_why_and_names_nobody(coordinator: Actor) -> None:
    other = known_client(coordinator, "Viktor Musterfall")
    here = known_client(coordinator, "Bilan Muster")
    add(coordinator, here, "exploiter", "Wiktor Musterfal")
    desk = desk_of(coordinator)
    desk.post(f"clients/{here.pk}/conflict/check/")
    page = desk.get(f"clients/{here.pk}/conflict/").content.decode()
    assert "A client of this clinic" in page
    assert other.code_name in page
    assert "sounds alike" in page
    assert "usterfal" not in page


def test_an_attorney_does_not_learn_the_code_name_of_a_matter_not_theirs(
    coordinator: Actor, attorney: Actor
) -> None:
    from guardian.shortcuts import assign_perm

    other = known_client(coordinator, "Viktor Musterfall")
    here = known_client(coordinator, "Victor Musterfall")
    actions.run_conflict_check(coordinator, client=here)
    assign_perm("clients.work_client", attorney.user, here)
    page = desk_of(attorney).get(f"clients/{here.pk}/conflict/")
    assert page.status_code == 200
    assert "A client of this clinic" in page.content.decode()
    assert other.code_name not in page.content.decode()


def test_a_person_decides_and_the_history_stays(coordinator: Actor) -> None:
    here = cleared(coordinator, known_client(coordinator, "Bilan Muster"))
    assert here.conflict_state == "clear"
    here = cleared(coordinator, here)
    decided = ConflictCheck.objects.filter(client=here).values_list("decision", flat=True)
    assert list(decided) == ["clear", "clear"]


def test_a_new_run_withdraws_the_clearance_until_somebody_decides(coordinator: Actor) -> None:
    here = cleared(coordinator, known_client(coordinator, "Bilan Muster"))
    actions.run_conflict_check(coordinator, client=here)
    assert fresh(here).conflict_state == "recheck"
    assert queries.state_line(fresh(here))["text"] == "Checked, waiting for a decision"


@pytest.mark.parametrize("change", ["added", "alias", "removed", "renamed", "number"])
def test_a_changed_name_or_number_asks_for_a_new_check(coordinator: Actor, change: str) -> None:
    here = known_client(coordinator, "Bilan Muster")
    add(coordinator, here, "employer", "Muster Farms LLC", is_organisation=True)
    here = cleared(coordinator, here)
    if change == "added":
        add(coordinator, here, "exploiter", "Viktor Musterfall")
    elif change == "alias":
        add(coordinator, here, "alias", "Bilaan")
    elif change == "removed":
        employer = next(row for row in queries.active_parties(here) if row.kind == "employer")
        actions.remove_party(coordinator, party=employer)
    else:
        answers: dict[str, Any] = {"legal_name": "Bilan Muster"}
        changed = {"legal_name": "Bilan Beispiel"}
        if change == "number":
            changed = {**answers, "identifiers": {"passport": "X1234567"}}  # type: ignore[dict-item]
        intake = here.intakes.select_related("key", "client__key").get()
        actions.save_step(coordinator, intake=intake, step="identity", answers=changed)
    assert fresh(here).conflict_state == "recheck"


def test_a_decision_on_an_outdated_check_is_refused(coordinator: Actor) -> None:
    here = known_client(coordinator, "Bilan Muster")
    check = actions.run_conflict_check(coordinator, client=here)
    add(coordinator, here, "exploiter", "Viktor Musterfall")
    with pytest.raises(Blocked) as refusal:
        actions.decide_conflict(coordinator, check=check, decision="clear")
    assert refusal.value.code == "check_outdated"
    assert fresh(here).conflict_state != "clear"
    assert AuditEntry.objects.get(outcome=REFUSED).detail["why"] == "check_outdated"


def test_only_the_latest_check_is_decided_and_only_once(coordinator: Actor) -> None:
    here = known_client(coordinator, "Bilan Muster")
    old = actions.run_conflict_check(coordinator, client=here)
    new = actions.run_conflict_check(coordinator, client=here)
    with pytest.raises(Blocked, match="newer one"):
        actions.decide_conflict(coordinator, check=old, decision="clear")
    actions.decide_conflict(coordinator, check=new, decision="clear")
    with pytest.raises(Blocked, match="decided this check already"):
        actions.decide_conflict(coordinator, check=new, decision="conflict", reason="Late.")


@pytest.mark.parametrize("decision", ["clear", "possible", "conflict"])
def test_a_match_is_decided_only_with_a_reason(coordinator: Actor, decision: str) -> None:
    known_client(coordinator, "Bilan Muster")
    here = known_client(coordinator, "Bilan Muster")
    check = actions.run_conflict_check(coordinator, client=here)
    with pytest.raises(Blocked) as refusal:
        actions.decide_conflict(coordinator, check=check, decision=decision, reason="  ")
    assert refusal.value.code == "reason_missing"
    page = desk_of(coordinator).post(
        f"clients/{here.pk}/conflict/{check.pk}/decide/", {"decision": decision}
    )
    assert page.status_code == 422
    assert "Say why, in a sentence." in page.content.decode()


def test_without_a_name_there_is_nothing_to_check(coordinator: Actor) -> None:
    client = actions.start_intake(coordinator).client
    with pytest.raises(Blocked) as refusal:
        actions.run_conflict_check(coordinator, client=client)
    assert refusal.value.code == "no_name_yet"
    assert not ConflictCheck.objects.exists()


def test_a_check_asks_the_database_as_often_for_5_parties_as_for_50(coordinator: Actor) -> None:
    other = known_client(coordinator, "Bilan Muster")
    here = known_client(coordinator, "Bilan Muster")
    counts = []
    for start in (0, 5):
        for number in range(start, start * 10 or 5):
            add(
                coordinator, other, "witness", f"Bilan Muster {'abcdefghij'[number % 10] * number}x"
            )
        with bind(coordinator.clinic), CaptureQueriesContext(connection) as caught:
            check = actions.run_conflict_check(coordinator, client=here)
        counts.append(len(caught))
    assert counts[0] == counts[1]
    assert ConflictMatch.objects.filter(check_run=check).count() > 5


def test_the_pages_ask_the_database_as_often_for_one_match_as_for_many(coordinator: Actor) -> None:
    here, desk, counts = known_client(coordinator, "Bilan Muster"), desk_of(coordinator), []
    for others in (1, 6):
        for _turn in range(others):
            add(coordinator, known_client(coordinator, "Bilan Muster"), "employer", "Muster Farms")
        actions.run_conflict_check(coordinator, client=here)
        for page in ("", "parties/", "conflict/"):
            desk.get(f"clients/{here.pk}/{page}")
            with CaptureQueriesContext(connection) as caught:
                assert desk.get(f"clients/{here.pk}/{page}").status_code == 200
            counts.append(len(caught))
    assert counts[:3] == counts[3:]


def test_a_conflict_leads_to_declining_the_intake_and_the_letter(coordinator: Actor) -> None:
    here = known_client(coordinator, "Bilan Muster")
    known_client(coordinator, "Bilan Muster")
    desk = desk_of(coordinator)
    check = actions.run_conflict_check(coordinator, client=here)
    actions.decide_conflict(coordinator, check=check, decision="conflict", reason="Against ours.")
    page = desk.get(f"clients/{here.pk}/conflict/").content.decode()
    intake = here.intakes.get()
    address = f"intake/{intake.pk}/decline/"
    assert f"{address}?reason=conflict" in page
    asked = desk.get(f"{address}?reason=conflict").content.decode()
    assert '<option value="conflict" selected>' in asked
    answer = desk.post(address, {"reason": "conflict"}, follow=True)
    assert f"nonengagement/{intake.pk}" in answer.content.decode()
    intake.refresh_from_db()
    assert (intake.status, intake.decline_reason) == ("declined", "conflict")
    assert "?reason=conflict" not in desk.get(f"clients/{here.pk}/conflict/").content.decode()
