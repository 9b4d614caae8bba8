"""The question of a month: one link a person, used once, telling of nobody; what follows."""

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client as Browser
from django.utils import timezone
from zeal import zeal_ignore

from agenda import actions, hooks, queries
from agenda.models import Silence, StatusAsk
from agenda.rules.status import TRIES
from agenda.tasks import ask_everybody, look_into, status_letter
from cases import actions as case_actions
from cases.models import Assignment, Case
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.notices.models import OutboxItem
from clinic.office import actions as office
from clinic.services.places import ROOT
from clinic.services.postgres import Postgres
from clinic.services.roles import WORKER
from clinic.tenancy.current import bind, today
from filings.models import ReminderWishes
from tests.browser.watch import picture
from tests.builders import browsing_as, make_case, make_clinic, make_member, seat_of
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import MIXED

SCAN = "import django; django.setup(); from agenda.tasks import find_silences; find_silences()"
LINK = re.compile(r"(/status/[^/\s]+/)")


def link_of(member: Actor) -> str:
    """Read the link out of the mail that would leave now."""
    ask = StatusAsk.objects.get(membership=seat_of(member), revoked_at=None)
    letter = status_letter(OutboxItem.objects.get(ref_id=ask.pk))
    assert letter is not None
    found = LINK.search(letter.body)
    assert found is not None
    return found[1]


@pytest.fixture
def asked(case: Case) -> Case:
    cache.clear()
    assert ask_everybody(case.clinic.pk) == 2
    return case


def test_everybody_on_an_open_case_is_asked_once_a_month(
    asked: Case, attorney: Actor, advocate: Actor, coordinator: Actor, stranger: Actor
) -> None:
    assert ask_everybody(asked.clinic.pk) == 0
    people = {row.membership_id for row in StatusAsk.objects.all()}
    assert people == {seat_of(attorney).pk, seat_of(advocate).pk}
    assert OutboxItem.objects.filter(kind="agenda.status").count() == 2
    StatusAsk.objects.update(month=date(2020, 1, 1))
    assert ask_everybody(asked.clinic.pk) == 2
    assert StatusAsk.objects.filter(revoked_at=None).count() == 2


def test_quiet_hours_are_asked_of_everybodys_wishes(case: Case, attorney: Actor) -> None:
    hour = timezone.now().astimezone(ZoneInfo(case.clinic.time_zone)).hour
    seat = seat_of(attorney)
    said = {"quiet_from": hour, "quiet_until": (hour + 2) % 24}
    ReminderWishes.objects.create(membership=seat, **said)
    wakes = hooks.awake([seat.pk])[seat.pk]
    assert timezone.now() < wakes <= timezone.now() + timedelta(hours=2)
    ReminderWishes.objects.update(quiet_from=0, quiet_until=0)
    assert hooks.awake([seat.pk]) == {}


def test_a_mail_waits_for_the_end_of_the_quiet_hours(case: Case, attorney: Actor) -> None:
    actor = Actor.system(case.clinic, "silence")
    later = timezone.now() + timedelta(hours=5)
    ask = actions.ask_status(
        actor, membership=seat_of(attorney), month=today().replace(day=1), leaves_at=later
    )
    item = OutboxItem.objects.get(ref_id=ask.pk)
    assert item.not_before == later
    assert ask.expires_at == later + timedelta(days=21)


def test_the_page_and_the_mail_tell_of_nobody(asked: Case, attorney: Actor) -> None:
    ask = StatusAsk.objects.get(membership=seat_of(attorney))
    letter = status_letter(OutboxItem.objects.get(ref_id=ask.pk))
    assert letter is not None
    page = Browser().get(link_of(attorney))
    assert page.status_code == 200
    for text in (letter.subject + letter.body, page.content.decode()):
        for hidden in (
            asked.number, asked.client.code_name, str(asked.pk), str(ask.pk), attorney.name,
            asked.clinic.name,
        ):  # fmt: skip
            assert hidden not in text


def test_a_link_answers_once_and_a_look_changes_nothing(
    asked: Case, attorney: Actor, coordinator: Actor
) -> None:
    link, entries = link_of(attorney), AuditEntry.objects.count()
    for _turn in range(3):
        assert Browser().get(link).status_code == 200
    assert Browser().head(link).status_code in {200, 405}
    assert (AuditEntry.objects.count(), StatusAsk.objects.exclude(answer="").count()) == (
        entries, 0,
    )  # fmt: skip
    assert Browser().post(link, {"answer": "maybe"}).status_code == 422
    assert Browser().post(link, {"answer": "well", "tenths": "much"}).status_code == 422
    answer = Browser().post(link, {"answer": "well", "tenths": "12:30"})
    assert answer.status_code == 200
    ask = StatusAsk.objects.get(membership=seat_of(attorney))
    assert (ask.answer, ask.tenths, ask.token) == ("well", 125, None)
    assert AuditEntry.objects.filter(verb="status.answered").count() == 1
    assert Browser().get(link).status_code == 404
    assert Browser().post(link, {"answer": "help"}).status_code == 404
    page = browsing_as(coordinator).get("/harbor/silent/").content.decode()
    assert "12.5 hours" in page
    assert "Yes, all is well" in page


@pytest.mark.parametrize("how", ["expired", "replaced", "left", "no_case"])
def test_a_link_that_is_over_is_not_found(
    asked: Case, attorney: Actor, coordinator: Actor, how: str
) -> None:
    link = link_of(attorney)
    rows = StatusAsk.objects.filter(membership=seat_of(attorney))
    if how == "expired":
        rows.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "replaced":
        rows.update(month=date(2020, 1, 1))
        ask_everybody(asked.clinic.pk)
    elif how == "left":
        administrator = make_member(asked.clinic, "administrator")
        office.end_membership(administrator, membership=seat_of(attorney))
    else:
        on_it = Assignment.objects.select_related("case__client").get(case=asked, role="attorney")
        case_actions.end_assignment(coordinator, assignment=on_it)
    assert Browser().get(link).status_code == 404
    assert Browser().post(link, {"answer": "well"}).status_code == 404
    assert Browser().get("/status/never-there/").status_code == 404


def test_who_guesses_is_told_nothing_for_an_hour(asked: Case, attorney: Actor) -> None:
    link, guesser = link_of(attorney), Browser()
    for _turn in range(TRIES):
        assert guesser.get("/status/wrong/").status_code == 404
    assert guesser.get(link).status_code == 404
    assert Browser(REMOTE_ADDR="192.0.2.7").get(link).status_code == 200


@pytest.mark.parametrize("answer", ["help", "hand_over"])
def test_who_needs_somebody_stands_in_the_queue_until_spoken_with(
    asked: Case, attorney: Actor, coordinator: Actor, answer: str
) -> None:
    Browser().post(link_of(attorney), {"answer": answer})
    for _turn in range(2):
        look_into(asked.clinic.pk)
    row = queries.silences(coordinator).get()
    assert (row.reason, row.assignment.membership) == (answer, seat_of(attorney))
    actions.answer_silence(
        coordinator, silence=row, answer="well", version=1,
        look_again_on=today() + timedelta(days=5),
    )  # fmt: skip
    look_into(asked.clinic.pk)
    assert not queries.silences(coordinator).exists()


def test_an_answer_of_before_is_not_about_a_case_given_after_it(
    asked: Case, attorney: Actor, coordinator: Actor
) -> None:
    Browser().post(link_of(attorney), {"answer": "help"})
    make_case(coordinator, attorney)
    look_into(asked.clinic.pk)
    assert [row.assignment.case for row in queries.silences(coordinator)] == [asked]


def test_two_questions_without_an_answer_are_a_silence(
    asked: Case, attorney: Actor, advocate: Actor, coordinator: Actor
) -> None:
    seat = seat_of(attorney)
    StatusAsk.objects.update(month=date(2020, 1, 1), expires_at=timezone.now())
    look_into(asked.clinic.pk)
    assert not Silence.objects.exists()
    ask_everybody(asked.clinic.pk)
    look_into(asked.clinic.pk)
    assert not Silence.objects.exists()  # the second may be answered still
    link = link_of(attorney)
    StatusAsk.objects.filter(month__gt=date(2020, 1, 1)).update(expires_at=timezone.now())
    for _turn in range(2):
        look_into(asked.clinic.pk)
    assert {row.reason for row in queries.silences(coordinator)} == {"no_answer"}
    assert queries.silences(coordinator).count() == 2
    in_time = timezone.now() + timedelta(days=1)
    StatusAsk.objects.filter(membership=seat, month__gt=date(2020, 1, 1)).update(expires_at=in_time)
    Browser().post(link, {"answer": "well"})
    look_into(asked.clinic.pk)
    assert queries.silences(coordinator).get().assignment.membership == seat_of(advocate)


@pytest.mark.django_db(transaction=True)
def test_the_beat_asks_and_looks_in_every_clinic(postgres: Postgres, database: str) -> None:
    """As the worker's own database role; twice, and nothing is there twice."""
    actors = []
    for slug in ("harbor", "cove"):
        with transaction.atomic():
            actors.append(make_member(make_clinic(slug), "attorney", "coordinator"))
        with bind(actors[-1].clinic), transaction.atomic(), zeal_ignore():
            make_case(actors[-1], actors[-1])
            Assignment.objects.update(assigned_at=timezone.now() - timedelta(days=44))
            StatusAsk.objects.bulk_create(
                StatusAsk(
                    membership=seat_of(actors[-1]), month=date(2020, turn, 1),
                    token_hash=bytes([turn]), expires_at=timezone.now(),
                )
                for turn in (1, 2)
            )  # fmt: skip
    env = {**os.environ, "DATABASE_URL": postgres.url(WORKER, database)}
    for _turn in range(2):
        subprocess.run(
            [sys.executable, "-c", SCAN], cwd=ROOT, env=env, capture_output=True, check=True
        )
    for actor in actors:
        with bind(actor.clinic), transaction.atomic():
            assert StatusAsk.objects.filter(month__gt=date(2020, 2, 1)).count() == 1
            assert Silence.objects.get().reason == "no_answer"


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("chromium")
@pytest.mark.parametrize("look", MIXED)
def test_the_page_holds_in_every_look(transactional_db: None, live_server: Any, look: str) -> None:
    cache.clear()
    with transaction.atomic():
        actor = make_member(make_clinic("harbor"), "attorney", "coordinator")
    with bind(actor.clinic), transaction.atomic(), zeal_ignore():
        make_case(actor, actor)
        ask_everybody_within(actor)
        link = link_of(actor)
    session, wrong = session_of(actor), []
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, look)
        page.goto(link)
        picture(page, f"status {look}")
        wrong += faults(page)
        page.get_by_role("button", name="I need help").click()
        page.get_by_text("Your answer is there.").wait_for()
        wrong += faults(page)
        page.goto(link)
        wrong += faults(page)
        page.goto("/harbor/silent/")
        picture(page, f"status {look} answers")
        wrong += faults(page)
    assert wrong == []


def ask_everybody_within(actor: Actor) -> None:
    scan = Actor.system(actor.clinic, "silence")
    actions.ask_status(scan, membership=seat_of(actor), month=today().replace(day=1))
