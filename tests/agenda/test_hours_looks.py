"""Hours in a real browser: every look accessible and whole; a timer, from start to the week."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from zeal import zeal_ignore

from agenda import actions
from agenda.models import Timer
from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import new_id
from tests.browser.watch import picture
from tests.builders import make_case, make_clinic, make_member
from tests.everywhere.world_hours import hours_for
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import MIXED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]


@pytest.fixture
def lawyer(transactional_db: None) -> Actor:
    """Coordinates and works as an attorney."""
    with transaction.atomic():
        return make_member(make_clinic("harbor"), "attorney", "coordinator")


def fill(actor: Actor) -> dict[str, str]:
    """Make one of everything; return the pages."""
    at = f"/{actor.clinic.slug}"
    with bind(actor.clinic), transaction.atomic(), zeal_ignore():
        case = make_case(actor, actor)
        case = Case.objects.select_related("client__key", "key").get(pk=case.pk)
        entry = hours_for(actor, case, what="Read the file, and then read the file once more")
        actions.correct_hours(
            actor, entry=entry, version=1, reason="It was longer.", day=today(), tenths=22,
            kind="research", what="ملف القضية",
        )  # fmt: skip
        gone = hours_for(actor, case, tenths=1)
        actions.take_back_hours(actor, entry=gone, version=1, reason="The wrong case.")
        hours_for(actor, case, day=today() - timedelta(days=1), kind="travel")
        funder = actions.add_funder(
            actor, funder_id=new_id(), name="Made-up Foundation for the Rights of Workers"
        )
        actions.set_funder(actor, case=case, funder=funder, since=case.opened_on)
        for currency, kind in (("USD", ""), ("EUR", "travel")):
            actions.set_rate(
                actor, rate_id=new_id(), kind=kind, funder=funder, cents=7500, currency=currency,
                valid_from=date(2020, 1, 1),
            )  # fmt: skip
        timer = actions.start_timer(actor, case=case, timer_id=new_id())
        Timer.objects.update(started_at=timezone.now() - timedelta(hours=13))
    of_case, of_entry = f"{at}/cases/{case.pk}/", f"{at}/hours/{entry.pk}/"
    return {
        "hours of case": f"{of_case}hours/",
        "log hours": f"{of_case}hours/log/",
        "funder of case": f"{of_case}funder/",
        "hours": of_entry,
        "correct hours": f"{of_entry}correct/",
        "take hours back": f"{of_entry}take-back/",
        "stop timer": f"{at}/timers/{timer.pk}/stop/",
        "week": f"{at}/hours/",
        "sums": f"{at}/hours/sums/?first=2020-01-01&last=2022-12-31&by=person",
        "sums of the year": f"{at}/hours/sums/",
        "rates": f"{at}/hours/rates/",
        "set rate": f"{at}/hours/rates/set/",
        "add funder": f"{at}/hours/funders/add/",
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
            picture(page, f"hours {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
    assert wrong == []


def test_a_timer_is_started_stopped_and_stands_in_the_week(lawyer: Actor, live_server: Any) -> None:
    with bind(lawyer.clinic), transaction.atomic(), zeal_ignore():
        case = make_case(lawyer, lawyer)
    session = session_of(lawyer)
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, "phone")
        page.goto(f"/harbor/cases/{case.pk}/hours/")
        page.get_by_role("button", name="Start a timer").click()
        page.get_by_text("Your timer runs").wait_for()
        page.goto("/harbor/hours/")
        page.get_by_role("link", name="Stop it").click()
        page.get_by_role("button", name="Stop and record").click()
        page.get_by_text("The hours were recorded.").wait_for()
        page.goto("/harbor/hours/")
        page.get_by_text("0.1 h").first.wait_for()
        page.get_by_label("Hours").fill("1:30")
        page.get_by_role("button", name="Record them").click()
        page.get_by_text("1.5 hours recorded.").wait_for()
        assert faults(page) == []
