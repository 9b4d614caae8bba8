"""Letters in a real browser: every look accessible and whole, both languages the right way."""

from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from pypdf import PdfReader
from zeal import zeal_ignore

from cases.actions import add_matter
from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.tenancy.models import new_id
from engagement import actions, queries, rules
from tests.browser.watch import picture
from tests.builders import make_case, make_clinic, make_member
from tests.engagement.steps import ARABIC, again, asks, begin, client_signs, ready, signed
from tests.everywhere.world_engagement import own_words
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import MIXED

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]


@pytest.fixture
def lawyer(transactional_db: None) -> Actor:
    clinic = make_clinic("harbor")
    with bind(clinic), transaction.atomic():
        asks(clinic)
    with transaction.atomic():
        return make_member(clinic, "coordinator", "attorney", "supervisor")


def fill(actor: Actor) -> dict[str, str]:
    """Make a letter at each step, one in two languages, an emergency, words of the clinic."""
    at = f"/{actor.clinic.slug}"
    with bind(actor.clinic), transaction.atomic(), zeal_ignore():
        made = make_case(actor)
        case = Case.objects.select_related("client__key", "key").get(pk=made.pk)
        add_matter(actor, case=case, kind="work_permit")
        whole = begin(actor, case)
        whole = actions.translate_letter(
            actor, letter=whole, version=whole.version, language="العربية",
            translator="سلمى ترجمان", vouched=True,
            sections=dict.fromkeys(rules.SECTIONS["full"], ARABIC),
        )  # fmt: skip
        whole = again(actor, actions.ready_letter(actor, letter=whole, version=whole.version))
        whole = client_signs(actor, whole, signed_name="مريم كيسبي", interpreter="Salma")
        done = signed(actor, case)
        draft = begin(actor, case, kind="limited", matters=["work_permit"])
        waiting = ready(actor, case, matters=["work_permit"])
        actions.say_emergency(
            actor, case=case, emergency_id=new_id(), reason="removal", days=3,
            words="She is held since this morning; the hearing is tomorrow at nine.",
        )  # fmt: skip
        closing = ready(actor, case, kind="closing", matters=[])
        actions.write_wording(
            actor, kind="full", matter="asylum", sections=own_words(), news="أقصر", version=0
        )
    of_case = f"{at}/cases/{case.pk}/engagement/"
    return {
        "of case": of_case,
        "add": f"{of_case}letter/",
        "close": f"{of_case}closing/",
        "emergency": f"{of_case}emergency/",
        "waive": f"{of_case}no-closing/",
        "both languages": f"{at}/client-letters/{whole.pk}/",
        "signed": f"{at}/client-letters/{done.pk}/",
        "words": f"{at}/client-letters/{draft.pk}/words/",
        "translation": f"{at}/client-letters/{draft.pk}/translation/",
        "client signs": f"{at}/client-letters/{waiting.pk}/client/",
        "lawyer signs": f"{at}/client-letters/{whole.pk}/sign/",
        "return": f"{at}/client-letters/{waiting.pk}/return/",
        "end": f"{at}/client-letters/{done.pk}/end/",
        "give": f"{at}/client-letters/{closing.pk}/given/",
        "closing": f"{at}/client-letters/{closing.pk}/",
        "wordings": f"{at}/wording/",
        "wording": f"{at}/wording/full/of/asylum/",
        "write wording": f"{at}/wording/full/write/",
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
            picture(page, f"letters {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
    assert wrong == []


def test_the_paper_is_a_tagged_pdf_in_both_directions(lawyer: Actor) -> None:
    with bind(lawyer.clinic), transaction.atomic(), zeal_ignore():
        made = make_case(lawyer)
        case = Case.objects.select_related("client__key", "key").get(pk=made.pk)
        letter = begin(lawyer, case)
        letter = actions.translate_letter(
            lawyer, letter=letter, version=letter.version, language="العربية",
            translator="سلمى ترجمان", vouched=True,
            sections=dict.fromkeys(rules.SECTIONS["full"], ARABIC),
        )  # fmt: skip
        pdf = queries.pdf_of_letter(again(lawyer, letter))
    root: Any = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
