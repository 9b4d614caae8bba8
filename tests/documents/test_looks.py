"""The room in a real browser: every look accessible and whole, and a line that breaks under way."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from zeal import zeal_ignore

from cases.models import Case, Matter
from clinic.access.actor import Actor
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import new_id
from documents import actions, queries
from documents.models import Document, Revision, Upload
from documents.rules import PART_BYTES
from tests.browser.watch import picture
from tests.builders import make_case, make_clinic, make_member
from tests.documents.listed import begin, finish, fresh, put, supplement
from tests.documents.made import keep, large
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.packets.conftest import work_off
from tests.pages.browser import chromium
from tests.pages.test_look import MIXED
from tests.sealed import PDF, sealed_pdf

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("chromium")]


@pytest.fixture
def lawyer(transactional_db: None) -> Actor:
    with transaction.atomic():
        return make_member(make_clinic("harbor"), "coordinator", "attorney")


def fill(actor: Actor) -> dict[str, str]:
    """Make one of everything; return the pages."""
    at = f"/{actor.clinic.slug}"
    with bind(actor.clinic), transaction.atomic(), zeal_ignore():
        made = make_case(actor)
        case = Case.objects.select_related("client__key", "key").get(pk=made.pk)
        document = keep(actor, case, title="إفادة الشاهدة الأولى", privilege="attorney")
        document = actions.revise_document(
            actor, document=queries.document_of(actor, document.pk), version=1, file=sealed_pdf(),
            note="Signed, with the interpreter's certificate.",
        )  # fmt: skip
        shown = document.revisions.get(number=2)
        keep(actor, case, original="held", title="A rather long title of a paper of the employer")
        removed = keep(actor, case, title="Uploaded twice")
        removed = actions.remove_document(
            actor, document=removed, version=1, reason="The same as the first one."
        )
        paper = actions.keep_original(
            actor, case=case, original_id=new_id(), what="جواز سفر", place="The grey safe",
            since=today(),
        )  # fmt: skip
        gone = actions.keep_original(
            actor, case=case, original_id=new_id(), what="Birth certificate of the daughter",
            place="", since=today(),
        )  # fmt: skip
        actions.let_original_go(
            actor, original=gone, left="passed_on", left_on=today(), left_to="The embassy",
            version=1,
        )  # fmt: skip
        actions.begin_upload(actor, case=case, name="messages of the recruiter.pdf", size=9_000_000)
        exhibits = list_pages(actor, case)
    of_case = f"{at}/cases/{case.pk}/documents/"
    of_one = f"{at}/documents/{document.pk}/"
    return {
        "list": of_case,
        "add": f"{of_case}add/",
        "keep original": f"{at}/cases/{case.pk}/originals/add/",
        "change original": f"{at}/originals/{paper.pk}/change/",
        "original goes": f"{at}/originals/{paper.pk}/go/",
        "document": of_one,
        "revise": f"{of_one}revise/",
        "change": f"{of_one}change/",
        "remove": f"{of_one}remove/",
        "removed": f"{at}/documents/{removed.pk}/",
        "look": f"{at}/revisions/{shown.pk}/look/",
        "timeline": f"{at}/cases/{case.pk}/timeline/",
        **exhibits,
    }


def list_pages(actor: Actor, case: Case) -> dict[str, str]:
    """Make a final list and its supplement, a draft; return their pages."""
    at = f"/{actor.clinic.slug}"
    matter = Matter.objects.filter(case=case).first()
    final = begin(actor, case, title="Exhibits in support of the application", matter=matter)
    put(actor, final, title="Declaration of the client", heading="Declarations")
    put(actor, final, title="شهادة الميلاد", heading="Identity")
    finish(actor, final)
    draft = supplement(actor, fresh(actor, final))
    secret = keep(actor, case, PDF, title="Draft of an expert's report", privilege="attorney")
    put(actor, draft, secret, waiver="The expert testifies; counsel agreed. لا مانع.")
    one = put(actor, draft, title="A rather long title of a letter of somebody who knows her work",
              heading="Letters", evidence="hardship_evidence")  # fmt: skip
    actions.revise_document(actor, document=one.document, version=1, file=sealed_pdf())
    foreign = keep(actor, case, PDF, title="شهادة الميلاد الأصلية")
    actions.say_translation(
        actor, document=foreign, version=1, source_language="العربية",
        translated=keep(actor, case, PDF, title="Birth certificate in English"),
    )  # fmt: skip
    put(actor, draft, foreign)
    asked = actions.request_bundle(actor, exhibit_list=fresh(actor, final), bundle_id=new_id())
    work_off()
    waiting = actions.request_bundle(actor, exhibit_list=fresh(actor, draft), bundle_id=new_id())
    return {
        "foreign document": f"{at}/documents/{foreign.pk}/",
        "say translation": f"{at}/documents/{foreign.pk}/translation/",
        "certify": f"{at}/documents/{foreign.pk}/certificate/",
        "no translation": f"{at}/documents/{foreign.pk}/translation/remove/",
        "bundle": f"{at}/bundles/{asked.pk}/",
        "bundle waits": f"{at}/bundles/{waiting.pk}/",
        "new list": f"{at}/cases/{case.pk}/exhibits/new/",
        "final list": f"{at}/exhibit-lists/{final.pk}/",
        "draft list": f"{at}/exhibit-lists/{draft.pk}/",
        "finish list": f"{at}/exhibit-lists/{draft.pk}/finish/",
        "discard list": f"{at}/exhibit-lists/{draft.pk}/discard/",
        "change list": f"{at}/exhibit-lists/{draft.pk}/change/",
        "add exhibit": f"{at}/exhibit-lists/{draft.pk}/add/",
        "change exhibit": f"{at}/exhibits/{one.pk}/change/",
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
            picture(page, f"documents {look} {name}")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
    assert wrong == []


def test_a_large_file_goes_on_after_a_broken_line_and_after_a_closed_page(
    lawyer: Actor, live_server: Any, tmp_path: Path
) -> None:
    content = large(5.3)
    file = tmp_path / "declaration.pdf"
    file.write_bytes(content)
    pages, session = fill(lawyer), session_of(lawyer)
    sent: list[str] = []
    again: list[str] = []
    arriving = 2

    def breaking(route: Any) -> None:
        sent.append(route.request.url)
        if len(sent) > arriving:
            route.abort()
        else:
            route.continue_()

    def stumbling(route: Any) -> None:
        again.append(route.request.url)
        if len(again) == 2:
            route.abort()
        else:
            route.continue_()

    with chromium() as browser:
        page = page_of(browser, session, live_server.url, "phone")
        page.route("**/part/", breaking)
        page.goto(pages["add"])
        page.get_by_label("File").set_input_files(file)
        page.get_by_label("Title").fill("Her declaration, with exhibits")
        page.get_by_role("button", name="Keep the document").click()
        page.get_by_text("trying again").wait_for()
        picture(page, "documents phone sending")
        assert faults(page) == []
        page.close()
        page = page_of(browser, session, live_server.url, "phone")
        page.route("**/part/", stumbling)
        page.goto(pages["list"])
        page.get_by_text(f"{100 * arriving * PART_BYTES // len(content)} % of").wait_for()
        page.get_by_role("link", name="Add a document").click()
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Keep the document").click()
        # Sent without a title: the file has arrived all the same and is not sent again.
        page.get_by_text("Give it a title").first.wait_for()
        page.get_by_label("Title").fill("Her declaration, with exhibits")
        page.get_by_label("Attorney-privileged:").check()
        page.get_by_role("button", name="Keep the document").click()
        page.get_by_text("The document is kept.").wait_for()
        assert len(again) == 4 + 1  # what was missing, and the one that broke
    with bind(lawyer.clinic), transaction.atomic():
        document = Document.objects.order_by("pk").last()
        file_kept = Revision.objects.get(document=document).file
        assert file_kept.size == len(content)
        assert Upload.objects.count() == 1
