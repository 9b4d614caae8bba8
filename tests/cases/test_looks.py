"""Matters and corrected notes in a real browser: every look accessible and whole."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from cases import actions, queries
from cases.models import Case, Matter
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from tests.browser.watch import picture
from tests.builders import make_case, make_clinic, make_member
from tests.everywhere.world_matters import settle_all
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import MIXED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]


@pytest.fixture
def lawyer(transactional_db: None) -> Actor:
    with transaction.atomic():
        return make_member(make_clinic("harbor"), "coordinator", "attorney", "supervisor")


def fill(actor: Actor) -> dict[str, str]:
    """Make a matter at its beginning, one that waits for a second person, a corrected note."""
    at = f"/{actor.clinic.slug}"
    with bind(actor.clinic), transaction.atomic(), zeal_ignore():
        made = make_case(actor)
        case = Case.objects.select_related("client__key", "key").get(pk=made.pk)
        first = queries.matter_of(actor, Matter.objects.get(case=case, kind=case.matter).pk)
        first = actions.tick_item(actor, matter=first, code="engagement", done=True)
        actions.waive_item(
            actor, matter=first, code="bars_checked", reason="لا طلبات سابقة", version=first.version
        )
        second = actions.add_matter(actor, case=case, kind="restorative_dialogue")
        second = settle_all(actor, second)
        actions.ask_for_stage(
            actor, matter=second, to="safety", version=second.version,
            reason="She asked for it twice, in her own words.",
        )  # fmt: skip
        note = actions.add_note(actor, case=case, privilege="administrative", body="Room booked.")
        end = actions.add_benefit(
            actor, case=case, matter=first, kind="restitution", obtained_on=date(2026, 3, 6),
            asked=Decimal("120000.00"), ordered=Decimal("90000.00"), paid=Decimal("250.50"),
            currency="USD", note="الدفعة الأولى وصلت",
        )  # fmt: skip
        actions.add_benefit(
            actor, case=case, kind="work_permit", obtained_on=date(2026, 3, 6),
            ends_on=date(2028, 3, 5),
        )  # fmt: skip
    of_case, of_first = f"{at}/cases/{case.pk}/", f"{at}/matters/{first.pk}/"
    return {
        "matters": f"{of_case}matters/",
        "add": f"{of_case}matters/add/",
        "move": f"{of_first}move/",
        "waive": f"{of_first}waive/relief_chosen/",
        "decide": f"{at}/matters/{second.pk}/decide/",
        "outcome": f"{of_case}outcome/",
        "add benefit": f"{of_case}benefits/add/",
        "change benefit": f"{at}/benefits/{end.pk}/change/",
        "remove benefit": f"{at}/benefits/{end.pk}/remove/",
        "end": f"{of_first}end/",
        "correct note": f"{at}/notes/{note.pk}/correct/",
        "timeline": f"{of_case}timeline/",
    }


@pytest.mark.parametrize("look", MIXED)
def test_the_pages_hold_in_every_look(lawyer: Actor, live_server: Any, look: str) -> None:
    pages, session = fill(lawyer), session_of(lawyer)
    wrong = []
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, look)
        for name, address in pages.items():
            answer = page.goto(address)
            assert answer is not None
            if answer.status != 200:
                wrong.append(f"{name}: {answer.status}")
            picture(page, f"matters {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
    assert wrong == []
