"""Training: data read strictly, confirmed by somebody else, asked before cases and intake."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from cases.actions import assign_case
from cases.models import Case
from cases.queries import suggestions
from clients import actions as clients
from clinic.access.actor import Actor, member_actor
from clinic.access.refusals import Blocked
from clinic.people.models import Membership
from clinic.tenancy.current import bind, today
from staffing import actions, queries
from staffing.models import Override, Training
from staffing.rules.training import (
    FILE,
    Module,
    TrainingError,
    asked,
    asked_at_intake,
    lacking,
    modules,
    read_modules,
)
from tests.builders import browsing_as, calling_as, make_member, seat_of
from tests.everywhere.world_board import again, post
from tests.everywhere.world_training import ask_for_training, train, write_down
from tests.staffing.boarding import blocked

INTAKE = {"confidentiality", "trauma_informed"}


# --- the rules --------------------------------------------------------------------------------


def test_what_is_asked_of_whom() -> None:
    assert {one.code for one in asked_at_intake()} == INTAKE
    assert {one.code for one in asked("attorney", "t_visa")} == set(modules())
    assert {one.code for one in asked("attorney", "asylum")} == set(modules()) - {"tu_basics"}
    assert "tu_basics" not in {one.code for one in asked("advocate", "t_visa")}
    assert [one.code for one in modules().values() if one.firm] == ["confidentiality"]


def test_it_holds_for_so_many_months_and_its_last_day_counts() -> None:
    one = modules()["confidentiality"]
    assert one.last_day(date(2026, 3, 6)) == date(2027, 3, 6)
    assert _lasting(6).last_day(date(2026, 8, 31)) == date(2027, 2, 28)
    trained = {one.code: date(2026, 11, 29)}
    assert lacking([one], trained, date(2026, 11, 29)) == []
    assert lacking([one], trained, date(2026, 11, 30)) == [(one, "expired")]
    assert lacking([one], {}, date(2026, 11, 30)) == [(one, "missing")]


def _lasting(months: int) -> Module:
    return Module("x_y", "X", "Y", months, frozenset({"attorney"}), frozenset(), "none")


OF_COUNSEL = (
    'roles = ["attorney", "supervising_attorney", "representative", "co_counsel", '
    '"paralegal", "student"]'
)


@pytest.mark.parametrize(
    ("was", "became", "why"),
    [
        ("months = 12", "months = 0", "months must be"),
        ("months = 12", "months = true", "months must be"),
        ("intake = true", "intake = 1", "must be true or false"),
        ('"t_visa"', '"t_visum"', "no such kind of matter"),
        (OF_COUNSEL, "roles = []", "roles must be of"),
        (OF_COUNSEL, 'roles = ["attorney", "attorney"]', "twice"),
        ("firm = true", "firm = false", "nobody goes past it"),
        ('code = "security"', 'code = "interpreters"', "stands twice"),
        ('code = "security"', 'code = "Se curity"', "small letters"),
        ('code = "security"', 'code = "security"\nlevel = 1', "unknown keys: level"),
        ('source = "practice of the field"', 'source = " "', "source is missing"),
        ("[[module]]", "[[modul]]", "unknown keys"),
        ("[[module]]", "[module", ""),
    ],
)
def test_a_file_that_is_wrong_is_not_used(was: str, became: str, why: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert was in text
    with pytest.raises(TrainingError, match=why):
        read_modules(text.replace(was, became))


# --- evidence ---------------------------------------------------------------------------------


def test_ones_own_word_does_not_count_and_nobody_confirms_it_for_themselves(
    coordinator: Actor, supervisor: Actor
) -> None:
    own = write_down(coordinator)
    assert queries.lacking_at_intake(seat_of(coordinator))
    assert blocked(lambda: actions.confirm_training(coordinator, training=own)) == "own_word"
    actions.confirm_training(supervisor, training=own)
    assert blocked(lambda: actions.confirm_training(supervisor, training=own)) == (
        "confirmed_already"
    )
    lines = {line.module.code: line for line in queries.own_training(coordinator).lines}
    assert set(lines) == INTAKE
    assert lines["confidentiality"].state == "current"
    with connection.cursor() as cursor:
        cursor.execute("SELECT provider::text FROM staffing_training")
        assert "Academy" not in cursor.fetchone()[0]


def test_what_runs_out_is_said_thirty_days_before_on_both_pages(
    coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    day = today() - timedelta(days=340)
    train(attorney, supervisor, "confidentiality", done_on=day)
    (first, *_rest) = queries.own_training(attorney).lines
    assert first.state == "missing"
    states = {line.module.code: line.state for line in queries.own_training(attorney).lines}
    assert states["confidentiality"] == "soon"
    assert "Runs out soon" in browsing_as(attorney).get("/harbor/people/training/").content.decode()
    page = browsing_as(coordinator).get("/harbor/people/trainings/").content.decode()
    assert "Runs out soon" in page
    train(attorney, supervisor, "confidentiality")
    states = {line.module.code: line.state for line in queries.own_training(attorney).lines}
    assert states["confidentiality"] == "current"


def test_it_is_written_confirmed_and_taken_back_on_pages(
    coordinator: Actor, attorney: Actor
) -> None:
    mine, theirs = browsing_as(attorney), browsing_as(coordinator)
    form = mine.get("/harbor/people/training/add/?module=security").context["form"]
    sent = {
        "form_token": form["form_token"].value(), "module": "security", "how": "online",
        "done_on": today().isoformat(), "provider": "",
    }  # fmt: skip
    for _turn in range(2):
        assert mine.post("/harbor/people/training/add/", sent).status_code == 302
    row = Training.objects.get()
    assert mine.post(f"/harbor/trainings/{row.pk}/confirm/").status_code == 403
    assert theirs.post(f"/harbor/trainings/{row.pk}/confirm/").status_code == 302
    assert calling_as(attorney).read("trainings")["items"][0]["state"] == "current"
    assert mine.post(f"/harbor/trainings/{row.pk}/remove/").status_code == 302
    assert calling_as(attorney).read("trainings")["items"] == []
    future = {**sent, "done_on": (today() + timedelta(days=1)).isoformat()}
    future["form_token"] = (
        mine.get("/harbor/people/training/add/").context["form"]["form_token"].value()
    )
    assert "future day" in mine.post("/harbor/people/training/add/", future).content.decode()


# --- the gate on assignment -------------------------------------------------------------------


def test_where_it_is_not_asked_nothing_changes(
    coordinator: Actor, attorney: Actor, waiting: Case
) -> None:
    assign_case(coordinator, case=waiting, membership=seat_of(attorney), role="attorney")
    clients.start_intake(coordinator)


def test_a_missing_training_is_for_a_supervisor_to_weigh_but_not_confidentiality(
    coordinator: Actor, supervisor: Actor, attorney: Actor, waiting: Case
) -> None:
    ask_for_training(coordinator.clinic)
    with bind(coordinator.clinic):
        give: dict[str, Any] = {
            "case": waiting,
            "membership": seat_of(attorney),
            "role": "attorney",
        }
        assert blocked(lambda: assign_case(supervisor, **give, reason="Urgent.")) == (
            "confidentiality_missing"
        )
        (one,) = suggestions(coordinator, waiting)
        levels = {each.code: each.level for each in one.against}
        assert levels["confidentiality_missing"] == "firm"
        assert levels["training_missing"] == "look"
        train(attorney, supervisor, "confidentiality")
        assert blocked(lambda: assign_case(coordinator, **give)) == "training_missing"
        assign_case(supervisor, **give, reason="She trains others.")
    assert Override.objects.get().codes == ["training_missing"]


def test_what_has_run_out_is_as_good_as_none(
    coordinator: Actor, supervisor: Actor, attorney: Actor, waiting: Case
) -> None:
    ask_for_training(coordinator.clinic)
    with bind(coordinator.clinic):
        train(attorney, supervisor)
        give: dict[str, Any] = {
            "case": waiting,
            "membership": seat_of(attorney),
            "role": "attorney",
        }
        old = today() - timedelta(days=367)
        Training.objects.filter(module="security").update(done_on=old)
        assert blocked(lambda: assign_case(coordinator, **give)) == "training_expired"
        Training.objects.filter(module="confidentiality").update(done_on=old)
        assert blocked(lambda: assign_case(coordinator, **give)) == "confidentiality_expired"
        Training.objects.update(done_on=today())
        assign_case(coordinator, **give)


def test_an_offer_of_the_board_asks_it_at_acceptance_and_says_what_is_missing(
    coordinator: Actor, supervisor: Actor, attorney: Actor, waiting: Case
) -> None:
    opportunity = post(coordinator, waiting)
    actions.show_interest(attorney, opportunity=opportunity)
    actions.offer_opportunity(
        coordinator, opportunity=again(opportunity), membership=seat_of(attorney)
    )
    ask_for_training(coordinator.clinic)
    with bind(coordinator.clinic):
        opportunity = again(opportunity)
        assert blocked(lambda: actions.accept_offer(attorney, opportunity=opportunity)) == (
            "confidentiality_missing"
        )
        train(attorney, supervisor)
        actions.accept_offer(attorney, opportunity=opportunity)


# --- the gate on intake -----------------------------------------------------------------------


def test_untrained_nobody_begins_an_intake_or_reads_answers_on_any_way(
    coordinator: Actor, supervisor: Actor
) -> None:
    intake = clients.start_intake(coordinator)
    ask_for_training(coordinator.clinic)
    with bind(coordinator.clinic):
        for act in (
            lambda: clients.start_intake(coordinator),
            lambda: clients.reveal_answers(
                coordinator, intake=intake, step="safety", reason="intake"
            ),
        ):
            assert blocked(act) == "training_needed"
    browser, program = browsing_as(coordinator), calling_as(coordinator)
    page = browser.get("/harbor/intake/start/")
    assert page.status_code == 409
    text = page.content.decode()
    for words in ("8 USC 1367", "Trauma-informed", "not confirmed", "/harbor/people/training/"):
        assert words in text
    answer = program.make("intakes", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "training_needed")
    with bind(coordinator.clinic):
        train(coordinator, supervisor, *INTAKE)
        clients.start_intake(coordinator)
    assert browser.get("/harbor/intake/start/").status_code == 200


def test_each_door_of_intake_and_screening_is_behind_it(
    coordinator: Actor, attorney: Actor
) -> None:
    from clinic.access.policy import conditions, require

    assert set(conditions) == set(actions.INTAKE)
    ask_for_training(coordinator.clinic)
    with bind(coordinator.clinic):
        for who, capability in (
            (coordinator, "intake.work"), (coordinator, "screening.work"),
            (attorney, "screening.work"), (attorney, "screening.view"),
        ):  # fmt: skip
            with pytest.raises(Blocked):
                require(who, capability)


def test_a_program_meets_nobody_and_is_not_asked(coordinator: Actor) -> None:
    ask_for_training(coordinator.clinic)
    with bind(coordinator.clinic):
        seat = seat_of(make_member(coordinator.clinic, "coordinator", name="Program"))
        Membership.objects.filter(pk=seat.pk).update(is_system=True)
        actions.refuse_untrained(member_actor(seat.pk))


def test_an_administrator_turns_it_on_and_off(coordinator: Actor) -> None:
    administrator = make_member(coordinator.clinic, "administrator")
    browser = browsing_as(administrator)
    form = browser.get("/harbor/office/settings/").context["form"]
    sent = {name: form[name].value() for name in form.fields if name != "asks_training"}
    assert browser.post(
        "/harbor/office/settings/", {**sent, "asks_training": "on"}
    ).status_code == (302)
    assert browsing_as(coordinator).get("/harbor/intake/start/").status_code == 409
    form = browser.get("/harbor/office/settings/").context["form"]
    sent = {name: form[name].value() for name in form.fields if name != "asks_training"}
    browser.post("/harbor/office/settings/", sent)
    assert browsing_as(coordinator).get("/harbor/intake/start/").status_code == 200
