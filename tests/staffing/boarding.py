"""What tests of the board share: a case that is offered, and why something was refused."""

from typing import Any

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from staffing import actions
from staffing.models import Opportunity
from tests.builders import seat_of
from tests.everywhere.world_board import again, post


def offered(coordinator: Actor, attorney: Actor, case: Case) -> Opportunity:
    opportunity = post(coordinator, case)
    actions.show_interest(attorney, opportunity=opportunity)
    actions.offer_opportunity(
        coordinator, opportunity=again(opportunity), membership=seat_of(attorney)
    )
    return again(opportunity)


def blocked(act: Any) -> str:
    with pytest.raises(Blocked) as refusal:
        act()
    return refusal.value.code
