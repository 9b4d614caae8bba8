"""Whoever opens anything of a case has looked at it, and everybody on the case sees so."""

from typing import Any, get_type_hints

import pytest
from django.db.models import ForeignKey

from cases import hooks
from cases.models import Case
from clinic.access.checks import routes
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import bind
from tests.builders import browsing_as
from tests.everywhere.world import World
from tests.rest.visits import addresses

# What leads to a case two steps away and is no look at it.
NO_LOOK: dict[str, str] = {}

PAGES = (
    "cases/{case.pk}/", "cases/{case.pk}/access/", "cases/{case.pk}/assign/",
    "cases/{case.pk}/documents/", "cases/{case.pk}/hours/", "documents/{document.pk}/",
    "client-letters/{letter.pk}/", "contacts/{contact.pk}/", "appointments/{appointment.pk}/",
    "filings/{filing.pk}/", "deadlines/{deadline.pk}/", "exhibit-lists/{exhibit_list.pk}/",
)  # fmt: skip


def _found() -> dict[type, str]:
    """Return the models of what pages and operations find by an id, and one that finds each."""
    views = [view.of for _route, _name, view in routes() if getattr(view, "of", None)]
    finders = views + [each.declared.of for each in addresses().values() if each.declared.of]
    found = {}
    for finder in finders:
        given = get_type_hints(finder).get("return")
        if isinstance(given, type) and hasattr(given, "_meta"):
            found[given] = finder.__name__
    return found


def test_whatever_leads_to_a_case_says_how() -> None:
    found, missing = _found(), []
    assert len(found) > 40
    for model in found:
        names = {field.name for field in model._meta.get_fields()}  # type: ignore[attr-defined]
        if model is Case or "case" in names or model in hooks.looked:
            continue
        for field in model._meta.get_fields():  # type: ignore[attr-defined]
            if isinstance(field, ForeignKey) and hasattr(field.related_model, "case"):
                missing.append(f"{model.__name__}.{field.name}")
    assert [one for one in missing if one not in NO_LOOK] == []


def _looks(world: World) -> int:
    with bind(world.here.clinic):
        seat = world.here.people["supervisor"].membership_id
        found = AuditEntry.objects.filter(verb="case.viewed", actor_id=seat)
        return found.filter(case_id=world.here.case.pk).count()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_case_is_a_look_at_it(world: World, page: str) -> None:
    browser: Any = browsing_as(world.here.people["supervisor"])
    before = _looks(world)
    shown = browser.get("/harbor/" + page.format(**_places(world)))
    assert shown.status_code == 200
    assert _looks(world) == before + 1
    browser.get("/harbor/" + page.format(**_places(world)))
    assert _looks(world) == before + 1


@pytest.mark.parametrize(
    "address",
    ["cases/{case.pk}/documents", "documents/{document.pk}", "contacts/{contact.pk}",
     "client-letters/{letter.pk}", "cases/{case.pk}/tasks", "appointments/{appointment.pk}"],
)  # fmt: skip
def test_an_operation_on_a_case_is_a_look_at_it(world: World, address: str) -> None:
    browser: Any = browsing_as(world.here.people["supervisor"])
    before = _looks(world)
    shown = browser.get("/api/v1/harbor/" + address.format(**_places(world)))
    assert shown.status_code == 200
    assert _looks(world) == before + 1


def _places(world: World) -> dict[str, Any]:
    here = world.here
    names = ("case", "document", "letter", "contact", "appointment", "filing", "deadline",
             "exhibit_list")  # fmt: skip
    return {name: getattr(here, name) for name in names}
