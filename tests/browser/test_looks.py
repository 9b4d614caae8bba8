"""The main pages dark, on a phone and from right to left; by keyboard alone; and how heavy."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Somebody
from tests.browser.job import SLUG, Job
from tests.browser.person import Person
from tests.browser.watch import axe, picture

pytestmark = pytest.mark.xdist_group("stack")
PHONE = {"width": 320, "height": 760}
LOOKS: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "right-to-left": {"language": "ar"},
    "dark right-to-left phone": {"viewport": PHONE, "language": "ar", "color_scheme": "dark"},
}
# The kit is held in every mixture (tests/pages); light and wide, pages are held by the main job.
MIXED = ("dark", "dark right-to-left phone")
FIRST_VISIT, LATER_VISIT = 80 * 1024, 15 * 1024


def main_pages(job: Job) -> list[tuple[str, str, str]]:
    """Return (role, name, address)."""
    case, client, said = job.said["case"], job.said["client"], job.said
    return [
        ("coordinator", "today", f"/{SLUG}/"),
        ("coordinator", "intakes", f"/{SLUG}/intake/"),
        ("coordinator", "intake", said["intake"]),
        ("coordinator", "client", client),
        ("coordinator", "conflict", f"{client}conflict/"),
        ("coordinator", "people", f"{client}parties/"),
        ("attorney", "today", f"/{SLUG}/"),
        ("attorney", "cases", f"/{SLUG}/cases/"),
        ("attorney", "case", case),
        ("attorney", "timeline", f"{case}timeline/"),
        ("attorney", "filings", f"{case}filings/"),
        ("attorney", "filing", said["filing"]),
        ("attorney", "notice", f"{said['filing']}notice/?kind=noid"),
        ("attorney", "deadline", said["near deadline"]),
        ("attorney", "calculator", f"/{SLUG}/deadlines/calculator/"),
        ("attorney", "calculator of a rule", f"/{SLUG}/deadlines/calculator/?rule=us.uscis.rfe"),
        ("attorney", "packets", f"{case}packets/"),
        ("advocate", "referrals", f"{case}referrals/"),
        ("advocate", "refer", f"{case}refer/"),
        ("supervisor", "report", f"/{SLUG}/reports/caseload/"),
        ("auditor", "audit", f"/{SLUG}/office/audit/"),
        ("administrator", "members", f"/{SLUG}/office/members/"),
        ("administrator", "systems", f"/{SLUG}/office/systems/"),
        ("attorney", "make a token", f"/{SLUG}/tokens/make/"),
    ]


@pytest.mark.parametrize("look", MIXED)
def test_main_pages_hold_in_every_look(somebody: Somebody, job: Job, look: str) -> None:
    options = dict(LOOKS[look])
    language = options.pop("language", "")
    people: dict[str, Person] = {}
    wrong: list[str] = []
    for role, name, address in main_pages(job):
        if role not in people:
            people[role] = in_language(somebody(role, **options), language)
        page = people[role].page
        page.goto(address)
        picture(page, f"{look} {role} {name}")
        wrong += [f"{role} {name}: {what}" for what in faults(page, language)]
    assert wrong == []


def newer_pages(job: Job) -> list[tuple[str, str, str]]:
    """Return pages that are held in one look only, which is all of them at once."""
    case, said = job.said["case"], job.said
    return [
        ("attorney", "deadlines", f"/{SLUG}/deadlines/"),
        ("attorney", "month", f"/{SLUG}/calendar/month/"),
        ("attorney", "choose a rule", f"{case}deadlines/add/?q=status"),
        ("attorney", "add a deadline", f"{case}deadlines/add/?rule=us.eoir.bia_appeal"),
        ("attorney", "correct the facts", f"{said['near deadline']}facts/"),
        ("attorney", "family", said["family"]),
        ("attorney", "inbox", f"/{SLUG}/inbox/"),
        ("attorney", "leave", f"/{SLUG}/leave/"),
        ("supervisor", "changed rules", f"/{SLUG}/deadlines/review/"),
        ("administrator", "packs", f"/{SLUG}/office/packs/"),
    ]


def test_newer_pages_hold_dark_from_right_to_left_on_a_phone(somebody: Somebody, job: Job) -> None:
    options = dict(LOOKS["dark right-to-left phone"])
    language = options.pop("language")
    people: dict[str, Person] = {}
    wrong: list[str] = []
    for role, name, address in newer_pages(job):
        if role not in people:
            people[role] = in_language(somebody(role, **options), language)
        page = people[role].page
        page.goto(address)
        picture(page, f"dark right-to-left phone {role} {name}")
        wrong += [f"{role} {name}: {what}" for what in faults(page, language)]
    assert wrong == []


def in_language(person: Person, language: str) -> Person:
    if language:
        cookie = {"name": "django_language", "value": language, "url": person.watch.base_url}
        person.context.add_cookies([cookie])  # type: ignore[list-item]
    return person


def faults(page: Page, language: str) -> list[str]:
    found = axe(page)
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        found.append("scrolls sideways")
    if language == "ar" and page.evaluate("document.dir") != "rtl":
        found.append("is not set from right to left")
    return found


# --- keyboard -------------------------------------------------------------------------------------


def test_keyboard_alone_goes_from_today_into_an_intake(somebody: Somebody) -> None:
    worker = somebody("coordinator")
    worker.open(f"/{SLUG}/")
    press(worker, "Start an intake")
    press(worker, "Start")
    worker.page.wait_for_url(re.compile("safety"))
    for group in ("safe_now", "private"):
        tab_to(worker, f"document.activeElement.name === '{group}'")
        worker.page.keyboard.press("Space")
    press(worker, "Save and go on")
    worker.page.wait_for_url(re.compile("language"))


def test_keyboard_alone_writes_a_note(somebody: Somebody, job: Job) -> None:
    lawyer = somebody("attorney")
    lawyer.open(job.said["case"])
    press(lawyer, "Add a note")
    lawyer.page.wait_for_url(re.compile("notes/add"))
    tab_to(lawyer, "document.activeElement.name === 'body'")


def press(person: Person, name: str) -> None:
    tab_to(person, f"document.activeElement.innerText?.trim() === {name!r}")
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    person.look()


def tab_to(person: Person, there: str) -> None:
    """Press Tab until there; what has the focus is always to be seen."""
    for _stop in range(60):
        person.page.keyboard.press("Tab")
        assert person.page.evaluate(HIDDEN) == ""
        if person.page.evaluate(there):
            return
    raise AssertionError(f"Tab never reached: {there}")


HIDDEN = """(() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const top = document.elementFromPoint(
        box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
    return at === document.body || at.contains(top) || top?.contains(at)
        || at.labels?.[0]?.contains(top) ? '' : at.outerHTML;
})()"""


# --- weight ---------------------------------------------------------------------------------------


def test_pages_are_light(somebody: Somebody, job: Job) -> None:
    lawyer = somebody("attorney")
    wire = lawyer.context.new_cdp_session(lawyer.page)
    wire.send("Network.enable")
    came: list[float] = []  # nothing for what the browser had already
    wire.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    first = weigh(lawyer, came, f"/{SLUG}/")
    later = {
        name: weigh(lawyer, came, address)
        for role, name, address in main_pages(job)
        if role == "attorney" and name != "today"
    }
    assert 20 * 1024 < first <= FIRST_VISIT
    assert {name: weight for name, weight in later.items() if weight > LATER_VISIT} == {}


def weigh(person: Person, came: list[float], address: str) -> float:
    """Return the weight of a page with all that comes with it, as it came over the wire."""
    came.clear()
    answer = person.page.goto(address, wait_until="networkidle")
    assert answer is not None
    return sum(came)
