"""Every screen of the gallery in every look: accessible, within the policy, nothing cut off."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from clinic.access.actor import Actor
from clinic.access.roles import ROLES
from tests.pages.gallery import NAMES, actor

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": WIDE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "phone": {"viewport": NARROW},
    "right-to-left": {"viewport": WIDE, "locale": "ar"},
    "dark right-to-left phone": {"viewport": NARROW, "locale": "ar", "color_scheme": "dark"},
}
# Pages made of the kit, which is held in every mixture here, are held in these.
MIXED = ("light", "dark", "dark right-to-left phone")


@pytest.fixture(params=LOOKS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**LOOKS[request.param])
    context.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation',"
        " event => refused.push(event.violatedDirective + ' ' + event.blockedURI));"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_screen_is_accessible_and_keeps_to_the_policy(page: Page, gallery: str, name: str) -> None:
    hosts: set[str] = set()
    errors: list[str] = []
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.on("pageerror", lambda error: errors.append(str(error)))

    page.goto(f"{gallery}/{name}")

    assert page.evaluate("refused") == []
    assert hosts == {gallery.split("/")[2]}
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(result => result.violations.map("
        "each => each.id + ': ' + each.nodes.map(node => node.html).join(' | ')))",
        RULES,
    )
    assert found == []


@pytest.mark.parametrize("name", ["case", "cases", "intake"])
def test_buttons_and_fields_are_44_pixels_high(page: Page, gallery: str, name: str) -> None:
    page.goto(f"{gallery}/{name}")

    low = page.evaluate(
        "[...document.querySelectorAll('.btn, .form-control, .form-select, .mainnav a, .tabs a')]"
        ".filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 43.9)"
        ".map(each => each.outerHTML)"
    )

    assert low == []


def test_focus_is_never_hidden(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/intake")

    for _stop in range(30):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            "(() => { const at = document.activeElement, box = at.getBoundingClientRect();"
            " const top = document.elementFromPoint("
            "   box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));"
            " return at === document.body || at.contains(top) || top?.contains(at)"
            "   ? '' : at.outerHTML; })()"
        )
        assert hidden == ""


@pytest.mark.parametrize(
    "roles", [["coordinator"], ["supervisor"], ["coordinator", "supervisor"], list(ROLES)]
)
def test_the_menu_is_one_row_and_no_word_of_it_is_cut_for_every_role(
    browser: Browser, gallery: str, monkeypatch: pytest.MonkeyPatch, roles: list[str]
) -> None:
    sitting = actor()
    assert sitting.membership is not None
    sitting.membership.roles = roles
    monkeypatch.setattr("tests.pages.gallery.actor", lambda: Actor.member(sitting.membership))
    page = browser.new_page()
    for width in (1280, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(f"{gallery}/cases")
        row = ".top-in > *, .mainnav > ul > li" if len(roles) == 1 else ".mainnav > ul > li"
        tops = page.evaluate(
            f"[...document.querySelectorAll('{row}')]"
            ".filter(each => each.checkVisibility())"
            ".map(each => each.getBoundingClientRect())"
            ".map(box => Math.round(box.y + box.height / 2))"
        )
        assert max(tops) - min(tops) <= 2, width
        assert page.evaluate(
            "(nav => nav.scrollWidth <= nav.clientWidth)(document.querySelector('.mainnav'))"
        ), width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    page.close()
