"""Interest asks for what is one's own to bring, and tells nothing of the case by it."""

from datetime import timedelta
from typing import Any

import pytest

from cases.models import Case
from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import Clinic
from staffing import actions
from staffing.models import Interest, Profile
from tests.builders import browsing_as, calling_as, make_member
from tests.everywhere.world_board import post
from tests.everywhere.world_staffing import confirmed_person
from tests.everywhere.world_training import ask_for_training, train
from tests.staffing.boarding import blocked


def ask_for_pledges(clinic: Clinic) -> None:
    supervisor = make_member(clinic, "supervisor")
    actions.change_gate(supervisor, proofs=["pledge"], states=[], version=0)


def test_without_the_pledge_that_the_clinic_asks_for_nobody_is_interested(
    coordinator: Actor, attorney: Actor, waiting: Case
) -> None:
    ask_for_pledges(coordinator.clinic)
    opportunity = post(coordinator, waiting)
    show: dict[str, Any] = {"opportunity": opportunity}
    assert blocked(lambda: actions.show_interest(attorney, **show)) == "pledge_missing"
    confirmed_person(attorney, coordinator)
    actions.show_interest(attorney, **show)
    actions.withdraw_interest(attorney, **show)
    Profile.objects.update(pledge_until=today() - timedelta(days=1))
    assert blocked(lambda: actions.show_interest(attorney, **show)) == "pledge_expired"
    assert Interest.objects.get().state == "withdrawn"


def test_training_is_asked_and_the_page_leads_to_it(
    coordinator: Actor, attorney: Actor, waiting: Case
) -> None:
    opportunity = post(coordinator, waiting)
    ask_for_training(coordinator.clinic)
    url = f"/harbor/board/{opportunity.pk}/interest/"
    page = browsing_as(attorney).post(url, {"message": "Gladly, from May on."})
    text = page.content.decode()
    assert page.status_code == 409
    assert "No training on confidentiality" in text
    assert 'href="/harbor/people/training/"' in text
    assert "Gladly, from May on." in text
    program = calling_as(attorney)
    answer = program.change(f"board/{opportunity.pk}/interest", {}, of=f"board/{opportunity.pk}")
    assert (answer.status_code, answer.json()["code"]) == (409, "confidentiality_missing")
    train(attorney, coordinator)
    assert browsing_as(attorney).post(url, {"message": ""}).status_code == 302
    assert Interest.objects.get().state == "interested"


@pytest.mark.parametrize("names", [["Yusuf Al-Hariri"], []])
def test_whether_a_name_stands_in_the_matter_is_not_to_be_learned_by_it(
    coordinator: Actor, attorney: Actor, waiting: Case, names: list[str]
) -> None:
    confirmed_person(attorney, coordinator, other_names=names, capacity=1)
    clients.add_party(coordinator, client=waiting.client, kind="recruiter", name="Youssef Alhariri")
    Client.objects.filter(pk=waiting.client_id).update(conflict_state="clear")
    opportunity = post(coordinator, waiting)
    actions.show_interest(attorney, opportunity=opportunity)
    assert Interest.objects.get().state == "interested"
