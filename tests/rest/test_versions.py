"""A change says which state it was made for: at the same moment one wins, nobody loses."""

from functools import partial
from typing import Any

import pytest
from django.db import transaction

from cases.models import Assignment, Case
from clinic.access.actor import Actor
from clinic.audit.models import DONE, AuditEntry
from clinic.tenancy.current import bind
from tests.builders import Caller, calling_as, make_case, make_clinic, make_member
from tests.rest.at_once import at_once
from tests.rest.rows import rows_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coordinator() -> Actor:
    return make_member(make_clinic(), "coordinator", "attorney")


@pytest.fixture
def case(coordinator: Actor) -> Case:
    with bind(coordinator.clinic), transaction.atomic():
        return make_case(coordinator)


def moving(program: Caller, case: Case, *, etag: str = '"1"') -> Any:
    return program.change(f"cases/{case.pk}/move", {"to": "preparing"}, etag=etag)


def closing(program: Caller, case: Case) -> Any:
    body = {"outcome": "granted", "reason": "The client chose so."}
    return program.change(f"cases/{case.pk}/close", body, etag='"1"')


def test_two_programs_move_a_case_at_once_and_one_wins(coordinator: Actor, case: Case) -> None:
    programs = [calling_as(coordinator), calling_as(coordinator)]
    answers = at_once(*(partial(moving, program, case) for program in programs))
    won, lost = sorted(answers, key=lambda answer: int(answer.status_code))
    assert (won.status_code, lost.status_code) == (200, 412), lost.content
    assert lost.json()["code"] == "changed_meanwhile"
    with bind(coordinator.clinic), transaction.atomic():
        assert AuditEntry.objects.filter(verb="case.moved", outcome=DONE).count() == 1
        assert (Case.objects.get().stage, Case.objects.get().version) == ("preparing", 2)


def test_two_different_changes_at_once_are_never_mixed(coordinator: Actor, case: Case) -> None:
    mover, closer = calling_as(coordinator), calling_as(coordinator)
    moved, closed = at_once(partial(moving, mover, case), partial(closing, closer, case))
    assert sorted([moved.status_code, closed.status_code]) == [200, 412]
    with bind(coordinator.clinic), transaction.atomic():
        now = Case.objects.get()
    assert now.stage == ("preparing" if moved.status_code == 200 else "closed")
    assert (now.outcome, now.version) == ("" if moved.status_code == 200 else "granted", 2)


def test_whoever_lost_reads_again_and_then_succeeds(coordinator: Actor, case: Case) -> None:
    programs = [calling_as(coordinator), calling_as(coordinator)]
    moved, closed = at_once(partial(moving, programs[0], case), partial(closing, programs[1], case))
    again = calling_as(coordinator)
    if closed.status_code == 412:
        body = {"outcome": "granted", "reason": "The client chose so."}
        answer = again.change(f"cases/{case.pk}/close", body, of=f"cases/{case.pk}")
    else:
        answer = again.change(f"cases/{case.pk}/reopen", of=f"cases/{case.pk}")
    assert (answer.status_code, answer["ETag"]) == (200, '"3"'), moved.content


def test_ending_an_assignment_twice_at_once_ends_it_once(coordinator: Actor) -> None:
    with bind(coordinator.clinic), transaction.atomic():
        case = make_case(coordinator, make_member(coordinator.clinic, "attorney"))
        assignment = Assignment.objects.get(case=case)
    path = f"assignments/{assignment.pk}/end"
    answers = at_once(
        *(partial(calling_as(coordinator).change, path, etag='"current"') for _program in range(2))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412], answers[1].content


def test_an_old_etag_writes_nothing_and_the_answer_brings_the_new_one(
    coordinator: Actor, case: Case
) -> None:
    program = calling_as(coordinator)
    moving(program, case)
    before = rows_of(coordinator.clinic)
    answer = closing(program, case)
    assert (answer.status_code, answer["ETag"]) == (412, '"2"')
    assert rows_of(coordinator.clinic) == before


@pytest.mark.parametrize("etag", ['"1"', 'W/"1"', '"x", "1"', '"1" , "x"'])
def test_the_etag_may_be_weak_or_one_of_several(coordinator: Actor, case: Case, etag: str) -> None:
    assert moving(calling_as(coordinator), case, etag=etag).status_code == 200


@pytest.mark.parametrize(
    "etag", ["1", "2", '"01"', '"1', "W/1", "\"1'", '"é"', '"1";q=1', '"1"' * 999]
)
def test_what_is_no_etag_of_this_state_is_refused(
    coordinator: Actor, case: Case, etag: str
) -> None:
    assert moving(calling_as(coordinator), case, etag=etag).status_code == 412


@pytest.mark.parametrize("etag", ["", " ", ",", "*", '"1", *'])
def test_a_change_that_names_no_state_is_refused(coordinator: Actor, case: Case, etag: str) -> None:
    program = calling_as(coordinator)
    answer = program.ask("post", f"cases/{case.pk}/move", {"to": "preparing"}, If_Match=etag)
    assert (answer.status_code, answer.json()["code"]) == (428, "etag_needed")
