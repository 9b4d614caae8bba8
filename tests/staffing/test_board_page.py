"""The board shows all that is open, in pages, whatever has ended since."""

from datetime import timedelta

from django.utils import timezone

from cases.models import Case
from clinic.access.actor import Actor
from staffing import queries
from staffing.models import Opportunity
from tests.builders import browsing_as, calling_as, seat_of
from tests.everywhere.world_board import case_of, post, told_of

MANY = 205


def test_what_waits_longest_stays_whatever_was_posted_and_ended_since(
    coordinator: Actor, waiting: Case
) -> None:
    longest = post(coordinator, waiting)
    ended = timezone.now() - timedelta(days=40)
    for _number in range(MANY):
        Opportunity(
            key=longest.key, case=waiting, role="attorney", state="withdrawn", summary=told_of(),
            posted_by=seat_of(coordinator), ended_at=ended,
        ).save(force_insert=True)  # fmt: skip
    assert [line.pk for line in queries.board_of(coordinator)] == [longest.pk]
    assert (
        f"/harbor/board/{longest.pk}/"
        in browsing_as(coordinator).get("/harbor/board/").content.decode()
    )


def test_it_is_read_in_pages_forth_and_back(coordinator: Actor, attorney: Actor) -> None:
    bands = ["none", "month", "none", "soon", "none"]
    names = ("Ilanit Vorbild", "Wunmi Attrape", "Sopheap Modele", "Ngozi Muster", "Oksana Zrazok")
    cases = [case_of(coordinator, name) for name in names]
    made = [post(coordinator, case, urgency=band) for case, band in zip(cases, bands, strict=True)]
    order = [made[place].pk for place in (3, 1, 0, 2, 4)]
    first = queries.board_page(attorney, size=2)
    second = queries.board_page(attorney, first.next, size=2)
    third = queries.board_page(attorney, second.next, size=2)
    read = [line.pk for page in (first, second, third) for line in page.rows]
    assert read == order
    assert (first.previous, third.next) == (None, None)
    back = queries.board_page(attorney, third.previous, size=2)
    assert [line.pk for line in back.rows] == order[2:4]
    assert queries.board_page(attorney, back.previous, size=2).previous is None
    assert [line.pk for line in queries.board_page(attorney, "made up", size=2).rows] == order[:2]


def test_a_program_pages_it_too(coordinator: Actor, attorney: Actor, waiting: Case) -> None:
    opportunity = post(coordinator, waiting)
    program = calling_as(attorney)
    answer = program.read("board")
    assert [row["id"] for row in answer["items"]] == [str(opportunity.pk)]
    assert (answer["next"], answer["previous"]) == (None, None)
    assert program.ask("get", "board?after=made-up").status_code == 422
