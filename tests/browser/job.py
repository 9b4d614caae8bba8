"""The main job in the browser: its cast, what they pass on to each other, the order of steps."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from clinic.services.stack import Stack
from tests.browser.person import Person
from tests.browser.planted import Planted
from tests.browser.watch import Watch, picture

SLUG, OTHER_SLUG = "harbor", "lantern"


@dataclass
class Job:
    """`cast`: role -> person. `said`: what one step leaves for the next (addresses, texts)."""

    stack: Stack
    browser: Browser
    watch: Watch
    planted: Planted = field(default_factory=Planted)
    cast: dict[str, Person] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def person(self, role: str, email: str = "", **options: object) -> Person:
        """Bring somebody in with a browser of their own."""
        email = email or f"{role}@example.org"
        self.cast[role] = Person(self.browser, self.watch, role, email, **options)
        return self.cast[role]

    def take_pictures(self, name: str) -> None:
        """Show what everybody looks at when a step fails."""
        for role, person in self.cast.items():
            picture(person.page, f"failed {name} {role}", always=True)

    def mails_to(self, email: str) -> list[str]:
        """Return the addresses of this person's mails in the mailbox page, newest first."""
        reader = self.cast.get("mailbox") or self.person("mailbox")
        reader.open("/demo/mailbox/")
        rows = reader.page.get_by_role("row").filter(has_text=email)
        return [link.get_attribute("href") or "" for link in rows.get_by_role("link").all()]

    def wait_for_mail(self, email: str, *, more_than: int = 0, seconds: float = 30) -> str:
        """Wait until this person has another mail; return the words of the newest."""
        end = time.monotonic() + seconds
        while len(found := self.mails_to(email)) <= more_than:
            assert time.monotonic() < end, f"No mail came to {email}."
            time.sleep(0.5)
        reader = self.cast["mailbox"]
        reader.open(found[0])
        return reader.words()

    def link_in_mail(self) -> str:
        """Return the address in the mail that is open."""
        return self.cast["mailbox"].page.locator("main p a").first.inner_text()


def until(holds: Callable[[], bool], what: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"It did not come to pass: {what}"
        time.sleep(0.3)
