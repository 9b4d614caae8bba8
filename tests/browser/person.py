"""Somebody at a browser of their own, who finds things by their visible names."""

import re
import time
from dataclasses import dataclass
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Locator, Page, Response, expect

from tests.browser.watch import Watch, picture

PASSWORD = "harbor lantern meadow 7"
HALF_MINUTE = 30


@dataclass
class App:
    """An authenticator app; a code works once, so each is given once."""

    secret: str = ""
    last: int = 0

    def code(self) -> str:
        """Return a code that was not used yet; the next half minute's is good already."""
        counter = max(int(time.time()) // HALF_MINUTE, self.last + 1)
        while counter > int(time.time()) // HALF_MINUTE + 1:
            time.sleep(0.5)
        self.last = counter
        return str(format_hotp_value(hotp_value(self.secret, counter)))


class Person:
    def __init__(
        self, browser: Browser, watch: Watch, role: str, email: str = "", **options: Any
    ) -> None:
        self.role, self.email = role, email
        self.name = f"{role.title()} Probe"
        self.app = App()
        self.watch = watch
        self.has_script = options.get("java_script_enabled", True)
        options = {"viewport": {"width": 1280, "height": 900}, **options}
        self.context = browser.new_context(base_url=watch.base_url, **options)
        self.context.set_default_timeout(10_000)
        watch.over(self.context)
        self.page: Page = self.context.new_page()

    # --- moving about ---------------------------------------------------------------------------

    def open(self, address: str) -> Response:
        """Go to an address, as from a bookmark or a mail; return the answer."""
        response = self.page.goto(address)
        assert response is not None
        self.look()
        return response

    def click(self, name: str, *, within: str | None = None) -> None:
        """Press the button or follow the link of this visible name."""
        place: Locator | Page = self.page
        if within:
            place = self.page.locator("li, section, article, tr").filter(has_text=within).last
        exact = re.compile(rf"^\s*{re.escape(name)}\s*$")
        button = place.get_by_role("button", name=exact)
        (button if button.count() else place.get_by_role("link", name=exact)).first.click()
        self.look()

    def look(self) -> None:
        self.page.wait_for_load_state("load")
        if self.has_script:  # axe itself is a script
            self.watch.look(
                self.page, self.role, lambda page, kind: picture(page, self.role + kind)
            )
        assert not self.watch.faults, "\n".join(self.watch.faults)

    # --- forms ----------------------------------------------------------------------------------

    def field(self, label: str, group: str | None = None) -> Locator:
        place: Locator | Page = self.group(group) if group else self.page
        return place.get_by_label(re.compile(rf"^\s*{re.escape(label)}\*?\s*$")).first

    def group(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=re.compile(rf"^\s*{re.escape(name)}")).first

    def write(self, label: str, text: str, group: str | None = None) -> None:
        self.field(label, group).fill(text)

    def choose(self, label: str, option: str | re.Pattern[str]) -> None:
        """Choose from a list, by the words shown."""
        box = self.field(label)
        if isinstance(option, str):
            box.select_option(label=option)
            return
        words = [text.strip() for text in box.locator("option").all_inner_texts()]
        box.select_option(label=next(text for text in words if option.search(text)))

    def tick(self, label: str, group: str | None = None) -> None:
        """Tick a box, or choose one of several round ones."""
        place: Locator | Page = self.group(group) if group else self.page
        place.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first.check()

    def reads(self, text: str) -> None:
        """Expect to see these words."""
        expect(self.page.locator("main")).to_contain_text(text)

    def does_not_read(self, text: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(text)

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def words(self) -> str:
        return self.page.locator("main").inner_text()

    # --- signing in -----------------------------------------------------------------------------

    def join(self, link: str) -> None:
        """Accept an invitation, choose a password, set up the second step."""
        self.open(link)
        self.write("Your name", self.name)
        self.write("Choose a password", PASSWORD)
        self.click("Join the clinic")
        self.page.get_by_text("I cannot scan it").click()
        self.app.secret = self.page.locator("details code").inner_text().strip()
        self.write("Authenticator code", self.app.code())
        self.click("Turn it on")
        self.reads("Recovery codes")
        self.click("Done")

    def sign_in(self) -> None:
        self.open("/accounts/login/")
        self.write("Email", self.email)
        self.write("Password", PASSWORD)
        self.click("Sign in")
        self.write("Code", self.app.code())
        self.click("Sign in")

    def unlock(self) -> None:
        self.write("Password, or six digits from your app", PASSWORD)
        self.click("Unlock")

    def sign_out(self) -> None:
        self.page.locator("summary").filter(has_text="Your account").click()
        self.click("Sign out")

    def close(self) -> None:
        self.context.close()
