"""A real browser in front of the test client: looking at pages needs no running Alcove.

The browser lives in a thread of its own. What it asks for is answered in the test's thread, within
the test's own transaction.
"""

import mimetypes
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from tests.pages.browser import chromium

ADDRESS = "http://testserver"
PATIENCE = 60
Answer = dict[str, Any]
Asked = tuple[Client, str, dict[str, str], "Future[Answer]"]


class Looking:
    """What a browser's thread may do: open pages as somebody, in a look of its own."""

    def __init__(self, browser: Browser, asked: "queue.Queue[Asked | None]") -> None:
        self.browser, self.asked = browser, asked

    def page(self, client: Client, **options: Any) -> Page:
        """Return a page whose requests `client` answers; any other host is refused."""
        headers = {"Accept-Language": options.pop("language", "en")}
        context = self.browser.new_context(base_url=ADDRESS, **options)

        def answer(route: Route) -> None:
            url = urlsplit(route.request.url)
            if f"{url.scheme}://{url.netloc}" != ADDRESS:
                route.abort()
                return
            future: Future[Answer] = Future()
            self.asked.put((client, f"{url.path}?{url.query}", headers, future))
            route.fulfill(**future.result(PATIENCE))

        context.route("**/*", answer)
        return context.new_page()


def look(at: Callable[[Looking], None]) -> None:
    """Run `at` in the browser's thread and answer its requests here until it is done."""
    asked: queue.Queue[Asked | None] = queue.Queue()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with chromium() as browser:
                at(Looking(browser, asked))
        except BaseException as error:
            failed.append(error)
        finally:
            asked.put(None)

    thread = threading.Thread(target=run, name="browser", daemon=True)
    thread.start()
    while (each := asked.get(timeout=2 * PATIENCE)) is not None:
        client, path, headers, future = each
        future.set_result(_answer(client, path, headers))
    thread.join()
    if failed:
        raise failed[0]


def _answer(client: Client, path: str, headers: dict[str, str]) -> Answer:
    if path.startswith("/static/"):
        name = path.removeprefix("/static/").rstrip("?")
        file = finders.find(name)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        body = Path(str(file)).read_bytes() if file else b""
        return {"status": 200 if file else 404, "body": body, "content_type": kind}
    given = client.get(path, headers=headers)
    return {"status": given.status_code, "body": given.content, "headers": dict(given.items())}
