"""A waiting list as one matching: optimal, shown first, and each case judged anew when given."""

import itertools
import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from zeal import zeal_ignore

from cases import actions as cases
from cases.actions import assign_case
from cases.models import Assignment, Case
from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import new_id
from staffing import queries
from staffing.models import Licence
from staffing.queries.batch import Pair
from staffing.rules.batch import best_matching, matching_checked, urgency
from tests.builders import browsing_as, calling_as, make_case, make_clinic, make_member, seat_of
from tests.everywhere.world_staffing import confirmed_person, say_of_self
from tests.staffing.test_counsel import accredited

Values = list[list[int | None]]


def by_trying_all(values: Values) -> tuple[int, int]:
    """Return the most cases that can be placed and the best sum among those ways."""
    people = len(values[0])
    best = (0, 0)
    seats: list[int | None] = [*range(people), *[None] * len(values)]
    for chosen in set(itertools.permutations(seats, len(values))):
        worth = [None if at is None else row[at] for row, at in zip(values, chosen, strict=True)]
        if any(w is None and at is not None for w, at in zip(worth, chosen, strict=True)):
            continue
        placed = [w for w in worth if w is not None]
        best = max(best, (len(placed), sum(placed)))
    return best


@pytest.mark.parametrize("seed", range(60))
def test_it_is_as_good_as_trying_everything(seed: int) -> None:
    chance = random.Random(seed)
    cases, people = chance.randint(1, 4), chance.randint(1, 4)
    values: Values = [
        [chance.choice([None, chance.randint(-150, 150)]) for _person in range(people)]
        for _case in range(cases)
    ]
    chosen = best_matching(values)
    worth = [values[row][at] for row, at in enumerate(chosen) if at is not None]
    taken = [at for at in chosen if at is not None]
    assert len(taken) == len(set(taken))
    assert None not in worth
    assert (len(worth), sum(w for w in worth if w is not None)) == by_trying_all(values)


@pytest.mark.parametrize("seed", range(40))
def test_asking_only_of_what_is_chosen_loses_nothing(seed: int) -> None:
    chance = random.Random(1_000 + seed)
    cases, people = chance.randint(1, 4), chance.randint(1, 4)
    values: Values = [
        [chance.choice([None, chance.randint(-150, 150)]) for _person in range(people)]
        for _case in range(cases)
    ]
    against = {(row, at) for row in range(cases) for at in range(people) if chance.random() < 0.4}
    allowed: Values = [
        [None if (row, at) in against else value for at, value in enumerate(line)]
        for row, line in enumerate(values)
    ]
    chosen = matching_checked(values, lambda row, at: (row, at) in against)
    worth = [allowed[row][at] for row, at in enumerate(chosen) if at is not None]
    assert None not in worth
    assert (len(worth), sum(w for w in worth if w is not None)) == by_trying_all(allowed)


def test_nobody_and_nothing() -> None:
    assert best_matching([]) == []
    assert best_matching([[], []]) == [None, None]
    assert best_matching([[None, None]]) == [None]


def test_who_waits_long_or_is_due_comes_first() -> None:
    assert urgency(waited=40, days_left=None) > urgency(waited=3, days_left=None)
    assert urgency(waited=3, days_left=2) > urgency(waited=3, days_left=25)
    assert urgency(waited=900, days_left=-5) == urgency(waited=60, days_left=0)


def waiting(coordinator: Actor, language: str = "", matter: str = "t_visa") -> Case:
    case = make_case(coordinator, matter=matter)
    case.client.language = language
    case.client.save()
    return case


def proposed(coordinator: Actor) -> list[Pair]:
    return queries.propose(coordinator).pairs


def told(coordinator: Actor) -> dict[object, str]:
    return {pair.case.pk: pair.seat.user.name for pair in queries.propose(coordinator).pairs}


def test_the_only_speaker_of_a_dialect_is_kept_for_whom_she_understands(
    coordinator: Actor, attorney: Actor
) -> None:
    other = make_member(coordinator.clinic, "attorney", name="Otto Anders")
    confirmed_person(attorney, coordinator)
    confirmed_person(other, coordinator, languages=[], matters=[])
    plain, hers = waiting(coordinator), waiting(coordinator, "Tigrinya")
    assert told(coordinator) == {plain.pk: "Otto Anders", hers.pk: "Anna Anwalt"}


def test_the_last_capacity_is_given_to_the_case_that_can_go_to_nobody_else(
    coordinator: Actor, attorney: Actor
) -> None:
    other = make_member(coordinator.clinic, "attorney", name="Otto Anders")
    confirmed_person(attorney, coordinator, capacity=3)
    confirmed_person(other, coordinator, capacity=1)
    small, large = waiting(coordinator, matter="tps"), waiting(coordinator)
    assert told(coordinator) == {small.pk: "Otto Anders", large.pk: "Anna Anwalt"}


def test_a_licence_that_ends_tomorrow_and_an_alias_on_the_other_side_leave_a_case_waiting(
    coordinator: Actor, attorney: Actor
) -> None:
    other = make_member(coordinator.clinic, "attorney", name="Otto Anders")
    ends = confirmed_person(attorney, coordinator)
    Licence.objects.filter(profile=ends).update(expires_on=today() + timedelta(days=1))
    confirmed_person(other, coordinator, other_names=["Yusuf Al-Hariri"])
    case = waiting(coordinator)
    clients.add_party(coordinator, client=case.client, kind="recruiter", name="Youssef Alhariri")
    Client.objects.filter(pk=case.client_id).update(conflict_state="clear")
    proposal = queries.propose(coordinator)
    assert proposal.pairs == []
    (left,) = proposal.left
    assert {"Youssef", "Alhariri"}.isdisjoint(" ".join(map(str, left.why)).split())
    assert len(left.why) == 2


def test_a_program_is_told_the_reasons_and_which_cases_are_left(
    coordinator: Actor, attorney: Actor
) -> None:
    confirmed_person(attorney, coordinator)
    given, left = waiting(coordinator, "Tigrinya"), waiting(coordinator)
    Client.objects.filter(pk=left.client_id).update(conflict_state="recheck")
    answer = calling_as(coordinator).read("assignments/proposed")
    (pair,) = answer["items"]
    assert pair["case"] == str(given.pk)
    assert {"expertise", "licence", "room"} < set(pair["reasons"])
    assert answer["left"] == [
        {"case": str(left.pk), "number": left.number, "against": ["conflict_not_clear"]}
    ]


def test_a_case_that_is_not_clear_is_left(coordinator: Actor, attorney: Actor) -> None:
    confirmed_person(attorney, coordinator)
    case = waiting(coordinator)
    Client.objects.filter(pk=case.client_id).update(conflict_state="recheck")
    assert queries.propose(coordinator).pairs == []


def test_it_is_shown_first_and_given_when_sent(coordinator: Actor, attorney: Actor) -> None:
    confirmed_person(attorney, coordinator)
    case = waiting(coordinator)
    browser = browsing_as(coordinator)
    page = browser.get("/harbor/people/waiting/").content.decode()
    pair = f"{case.pk}:{attorney.membership_id}"
    assert pair in page
    assert not Assignment.objects.exists()
    given = browser.post("/harbor/people/waiting/", {"pair": [pair]})
    assert "1 case was given" in given.content.decode()
    assert Assignment.objects.get().case == case


def test_a_stale_pair_is_refused_clearly_and_the_others_are_given(
    coordinator: Actor, attorney: Actor
) -> None:
    other = make_member(coordinator.clinic, "attorney", name="Otto Anders")
    confirmed_person(attorney, coordinator)
    profile = confirmed_person(other, coordinator)
    first, second, third = (waiting(coordinator) for _turn in range(3))
    Licence.objects.filter(profile=profile).update(expires_on=today() - timedelta(days=1))
    assign_case(coordinator, case=third, membership=seat_of(attorney), role="attorney")
    say_of_self(attorney, capacity=12)
    sent = [
        f"{first.pk}:{attorney.membership_id}", f"{second.pk}:{other.membership_id}",
        f"{third.pk}:{other.membership_id}",
    ]  # fmt: skip
    with zeal_ignore():  # several cases in a row, each locked for itself, are no N+1
        page = browsing_as(coordinator).post("/harbor/people/waiting/", {"pair": sent})
    text = page.content.decode()
    assert "1 case was given" in text
    assert "The licence has run out" in text
    assert "Somebody works on this case as attorney meanwhile" in text
    assert set(Assignment.objects.values_list("case_id", flat=True)) == {first.pk, third.pk}


def test_pairs_that_somebody_made_up_are_refused(coordinator: Actor, attorney: Actor) -> None:
    case = waiting(coordinator)
    outsider = make_member(make_clinic("lighthouse"), "attorney")
    browser = browsing_as(coordinator)
    for pair in ("x", f"{case.pk}", f"{case.pk}:{case.pk}:{case.pk}", f"{case.pk}:1"):
        assert browser.post("/harbor/people/waiting/", {"pair": [pair]}).status_code == 422
    for pair in (f"{case.pk}:{outsider.membership_id}", f"{case.client_id}:{case.pk}"):
        page = browser.post("/harbor/people/waiting/", {"pair": [pair]})
        assert page.status_code == 409
        assert "not there any more" in page.content.decode()
    assert not Assignment.objects.exists()


def test_a_program_reads_the_same_proposal(coordinator: Actor, attorney: Actor) -> None:
    confirmed_person(attorney, coordinator)
    case = waiting(coordinator)
    answer = calling_as(coordinator).read("assignments/proposed")
    assert answer["items"] == [
        {"case": str(case.pk), "number": case.number, "member": str(attorney.membership_id),
         "role": "attorney", "reasons": ["expertise", "licence", "room"], "waited": 0}
    ]  # fmt: skip
    assert answer["left"] == []


def test_whoever_of_the_clinic_answers_for_cases_is_proposed_as_what_they_are(
    coordinator: Actor, attorney: Actor
) -> None:
    """A representative as far as every matter is open to them; co-counsel never."""
    rosa = make_member(coordinator.clinic, "representative", name="Rosa Vertritt")
    boss = make_member(coordinator.clinic, "supervising_attorney", name="Berta Leitet")
    make_member(coordinator.clinic, "co_counsel", name="Kai Fremd")
    suit, visa, mixed = (
        waiting(coordinator, matter="civil_suit"),
        *(waiting(coordinator) for _turn in range(2)),
    )
    with zeal_ignore():
        cases.add_matter(coordinator, case=mixed, kind="protection_order", matter_id=new_id())
    accredited(rosa, coordinator)
    for who in (attorney, boss):
        say_of_self(who, capacity=6)
    found = {pair.case.pk: (pair.seat.user.name, pair.role) for pair in proposed(coordinator)}
    assert found[visa.pk] == ("Rosa Vertritt", "representative")
    assert {found[suit.pk], found[mixed.pk]} == {
        ("Anna Anwalt", "attorney"), ("Berta Leitet", "supervising_attorney"),
    }  # fmt: skip
    page = browsing_as(coordinator).get("/harbor/people/waiting/").content.decode()
    assert "Accredited representative" in page
    pair = f"{visa.pk}:{rosa.membership_id}"
    with zeal_ignore():
        answer = browsing_as(coordinator).post("/harbor/people/waiting/", {"pair": [pair]})
    assert "1 case was given" in answer.content.decode()
    assert Assignment.objects.get().role == "representative"
    Licence.objects.update(expires_on=today() - timedelta(days=1))
    assert "Rosa Vertritt" not in {pair.seat.user.name for pair in proposed(coordinator)}


def test_the_batch_costs_the_same_for_many_cases_of_representatives(coordinator: Actor) -> None:
    accredited(make_member(coordinator.clinic, "representative", name="Rosa"), coordinator)
    costs = []
    for _turn in range(2):
        for _case in range(3):
            waiting(coordinator)
        with bind(coordinator.clinic), CaptureQueriesContext(connection) as captured:
            assert queries.propose(coordinator).pairs
        costs.append(len(captured))
    assert costs[0] == costs[1]
