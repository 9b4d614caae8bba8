"""The room in a real browser: every look accessible and whole, and a call logged by two clicks."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from zeal import zeal_ignore

from agenda import actions
from cases.models import Case
from clients import actions as clients
from clinic.access.actor import Actor
from clinic.tenancy.current import bind, today
from tests.agenda.conftest import SAFE_PHONE
from tests.browser.watch import picture
from tests.builders import make_case, make_clinic, make_member, seat_of
from tests.everywhere.world_agenda import add_for, log_for, plan_for
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import MIXED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]


@pytest.fixture
def lawyer(transactional_db: None) -> Actor:
    """Coordinates and works as an attorney: sees every panel."""
    with transaction.atomic():
        return make_member(make_clinic("harbor"), "coordinator", "attorney")


def fill(actor: Actor) -> dict[str, str]:
    """Make one of everything; return the pages."""
    at = f"/{actor.clinic.slug}"
    with bind(actor.clinic), transaction.atomic(), zeal_ignore():
        case = make_case(actor)
        clients.change_contact(actor, client=case.client, rules=SAFE_PHONE)
        case = Case.objects.select_related("client__key", "key").get(pk=case.pk)
        contact = log_for(
            actor, case, channel="sms", rule="not_followed", rule_reason="She wrote first.",
            interpreter="ሰላም አስተርጓሚ", privilege="attorney",
        )  # fmt: skip
        actions.correct_contact(
            actor, contact=contact, version=1, at=contact.at, channel="sms", direction="in",
            privilege="shared", note="Asked when the next meeting is.",
        )  # fmt: skip
        task = add_for(
            actor, case, kind="check_in", due_on=today() - timedelta(days=2), every=2,
            unit="weeks", priority="high", assignee=seat_of(actor),
        )  # fmt: skip
        add_for(actor, case, what="A task nobody has, with a rather long description of it")
        done = add_for(actor, case, what="Already sent")
        done = actions.finish_task(actor, task=done, version=1)
        soon = timezone.now() + timedelta(days=1)
        meeting = plan_for(
            actor, case, attendees=[seat_of(actor)], accompaniment="asked", starts_at=soon
        )
        plan_for(actor, case, kind="hearing", attendees=[seat_of(actor)], starts_at=soon)
        said: dict[str, Any] = {"kind": "interview", "minutes": 60, "zone": "America/New_York"}
        meeting = actions.change_appointment(
            actor, appointment=meeting, version=1, starts_at=soon + timedelta(minutes=15),
            attendees=[seat_of(actor)], accompaniment="asked", place="غرفة ٤", **said,
        )  # fmt: skip
    of_case, of_client = f"{at}/cases/{case.pk}/", f"{at}/clients/{case.client_id}/"
    return {
        "case": of_case,
        "timeline": f"{of_case}timeline/",
        "log": f"{of_case}contacts/log/",
        "log for client": f"{of_client}contacts/log/",
        "client contacts": f"{of_client}contacts/",
        "contact": f"{at}/contacts/{contact.pk}/",
        "correct": f"{at}/contacts/{contact.pk}/correct/",
        "tasks": f"{of_case}tasks/",
        "add task": f"{of_case}tasks/add/",
        "task": f"{at}/tasks/{task.pk}/",
        "change task": f"{at}/tasks/{task.pk}/change/",
        "cancel task": f"{at}/tasks/{task.pk}/cancel/",
        "ended task": f"{at}/tasks/{done.pk}/",
        "reopen task": f"{at}/tasks/{done.pk}/reopen/",
        "mine": f"{at}/tasks/",
        "stray": f"{at}/tasks/without/",
        "add appointment": f"{of_case}appointments/add/",
        "appointment": f"{at}/appointments/{meeting.pk}/",
        "change appointment": f"{at}/appointments/{meeting.pk}/change/",
        "cancel appointment": f"{at}/appointments/{meeting.pk}/cancel/",
        "feed": f"{at}/calendar/feed/",
        "calendar": f"{at}/calendar/",
        "today": f"{at}/",
    }


@pytest.mark.parametrize("look", MIXED)
def test_the_pages_hold_in_every_look(lawyer: Actor, live_server: Any, look: str) -> None:
    pages, session = fill(lawyer), session_of(lawyer)
    wrong = []
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, look)
        for name, address in pages.items():
            answer = page.goto(address)
            assert answer is not None
            if answer.status != 200:
                wrong.append(f"{name}: {answer.status}")
            picture(page, f"agenda {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
        page.goto(pages["feed"])
        page.locator("main form button").first.click()
        page.locator("code").wait_for()
        picture(page, f"agenda {look} feed made")
        wrong += [f"feed made: {fault}" for fault in faults(page)]
    assert wrong == []


def test_a_call_is_logged_by_two_clicks(lawyer: Actor, live_server: Any) -> None:
    pages, session = fill(lawyer), session_of(lawyer)
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, "phone")
        page.goto(pages["case"])
        page.get_by_role("link", name="Log a contact").click()
        page.get_by_role("button", name="Record it").click()
        page.get_by_text("The contact was recorded.").wait_for()
        page.get_by_role("link", name="Phone call · We reached out to the client").wait_for()
        assert faults(page) == []
