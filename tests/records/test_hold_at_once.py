"""A hold is lifted in the moment in which a demand comes: what is asked for is not let go."""

import pytest
from django.db import transaction
from django.utils import timezone
from zeal import zeal_ignore

from clients.models import Client
from clinic.access.refusals import Blocked
from clinic.tenancy.current import bind
from records import actions
from records.models import Demand, Hold
from records.queries import why_not_shredded
from tests.builders import make_client, make_clinic, make_member
from tests.everywhere.world_demands import serve_on
from tests.rest.at_once import overtaken


class Desk:
    """A client on hold, about whom nothing is demanded yet."""

    def __init__(self) -> None:
        self.clinic = make_clinic("harbor")
        self.cora = make_member(self.clinic, "coordinator", name="Cora Koordin")
        self.sina = make_member(self.clinic, "supervisor", name="Sina Aufsicht")
        with bind(self.clinic), transaction.atomic(), zeal_ignore():
            made = make_client(self.cora)
            self.client = Client.objects.select_related("key").get(pk=made.pk)
            self.hold = actions.place_hold(self.cora, client=self.client, reason="A suit.")


@pytest.mark.django_db(transaction=True)
def test_a_hold_is_not_lifted_while_a_demand_is_logged() -> None:
    desk = Desk()
    told = overtaken(
        desk.clinic,
        lambda: actions.lift_hold(desk.sina, hold=desk.hold, reason="The suit is over."),
        by=lambda: serve_on(desk.cora, desk.client),
    )
    assert told == "demand_open"
    with bind(desk.clinic), transaction.atomic():
        assert Hold.objects.get().lifted_at is None
        assert Demand.objects.count() == 1


@pytest.mark.django_db
def test_nobody_is_erased_about_whom_a_demand_is_open() -> None:
    """Whatever became of the hold that came with it."""
    desk = Desk()
    with bind(desk.clinic), transaction.atomic(), zeal_ignore():
        serve_on(desk.cora, desk.client)
        Hold.objects.update(lifted_at=timezone.now())
        assert why_not_shredded(desk.client) == "demand_open"
        with pytest.raises(Blocked) as stop:
            actions.shred_client(desk.sina, client=desk.client, reason="erasure")
        assert stop.value.code == "demand_open"
