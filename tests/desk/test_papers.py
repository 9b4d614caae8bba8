"""What runs out stands on one's own Today before it keeps anybody from a case."""

from datetime import timedelta

import pytest

from clinic.access.actor import Actor
from clinic.tenancy.current import today
from desk.queries import desk_of
from staffing import actions
from staffing.models import Licence
from staffing.rules.training import asked_at_intake
from tests.builders import browsing_as, make_member
from tests.everywhere.world_staffing import add_licence, confirmed_person
from tests.everywhere.world_training import ask_for_training, train

HEADING = "Your papers and training"


def shown(actor: Actor) -> list[tuple[str, str]]:
    found = [panel for panel in desk_of(actor).panels if panel.heading == HEADING]
    return [(item.title, str(item.badge)) for panel in found for item in panel.items]


@pytest.fixture
def other(coordinator: Actor) -> Actor:
    return make_member(coordinator.clinic, "attorney", name="Otto Anders")


def test_what_ends_within_a_month_or_has_ended_is_told_to_its_owner_alone(
    coordinator: Actor, attorney: Actor, other: Actor
) -> None:
    confirmed_person(
        attorney, coordinator,
        licence={"expires_on": today() + timedelta(days=30)},
        insured_until=today() + timedelta(days=31), pledge_until=today() + timedelta(days=2),
    )  # fmt: skip
    assert shown(attorney) == [
        ("Pledge of confidentiality", "Runs out soon"), ("Admitted to a bar", "Runs out soon"),
    ]  # fmt: skip
    assert shown(other) == shown(coordinator) == []
    page = browsing_as(attorney).get("/harbor/").content.decode()
    assert HEADING in page
    assert "/harbor/people/own/" in page


def test_what_nobody_confirmed_does_not_run_out(coordinator: Actor, attorney: Actor) -> None:
    profile = confirmed_person(attorney, coordinator)
    assert shown(attorney) == []
    add_licence(attorney, profile, expires_on=today() + timedelta(days=3))
    assert shown(attorney) == []


def test_training_is_told_where_the_clinic_asks_for_it(coordinator: Actor, attorney: Actor) -> None:
    assert shown(attorney) == []
    ask_for_training(coordinator.clinic)
    missing = shown(attorney)
    assert {state for _name, state in missing} == {"Not recorded"}
    train(attorney, coordinator)
    assert len(shown(attorney)) < len(missing)


def test_whoever_does_intake_is_told_before_the_training_for_it_runs_out(
    coordinator: Actor, supervisor: Actor
) -> None:
    ask_for_training(coordinator.clinic)
    day = today() - timedelta(days=340)
    train(coordinator, supervisor, "confidentiality", done_on=day)
    told = dict(shown(coordinator))
    assert set(told.values()) == {"Runs out soon", "Not recorded"}
    assert len(told) == len(asked_at_intake())
    page = browsing_as(coordinator).get("/harbor/").content.decode()
    assert HEADING in page
    assert "/harbor/people/training/" in page


def test_whoever_only_reads_answers_is_told_too(supervisor: Actor) -> None:
    clinic = supervisor.clinic
    ask_for_training(clinic)
    assert len(shown(supervisor)) == len(asked_at_intake())
    auditor, office = make_member(clinic, "auditor"), make_member(clinic, "administrator")
    assert shown(auditor) == shown(office) == []


def test_a_licence_that_was_renewed_cries_no_more(coordinator: Actor, attorney: Actor) -> None:
    profile = confirmed_person(attorney, coordinator)
    old = Licence.objects.get(profile=profile)
    Licence.objects.filter(pk=old.pk).update(expires_on=today() - timedelta(days=3))
    assert shown(attorney) == [("Admitted to a bar", "Has run out")]
    elsewhere = add_licence(attorney, profile, jurisdiction="US-CT")
    actions.confirm_licence(coordinator, licence=elsewhere)
    assert shown(attorney) == [("Admitted to a bar", "Has run out")]
    renewed = add_licence(attorney, profile)
    assert shown(attorney) == [("Admitted to a bar", "Has run out")]
    actions.confirm_licence(coordinator, licence=renewed)
    assert shown(attorney) == []
