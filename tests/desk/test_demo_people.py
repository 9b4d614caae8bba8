"""The demo's people say what they can do, others confirm it, and one of them waits."""

import pytest
from zeal import zeal_ignore

from clients.actions import start_intake
from clinic.tenancy.current import current_clinic
from desk.demo.board import seed_board
from desk.demo.cast import CLINICS, in_role
from desk.demo.library import seed_library
from desk.demo.offices import at_work, open_office
from desk.demo.people import seed_people
from desk.demo.training import seed_training
from staffing.models import Gate, Opportunity, Profile, Resource
from staffing.queries import everybodys_training, licences_of, proofs_of
from tests.builders import make_case

pytestmark = pytest.mark.django_db


def test_profiles_are_there_once_and_one_waits_to_be_confirmed() -> None:
    with zeal_ignore():  # one person after another, as they would
        office = open_office(CLINICS[0])
        assert seed_people(office)
        assert not seed_people(office)
    with at_work(office), zeal_ignore():
        rows = list(Profile.objects.select_related("key").order_by("id"))
        states = [proof.state for row in rows for proof in proofs_of(row)]
        assert "waits" in states
        assert "current" in states
        assert "soon" in [line.proof.state for row in rows for line in licences_of(row)]
        assert Gate.objects.get().proofs == ["licence", "pledge"]


def test_three_cases_are_on_the_board_once_and_one_is_offered() -> None:
    with zeal_ignore():
        office = open_office(CLINICS[0])
        seed_people(office)
        with at_work(office) as actor:
            for _each in range(3):
                make_case(actor(in_role(office.slug, "coordinator")))
        assert seed_board(office)
        assert not seed_board(office)
    with at_work(office):
        states = Opportunity.objects.order_by("id").values_list("state", flat=True)
        assert list(states) == ["posted", "posted", "offered"]


def test_everybody_of_the_demo_is_trained_and_then_the_clinic_asks_for_it() -> None:
    with zeal_ignore():
        office = open_office(CLINICS[0])
        assert seed_training(office)
        assert not seed_training(office)
    with at_work(office) as actor, zeal_ignore():
        assert current_clinic().asks_training
        coordinator = actor(in_role(office.slug, "coordinator"))
        start_intake(coordinator)
        worst = {one.worst for one in everybodys_training(coordinator)}
        assert worst == {"soon", "current"}


def test_the_library_of_the_demo_is_filled_once() -> None:
    with zeal_ignore():
        office = open_office(CLINICS[0])
        assert seed_library(office)
        assert not seed_library(office)
    with at_work(office):
        assert sorted(Resource.objects.values_list("version", flat=True)) == [1, 1, 1, 2]
