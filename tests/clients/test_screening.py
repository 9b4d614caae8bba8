"""Screening: when it may be asked, what never is at first, how it stops, and who sees it."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from clients import actions
from clients.models import Client, Intake, ReliefDecision, Screening
from clients.queries import client_of
from clients.queries import screening as reads
from clients.rules.screening.record import answers_by_code
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import today
from tests.builders import make_member
from tests.clients.conftest import desk_of, safe_intake, told_intake

pytestmark = pytest.mark.django_db
EXPLOITED = {"act_found": "yes", "means_debt": "yes", "purpose_work": "yes"}


def begun(coordinator: Actor, language: str = "en") -> Screening:
    client = client_of(coordinator, told_intake(coordinator).client_id)
    return actions.start_screening(coordinator, client=client, language=language, safe=True)


def seen(screening: Screening) -> Screening:
    return Screening.objects.select_related("key", "client__key").get(pk=screening.pk)


def tell(coordinator: Actor, screening: Screening, said: dict[str, str]) -> Screening:
    for code, answer in said.items():
        screening = actions.answer_screening(
            coordinator, screening=screening, section=code.split("_")[0], answers={code: answer}
        )
    return screening


def test_nothing_is_asked_before_safety_and_rights(coordinator: Actor) -> None:
    intake = safe_intake(coordinator)
    client = client_of(coordinator, intake.client_id)
    for safe, code in ((False, "not_safe"), (True, "rights_first")):
        with pytest.raises(Blocked) as refusal:
            actions.start_screening(coordinator, client=client, safe=safe)
        assert refusal.value.code == code
    assert not Screening.objects.exists()


def test_an_intake_that_turned_unsafe_stops_the_questions(coordinator: Actor) -> None:
    screening = begun(coordinator)
    intake = Intake.objects.select_related("key", "client__key").get(client=screening.client)
    said = {"safe_now": "no", "private": "yes"}
    actions.save_step(coordinator, intake=intake, step="safety", answers=said)
    with pytest.raises(Blocked) as refusal:
        tell(coordinator, screening, {"act_found": "yes"})
    assert refusal.value.code == "not_safe"
    assert actions.stop_screening(coordinator, screening=screening).status == "stopped"


def test_what_is_never_asked_first_is_refused_by_the_rule_and_opens_another_day(
    coordinator: Actor,
) -> None:
    screening, desk = begun(coordinator), desk_of(coordinator)
    with pytest.raises(Blocked) as refusal:
        tell(coordinator, screening, {"later_arrest": "yes"})
    assert refusal.value.code == "not_on_first_contact"
    assert desk.get(f"screenings/{screening.pk}/ask/later/").status_code == 404
    page = desk.get(f"screenings/{screening.pk}/").content.decode()
    assert "Offences are for the attorney" in page
    assert "arrested" not in page
    tomorrow = today() + timedelta(days=1)
    with (
        patch("clients.queries.screening.today", return_value=tomorrow),
        patch("clients.actions.screening.may_put", return_value=False),
    ):
        sent = {"later_arrest": "yes", "then": "stop", "version": "1"}
        answer = desk.post(f"screenings/{screening.pk}/ask/later/", sent)
        said = desk.get(answer.headers["Location"]).content.decode()
    assert "It has stopped. The answers of this section were not kept" in said
    assert "stopped already" not in said
    stopped = Screening.objects.select_related("key", "client__key").get(pk=screening.pk)
    assert (stopped.status, reads.done_codes(stopped)) == ("stopped", set())
    actions.resume_screening(coordinator, screening=stopped, safe=True)
    with patch("clients.queries.screening.today", return_value=tomorrow):
        page = desk.get(f"screenings/{screening.pk}/ask/later/").content.decode()
        assert "Were you ever arrested" in page
        told = tell(coordinator, screening, {"later_arrest": "yes"})
    assert answers_by_code(told.record or {}) == {"later_arrest": "yes"}


def test_status_may_be_asked_first_only_when_a_named_date_is_near(coordinator: Actor) -> None:
    screening = begun(coordinator)
    intake = Intake.objects.select_related("key", "client__key").get(client=screening.client)
    day = today() + timedelta(days=9)
    said = {"dated_letter": "yes", "dated_letter_day": day.isoformat()}
    actions.save_step(coordinator, intake=intake, step="help", answers=said)
    asked = [each.prompt.code for line in reads.section_lines(screening) for each in line.asked]
    assert "later_citizen" in asked
    assert "later_arrest" not in asked


def test_stopping_keeps_what_was_said_whatever_else_is_wrong(coordinator: Actor) -> None:
    screening, desk = begun(coordinator), desk_of(coordinator)
    place = f"screenings/{screening.pk}/ask/act/"
    sent = {"act_found": "unsure", "act_moved": "nonsense", "version": "", "then": "stop"}
    assert desk.post(place, sent).status_code == 302
    stopped = seen(screening)
    assert stopped.status == "stopped"
    assert answers_by_code(stopped.record or {}) == {"act_found": "unsure"}
    assert desk.get(place).status_code == 302
    assert desk.post(place, {"act_moved": "yes", "version": stopped.version}).status_code == 409
    page = desk.get(f"screenings/{screening.pk}/").content.decode()
    assert "We can stop here" in page
    assert "Leave to a neutral page" in page


def test_every_page_that_asks_has_the_stop_button_and_no_score(coordinator: Actor) -> None:
    screening, desk = begun(coordinator), desk_of(coordinator)
    for line in reads.section_lines(screening):
        page = desk.get(f"screenings/{screening.pk}/ask/{line.code}/").content.decode()
        assert 'name="then" value="stop"' in page
        assert "score" not in page.casefold()


def test_an_answered_set_stays_readable_as_it_was_asked(coordinator: Actor) -> None:
    screening = tell(coordinator, begun(coordinator, "es"), {"act_found": "no"})
    screening = tell(coordinator, screening, {"act_found": "yes"})
    was, now = reads.answers_as_asked(seen(screening))
    assert was.text.startswith("¿Alguien la buscó")
    assert (was.answer, now.answer) == ("No", "Sí")
    assert was.first_contact
    assert (screening.question_set, screening.set_version) == ("us", 1)
    assert answers_by_code(screening.record or {}) == {"act_found": "yes"}


def test_two_people_on_one_screening_lose_nothing(coordinator: Actor) -> None:
    screening, desk = begun(coordinator), desk_of(coordinator)
    old = screening.version
    tell(coordinator, screening, {"act_found": "yes"})
    answer = desk.post(f"screenings/{screening.pk}/ask/act/", {"act_moved": "no", "version": old})
    assert answer.status_code == 409
    assert answer.context["form"]["act_moved"].value() == "no"
    assert answers_by_code(seen(screening).record or {}) == {"act_found": "yes"}


def test_only_bound_roles_see_that_there_is_one_and_a_look_is_recorded(
    coordinator: Actor, supervisor: Actor
) -> None:
    screening = tell(coordinator, begun(coordinator), EXPLOITED)
    place = f"screenings/{screening.pk}/"
    desk = desk_of(supervisor)
    text = desk.get(place).content.decode()
    assert "T status" not in text
    assert "Did somebody find you" not in text
    shown = desk.post(f"{place}show/", {"reason": "filing"}).content.decode()
    assert "T status for survivors" in shown
    assert "Work or services the person could not leave" in shown
    assert "Did somebody find you" in shown
    assert AuditEntry.objects.filter(verb="screening.revealed").count() == 1
    advocate = make_member(coordinator.clinic, "advocate")
    assert desk_of(advocate).get(place).status_code == 404


def test_a_decision_is_recorded_and_never_shows_answers_without_a_reason(
    coordinator: Actor, supervisor: Actor
) -> None:
    screening = tell(coordinator, begun(coordinator), EXPLOITED)
    desk, place = desk_of(supervisor), f"screenings/{screening.pk}/decide/"
    sent = {"t_status-decision": "rejected", "version": screening.version}
    refused = desk.post(place, sent)
    assert refused.status_code == 422
    assert "T status" not in refused.content.decode()
    again = desk.post(place, {**sent, "reason": "filing"})
    assert "Say in a sentence why" in again.content.decode()
    sent |= {"reason": "filing", "t_status-reason": "She is a citizen."}
    assert desk.post(place, sent).status_code == 302
    row = ReliefDecision.objects.select_related("key").get()
    assert (row.relief, row.decision, row.reason) == ("t_status", "rejected", "She is a citizen.")
    line = next(each for each in reads.relief_lines(seen(screening)) if each.code == "t_status")
    assert line.decided_by == supervisor.name
    with pytest.raises(Blocked):
        actions.decide_relief(
            supervisor, screening=screening, decisions=[("vacatur", "confirmed", "")]
        )


def test_the_intake_leads_to_the_screening_and_goes_on_without_it(coordinator: Actor) -> None:
    intake, desk = told_intake(coordinator), desk_of(coordinator)
    said = {"screening_wanted": "yes", "version": intake.version}
    answer = desk.post(f"intake/{intake.pk}/screening/", said)
    assert answer["Location"].endswith(f"/clients/{intake.client_id}/screenings/")
    assert Client.objects.filter(pk=intake.client_id).exists()
    assert "screening" in Intake.objects.get(pk=intake.pk).done
