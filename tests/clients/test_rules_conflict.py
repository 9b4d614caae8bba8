"""Which pairs of parties can stand against each other, and what a change does to a clearance."""

from itertools import product

import pytest

from clients.rules.conflict import (
    BEARING_TEXTS,
    NEEDS_CLIENT_CONSENT,
    PARTY_LABELS,
    STATE_LABELS,
    Bearing,
    ConflictState,
    PartyKind,
    after_party_change,
    bearing,
    blocks_assignment,
    may_decide,
)


@pytest.mark.parametrize(
    "opponent", ["exploiter", "recruiter", "employer", "co_defendant", "opposing_counsel"]
)
@pytest.mark.parametrize("ours", ["client", "alias"])
def test_a_client_who_opposes_another_client_is_a_conflict(ours: str, opponent: str) -> None:
    assert bearing(PartyKind(ours), PartyKind(opponent)) is Bearing.CONFLICT


def test_two_clients_of_one_name_may_be_one_person() -> None:
    assert bearing(PartyKind.CLIENT, PartyKind.ALIAS) is Bearing.DUPLICATE
    assert bearing(PartyKind.CLIENT, PartyKind.CLIENT) is Bearing.DUPLICATE


@pytest.mark.parametrize("kind", ["family", "co_survivor", "witness", "other"])
def test_a_client_beside_another_client_only_informs(kind: str) -> None:
    assert bearing(PartyKind.CLIENT, PartyKind(kind)) is Bearing.INFORM


def test_one_exploiter_of_two_clients_informs() -> None:
    assert bearing(PartyKind.EXPLOITER, PartyKind.EXPLOITER) is Bearing.INFORM


def test_every_pair_bears_the_same_from_both_sides() -> None:
    for one, other in product(PartyKind, repeat=2):
        assert bearing(one, other) is bearing(other, one)


def test_only_the_exploiter_is_named_with_consent_alone() -> None:
    assert frozenset({PartyKind.EXPLOITER}) == NEEDS_CLIENT_CONSENT


def test_every_kind_state_and_bearing_has_words() -> None:
    assert set(PARTY_LABELS) == set(PartyKind)
    assert set(STATE_LABELS) == set(ConflictState)
    assert set(BEARING_TEXTS) == set(Bearing)


@pytest.mark.parametrize("state", ["clear", "possible", "conflict", "recheck"])
def test_a_changed_party_reopens_every_check(state: str) -> None:
    assert after_party_change(ConflictState(state)) is ConflictState.RECHECK


def test_what_was_never_checked_stays_unchecked() -> None:
    assert after_party_change(ConflictState.NOT_RUN) is ConflictState.NOT_RUN


def test_only_a_clearance_a_waiver_or_a_wall_that_stands_lets_somebody_be_assigned() -> None:
    free = {state for state in ConflictState if not blocks_assignment(state)}
    assert free == {ConflictState.CLEAR, ConflictState.WAIVED, ConflictState.WALLED}


@pytest.mark.parametrize("decision", ["clear", "possible", "conflict"])
def test_a_decision_stands_only_on_the_parties_that_were_checked(decision: str) -> None:
    assert may_decide(ConflictState(decision), checked=3, now=3)
    assert not may_decide(ConflictState(decision), checked=3, now=4)


@pytest.mark.parametrize("state", ["not_run", "recheck"])
def test_nobody_decides_that_nothing_was_checked(state: str) -> None:
    assert not may_decide(ConflictState(state), checked=1, now=1)
