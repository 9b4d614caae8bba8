"""Bundles: what stands in one and in which order, what stops one, who may have it, how it ends."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pypdf import PdfReader

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible
from clinic.audit.models import AuditEntry
from clinic.files.models import StoredFile
from clinic.files.queries import read_all
from clinic.tenancy.current import bind, clinic_url
from clinic.tenancy.models import new_id
from documents import actions, queries
from documents.models import Bundle, Exhibit, ExhibitList
from documents.rules.exhibits import FORUMS, Forum
from tests.builders import browsing_as, calling_as, make_clinic, make_member
from tests.documents.listed import begin, finish, fresh, put, supplement
from tests.documents.made import keep, picture
from tests.files.test_bundling import changed, locked, paper
from tests.packets.conftest import work_off

pytestmark = pytest.mark.django_db


def make(actor: Actor, row: ExhibitList) -> Bundle:
    asked = actions.request_bundle(actor, exhibit_list=fresh(actor, row), bundle_id=new_id())
    work_off()
    return queries.bundle_of(actor, asked.pk)


def pages(bundle: Bundle) -> list[str]:
    assert bundle.file is not None, bundle.failure
    return [page.extract_text() for page in PdfReader(BytesIO(read_all(bundle.file))).pages]


def listed(actor: Actor, case: Case, **contents: bytes) -> ExhibitList:
    row = begin(actor, case)
    for title, content in contents.items():
        put(actor, row, keep(actor, case, content, title=title))
    return row


def test_cover_index_sheets_and_documents_stand_in_order_and_are_numbered(
    attorney: Actor, case: Case
) -> None:
    row = listed(attorney, case, Declaration=paper("her words", "more words"), Photograph=picture())
    finish(attorney, row)
    bundle = make(attorney, row)
    found = pages(bundle)
    assert (bundle.status, bundle.pages, bundle.first_page) == ("ready", 7, 1)
    words = ("Exhibits in support", "Index of exhibits", "Exhibit A", "her words", "more words",
             "Exhibit B", "Exhibit B")  # fmt: skip
    for number, (text, word) in enumerate(zip(found, words, strict=True), 1):
        assert word in text
        assert str(number) in text.split()
    assert bundle.contents == [
        ["Exhibit A", "Declaration", "", 3, 3], ["Exhibit B", "Photograph", "", 6, 2]
    ]  # fmt: skip
    index = found[1].split()
    assert index[index.index("Declaration") + 1] == "3"
    assert index[index.index("Photograph") + 1] == "6"
    assert "Draft" not in found[0]
    assert bundle.file is not None
    reader: Any = PdfReader(BytesIO(read_all(bundle.file)))
    told = [(str(one["/Title"]), reader.get_destination_page_number(one)) for one in reader.outline]
    assert told == [("Index", 0), ("Exhibit A: Declaration", 2), ("Exhibit B: Photograph", 5)]


def test_a_drafts_bundle_says_so_on_every_page(attorney: Actor, case: Case) -> None:
    bundle = make(attorney, listed(attorney, case, Declaration=paper("her words")))
    assert bundle.of_draft
    found = pages(bundle)
    assert "Draft, not filed" in found[0]
    assert all("DRAFT" in text for text in found)


def test_a_long_index_moves_the_pages_that_it_names(attorney: Actor, case: Case) -> None:
    row = begin(attorney, case)
    for number in range(60):
        put(attorney, row, keep(attorney, case, paper("x"), title=f"Letter number {number} " * 5))
    found = pages(bundle := make(attorney, row))
    for mark, _title, _heading, page, _length in bundle.contents or []:
        assert found[page - 1].split()[0:2] == mark.split()
    assert (bundle.contents or [])[0][3] > 3


def test_a_supplement_goes_on_behind_the_last_page(attorney: Actor, case: Case) -> None:
    row = listed(attorney, case, Declaration=paper("her words"))
    finish(attorney, row)
    before = make(attorney, row)
    later = supplement(attorney, fresh(attorney, row))
    put(attorney, later, keep(attorney, case, paper("his words"), title="Letter"))
    finish(attorney, later)
    bundle = make(attorney, later)
    assert bundle.first_page == (before.pages or 0) + 1
    found = pages(bundle)
    assert "Exhibit B" in found[2]
    assert str(before.last_page + 3) in found[2].split()
    assert not any("her words" in text for text in found)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (changed(paper("locked"), locked), "encrypted", "Exhibit B asks for a password"),
        (b"%PDF-1.7\nnot at all", "broken", "Exhibit B is damaged"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_kept(
    attorney: Actor, case: Case, content: bytes, code: str, words: str
) -> None:
    row = listed(attorney, case, Fine=paper("fine"), Wrong=content)
    files = StoredFile.objects.count()
    bundle = make(attorney, row)
    assert (bundle.status, bundle.failure, bundle.failed_at) == ("failed", code, 2)
    assert (bundle.file, StoredFile.objects.count()) == (None, files)
    page = browsing_as(attorney).get(clinic_url("documents:bundle", bundle.pk)).content.decode()
    assert words in page
    one = Exhibit.objects.select_related("document").get(exhibit_list=row, place=2)
    actions.leave_out(
        attorney, exhibit=queries.exhibit_of(attorney, one.pk), version=fresh(attorney, row).version
    )
    actions.retry_bundle(attorney, bundle=bundle)
    work_off()
    assert queries.bundle_of(attorney, bundle.pk).status == "ready"


def tampered_list(row: ExhibitList) -> None:
    ExhibitList.objects.filter(pk=row.pk).update(digest=None)


def tampered_exhibit(row: ExhibitList) -> None:
    one = Exhibit.objects.select_related("key").get(exhibit_list=row)
    one.title = "Another title"
    one.save(update_fields=["title"])


@pytest.mark.parametrize("tamper", [tampered_list, tampered_exhibit])
def test_a_final_list_that_is_not_what_was_frozen_makes_no_bundle(
    attorney: Actor, case: Case, tamper: Callable[[ExhibitList], None]
) -> None:
    row = listed(attorney, case, Declaration=paper("her words"))
    finish(attorney, row)
    tamper(row)
    bundle = make(attorney, row)
    assert (bundle.status, bundle.failure) == ("failed", "list_altered")


def test_there_is_one_at_a_time_and_none_of_nothing(attorney: Actor, case: Case) -> None:
    row = begin(attorney, case)
    with pytest.raises(Blocked) as refusal:
        make(attorney, row)
    assert refusal.value.code == "list_empty"
    put(attorney, row, keep(attorney, case, paper("one")))
    first = make(attorney, row)
    with pytest.raises(Blocked) as refusal:
        make(attorney, row)
    assert refusal.value.code == "sent_twice"
    browser = browsing_as(attorney)
    once = browser.get(clinic_url("documents:make_list", case.pk)).context["form"]["once"].value()
    answer = browser.post(clinic_url("documents:request_bundle", row.pk), {"once": once})
    assert answer.headers["Location"] == clinic_url("documents:bundle", first.pk)
    put(attorney, row, keep(attorney, case, paper("two")))
    assert make(attorney, row).pages == (first.pages or 0) + 2
    now = fresh(attorney, row)
    actions.discard_list(attorney, exhibit_list=now, version=now.version, reason="No.")
    with pytest.raises(Blocked) as refusal:
        make(attorney, row)
    assert refusal.value.code == "list_discarded"


def test_files_that_are_too_much_together_are_refused(
    attorney: Actor, case: Case, monkeypatch: Any
) -> None:
    monkeypatch.setattr("documents.rules.bundles.MOST_BYTES", 100)
    bundle = make(attorney, listed(attorney, case, Declaration=paper("her words")))
    assert (bundle.status, bundle.failure) == ("failed", "too_large")


def test_the_page_says_what_the_forum_takes(attorney: Actor, case: Case, monkeypatch: Any) -> None:
    bundle = make(attorney, listed(attorney, case, Declaration=paper("her words")))
    at = clinic_url("documents:bundle", bundle.pk)
    assert "larger than the" not in browsing_as(attorney).get(at).content.decode()
    small = Forum(FORUMS["eoir"].label, 1_000)
    monkeypatch.setattr("documents.queries.bundles.FORUMS", {**FORUMS, "eoir": small})
    assert "larger than the" in browsing_as(attorney).get(at).content.decode()


def test_taking_it_is_recorded_and_its_name_tells_nothing(attorney: Actor, case: Case) -> None:
    bundle = make(attorney, listed(attorney, case, Declaration=paper("her words")))
    answer = browsing_as(attorney).get(clinic_url("documents:download_bundle", bundle.pk))
    assert f'filename="exhibits-{bundle.token}.pdf"' in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert AuditEntry.objects.filter(verb="bundle.downloaded", target_id=bundle.pk).count() == 1


def test_it_is_removed_after_its_time_and_can_be_made_again(attorney: Actor, case: Case) -> None:
    row = listed(attorney, case, Declaration=paper("her words"))
    bundle = make(attorney, row)
    Bundle.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Blocked) as refusal:
        actions.download_bundle(attorney, bundle=queries.bundle_of(attorney, bundle.pk))
    assert refusal.value.code == "bundle_gone"
    files = StoredFile.objects.count()
    assert actions.sweep_bundles() == 1
    assert actions.sweep_bundles() == 0
    assert StoredFile.objects.count() == files - 1
    assert queries.plain_state(queries.bundle_of(attorney, bundle.pk)).code == "expired"
    assert make(attorney, row).status == "ready"


def test_who_may_not_know_of_the_list_finds_no_bundle(
    attorney: Actor, advocate: Actor, coordinator: Actor, stranger: Actor, case: Case
) -> None:
    row = listed(attorney, case, Declaration=paper("her words"))
    bundle = make(attorney, row)
    for other in (advocate, coordinator, stranger):
        with pytest.raises(NotVisible):
            queries.bundle_of(other, bundle.pk)
    meadow = make_clinic("meadow")
    with bind(meadow):
        other_browser = browsing_as(make_member(meadow, "supervisor", "attorney"))
    assert other_browser.get(f"/meadow/bundles/{bundle.pk}/download/").status_code == 404
    finish(attorney, row)
    filed = make(attorney, row)
    assert queries.bundle_of(advocate, filed.pk).pk == filed.pk
    with pytest.raises(NotVisible):  # the draft's: it may hold what was left out since
        queries.bundle_of(advocate, bundle.pk)


def test_whoever_lost_the_list_meanwhile_gets_nothing(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    document = keep(attorney, case, paper("her words"))
    row = begin(advocate, case)
    put(advocate, row, document)
    asked = actions.request_bundle(advocate, exhibit_list=fresh(advocate, row), bundle_id=new_id())
    actions.change_document(
        attorney, document=document, version=1, kind="expert", privilege="attorney", title="X"
    )
    work_off()
    found = Bundle.objects.get(pk=asked.pk)
    assert (found.status, found.failure, found.file) == ("failed", "not_visible", None)


def test_nothing_of_it_lies_in_clear(attorney: Actor, case: Case, files_folder: Any) -> None:
    make(attorney, listed(attorney, case, Marisol_Quispe=paper("her words")))
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM documents_bundle AS t")
        lying = "".join(row[0] for row in cursor.fetchall())
    assert "Marisol" not in lying
    assert b"Marisol".hex() not in lying
    for path in files_folder.rglob("*"):
        assert not path.is_file() or b"%PDF" not in path.read_bytes()


def test_a_program_asks_polls_and_fetches(attorney: Actor, case: Case) -> None:
    row = listed(attorney, case, Declaration=paper("her words"))
    program, home = calling_as(attorney), f"exhibit-lists/{row.pk}/bundles"
    asked = program.make(home, {})
    assert (asked.status_code, asked.json()["state"]) == (201, "waiting"), asked.content
    path = f"bundles/{asked.json()['id']}"
    assert program.ask("get", path)["Retry-After"] == "2"
    assert program.ask("get", f"{path}/file").json()["code"] == "not_ready"
    work_off()
    ready = program.read(path)
    assert (ready["state"], ready["pages"]) == ("ready", 4)
    assert ready["contents"][0] == {
        "mark": "Exhibit A", "title": "Declaration", "page": 3, "pages": 2
    }  # fmt: skip
    answer = program.ask("get", f"{path}/file")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert program.make(home, {}).json()["code"] == "sent_twice"
