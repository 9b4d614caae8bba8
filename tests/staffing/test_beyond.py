"""Representatives on a matter that their accreditation does not open, however it came to that."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from cases import actions as cases
from cases.models import Case, Matter
from cases.queries import next_steps_of
from clinic.access.actor import Actor
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import new_id
from staffing.models import Licence
from staffing.queries import beyond_accreditation
from staffing.queries.beyond import OPENED
from staffing.rules import MATTERS
from staffing.rules import Licence as Held
from staffing.rules.accreditation import accreditation_code as code_of
from staffing.rules.accreditation import is_before_court, is_immigration
from tests.builders import browsing_as, calling_as, make_case, make_clinic, make_member, seat_of
from tests.staffing.test_counsel import accredited, give

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(coordinator: Actor) -> Actor:
    return make_member(coordinator.clinic, "representative", name="Rosa Vertritt")


@pytest.fixture
def stands(coordinator: Actor, who: Actor) -> Callable[..., Case]:
    """Put the representative on a case that is open to them."""

    def made(matter: str = "t_visa", kind: str = "doj_full") -> Case:
        if not Licence.objects.exists():
            accredited(who, coordinator, kind)
        case = make_case(coordinator, matter=matter)
        give(coordinator, case, who)
        return case

    return made


def add(actor: Actor, case: Case, kind: str) -> None:
    with zeal_ignore():
        cases.add_matter(actor, case=case, kind=kind, matter_id=new_id())


def beyond(actor: Actor) -> list[Case]:
    return [row.case for row in beyond_accreditation(actor)]


def test_the_statement_asks_what_the_rule_asks() -> None:
    """For each accreditation and matter, the list and the gate of assigning say the same."""
    for kind, opened in OPENED.items():
        licence = Held(kind, "US", date(2027, 9, 1))
        for matter in MATTERS:
            said = code_of([licence], [matter], country="us", on=date(2026, 9, 1))
            assert (matter in opened) == (said == ""), (kind, matter)
    assert all(is_immigration(kind) for kind in OPENED["doj_full"])
    assert not any(is_before_court(kind) for kind in OPENED["doj_partial"])


def test_a_matter_that_is_added_shows_the_case(
    coordinator: Actor, attorney: Actor, stands: Callable[..., Case]
) -> None:
    case, other = stands(), stands()
    assert beyond(coordinator) == []
    add(coordinator, case, "work_permit")
    assert beyond(coordinator) == []
    add(coordinator, case, "protection_order")
    assert beyond(coordinator) == [case]
    assert other not in beyond(coordinator)
    Matter.objects.filter(case=case, kind="protection_order").update(ended_on=today())
    assert beyond(coordinator) == []
    Matter.objects.filter(case=case, kind="protection_order").update(ended_on=None)
    give(coordinator, case, attorney)
    assert beyond(coordinator) == []
    seat = seat_of(attorney)
    seat.ended_at = timezone.now()
    seat.save()
    assert beyond(coordinator) == [case]


def test_partial_accreditation_goes_before_no_court(
    coordinator: Actor, stands: Callable[..., Case]
) -> None:
    case = stands(kind="doj_partial")
    add(coordinator, case, "adjustment")
    assert beyond(coordinator) == []
    add(coordinator, case, "removal_defense")
    assert beyond(coordinator) == [case]


@pytest.mark.parametrize(
    "change",
    [
        {"expires_on": lambda: today() - timedelta(days=1)},
        {"confirmed_at": lambda: None},
        {"removed_at": timezone.now},
    ],
)
def test_an_accreditation_that_no_longer_holds_shows_the_case(
    coordinator: Actor, stands: Callable[..., Case], change: dict[str, Callable[[], object]]
) -> None:
    case = stands()
    Licence.objects.update(expires_on=today())
    assert beyond(coordinator) == []  # its last day counts
    Licence.objects.update(**{name: value() for name, value in change.items()})
    assert beyond(coordinator) == [case]


def test_a_case_from_before_matters_is_judged_by_what_it_was_opened_for(
    coordinator: Actor, stands: Callable[..., Case]
) -> None:
    case = stands()
    Matter.objects.filter(case=case).delete()
    assert beyond(coordinator) == []
    Case.objects.filter(pk=case.pk).update(matter="civil_suit")
    assert beyond(coordinator) == [case]


def test_outside_of_the_united_states_it_opens_nothing(
    coordinator: Actor, stands: Callable[..., Case]
) -> None:
    case = stands()
    coordinator.clinic.jurisdiction = "uk"
    coordinator.clinic.save()
    with bind(coordinator.clinic):
        assert beyond(coordinator) == [case]


def test_it_stands_on_four_pages_of_who_assigns_and_nobody_elses(
    coordinator: Actor, who: Actor, stands: Callable[..., Case]
) -> None:
    case = stands()
    add(coordinator, case, "protection_order")
    slug, name = coordinator.clinic.slug, "Rosa Vertritt"
    with zeal_ignore():
        for route in ("cases:orphans", "desk:today"):
            text = browsing_as(coordinator).get(reverse(route, args=[slug])).content.decode()
            assert name in text, route
        assert name in {one.note for one in next_steps_of(coordinator, case)}
        assert name not in {one.note for one in next_steps_of(who, case)}
        (told,) = calling_as(coordinator).read("left-behind")["representatives"]
    assert told["case"] == str(case.pk)
    assert beyond(make_member(coordinator.clinic, "advocate")) == []
    Case.objects.filter(pk=case.pk).update(closed_on=today())
    assert beyond(coordinator) == []


def test_whoever_takes_the_attorney_off_is_told_of_the_representative(
    coordinator: Actor, attorney: Actor, stands: Callable[..., Case]
) -> None:
    within, case = stands(), stands()
    add(coordinator, case, "protection_order")
    slug, told = coordinator.clinic.slug, []
    for one in (within, case):
        row = give(coordinator, one, attorney)
        page = reverse("cases:end_assignment", args=[slug, row.pk])
        with zeal_ignore():
            told.append("Rosa Vertritt" in browsing_as(coordinator).get(page).content.decode())
    assert told == [False, True]
    give(coordinator, case, make_member(coordinator.clinic, "attorney", name="Zoe Zweite"))
    with zeal_ignore():
        assert "Rosa Vertritt" not in browsing_as(coordinator).get(page).content.decode()


def test_another_clinic_learns_nothing_of_it(
    coordinator: Actor, stands: Callable[..., Case]
) -> None:
    add(coordinator, stands(), "protection_order")
    meadow = make_clinic("meadow")
    with bind(meadow):
        assert beyond(make_member(meadow, "supervisor")) == []
