"""The API's own page: Swagger UI under the policy of every page, in light, dark and on a phone.

Swagger UI is not ours: within it some of axe's rules are left out, those it breaks by itself. They
are about its colours, headings, landmarks and names; the page around it is held to all rules.
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from clinic.pages.middleware import CONTENT_SECURITY_POLICY
from clinic.services.stack import Stack
from tests.browser.watch import AXE_SOURCE, Watch
from tests.pages.browser import chromium
from tests.pages.test_look import RULES

pytestmark = pytest.mark.xdist_group("stack")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}},
    "dark phone": {"viewport": {"width": 320, "height": 760}, "color_scheme": "dark"},
}
LEFT_OUT = {
    "button-name", "color-contrast", "heading-order", "label-content-name-mismatch",
    "landmark-main-is-top-level", "landmark-no-duplicate-main", "landmark-unique",
    "scrollable-region-focusable", "select-name",
}  # fmt: skip
AXE = (
    "([rules, place]) => axe.run(place, {runOnly: rules}).then(result => result.violations.map("
    "each => [each.id, each.nodes.map(node => node.html).join(' | ')]))"
)
LIST_CASES = "#operations-Cases-list_cases"
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def docs(quick_stack: Stack, browser: Browser) -> Iterator[Opened]:
    """Open the page; nothing may be refused by its policy or come from another host."""
    watch = Watch(quick_stack.base_url)
    pages: list[Page] = []
    with ExitStack() as leaving:

        def opened(**options: Any) -> Page:
            context = browser.new_context(base_url=quick_stack.base_url, **options)
            leaving.callback(context.close)
            watch.over(context)
            page = context.new_page()
            pages.append(page)
            answer = page.goto("/api/docs/")
            assert answer is not None
            assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
            page.locator(".opblock-tag-section").first.wait_for()
            return page

        yield opened
        assert [page.evaluate("window.refused") for page in pages] == [[] for _page in pages]
    assert watch.faults == []


def unfold(page: Page) -> None:
    page.locator(".opblock-tag").filter(has_text=re.compile(r"^Cases$")).click()
    page.locator(LIST_CASES).locator("button").first.click()


def authorize(page: Page, token: str) -> None:
    page.locator(".auth-wrapper .authorize").click()
    scheme = page.locator(".auth-container").filter(has=page.locator("#auth-bearer-value"))
    scheme.locator("input").fill(token)
    scheme.get_by_role("button", name="Apply credentials").click()
    page.locator(".modal-ux .btn-done").first.click()


def list_cases(page: Page) -> str:
    place = page.locator(LIST_CASES)
    place.get_by_role("button", name="Try it out").click()
    place.get_by_placeholder("clinic", exact=True).fill("harbor")
    place.get_by_role("button", name="Execute").click()
    status = place.locator(".live-responses-table .response-col_status").last
    expect(status).to_contain_text(re.compile(r"\d{3}"))
    return status.inner_text()[:3]


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_holds_in_every_look(docs: Opened, look: str) -> None:
    page = docs(**LOOKS[look])
    unfold(page)
    page.locator(".opblock-summary-post").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.classList.contains('dark-mode')") == (
        "dark" in look
    )
    page.evaluate(AXE_SOURCE)
    around = page.evaluate(AXE, [RULES, {"exclude": ["#api"]}])
    assert [fault for fault in around if "landmark" not in fault[0]] == []
    within = page.evaluate(AXE, [RULES, {"include": ["#api"]}])
    assert [fault for fault in within if fault[0] not in LEFT_OUT] == []


def test_a_token_typed_in_lists_cases_and_is_gone_after_a_reload(
    docs: Opened, quick_stack: Stack, first: "subprocess.CompletedProcess[str]"
) -> None:
    said = quick_stack.manage("seed_demo").stdout
    (token,) = re.findall(r"^  (alcove_[\w-]{43})$", said, re.MULTILINE)
    page = docs()
    authorize(page, token)
    unfold(page)
    assert list_cases(page) == "200"
    kept = (
        "[JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), document.cookie]"
    )
    assert token not in str(page.evaluate(kept))
    page.reload()
    page.locator(".opblock-tag-section").first.wait_for()
    unfold(page)
    assert list_cases(page) == "401"


def test_what_the_page_sends_carries_the_sign_of_our_pages(docs: Opened) -> None:
    page = docs()
    signs: list[str] = []
    page.on("request", lambda asked: signs.append(asked.headers.get("x-csrftoken", "")))
    unfold(page)
    list_cases(page)
    assert signs[-1] == page.locator("#api").get_attribute("data-csrf") != ""


def test_without_scripts_the_schema_is_one_link_away(docs: Opened, browser: Browser) -> None:
    base = docs().url
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base)
    page.get_by_role("link", name="The schema").click()
    expect(page.locator("body")).to_contain_text('"openapi": "3.1.1"')
    context.close()
