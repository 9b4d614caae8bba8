"""Handing a case over in a real browser: every look accessible and whole."""

from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from cases.actions import add_note, end_assignment, hand_over_case
from cases.models import Assignment
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from tests.browser.watch import picture
from tests.builders import make_clinic, make_member, seat_of
from tests.cases.laden import handing, laden, reread
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import MIXED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]


@pytest.fixture
def lawyer(transactional_db: None) -> Actor:
    with transaction.atomic():
        return make_member(make_clinic("harbor"), "coordinator", "attorney", "supervisor")


def fill(actor: Actor) -> dict[str, str]:
    """Make a case to hand over, one that was handed to this person, one that was left behind."""
    at = f"/{actor.clinic.slug}"
    with bind(actor.clinic), transaction.atomic(), zeal_ignore():
        leaver = make_member(actor.clinic, "attorney", name="Attorney who goes")
        make_member(actor.clinic, "attorney", name="Attorney who could")
        case = laden(actor, leaver)
        add_note(
            leaver, case=case, privilege="shared", body="الأخت تتصل كل مساء", for_handover=True
        )
        before = make_member(actor.clinic, "attorney", name="Attorney before")
        handed = laden(actor, before)
        add_note(before, case=handed, privilege="shared", body="Ask the sister.", for_handover=True)
        made = hand_over_case(actor, **handing(handed, before, actor, words="Moves away."))
        gone = make_member(actor.clinic, "attorney", name="Attorney who went")
        behind = laden(actor, gone)
        assignment = Assignment.objects.select_related("case__client").get(case=behind)
        end_assignment(actor, assignment=assignment)
        mine = Assignment.objects.get(case=case)
        reread(case)
    return {
        "who": f"{at}/cases/{case.pk}/hand-over/",
        "hand over": f"{at}/cases/{case.pk}/hand-over/?from={seat_of(leaver).pk}",
        "left behind": f"{at}/left-behind/",
        "afterwards": f"{at}/cases/{behind.pk}/hand-over/?from={seat_of(gone).pk}",
        "handed": f"{at}/handovers/{made.pk}/",
        "packet": f"{at}/handovers/{made.pk}/packet/",
        "case": f"{at}/cases/{handed.pk}/",
        "team": f"{at}/cases/{handed.pk}/access/",
        "remove": f"{at}/assignments/{mine.pk}/end/",
        "note": f"{at}/cases/{case.pk}/notes/add/?handover=1",
        "today": f"{at}/",
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
            picture(page, f"handing {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
    assert wrong == []
