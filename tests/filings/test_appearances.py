"""Whose appearance stands, what should end when somebody leaves, and what a move sets going."""

from datetime import date

import pytest
from zeal import zeal_ignore

from cases.actions import assign_case, end_assignment
from cases.models import Assignment, Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.models import Clinic
from filings.actions import add_filing, end_appearance, enter_appearance, record_move
from filings.models import Deadline
from filings.queries.appearances import appearances_of, cases_lacking, to_end
from tests.builders import browsing_as, seat_of
from tests.filings.forms import url

TODAY = date(2026, 3, 9)


def test_a_case_with_a_filing_lacks_an_appearance_until_one_is_entered(
    attorney: Actor, case: Case
) -> None:
    assert cases_lacking(attorney) == []
    add_filing(attorney, case=case, form="I-914")
    assert [row.pk for row in cases_lacking(attorney)] == [case.pk]
    seat = seat_of(attorney)
    enter_appearance(attorney, case=case, membership=seat, body="uscis", on=TODAY)
    assert cases_lacking(attorney) == []
    with pytest.raises(Blocked) as stop:
        enter_appearance(attorney, case=case, membership=seat, body="uscis", on=TODAY)
    assert stop.value.code == "entered_already"


def test_who_leaves_the_case_is_proposed_for_substitution(
    attorney: Actor, coordinator: Actor, stranger: Actor, advocate: Actor, case: Case
) -> None:
    with pytest.raises(Blocked) as stop:
        enter_appearance(attorney, case=case, membership=seat_of(advocate), body="uscis", on=TODAY)
    assert stop.value.code == "not_on_case"
    appearance = enter_appearance(
        attorney, case=case, membership=seat_of(attorney), body="uscis", on=TODAY
    )
    assert to_end(coordinator) == []
    with zeal_ignore():
        assign_case(coordinator, case=case, membership=seat_of(stranger), role="attorney")
        left = Assignment.objects.get(case=case, membership=seat_of(attorney))
        end_assignment(coordinator, assignment=left)
        assert [line.appearance.pk for line in to_end(coordinator)] == [appearance.pk]
        end_appearance(
            stranger, appearance=appearance, ending="substituted", on=TODAY,
            successor=seat_of(stranger),
        )  # fmt: skip
        assert to_end(coordinator) == []
        lines = appearances_of(coordinator, case)
    assert [(line.name, line.appearance.ending) for line in lines] == [
        ("Unassigned Attorney", ""), ("Attorney of harbor", "substituted"),
    ]  # fmt: skip


def test_a_move_sets_both_clocks_going_together(attorney: Actor, case: Case) -> None:
    with zeal_ignore():
        found = record_move(attorney, case=case, moved=date(2026, 3, 6), in_court=True)
    assert [(row.rule, row.outer) for row in found] == [
        ("us.uscis.change_of_address", date(2026, 3, 16)),
        ("us.eoir.change_of_address", date(2026, 3, 13)),
    ]
    with pytest.raises(Blocked) as stop, zeal_ignore():
        record_move(attorney, case=case, moved=date(2026, 3, 6), in_court=False)
    assert stop.value.code == "sent_twice"


def test_a_changed_address_asks_whether_agencies_must_be_told_and_records_nothing(
    harbor: Clinic, attorney: Actor, advocate: Actor, case: Case
) -> None:
    place = url(harbor, "clients:client", case.client_id)
    lawyer, worker = browsing_as(attorney), browsing_as(advocate)
    assert "Record the move" not in lawyer.get(place).content.decode()
    add_filing(attorney, case=case, form="I-914")
    add_filing(attorney, case=case, form="I-589-EOIR")
    add_filing(attorney, case=case, form="FOIA-EOIR")
    version = case.client.version
    sent = {"version": version, "post-state": "safe", "post-address": "1 New Lane"}
    answer = lawyer.post(f"{place}contact/", sent)
    assert answer["Location"] == f"{place}?address=changed"
    words = lawyer.get(answer["Location"]).content.decode()
    assert "did the client move?" in words
    start = url(harbor, "filings:moved", case.pk) + "?court=1"
    assert f'href="{start}">Record the move in case {case.number} (USCIS, EOIR)</a>' in words
    assert 'id="id_in_court" checked' in lawyer.get(start).content.decode()
    assert "tell its attorney today" in worker.get(answer["Location"]).content.decode()
    same = lawyer.post(f"{place}contact/", {**sent, "version": version + 1})
    assert same["Location"] == place
    assert not Deadline.objects.filter(case=case, rule__contains="change_of_address").exists()
