"""Making tokens in tests: the page's form filled in, the action called, the secret read."""

from typing import Any

from clinic.access.actor import Actor
from clinic.office.actions import make_token
from clinic.pages.fields import OnceField
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from tests.builders import PASSWORD

TOKENS, MAKE = "/harbor/tokens/", "/harbor/tokens/make/"
APP = "JBSWY3DPEHPK3PXP"


def filled(actor: Actor, **changed: Any) -> dict[str, Any]:
    """Return the form of the page, filled in to read cases and deadlines."""
    with bind(actor.clinic):
        once = OnceField.signed(new_id())
    return {
        "form_token": once, "name": "Calendar on my laptop", "case": ["case.view"],
        "filing": ["deadline.view"], "days": 90, "cases": "", "proof": PASSWORD, **changed,
    }  # fmt: skip


def shown(answer: Any) -> str:
    """Return the secret that a page shows, or nothing."""
    page: str = answer.content.decode()
    _before, _mark, after = page.partition("data-secret>")
    return after.partition("</code>")[0].strip()


def made(actor: Actor, **changed: Any) -> Any:
    """Make a token by the action, within the actor's clinic."""
    values = {"name": "Diary", "capabilities": ["case.view"], "days": 30, **changed}
    with bind(actor.clinic):
        return make_token(actor, **values)
