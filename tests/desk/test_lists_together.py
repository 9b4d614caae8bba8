"""Lists of one model that are read in one statement say what each says alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda.models import Task
from agenda.queries import my_tasks, stray_tasks
from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from desk.queries.panels import tasks
from desk.queries.parts import Item, first_of, first_of_each
from desk.rules import SHOWN
from tests.builders import make_case
from tests.everywhere.world_agenda import add_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(coordinator: Actor, attorney: Actor) -> Case:
    return make_case(coordinator, attorney)


def give(actor: Actor, case: Case, number: int, *, stray: bool) -> None:
    for each in range(number):
        due = today() + timedelta(days=number - each) if each else None
        made = add_for(actor, case, what=f"Task {each}", assignee=actor.membership, due_on=due)
        if stray:
            Task.objects.filter(pk=made.pk).update(assignee=None)


@pytest.mark.parametrize("strays", [0, 2, SHOWN + 3])
@pytest.mark.parametrize("own", [0, 1, SHOWN + 2])
def test_each_list_is_as_it_is_alone(attorney: Actor, case: Case, own: int, strays: int) -> None:
    give(attorney, case, own, stray=False)
    give(attorney, case, strays, stray=True)

    def line(row: Task) -> Item:
        return Item(row.what or "", "", note=row.case.client.code_name)

    alone = [first_of(rows, line) for rows in (my_tasks(attorney), stray_tasks(attorney))]
    together = first_of_each(
        (my_tasks(attorney), line), (stray_tasks(attorney), line),
        key=lambda row: (row.due_on or today().replace(year=9999), row.pk),
    )  # fmt: skip
    assert together == alone
    assert [number for _items, number in together] == [own, strays]


def test_two_lists_cost_one_statement(attorney: Actor, case: Case) -> None:
    give(attorney, case, 1, stray=False)
    give(attorney, case, 1, stray=True)
    costs = []
    for others in (False, True):
        with CaptureQueriesContext(connection) as captured:
            panels = tasks(attorney, others=others)
        assert [panel.number for panel in panels] == [1, 1][: len(panels)]
        costs.append(len(captured))
    assert costs[0] == costs[1]
