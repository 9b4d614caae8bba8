"""What is being typed into a step is kept for its writer and replaces nobody's words."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from clients import actions, queries
from clients.models import Intake, StepDraft
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from tests.builders import browsing_as, make_member
from tests.clients.conftest import told_intake

pytestmark = pytest.mark.django_db
NAMED = {"name_to_use": ["Zerthun"], "pronouns": ["she"]}


@pytest.fixture
def asked(coordinator: Actor) -> Intake:
    """An intake that has come to the name, where rights were explained."""
    return told_intake(coordinator)


def test_a_draft_is_sealed_kept_and_no_answer_yet(coordinator: Actor, asked: Intake) -> None:
    for text in ("Zer", "Zerthun"):
        actions.keep_draft(
            coordinator, intake=asked, step="name", said={"name_to_use": [text]}, version=7
        )
    draft = StepDraft.objects.get()
    assert draft.said == {"name_to_use": ["Zerthun"]}
    asked.refresh_from_db()
    assert "name_to_use" not in (asked.answers or {})
    # One entry, however often a browser pauses for breath.
    assert AuditEntry.objects.filter(verb="draft.begun").count() == 1
    StepDraft.objects.update(begun_at=timezone.now() - timedelta(hours=2))
    actions.keep_draft(coordinator, intake=asked, step="name", said=NAMED, version=7)
    assert AuditEntry.objects.filter(verb="draft.begun").count() == 2


def test_two_writers_have_a_draft_each_and_learn_of_each_other(
    coordinator: Actor, asked: Intake
) -> None:
    other = make_member(coordinator.clinic, "coordinator", name="Second Coordinator")
    assert queries.also_working(coordinator, asked) == ""
    actions.keep_draft(other, intake=asked, step="name", said=NAMED, version=1)
    actions.keep_draft(
        coordinator, intake=asked, step="name", said={"name_to_use": ["Mine"]}, version=1
    )
    assert queries.also_working(coordinator, asked) == "Second Coordinator"
    mine, theirs = (queries.own_draft(who, asked, "name") for who in (coordinator, other))
    assert mine is not None
    assert theirs is not None
    assert (mine.said, theirs.said) == ({"name_to_use": ["Mine"]}, NAMED)
    actions.save_step(coordinator, intake=asked, step="name", answers={"name_to_use": "Mine"})
    assert queries.own_draft(coordinator, asked, "name") is None
    kept = queries.own_draft(other, asked, "name")
    assert kept is not None
    assert kept.said == NAMED


def test_a_draft_goes_when_the_intake_ends(coordinator: Actor, asked: Intake) -> None:
    actions.keep_draft(coordinator, intake=asked, step="name", said=NAMED, version=1)
    actions.decline_intake(coordinator, intake=asked, reason="client_chose")
    assert not StepDraft.objects.exists()
    asked.refresh_from_db()
    with pytest.raises(Blocked) as refused:
        actions.keep_draft(coordinator, intake=asked, step="name", said=NAMED, version=1)
    assert refused.value.code == "intake_not_open"


def test_a_name_that_needs_her_yes_is_in_no_draft_before_it(
    coordinator: Actor, asked: Intake
) -> None:
    said: dict[str, list[str]] = {
        "party-0-kind": ["exploiter"], "party-0-name": ["Vex Orrin"],
        "party-1-kind": ["employer"], "party-1-name": ["Laundry"],
    }  # fmt: skip
    draft = actions.keep_draft(coordinator, intake=asked, step="parties", said=said, version=1)
    assert draft.said == {"party-1-kind": ["employer"], "party-1-name": ["Laundry"]}
    said["exploiter_consent"] = ["yes"]
    draft = actions.keep_draft(coordinator, intake=asked, step="parties", said=said, version=1)
    assert draft.said == said


# --- the page -------------------------------------------------------------------------------------


def sent(browser: Browser, intake: Intake, **said: Any) -> Any:
    return browser.post(f"/harbor/intake/{intake.pk}/name/draft/", said)


def test_the_page_brings_back_what_was_typed(coordinator: Actor, asked: Intake) -> None:
    browser, here = browsing_as(coordinator), f"/harbor/intake/{asked.pk}/name/"
    answer = sent(browser, asked, version=asked.version, name_to_use="Zerthun", other="x")
    assert (answer.status_code, answer.json()["said"][:11]) == (200, "Draft saved")
    page = browser.get(here).content.decode()
    assert 'value="Zerthun"' in page
    assert "It is not saved yet." in page
    assert StepDraft.objects.get().said == {"name_to_use": ["Zerthun"]}
    # Somebody else opens the same page: a warning, and not a word of it.
    other = make_member(coordinator.clinic, "coordinator", name="Second Coordinator")
    theirs = browsing_as(other).get(here).content.decode()
    assert "Zerthun" not in theirs
    assert "worked on this intake a moment ago" in theirs
    done = browser.post(here, {"version": asked.version, "name_to_use": "Zerthun"})
    assert done.status_code == 302
    assert not StepDraft.objects.exists()


def test_whoever_types_over_anothers_newer_text_is_told(coordinator: Actor, asked: Intake) -> None:
    other = make_member(coordinator.clinic, "coordinator", name="Second Coordinator")
    old = asked.version
    actions.save_step(other, intake=asked, step="help", answers={"wish": "A room"})
    browser = browsing_as(coordinator)
    answer = sent(browser, asked, version=old, name_to_use="Zerthun")
    assert answer.status_code == 409
    assert "somebody saved this intake meanwhile" in answer.json()["said"]
    page = browser.get(f"/harbor/intake/{asked.pk}/name/").content.decode()
    assert "Something of this intake was saved since." in page
    assert 'value="Zerthun"' in page


def test_nonsense_is_told_of(coordinator: Actor, asked: Intake) -> None:
    assert sent(browsing_as(coordinator), asked, version="x").status_code == 422
    ended = actions.decline_intake(coordinator, intake=asked, reason="client_chose")
    answer = sent(browsing_as(coordinator), ended, version=1, name_to_use="Zerthun")
    assert answer.status_code == 409
    assert "not open" in answer.json()["said"]
