"""A clearance ends by itself when a name anywhere in the clinic touches it, and says no more."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction

from cases import actions as case_actions
from clients import actions
from clients.actions import keep_clinic_names
from clients.actions.rows import remake_tokens
from clients.models import ClearanceFall, Client, ConflictCheck, ConflictMatch, PartyToken
from clients.queries.matches import UNSOUGHT
from clients.rules.conflict import PartyKind
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from referrals import actions as partner_actions
from tests.builders import make_clinic, make_member
from tests.clients.conftest import known_client
from tests.clients.test_conflict_check import add, cleared, fresh


def causes(client: Client) -> list[str]:
    rows = ClearanceFall.objects.filter(client=client, ended_at=None)
    return sorted(rows.values_list("cause", flat=True))


def standing(coordinator: Actor, name: str, *others: tuple[str, str]) -> Client:
    """A client whose conflict check is clear."""
    client = known_client(coordinator, name)
    for kind, other in others:
        add(coordinator, client, kind, other)
    return cleared(coordinator, fresh(client))


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("exploiter", "Viktor Musterfall"),
        ("witness", "Wiktor Musterfal"),
        ("alias", "В. Мустерфалл"),
    ],
)
def test_a_new_party_ends_the_clearance_of_whom_it_resembles(
    coordinator: Actor, kind: str, name: str
) -> None:
    there = standing(coordinator, "Viktor Musterfall")
    untouched = standing(coordinator, "Selam Beispiel")
    here = known_client(coordinator, "Anna Nebenan")
    add(coordinator, here, kind, name)
    assert fresh(there).conflict_state == "recheck"
    assert fresh(there).fell_at is not None
    assert causes(there) == ["other"]
    assert fresh(untouched).conflict_state == "clear"
    assert causes(untouched) == []


def test_a_changed_name_a_new_number_and_an_intake_step_end_it_too(coordinator: Actor) -> None:
    there = standing(coordinator, "Viktor Musterfall")
    here = known_client(coordinator, "Anna Nebenan")
    actions.change_identity(coordinator, client=here, answers={"legal_name": "Victor Musterfall"})
    assert fresh(there).conflict_state == "recheck"
    number = {"a_number": "A012345678"}
    numbered = cleared(
        coordinator, fresh(known_client(coordinator, "Bilan Muster", identifiers=number))
    )
    known_client(coordinator, "Ganz Anders", identifiers={"a_number": "12345678"})
    assert fresh(numbered).conflict_state == "recheck"


def test_nobody_is_assigned_until_a_person_decided_anew(
    coordinator: Actor, attorney: Actor
) -> None:
    there = standing(coordinator, "Viktor Musterfall")
    here = known_client(coordinator, "Anna Nebenan")
    add(coordinator, here, "exploiter", "Viktor Musterfall")
    with pytest.raises(Blocked) as stop:
        case_actions.open_case(coordinator, client=fresh(there), matter="t_visa")
    assert stop.value.code == "conflict_not_clear"
    again = cleared(coordinator, fresh(there))
    assert (again.conflict_state, again.fell_at, causes(again)) == ("clear", None, [])


def test_a_check_that_waits_for_a_decision_is_outdated_by_another_records_name(
    coordinator: Actor,
) -> None:
    there = known_client(coordinator, "Viktor Musterfall")
    check = actions.run_conflict_check(coordinator, client=there)
    here = known_client(coordinator, "Anna Nebenan")
    add(coordinator, here, "exploiter", "Viktor Musterfall")
    with pytest.raises(Blocked) as stop:
        actions.decide_conflict(coordinator, check=check, decision="clear")
    assert stop.value.code == "check_outdated"
    assert fresh(there).conflict_state == "not_run"


def test_an_outside_firms_answer_is_not_outdated_by_a_name_of_another_record(
    coordinator: Actor,
) -> None:
    there = standing(coordinator, "Viktor Musterfall")
    before = there.parties_version
    add(coordinator, known_client(coordinator, "Anna Nebenan"), "exploiter", "Viktor Musterfall")
    assert fresh(there).parties_version == before


def test_removing_a_name_ends_only_its_own_clearance(coordinator: Actor) -> None:
    here = known_client(coordinator, "Anna Nebenan")
    party = actions.add_party(coordinator, client=here, kind="witness", name="Viktor Musterfall")
    there = standing(coordinator, "Viktor Musterfall")
    here = cleared(coordinator, fresh(here))
    actions.remove_party(coordinator, party=party)
    assert fresh(there).conflict_state == "clear"
    assert (fresh(here).conflict_state, causes(here)) == ("recheck", ["own"])


def test_what_is_recorded_says_the_kind_of_change_and_names_nobody(coordinator: Actor) -> None:
    there = standing(coordinator, "Viktor Musterfall")
    here = known_client(coordinator, "Anna Nebenan")
    add(coordinator, here, "exploiter", "Viktor Musterfall")
    (entry,) = AuditEntry.objects.filter(verb="clearance.fell", client_id=there.pk)
    assert entry.detail == {"cause": "other"}
    assert entry.case_id is None
    assert str(here.pk) not in str(vars(entry))


def test_another_clinics_clearance_never_falls(coordinator: Actor, stranger: Actor) -> None:
    with bind(stranger.clinic):
        theirs = standing(stranger, "Viktor Musterfall")
    add(coordinator, known_client(coordinator, "Anna Nebenan"), "exploiter", "Viktor Musterfall")
    with bind(stranger.clinic):
        assert fresh(theirs).conflict_state == "clear"


@pytest.mark.parametrize("kind", ["interpreter", "partner", "funder", "board_member"])
def test_a_name_the_clinic_is_bound_to_ends_clearances_and_is_found_by_the_next_check(
    coordinator: Actor, kind: str
) -> None:
    there = standing(coordinator, "Anna Nebenan", ("exploiter", "Viktor Musterfall"))
    untouched = standing(coordinator, "Selam Beispiel")
    ref = new_id()
    assert keep_clinic_names(coordinator, kind=kind, ref=ref, names=["Wiktor Musterfal"]) == 1
    cause = {"interpreter": "interpreter", "partner": "partner"}.get(kind, "clinic")
    assert (fresh(there).conflict_state, causes(there)) == ("recheck", [cause])
    assert fresh(untouched).conflict_state == "clear"
    check = actions.run_conflict_check(coordinator, client=fresh(there))
    (match,) = ConflictMatch.objects.filter(check_run=check)
    assert (match.relation, match.other_party_id) == (kind, None)
    # The same names again touch nobody, and who left is found no more.
    actions.decide_conflict(coordinator, check=check, decision="clear", reason="A namesake.")
    assert keep_clinic_names(coordinator, kind=kind, ref=ref, names=["Wiktor Musterfal"]) == 0
    assert fresh(there).conflict_state == "clear"
    assert keep_clinic_names(coordinator, kind=kind, ref=ref, names=[]) == 0
    check = actions.run_conflict_check(coordinator, client=fresh(there))
    assert not ConflictMatch.objects.filter(check_run=check).exists()


def test_a_telephone_of_an_interpreter_is_compared_too(coordinator: Actor) -> None:
    there = known_client(coordinator, "Anna Nebenan")
    add(coordinator, there, "exploiter", "Ganz Anders", identifiers=[("phone", "+1 212 555 0142")])
    there = cleared(coordinator, fresh(there))
    kind = PartyKind.INTERPRETER.value
    keep_clinic_names(
        coordinator, kind=kind, ref=new_id(), names=["Selam Beispiel"],
        numbers=[("phone", "(212) 555-0142")],
    )  # fmt: skip
    assert causes(there) == ["interpreter"]


def test_a_person_of_a_matter_is_not_kept_among_the_clinics_names(coordinator: Actor) -> None:
    with pytest.raises(ValueError, match="party"):
        keep_clinic_names(coordinator, kind="witness", ref=new_id(), names=["Viktor Musterfall"])
    here = known_client(coordinator, "Anna Nebenan")
    with pytest.raises(ValueError, match="clinic"):
        actions.add_party(coordinator, client=here, kind="funder", name="Muster Foundation")


def test_a_name_that_comes_while_tokens_are_made_anew_ends_clearances_afterwards(
    coordinator: Actor, attorney: Actor
) -> None:
    there = standing(coordinator, "Viktor Musterfall")
    here = known_client(coordinator, "Anna Nebenan")
    PartyToken.objects.filter(party__client=there).update(making=1)
    add(coordinator, here, "exploiter", "Viktor Musterfall")
    assert fresh(there).conflict_state == "clear"
    with pytest.raises(Blocked) as stop:  # fails closed meanwhile
        case_actions.open_case(coordinator, client=fresh(there), matter="t_visa")
    assert stop.value.code == "names_in_preparation"
    names = Actor.system(coordinator.clinic, "names")
    while remake_tokens(names, 200):
        pass
    assert not PartyToken.objects.filter(making=UNSOUGHT).exists()
    assert (fresh(there).conflict_state, causes(there)) == ("recheck", ["other"])


def at_the_same_moment(actor: Actor, *acts: Callable[[], object]) -> list[BaseException]:
    """Run acts in threads of their own, each with its own connection; return what went wrong."""
    wrong: list[BaseException] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            with bind(actor.clinic):
                act()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return wrong


@pytest.fixture
def crowd(transactional_db: None) -> Any:
    clinic = make_clinic("harbor")
    with bind(clinic):
        yield make_member(clinic, "coordinator")


@pytest.mark.django_db(transaction=True)
def test_two_writers_whose_names_resemble_each_other_do_not_wait_for_each_other(
    crowd: Actor,
) -> None:
    with transaction.atomic():
        one, two = standing(crowd, "Viktor Musterfall"), standing(crowd, "Selam Beispiel")
    wrong = at_the_same_moment(
        crowd,
        lambda: add(crowd, one, "exploiter", "Selam Beispiel"),
        lambda: add(crowd, two, "exploiter", "Viktor Musterfall"),
    )
    assert wrong == []
    with transaction.atomic():
        for client in (one, two):
            assert fresh(client).conflict_state == "recheck"
            assert causes(client) == ["other", "own"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_no_clearance_stands_over_a_name_that_came_while_it_was_given(
    crowd: Actor, turn: int
) -> None:
    with transaction.atomic():
        there, here = standing(crowd, "Viktor Musterfall"), standing(crowd, "Anna Nebenan")

    def check_and_clear() -> None:
        check = actions.run_conflict_check(crowd, client=there)
        with suppress(Blocked):  # the name came in between
            actions.decide_conflict(crowd, check=check, decision="clear", reason="Looked at it.")

    wrong = at_the_same_moment(
        crowd, check_and_clear, lambda: add(crowd, here, "exploiter", "Viktor Musterfall")
    )
    assert wrong == []
    with transaction.atomic():
        latest = ConflictCheck.objects.filter(client=there).latest("id")
        saw_it = ConflictMatch.objects.filter(check_run=latest).exists()
        # Either the check that was decided saw the new name, or the clearance fell.
        assert fresh(there).conflict_state == "recheck" or saw_it


def test_a_partner_that_joins_or_is_renamed_ends_clearances_too(coordinator: Actor) -> None:
    there = standing(coordinator, "Anna Nebenan", ("employer", "Musterfall Laundry LLC"))
    details: dict[str, object] = {
        "name": "Ganz Anders House", "kind": "shelter", "email": "desk@anders.example",
        "phone": "ask for the night desk", "active": True,
    }  # fmt: skip
    partner = partner_actions.add_partner(coordinator, form_token=new_id(), details=details)
    assert fresh(there).conflict_state == "clear"
    details["name"] = "Musterfall Laundry"
    partner_actions.edit_partner(coordinator, partner=partner, details=details, version=1)
    assert (fresh(there).conflict_state, causes(there)) == ("recheck", ["partner"])
