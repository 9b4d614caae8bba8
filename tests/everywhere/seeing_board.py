"""The board of open cases inside the walk of `test_who_sees.py`: who knows that a case waits."""

from dataclasses import dataclass, field
from typing import Any

from cases.models import Case
from staffing import actions
from staffing.models import Interest, Opportunity
from staffing.policy import visible_opportunities
from staffing.queries.board import board_of
from tests.everywhere.seeing import COUNSEL, REACHES_ALL, TAKES, Model
from tests.everywhere.world_board import again, post

TAKERS = set().union(*TAKES.values())


@dataclass
class Board:
    """What people are told of it: whoever would be asked for a role sees what waits for it."""

    # (case, role) of what waits there; each posting has a number of its own.
    waiting: dict[tuple[str, str], int] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)
    # (who, number of the posting): who said once that they would take it keeps seeing it.
    interested: set[tuple[str, int]] = field(default_factory=set)
    # Who was on a case after the last act: who comes to it in the next one is new.
    given: set[tuple[str, str, str]] = field(default_factory=set)

    def post(self, case: str, role: str) -> None:
        self.waiting[case, role] = len(self.told)
        self.told.append((case, role))

    def sees(self, model: Model, who: str, number: int) -> bool:
        case, role = self.told[number]
        roles = model.roles[who]
        if (who, model.client_of[case]) in model.walls:
            return False
        if roles & REACHES_ALL:
            return True
        if not roles & TAKERS:
            return False
        live = self.waiting.get((case, role)) == number
        return (live and bool(roles & TAKES[role])) or (who, number) in self.interested


def row_of(walk: Any, number: int) -> Opportunity:
    """Return the row of a posting: they were made in the order of their numbers."""
    return again(Opportunity.objects.order_by("id")[number])


def post_or_withdraw(walk: Any, who: str, case: str) -> None:
    """Put a case on the board, or take it off."""
    board: Board = walk.board
    role = walk.chance.choice(sorted(TAKES))
    waits = board.waiting.get((case, role))
    if waits is not None and walk.chance.random() < 0.3:
        actions.withdraw_opportunity(walk.keeper, opportunity=row_of(walk, waits))
        del board.waiting[case, role]
        return
    held = any(walk.model.answers_for(one, case, role) for one in walk.seats)
    lawyers = role == "attorney" and case != "D"  # whoever keeps the filings works on these
    row: Case = walk.cases[case]
    row.refresh_from_db()
    kinds = {"role": role, "matters": [row.matter]}
    if walk.done(
        waits is None and not held and not lawyers, lambda: post(walk.keeper, row, **kinds)
    ):
        board.post(case, role)


def show_interest(walk: Any, who: str, case: str) -> None:
    """Say that one would take what waits: only for a role one holds, and never through a wall."""
    board: Board = walk.board
    if not board.waiting:
        return
    number = walk.chance.choice(sorted(board.waiting.values()))
    case, role = board.told[number]
    holds = bool(walk.model.roles[who] & TAKES[role])
    walled = (who, walk.model.client_of[case]) in walk.model.walls
    row = row_of(walk, number)
    kept = Interest.objects.filter(opportunity=row, membership=walk.seats[who], state="interested")
    may = holds and not walled and not kept.exists()
    if walk.done(may, lambda: actions.show_interest(walk.actor(who), opportunity=row)):
        board.interested.add((who, number))


def after_an_act(walk: Any) -> None:
    """Whoever is given a case in a role ends the search for that role, however it came."""
    board: Board = walk.board
    for _who, case, role in walk.model.assigned - board.given:
        board.waiting.pop((case, "attorney" if role in COUNSEL else role), None)
    board.given = set(walk.model.assigned)


def compare_board(walk: Any) -> int:
    """Hold what each person may know of the board against the model; returns how much was seen."""
    board: Board = walk.board
    numbers = dict(enumerate(Opportunity.objects.order_by("id").values_list("pk", flat=True)))
    assert len(numbers) == len(board.told)
    seen = 0
    for who in walk.seats:
        actor, said = walk.actor(who), (who, walk.said[-12:])
        expected = {pk for number, pk in numbers.items() if board.sees(walk.model, who, number)}
        assert set(visible_opportunities(actor).values_list("pk", flat=True)) == expected, said
        live = {numbers[one] for one in board.waiting.values()}
        assert {line.pk for line in board_of(actor) if line.is_live} == expected & live, said
        seen += len(expected & live)
    return seen
