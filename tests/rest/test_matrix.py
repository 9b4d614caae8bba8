"""Every operation, every visitor, the exact status: `matrix.txt` is the declaration.

A line reads: operation, then one status for each visitor in the order of `visits.VISITORS`. Each
request is one that does what the operation is for, so that who may gets a 2xx.
"""

import pytest

from clinic.access.scopes import CLINIC_WIDE
from clinic.rest.operations import OPERATIONS
from tests.everywhere.world import make_world
from tests.rest.visits import (
    SESSIONLESS,
    VISITORS,
    Asking,
    addresses,
    calls,
    declared_statuses,
    lines,
)

PARTS = 4  # so that the machine's processors share it
SEATS = [name for name in VISITORS if name[1] == ":" or name == "system"]


def test_every_operation_is_declared_and_has_a_route_and_a_request() -> None:
    names = sorted(OPERATIONS)
    assert names == sorted(addresses())
    assert names == sorted(calls())
    assert names == sorted(declared_statuses())


def test_no_key_no_clinic_and_no_foreign_object_is_ever_let_in() -> None:
    """What the table itself must obey, whoever edits it."""
    requests = calls()
    for name, by in declared_statuses().items():
        assert {by[key] for key in ("nobody", "unknown", "expired", "revoked")} == {401}, name
        assert by["stranger"] == 404, name
        if requests[name].given != "none":
            assert by["foreign"] == 404, name


def test_a_token_is_never_let_in_without_the_operations_capability() -> None:
    for name, by in declared_statuses().items():
        capability = addresses()[name].declared.capability
        if capability:
            assert by["narrow"] in {403, 404}, name
        if capability in CLINIC_WIDE:
            assert {by["one_case"], by["else_case"]} <= {403, 404}, name


def test_a_session_and_a_token_of_one_seat_open_the_same() -> None:
    for name, by in declared_statuses().items():
        for role in {seat[2:] for seat in SEATS if seat.startswith("s:")}:
            if not OPERATIONS[name].by_person:
                assert by[f"s:{role}"] == by[f"t:{role}"], (name, role)


def test_what_a_person_must_do_no_token_ever_does() -> None:
    persons = {name for name, declared in OPERATIONS.items() if declared.by_person}
    assert persons == {
        "accept_board_offer", "agree_to_waiver", "approve_client_letter", "approve_proposal",
        "change_retention", "countersign_client_letter", "say_emergency",
        "confirm_licence", "confirm_merge", "confirm_proof", "confirm_training",
        "decide_erasure", "decide_matter", "decline_proposal", "end_demand", "lift_hold",
        "lower_wall", "post_opportunity", "purge_records", "raise_wall", "say_namesake",
        "shred_client", "sort_demand_item",
    }  # fmt: skip
    for name in persons:
        assert {declared_statuses()[name][visitor] for visitor in SESSIONLESS} <= {403, 404}


def test_every_operation_does_what_it_is_for_for_somebody() -> None:
    for name, by in declared_statuses().items():
        good = addresses()[name].declared.status
        assert good in {by[seat] for seat in SEATS}, name


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_each_visitor_gets_exactly_the_declared_status(part: int) -> None:
    wrong = []
    expected = declared_statuses()
    for name, got in lines(Asking(make_world()), sorted(addresses())[part::PARTS]):
        for visitor, status in zip(VISITORS, got, strict=True):
            if status != expected[name][visitor]:
                wrong.append(f"{name} as {visitor}: {status}, not {expected[name][visitor]}")
    assert wrong == []
