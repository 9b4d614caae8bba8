"""The administrator's pages in a real browser: every look, accessible, nothing cut off."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page

from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.webhooks import actions
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint
from clinic.webhooks.rules.events import NAMES
from tests.browser.watch import picture
from tests.builders import browsing_as, make_clinic, make_member
from tests.pages.browser import chromium
from tests.pages.test_look import AXE, LOOKS, MIXED, RULES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]
LONG = "https://a-rather-long-host-name-of-a-calendar.example.org/hooks/alcove"
LATIN = "https://calendar.example.org/"


def endpoint(actor: Actor, name: str, url: str = LATIN) -> WebhookEndpoint:
    return actions.add_endpoint(actor, name=name, url=url, events=sorted(NAMES))


def fill(actor: Actor) -> dict[str, str]:
    """Make endpoints and messages in every state; return the pages to look at."""
    office = f"/{actor.clinic.slug}/office"
    with bind(actor.clinic), transaction.atomic():
        pages = {"empty": f"{office}/webhooks/"}
        on = endpoint(actor, "Calendar of the university's own legal department", LONG)
        actions.pause_endpoint(actor, endpoint=endpoint(actor, "Documents"), version=1)
        stopped = endpoint(actor, "תיקים")
        WebhookEndpoint.objects.filter(pk=stopped.pk).update(
            is_active=False, stopped_for="failing", stopped_at=timezone.now()
        )
        actions.rotate_secret(actor, endpoint=on, version=1)
        WebhookEndpoint.objects.filter(pk=on.pk).update(
            failing_since=timezone.now() - timedelta(days=1)
        )
        for status, code, answer in (
            ("waiting", "", None), ("delivered", "", 204), ("failed", "redirected", 302),
            ("dropped", "switched_off", None), ("waiting", "refused", 503),
        ):  # fmt: skip
            made = actions.send_test(actor, endpoint=on)
            WebhookDelivery.objects.filter(pk=made.pk).update(
                status=status, last_error=code, last_status=answer, attempts=3,
                first_attempt_at=timezone.now(), last_attempt_at=timezone.now(),
            )  # fmt: skip
    at = f"{office}/webhooks/{on.pk}/"
    return {
        "members": f"{office}/members/",
        "list": pages["empty"],
        "add": f"{office}/webhooks/add/",
        "webhook": at,
        "stopped": f"{office}/webhooks/{stopped.pk}/",
        "edit": f"{at}edit/",
        "rotate": f"{at}secret/",
        "end": f"{at}end/",
    }


@pytest.fixture
def administrator(transactional_db: None) -> Actor:
    with transaction.atomic():
        return make_member(make_clinic("harbor"), "administrator")


def faults(page: Page) -> list[str]:
    page.evaluate(Path(AXE).read_text())
    found: list[str] = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(result => result.violations.map("
        "each => each.id + ': ' + each.nodes.map(node => node.html).join(' | ')))",
        RULES,
    )
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    if page.evaluate("refused.length"):
        found.append("breaks the policy")
    return found


@pytest.mark.parametrize("look", MIXED)
def test_the_pages_hold_in_every_look(administrator: Actor, live_server: Any, look: str) -> None:
    pages = fill(administrator)
    session = browsing_as(administrator).cookies[settings.SESSION_COOKIE_NAME].value
    options = dict(LOOKS[look])
    language = options.pop("locale", "en")
    wrong = []
    with chromium() as browser:
        context = browser.new_context(**options, base_url=live_server.url)
        for name, value in ((settings.SESSION_COOKIE_NAME, session), ("django_language", language)):
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        context.add_init_script(
            "window.refused = []; addEventListener('securitypolicyviolation',"
            " event => refused.push(event.violatedDirective + ' ' + event.blockedURI));"
        )
        page = context.new_page()
        for name, address in pages.items():
            answer = page.goto(address)
            assert answer is not None
            if answer.status != 200:
                wrong.append(f"{name}: {answer.status}")
            picture(page, f"webhooks {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
        page.goto(pages["rotate"])
        page.get_by_role("button").filter(has_text="Make a new secret").click()
        picture(page, f"webhooks {look} secret")
        assert page.locator("[data-secret]").inner_text().startswith("whsec_")
        wrong += [f"secret: {fault}" for fault in faults(page)]
    assert wrong == []
