"""What every page must hold, whoever opened it: asked on each distinct page of a run."""

import os
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Response
from playwright.sync_api import Error as BrowserError

from tests.pages.test_look import AXE, RULES

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "test-results" / "pictures"
ID = r"[0-9a-f]{8}-[0-9a-f-]{27}"
TOKEN = r"(?<=/)(invitation|partner|firm|mailbox)/[\w-]{8,}"
REFUSED = "window.refused = []; addEventListener('securitypolicyviolation', event => \
refused.push(event.violatedDirective + ' ' + event.blockedURI));"
VIOLATIONS = (
    "rules => axe.run({runOnly: rules}).then(result => result.violations.map("
    "each => each.id + ': ' + each.nodes.map(node => node.html).join(' | ')))"
)
AXE_SOURCE = AXE.read_text()


class Watch:
    """Listens to a browser context and gathers what no page of Alcove may do."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.host = urlsplit(base_url).netloc
        self.faults: list[str] = []
        self.seen: set[str] = set()
        self.titles: set[str] = set()

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(REFUSED)
        context.on("page", self._listen)

    def _listen(self, page: Page) -> None:
        page.on("request", lambda request: self._host(request.url))
        page.on("response", self._answer)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._console(page, said.text))

    def _host(self, url: str) -> None:
        if url.startswith(("http", "ws")) and urlsplit(url).netloc != self.host:
            self.faults.append(f"A request to another host: {url}")

    def _answer(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} for {response.url}")

    def _console(self, page: Page, text: str) -> None:
        if re.search("Content.Security.Policy|Refused to", text):
            self.faults.append(f"{page.url}: {text}")

    def look(self, page: Page, who: str, take_picture: Callable[[Page, str], None]) -> None:
        """Hold the page against the rules; axe and a picture once for each page and reader."""
        refused = page.evaluate("window.refused ?? []")
        self.faults += [f"{page.url}: {what}" for what in refused]
        self.titles.add(page.title())
        kind = kind_of(page)
        if f"{who} {kind}" not in self.seen:
            self.seen.add(f"{who} {kind}")
            take_picture(page, kind)
            self.faults += [f"{page.url} ({who}): {what}" for what in axe(page)]


def kind_of(page: Page) -> str:
    """Name the page without what tells one record from another; its heading tells its states."""
    path = re.sub(TOKEN, r"\1/TOKEN", re.sub(ID, "ID", urlsplit(page.url).path))
    errors = " with errors" if page.locator("[data-errors]").count() else ""
    return path + errors


def axe(page: Page) -> list[str]:
    page.evaluate(AXE_SOURCE)
    found: list[str] = page.evaluate(VIOLATIONS, RULES)
    return found


def picture(page: Page, name: str, *, always: bool = False) -> None:
    """Keep what the page looks like, for people who ask for it by ALCOVE_PICTURES=1."""
    if not (always or os.environ.get("ALCOVE_PICTURES")):
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = re.sub(r"[^\w]+", "-", name).strip("-")[:120]
    for left in reversed(range(3)):
        try:
            page.screenshot(path=PICTURES / f"{file}.png", full_page=True)
            return
        except BrowserError:
            if not left:
                warnings.warn(f"There is no picture of {name}.", stacklevel=2)
