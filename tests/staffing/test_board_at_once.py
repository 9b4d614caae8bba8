"""Two who act on one case of the board at the same moment: it is given once, or not at all."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from cases.actions import assign_case, close_case
from cases.models import Assignment, Case
from clients.actions import raise_wall
from clients.models import Wall
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from staffing import actions
from staffing.models import BoardOffer, Interest, Opportunity
from tests.builders import make_clinic, make_member, seat_of
from tests.everywhere.world_board import again, case_of, post
from tests.rest.at_once import raced

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = 3  # the order is chance: each race is run in new cases


class Board:
    """A clinic whose cases wait on the board, and two attorneys who would take each of them."""

    def __init__(self) -> None:
        self.clinic: Clinic = make_clinic("harbor")
        make = partial(make_member, self.clinic)
        self.coordinator = make("coordinator", name="Cora Koordin")
        self.second = make("coordinator", name="Zoe Zweite")
        self.supervisor = make("supervisor", name="Silke Aufsicht")
        self.anna = make("attorney", name="Anna Anwalt")
        self.otto = make("attorney", name="Otto Anders")

    def waiting(self, turn: int) -> Opportunity:
        with bind(self.clinic), transaction.atomic():
            found = post(self.coordinator, case_of(self.coordinator, NAMES[turn]))
            for one in (self.anna, self.otto):
                actions.show_interest(one, opportunity=found)
            return again(found)

    def offered(self, turn: int, to: Actor | None = None) -> Opportunity:
        found = self.waiting(turn)
        with bind(self.clinic), transaction.atomic():
            seat = seat_of(to or self.anna)
            actions.offer_opportunity(self.coordinator, opportunity=found, membership=seat)
            return again(found)

    def race(self, *works: Callable[[], Any]) -> list[str]:
        return raced(self.clinic, *works)

    def stands(self, opportunity: Opportunity) -> tuple[str, list[str], int]:
        """Return the state, who has the case, and how many offers are open."""
        with bind(self.clinic), transaction.atomic():
            team = Assignment.objects.filter(case=opportunity.case_id, ended_at=None)
            names = list(team.order_by("id").values_list("membership__user__name", flat=True))
            offers = BoardOffer.objects.filter(opportunity=opportunity, state="open").count()
            return again(opportunity).state, names, offers

    def entries(self, opportunity: Opportunity, *verbs: str) -> int:
        with bind(self.clinic), transaction.atomic():
            rows = AuditEntry.objects.filter(verb__in=verbs, outcome="done")
            return rows.filter(target_id=opportunity.pk).count()


NAMES = ("Ilanit Vorbild", "Wunmi Attrape", "Sopheap Modele")


@pytest.fixture
def board() -> Board:
    with transaction.atomic():
        return Board()


@pytest.mark.parametrize("turn", range(TURNS))
def test_an_offer_accepted_twice_gives_the_case_once(board: Board, turn: int) -> None:
    offer = board.offered(turn)
    accept = partial(actions.accept_offer, board.anna, opportunity=offer)
    ends = board.race(accept, accept)
    assert sorted(ends)[-1] != "done"
    assert ends.count("done") == 1
    assert board.stands(offer) == ("taken", ["Anna Anwalt"], 0)
    assert board.entries(offer, "board_offer.accepted") == 1


@pytest.mark.parametrize("turn", range(TURNS))
def test_accepted_or_taken_back_but_never_both(board: Board, turn: int) -> None:
    offer = board.offered(turn)
    ends = board.race(
        partial(actions.accept_offer, board.anna, opportunity=offer),
        partial(actions.take_offer_back, board.coordinator, opportunity=offer),
    )
    assert ends.count("done") == 1
    had: tuple[tuple[str, list[str], int], ...] = (("taken", ["Anna Anwalt"], 0), ("posted", [], 0))
    assert board.stands(offer) == had[ends.index("done")]
    assert board.entries(offer, "board_offer.accepted", "board_offer.taken_back") == 1


@pytest.mark.parametrize("turn", range(TURNS))
def test_two_coordinators_offer_it_to_one_person(board: Board, turn: int) -> None:
    waiting = board.waiting(turn)
    ends = board.race(
        partial(
            actions.offer_opportunity, board.coordinator, opportunity=waiting,
            membership=seat_of(board.anna),
        ),
        partial(
            actions.offer_opportunity, board.second, opportunity=waiting,
            membership=seat_of(board.otto),
        ),
    )  # fmt: skip
    assert sorted(ends) == ["done", "offer_open"]
    assert board.stands(waiting) == ("offered", [], 1)


@pytest.mark.parametrize("turn", range(TURNS))
def test_given_by_hand_while_it_is_accepted_one_has_it(board: Board, turn: int) -> None:
    offer = board.offered(turn)
    ends = board.race(
        partial(actions.accept_offer, board.anna, opportunity=offer),
        partial(
            assign_case, board.second, case=offer.case, membership=seat_of(board.otto),
            role="attorney",
        ),
    )  # fmt: skip
    state, names, offers = board.stands(offer)
    assert offers == 0
    # By hand a second attorney may always be added; from the board nobody comes uncalled.
    if ends[0] == "done":
        assert (state, "Anna Anwalt" in names) == ("taken", True)
    else:
        assert (state, names) == ("withdrawn", ["Otto Anders"])


@pytest.mark.parametrize("turn", range(TURNS))
def test_two_put_one_case_on_the_board(board: Board, turn: int) -> None:
    with bind(board.clinic), transaction.atomic():
        case = case_of(board.coordinator, NAMES[turn])
    ends = board.race(partial(post, board.coordinator, case), partial(post, board.second, case))
    assert sorted(ends) == ["done", "on_board"]
    with bind(board.clinic), transaction.atomic():
        assert Opportunity.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("turn", range(TURNS))
def test_a_case_that_is_closed_is_not_accepted_as_well(board: Board, turn: int) -> None:
    offer = board.offered(turn)
    ends = board.race(
        partial(actions.accept_offer, board.anna, opportunity=offer),
        partial(
            close_case, board.coordinator, case=offer.case, outcome="client_ended", reason="",
            version=offer.case.version,
        ),
    )  # fmt: skip
    with bind(board.clinic), transaction.atomic():
        case = Case.objects.get(pk=offer.case_id)
    state, names, offers = board.stands(offer)
    assert offers == 0
    if case.closed_on is not None and ends[0] != "done":
        assert (state, names) == ("withdrawn", [])
    else:
        assert (state, ends[0]) == ("taken", "done")


@pytest.mark.parametrize("turn", range(TURNS))
def test_who_is_walled_off_at_that_moment_has_no_offer_left(board: Board, turn: int) -> None:
    offer = board.offered(turn)

    wall = partial(
        raise_wall, board.coordinator, client=offer.case.client, membership=seat_of(board.anna),
        reason="Kin of the employer.",
    )  # fmt: skip
    ends = board.race(partial(actions.accept_offer, board.anna, opportunity=offer), wall)
    assert ends[1] == "done"
    state, names, offers = board.stands(offer)
    assert (names, offers) == ([], 0)
    assert state in ("posted", "taken")
    with bind(board.clinic), transaction.atomic():
        assert Wall.objects.filter(client=offer.case.client, lowered_at=None).count() == 1
        mine = Interest.objects.get(opportunity=offer, membership=seat_of(board.anna))
        assert state == "taken" or mine.state != "interested"
