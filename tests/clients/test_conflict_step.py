"""The conflict check as a step of intake: run from there, put off in words, opened again."""

from typing import Any

import pytest

from clients import actions, queries
from clients.models import Client, ConflictCheck, Intake
from clients.rules.intake_more_steps import CONFLICT
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.access.scopes import IN_SCOPE
from clinic.audit.models import AuditEntry
from tests.builders import calling_as
from tests.clients.conftest import desk_of, known_client, told_intake

pytestmark = pytest.mark.django_db
RUN, LATER = {"conflict_check": "run"}, {"conflict_check": "later"}
OTHERS = {"exploiter_consent": "yes",
          "parties": [{"kind": "exploiter", "name": "Viktor Musterfall"}]}  # fmt: skip


def named(coordinator: Actor, name: str = "Anna Nebenan") -> Intake:
    return actions.save_step(
        coordinator, intake=told_intake(coordinator), step="identity",
        answers={"legal_name": name},
    )  # fmt: skip


def save(coordinator: Actor, intake: Intake, step: str, answers: Any) -> Intake:
    actions.save_step(
        coordinator, intake=queries.intake_of(coordinator, intake.pk), step=step, answers=answers
    )
    return queries.intake_of(coordinator, intake.pk)


def missing(intake: Intake) -> list[str]:
    return [step.code for step in queries.missing_steps(intake)]


def post(coordinator: Actor, intake: Intake, answers: dict[str, str], **more: Any) -> Any:
    version = Intake.objects.get(pk=intake.pk).version
    return desk_of(coordinator).post(
        f"intake/{intake.pk}/conflict/", {**answers, "version": version}, **more
    )


def test_the_check_runs_from_the_step_and_the_page_says_only_that_something_was_found(
    coordinator: Actor,
) -> None:
    known_client(coordinator, "Viktor Musterfall")
    intake = save(coordinator, named(coordinator), "parties", OTHERS)
    page = post(coordinator, intake, RUN, follow=True)
    text = page.content.decode()
    assert page.redirect_chain[-1][0].endswith(f"/intake/{intake.pk}/conflict/")
    assert "There is something to look at." in text
    other = Client.objects.exclude(pk=intake.client_id).get()
    for fact in ("Musterfall", "Viktor", other.code_name):
        assert fact not in text
    check = ConflictCheck.objects.get()
    assert (check.client_id, check.decision) == (intake.client_id, "")
    verbs = list(AuditEntry.objects.order_by("-id").values_list("verb", flat=True)[:2])
    assert sorted(verbs) == ["conflict_check.run", "step.saved"]
    assert "conflict" not in missing(queries.intake_of(coordinator, intake.pk))


def test_it_is_put_off_in_words_and_never_passed_over(coordinator: Actor) -> None:
    intake = named(coordinator)
    page = post(coordinator, intake, {})
    assert page.status_code == 422
    assert "conflict" in missing(queries.intake_of(coordinator, intake.pk))
    post(coordinator, intake, LATER)
    saved = queries.intake_of(coordinator, intake.pk)
    assert "conflict" not in missing(saved)
    assert not ConflictCheck.objects.exists()
    (line,) = [one for one in queries.stands_open(saved) if "conflict" in one]
    assert line == "The conflict check was not run. Nobody is assigned before it is decided."
    with pytest.raises(Blocked):
        actions.save_step(coordinator, intake=saved, step="conflict", answers={})


def test_without_a_name_there_is_nothing_to_run_and_nothing_is_saved(coordinator: Actor) -> None:
    intake = told_intake(coordinator)
    page = post(coordinator, intake, RUN)
    assert page.status_code == 409
    assert "There is no name to check yet." in page.content.decode()
    assert "conflict" in missing(queries.intake_of(coordinator, intake.pk))


def test_a_name_that_changes_in_an_earlier_step_opens_it_again(coordinator: Actor) -> None:
    intake = save(coordinator, named(coordinator), "conflict", RUN)
    intake = save(coordinator, intake, "help", {"help_wanted": "A bed."})
    assert "conflict" not in missing(intake)
    intake = save(coordinator, intake, "parties", OTHERS)
    assert "conflict" in missing(intake)
    assert "Names changed since the conflict check. Run it again." in queries.stands_open(intake)
    intake = save(coordinator, intake, "conflict", RUN)
    assert "conflict" not in missing(intake)


def test_a_name_of_another_record_shows_in_what_stands_open(coordinator: Actor) -> None:
    intake = save(coordinator, named(coordinator), "parties", OTHERS)
    save(coordinator, intake, "conflict", RUN)
    known_client(coordinator, "Wiktor Musterfal")
    intake = queries.intake_of(coordinator, intake.pk)
    assert "Names changed since the conflict check. Run it again." in queries.stands_open(intake)


def test_review_says_what_stands_open_until_somebody_decided(coordinator: Actor) -> None:
    intake = named(coordinator)
    for step in ("language", "name", "contact", "help", "screening"):
        intake = save(coordinator, intake, step, {})
    desk, review = desk_of(coordinator), f"intake/{intake.pk}/review/"
    assert "Not asked yet: Other people." in desk.get(review).content.decode()
    intake = save(coordinator, save(coordinator, intake, "parties", OTHERS), "conflict", RUN)
    text = desk.get(review).content.decode()
    assert "A coordinator has to decide about it." in text
    assert "Not asked yet" not in text
    check = ConflictCheck.objects.get()
    actions.decide_conflict(coordinator, check=check, decision="possible", reason="Wait.")
    assert "Conflict check: Possible conflict, under review." in desk.get(review).content.decode()
    again = actions.run_conflict_check(coordinator, client=intake.client)
    actions.decide_conflict(coordinator, check=again, decision="clear")
    assert "Nothing: every step was asked" in desk.get(review).content.decode()


def test_an_intake_that_was_paused_goes_on_there(coordinator: Actor) -> None:
    intake = named(coordinator)
    for step in ("language", "name", "contact", "help", "screening", "parties"):
        intake = save(coordinator, intake, step, {})
    actions.pause_intake(coordinator, intake=intake)
    intake = actions.resume_intake(coordinator, intake=queries.intake_of(coordinator, intake.pk))
    intake = save(coordinator, intake, "safety", {"safe_now": "yes", "private": "yes"})
    assert queries.open_step(intake) is CONFLICT
    positions = queries.step_positions(intake, "conflict")
    assert [one["code"] for one in positions][-2:] == ["conflict", "review"]


def test_a_page_sent_twice_runs_one_check(coordinator: Actor) -> None:
    intake = named(coordinator)
    version = Intake.objects.get(pk=intake.pk).version
    desk = desk_of(coordinator)
    for _time in "12":
        sent = {**RUN, "version": version}
        assert desk.post(f"intake/{intake.pk}/conflict/", sent).status_code == 302
    assert ConflictCheck.objects.count() == 1


def test_a_program_that_may_not_check_does_not_check_through_the_step(coordinator: Actor) -> None:
    intake = named(coordinator)
    held = sorted(IN_SCOPE & coordinator.capabilities - {"conflict.check"})
    program = calling_as(coordinator, *held)
    path = f"intakes/{intake.pk}"
    said = program.change(f"{path}/steps/conflict", RUN, of=path, method="put")
    assert said.status_code == 403
    assert not ConflictCheck.objects.exists()
    whole = calling_as(coordinator)
    told = whole.change(f"{path}/steps/conflict", RUN, of=path, method="put").json()
    assert told["awaiting_decision"] is True
    assert "conflict" not in told["missing"]


def test_nobody_checks_while_talking_is_not_safe(coordinator: Actor) -> None:
    intake = save(coordinator, named(coordinator), "safety", {"safe_now": "no", "private": "yes"})
    with pytest.raises(Refused):
        actions.save_step(coordinator, intake=intake, step="conflict", answers=RUN)
    assert not ConflictCheck.objects.exists()
