"""The intake: gates before questions, steps that lose nothing, and its ways to end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients import actions
from clients.models import Client, Intake, Party, PartyToken
from clients.queries import open_step, state_of
from clients.rules.intake_steps import GENTLE_STOP, SAFETY
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import REFUSED, AuditEntry
from clinic.pages.fields import OnceField
from clinic.tenancy.models import new_id
from tests.builders import make_member
from tests.clients.conftest import SAFE, desk_of, safe_intake, told_intake

pytestmark = pytest.mark.django_db


def saved(intake: Intake) -> Intake:
    return Intake.objects.select_related("key", "client__key").get(pk=intake.pk)


def test_nothing_is_asked_before_it_is_safe(coordinator: Actor) -> None:
    intake = actions.start_intake(coordinator)
    with pytest.raises(Blocked) as refusal:
        actions.save_step(coordinator, intake=intake, step="language", answers={"language": "x"})
    assert refusal.value.code == "not_safe"
    assert saved(intake).answers == {}
    assert AuditEntry.objects.get(outcome=REFUSED).verb == "step.saved"


def test_nothing_beyond_language_is_asked_before_rights(coordinator: Actor) -> None:
    intake = safe_intake(coordinator)
    with pytest.raises(Blocked) as refusal:
        actions.save_step(coordinator, intake=intake, step="name", answers={"name_to_use": "Noor"})
    assert refusal.value.code == "rights_first"
    assert Client.objects.get(pk=intake.client_id).name_to_use is None
    assert not Party.objects.exists()


def test_a_page_asked_for_too_early_leads_to_what_comes_first(coordinator: Actor) -> None:
    intake = safe_intake(coordinator)
    answer = desk_of(coordinator).get(f"intake/{intake.pk}/identity/")
    assert answer.status_code == 302
    assert answer["Location"].endswith("/language/")


def test_a_page_sent_too_early_is_refused_with_its_text_kept(coordinator: Actor) -> None:
    intake = safe_intake(coordinator)
    answer = desk_of(coordinator).post(
        f"intake/{intake.pk}/name/", {"name_to_use": "Noor Beispiel", "version": intake.version}
    )
    assert answer.status_code == 409
    assert "Explain rights and confidentiality first" in answer.content.decode()
    assert "Noor Beispiel" in answer.content.decode()


@pytest.mark.parametrize("said", ["no", "unsure"])
def test_when_it_is_not_safe_the_intake_stops_gently(coordinator: Actor, said: str) -> None:
    intake = actions.start_intake(coordinator)
    desk = desk_of(coordinator)
    answer = desk.post(
        f"intake/{intake.pk}/safety/", {"safe_now": said, "private": "yes", "version": 1}
    )
    page = desk.get(f"intake/{intake.pk}/").content.decode()
    assert answer["Location"].endswith(f"/intake/{intake.pk}/")
    assert "We can stop here" in page
    assert "Pause the intake" in page
    assert open_step(saved(intake)) is GENTLE_STOP


def test_rights_are_recorded_with_who_when_and_language(coordinator: Actor) -> None:
    intake = told_intake(coordinator)
    assert intake.rights_explained_by_id == coordinator.membership_id
    assert intake.rights_explained_at is not None
    assert saved(intake).rights_language == "Tigrinya"


def test_rights_without_a_language_are_not_explained(coordinator: Actor) -> None:
    intake = safe_intake(coordinator)
    with pytest.raises(Blocked):
        actions.explain_rights(coordinator, intake=intake, language="  ")
    assert saved(intake).rights_explained_at is None


def test_every_question_after_rights_can_be_skipped(coordinator: Actor) -> None:
    intake = told_intake(coordinator)
    for step in (
        "language",
        "name",
        "identity",
        "contact",
        "help",
        "screening",
        "parties",
        "review",
    ):
        intake = actions.save_step(coordinator, intake=intake, step=step, answers={})
    with pytest.raises(Blocked, match="Conflict check"):
        actions.complete_intake(coordinator, intake=intake)
    later = {"conflict_check": "later"}
    intake = actions.save_step(coordinator, intake=intake, step="conflict", answers=later)
    assert actions.complete_intake(coordinator, intake=intake).status == "ready"


def test_an_intake_with_steps_left_is_not_complete(coordinator: Actor) -> None:
    intake = told_intake(coordinator)
    with pytest.raises(Blocked, match="Safe contact"):
        actions.complete_intake(coordinator, intake=intake)
    assert saved(intake).status == "started"


def test_a_paused_intake_goes_on_where_it_was_after_asking_safety_again(
    coordinator: Actor,
) -> None:
    intake = told_intake(coordinator)
    actions.pause_intake(coordinator, intake=intake)
    intake = actions.resume_intake(coordinator, intake=intake)
    assert open_step(intake) is SAFETY
    intake = actions.save_step(coordinator, intake=intake, step="safety", answers=SAFE)
    following = open_step(intake)
    assert following is not None
    assert following.code == "language"
    assert state_of(intake).rights_recorded


def test_nothing_is_saved_in_a_paused_intake(coordinator: Actor) -> None:
    intake = actions.pause_intake(coordinator, intake=told_intake(coordinator))
    with pytest.raises(Blocked) as refusal:
        actions.save_step(coordinator, intake=intake, step="name", answers={"name_to_use": "Noor"})
    assert refusal.value.code == "intake_not_open"


def test_a_declined_intake_opens_no_case_and_keeps_names_for_conflicts(coordinator: Actor) -> None:
    intake = actions.save_step(
        coordinator,
        intake=told_intake(coordinator),
        step="identity",
        answers={"legal_name": "Noor Beispiel"},
    )
    actions.decline_intake(coordinator, intake=intake, reason="outside_scope", note="Told where.")
    assert saved(intake).status == "declined"
    assert PartyToken.objects.filter(party__client=intake.client).exists()
    with pytest.raises(Blocked):
        actions.mark_case_opened(coordinator, client=intake.client)


def test_two_people_on_one_intake_lose_nothing(coordinator: Actor) -> None:
    intake = told_intake(coordinator)
    first = {"name_to_use": "Noor", "version": intake.version}
    second = {"name_to_use": "Nur", "version": intake.version}
    desk = desk_of(coordinator)
    assert desk.post(f"intake/{intake.pk}/name/", first).status_code == 302
    answer = desk.post(f"intake/{intake.pk}/name/", second)
    assert answer.status_code == 409
    assert 'value="Nur"' in answer.content.decode()
    assert "Somebody changed this meanwhile" in answer.content.decode()
    assert saved(intake).client.name_to_use == "Noor"
    again = {**second, "version": answer.context["form"]["version"].value()}
    assert desk.post(f"intake/{intake.pk}/name/", again).status_code == 302
    assert saved(intake).client.name_to_use == "Nur"


def test_the_same_page_sent_twice_is_saved_once(coordinator: Actor) -> None:
    intake = told_intake(coordinator)
    desk, said = desk_of(coordinator), {"name_to_use": "Noor", "version": intake.version}
    answers = [desk.post(f"intake/{intake.pk}/name/", said) for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert AuditEntry.objects.filter(verb="step.saved", detail__step="name").count() == 1
    assert not AuditEntry.objects.filter(outcome=REFUSED).exists()


def test_a_start_sent_twice_makes_one_intake(coordinator: Actor) -> None:
    desk, form = desk_of(coordinator), {"form_token": OnceField.signed(new_id())}
    answers = [desk.post("intake/start/", form) for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Intake.objects.count() == Client.objects.count() == 1


def test_a_changed_name_takes_the_old_one_out_of_the_search(coordinator: Actor) -> None:
    intake = told_intake(coordinator)
    for name in ("Wrong Person", "Noor Beispiel"):
        answers = {"legal_name": name, "other_names": [f"{name} Junior"]}
        intake = actions.save_step(coordinator, intake=intake, step="identity", answers=answers)
    assert actions.search_clients(coordinator, text="Noor Beispiel")
    assert not actions.search_clients(coordinator, text="Wrong Person")


def test_answers_come_back_only_with_a_recorded_reason(coordinator: Actor) -> None:
    intake = actions.save_step(
        coordinator,
        intake=told_intake(coordinator),
        step="identity",
        answers={"legal_name": "Noor Beispiel"},
    )
    desk = desk_of(coordinator)
    without = desk.post(f"intake/{intake.pk}/identity/show/", {})
    shown = desk.post(f"intake/{intake.pk}/identity/show/", {"reason": "record"})
    assert without.status_code == 422
    assert "Noor" not in without.content.decode()
    assert 'value="Noor Beispiel"' in shown.content.decode()
    assert AuditEntry.objects.get(verb="answers.revealed").detail["reason"] == "record"


def test_the_queue_costs_the_same_for_one_and_for_many(coordinator: Actor) -> None:
    desk, counts = desk_of(coordinator), []
    for _turn in range(2):
        actions.start_intake(coordinator)
        actions.start_intake(coordinator)
        desk.get("intake/")
        with CaptureQueriesContext(connection) as caught:
            assert desk.get("intake/").status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_two_people_on_one_intake_are_told_of_each_other(coordinator: Actor) -> None:
    intake = told_intake(coordinator)
    place = f"intake/{intake.pk}/name/"
    second = make_member(coordinator.clinic, "coordinator", name="Second coordinator")
    assert "worked on this intake" not in desk_of(coordinator).get(place).content.decode()
    page = desk_of(second).get(place).content.decode()
    assert f"{coordinator.name} worked on this intake a moment ago" in page
