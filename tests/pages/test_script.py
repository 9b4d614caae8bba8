"""What alcove.js adds, and that the page does without it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

NAME = "Example"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


def reveal(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/case")
    page.select_option("#masked-name-reason", "meeting")
    page.click("text=Show name (recorded)")
    page.wait_for_selector(".masked-name")


def test_name_is_not_in_the_page_before_it_is_asked_for(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/case")

    assert NAME not in page.content()


def test_revealed_name_leaves_the_page_after_60_seconds(page: Page, gallery: str) -> None:
    reveal(page, gallery)
    page.clock.run_for(58_000)
    assert NAME in page.content()

    page.clock.run_for(3_000)

    assert NAME not in page.content()
    assert page.is_visible("text=Show name (recorded)")


def test_hide_now_takes_the_name_away_at_once(page: Page, gallery: str) -> None:
    reveal(page, gallery)

    page.click("text=Hide now")

    assert NAME not in page.content()


def test_keep_showing_starts_the_60_seconds_again(page: Page, gallery: str) -> None:
    reveal(page, gallery)
    page.clock.run_for(50_000)

    page.click("text=Keep showing")
    page.clock.run_for(50_000)

    assert NAME in page.content()


def test_printing_leaves_a_revealed_name_out(page: Page, gallery: str) -> None:
    reveal(page, gallery)

    page.emulate_media(media="print")

    assert not page.is_visible(".masked-name")
    assert "Printed by A. Attorney" in page.inner_text(".print-mark")


def test_name_is_revealed_without_script(browser: Browser, gallery: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()

    reveal(page, gallery)

    assert NAME in page.inner_text(".masked-name")
    assert not page.is_visible("text=Keep showing")


def test_theme_holds_from_the_first_paint_of_the_next_page(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/today")
    page.click("summary:has-text('Display')")
    page.click("button[value=dark]")
    page.goto(f"{gallery}/cases")

    html = page.request.get(f"{gallery}/cases").text()

    assert 'data-bs-theme="dark"' in html


def test_theme_works_without_script(browser: Browser, gallery: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{gallery}/cases")
    page.click("summary:has-text('Display')")

    page.click("button[value=dark]")

    assert page.url.endswith("/cases")
    assert page.get_attribute("html", "data-bs-theme") == "dark"


def test_language_changes_direction(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/cases")
    page.click("summary:has-text('Display')")

    page.click("button[value=ar]")

    assert page.url.endswith("/cases")
    assert page.get_attribute("html", "dir") == "rtl"


def test_idle_warning_comes_a_minute_before_the_lock(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/case")
    page.clock.run_for(835_000)
    assert not page.is_visible("#idle")

    page.clock.run_for(10_000)

    assert page.is_visible("#idle")


def test_idle_page_locks_itself(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/case")

    with page.expect_request(lambda request: "/lock" in request.url) as asked:
        page.clock.run_for(905_000)

    assert asked.value.method == "POST"


def test_second_press_sends_nothing(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/intake")
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.method) if asked.post_data else None)
    page.route("**/intake", lambda route: route.fulfill(status=204))  # the page stays

    with page.expect_request("**/intake"):
        page.evaluate("const b = document.querySelector('main .btn-primary'); b.click(); b.click()")
    page.clock.run_for(100)

    assert sent == ["POST"]
    assert page.is_disabled("main .btn-primary")


def test_error_summary_leads_to_the_first_choice_of_a_question(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/intake")

    page.click(".errors a:has-text('Is it safe to leave a message?')")

    assert page.evaluate("document.activeElement.name") == "message"


def test_text_that_is_too_long_stays_in_the_form(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/intake")
    page.evaluate("document.querySelector('textarea').value = 'é'.repeat(600_000)")

    page.click("text=Save and go on")

    assert "too much text" in page.inner_text("#notice")
    assert page.evaluate("document.querySelector('textarea').value.length") == 600_000
