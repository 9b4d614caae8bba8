"""A case that holds several matters is given, weighed and found by each of them."""

import pytest
from zeal import zeal_ignore

from cases.actions import add_matter, assign_case, end_matter
from cases.models import Assignment, Case, Matter
from cases.queries import matter_of, suggestions
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.current import today
from clinic.tenancy.models import Clinic, new_id
from staffing import actions, queries
from staffing.models import Profile
from staffing.queries.people import loads_of
from staffing.rules.training import asked, modules
from tests.builders import browsing_as, calling_as, make_case, make_member, seat_of
from tests.everywhere.world_staffing import confirmed_person, say_of_self

NEW_JERSEY = {"jurisdiction": "US-NJ"}


@pytest.fixture
def case(coordinator: Actor) -> Case:
    """A T visa with, added later, a vacatur: a court of the state decides that one."""
    made = make_case(coordinator)
    with zeal_ignore():
        add_matter(coordinator, case=made, kind="vacatur", matter_id=new_id())
    return made


def stop(coordinator: Actor, case: Case, who: Actor, role: str = "attorney") -> str:
    with pytest.raises(Blocked) as refusal:
        assign_case(coordinator, case=case, membership=seat_of(who), role=role)
    return str(refusal.value.code)


def told(coordinator: Actor, case: Case) -> set[str]:
    fresh = Case.objects.select_related("client__key", "key").get(pk=case.pk)
    (one,) = suggestions(coordinator, fresh)
    return {each.code for each in one.against}


def ended(coordinator: Actor, case: Case, kind: str) -> None:
    matter = matter_of(coordinator, Matter.objects.get(case=case, kind=kind).pk)
    end_matter(
        coordinator, matter=matter, outcome="granted", ended_on=today(), version=matter.version
    )


def test_a_licence_opens_each_matter_of_the_case_or_it_is_not_enough(
    coordinator: Actor, supervisor: Actor, attorney: Actor, case: Case
) -> None:
    actions.change_gate(supervisor, proofs=["licence"], states=["US-NY"], version=0)
    confirmed_person(attorney, coordinator, licence=NEW_JERSEY)
    assert "licence_elsewhere" in told(coordinator, case)
    assert stop(coordinator, case, attorney) == "licence_elsewhere"
    assert [pair.case for pair in queries.propose(coordinator).pairs] == []
    ended(supervisor, case, "vacatur")
    assert "licence_elsewhere" not in told(coordinator, case)
    assert [pair.case for pair in queries.propose(coordinator).pairs] == [case]
    assign_case(coordinator, case=case, membership=seat_of(attorney), role="attorney")


def test_what_somebody_does_not_take_stands_against_a_case_that_holds_it(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    confirmed_person(attorney, coordinator, avoids=["vacatur"])
    assert "not_taken" in told(coordinator, case)
    assert stop(coordinator, case, attorney) == "not_taken"


def test_training_is_asked_for_each_matter(
    clinic: Clinic, coordinator: Actor, attorney: Actor
) -> None:
    clinic.asks_training = True
    clinic.save()
    made = make_case(coordinator, matter="vacatur")
    confirmed_person(attorney, coordinator)
    had = {code: today().replace(year=today().year + 1) for code in modules()}
    assert "tu_basics" not in {one.code for one in asked("attorney", "vacatur")}
    had.pop("tu_basics")
    for code in had:
        row = actions.add_training(
            attorney, training_id=new_id(), module=code, done_on=today(), how="online"
        )  # fmt: skip
        actions.confirm_training(coordinator, training=row)
    assert "training_missing" not in told(coordinator, made)
    with zeal_ignore():
        add_matter(coordinator, case=made, kind="t_visa", matter_id=new_id())
    assert "training_missing" in told(coordinator, made)


def test_each_matter_that_goes_on_weighs_and_one_that_ended_does_not(
    coordinator: Actor, supervisor: Actor, attorney: Actor, case: Case
) -> None:
    seat = seat_of(attorney)
    say_of_self(attorney, capacity=5)
    assert stop(coordinator, case, attorney) == "over_capacity"
    say_of_self(attorney, capacity=6)
    assign_case(coordinator, case=case, membership=seat, role="attorney")
    assert loads_of([seat.pk]) == {seat.pk: 6}
    ended(supervisor, case, "t_visa")
    assert loads_of([seat.pk]) == {seat.pk: 3}
    ended(supervisor, case, "vacatur")
    assert loads_of([seat.pk]) == {seat.pk: 3}  # what it was opened for, until it is closed
    Matter.objects.filter(case=case).delete()
    assert loads_of([seat.pk]) == {seat.pk: 3}  # a case from before


def test_whoever_does_not_answer_for_it_carries_one_part_whatever_it_holds(
    coordinator: Actor, advocate: Actor, case: Case
) -> None:
    seat = seat_of(advocate)
    assign_case(coordinator, case=case, membership=seat, role="advocate")
    assert loads_of([seat.pk]) == {seat.pk: 1}


def test_who_knows_one_of_the_matters_is_said_to(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    confirmed_person(attorney, coordinator, matters=["vacatur"])
    (one,) = suggestions(coordinator, case)
    assert "expertise" in [code for code, _text in one.reasons]


def test_a_representative_beside_an_attorney_stands_for_whichever_matter_is_open_to_them(
    coordinator: Actor, attorney: Actor
) -> None:
    from tests.staffing.test_counsel import accredited

    made = make_case(coordinator, matter="vacatur")
    with zeal_ignore():
        add_matter(coordinator, case=made, kind="t_visa", matter_id=new_id())
    who = make_member(coordinator.clinic, "representative", name="Rosa Vertritt")
    accredited(who, coordinator)
    assert stop(coordinator, made, who, "representative") == "outside_immigration"
    assign_case(coordinator, case=made, membership=seat_of(attorney), role="attorney")
    assign_case(coordinator, case=made, membership=seat_of(who), role="representative")
    assert Assignment.objects.filter(case=made, ended_at=None).count() == 2


def test_a_case_is_found_by_each_of_its_matters(coordinator: Actor, case: Case) -> None:
    from_before = make_case(coordinator, matter="vacatur")
    Matter.objects.filter(case=from_before).delete()
    make_case(coordinator, matter="tps")
    program, browser = calling_as(coordinator), browsing_as(coordinator)
    for kind, found in (("vacatur", {case, from_before}), ("t_visa", {case})):
        rows = program.read(f"cases?matter={kind}")["items"]
        assert {row["id"] for row in rows} == {str(one.pk) for one in found}
        page = browser.get(f"/harbor/cases/?matter={kind}")
        assert {row.case for row in page.context["list"].rows} == found
    assert "T visa · " in page.content.decode()
    told_of = {row["id"]: row["matters"] for row in program.read("cases")["items"]}
    assert told_of[str(case.pk)] == ["t_visa", "vacatur"]
    assert told_of[str(from_before.pk)] == ["vacatur"]


def test_the_loads_of_many_cases_cost_two_statements(
    coordinator: Actor, attorney: Actor, django_assert_num_queries: object
) -> None:
    for _number in range(3):
        make_case(coordinator, attorney)
    assert not Profile.objects.exists()
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert loads_of([seat_of(attorney).pk]) == {seat_of(attorney).pk: 9}
