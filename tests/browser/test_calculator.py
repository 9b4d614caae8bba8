"""The deadline calculator as people use it: with htmx or without script, in every look."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Somebody
from tests.browser.job import SLUG
from tests.browser.test_looks import LOOKS, MIXED, faults, in_language
from tests.browser.watch import picture

pytestmark = pytest.mark.xdist_group("stack")
CALCULATOR = f"/{SLUG}/deadlines/calculator/"


def fill_rfe(page: Page) -> None:
    page.locator("[name=fact-notice_date]").fill("2026-03-06")
    page.locator("[name=fact-service][value=mail]").check()
    page.locator("[name=fact-response][value=paper]").check()
    page.locator("[name=fact-response_days]").fill("84")
    page.locator("#show-dates").click()
    expect(page.locator("time[datetime='2026-06-01']")).to_be_visible()


def leave_all_open(page: Page) -> None:
    page.locator("#show-dates").click()
    expect(page.locator("[data-errors]")).to_be_focused()


def ask_for_more(page: Page) -> None:
    page.locator("[name=fact-delays_1_from]").fill("2026-08-01")
    page.locator("#more-periods").click()
    expect(page.locator("[name=fact-delays_3_from]")).to_be_visible()
    expect(page.locator("[name=fact-delays_1_from]")).to_have_value("2026-08-01")


def choose_nothing(page: Page) -> None:
    expect(page.get_by_text("There is no such rule.")).to_be_visible()


STATES: list[tuple[str, str, Callable[[Page], None]]] = [
    ("dates", "us.uscis.rfe", fill_rfe),
    ("errors", "us.uscis.rfe", leave_all_open),
    ("no such rule", "us.uscis", choose_nothing),
    ("periods", "us.asylum.ead_clock", ask_for_more),
]


@pytest.mark.parametrize("look", ["light", *MIXED])
def test_every_state_holds_in_every_look(somebody: Somebody, look: str) -> None:
    options: dict[str, Any] = dict(LOOKS.get(look, {}))
    language = options.pop("language", "")
    page = in_language(somebody("attorney", **options), language).page
    wrong: list[str] = []
    for name, rule, act in STATES:
        page.goto(f"{CALCULATOR}?rule={rule}")
        act(page)
        picture(page, f"{look} calculator {name}")
        wrong += [f"{name}: {what}" for what in faults(page, language)]
    assert wrong == []


def test_from_today_to_a_date_and_the_address_says_no_fact(somebody: Somebody) -> None:
    worker = somebody("advocate")
    worker.open(f"/{SLUG}/")
    worker.click("Deadline calculator")
    worker.click("Request for evidence (RFE)")
    fill_rfe(worker.page)
    expect(worker.page.locator("#dates-heading")).to_be_focused()
    assert worker.page.url.endswith("/deadlines/calculator/?rule=us.uscis.rfe")


def test_dates_come_without_script(somebody: Somebody) -> None:
    worker = somebody("supervisor", java_script_enabled=False)
    worker.open(f"{CALCULATOR}?rule=us.uscis.rfe")
    fill_rfe(worker.page)
    worker.reads("Nothing was saved, and no case has changed.")
    assert worker.page.url.endswith("?rule=us.uscis.rfe")
