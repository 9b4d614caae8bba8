"""Documents: who may know of one, its versions, what is recorded, what is lost never."""

from typing import Any

import pytest
from django.db import connection

from cases import actions as cases
from cases.models import Case
from cases.queries import close_blockers, timeline
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from documents import actions, queries
from documents.models import Document, Revision
from tests.builders import browsing_as, calling_as, make_case, make_member
from tests.documents.made import PDF, keep, picture, sent_file
from tests.sealed import sealed_upload

NEW = {"title": "Her passport", "kind": "identity", "privilege": "shared", "original": "held"}


def once_of(page: Any) -> str:
    return str(page.context["form"]["once"].value())


def test_a_document_is_added_read_and_downloaded(attorney: Actor, case: Case) -> None:
    browser = browsing_as(attorney)
    url = f"/harbor/cases/{case.pk}/documents/add/"
    sent = {**NEW, "once": once_of(browser.get(url)), "file": sent_file(PDF)}
    assert browser.post(url, sent).status_code == 302
    document = Document.objects.get()
    page = browser.get(f"/harbor/documents/{document.pk}/").content.decode()
    assert "Her passport" in page
    assert "The clinic holds the original" in page
    answer: Any = browser.get(f"/harbor/revisions/{Revision.objects.get().pk}/file/")
    assert b"".join(answer.streaming_content) == PDF
    assert "Her passport" not in answer["Content-Disposition"]
    assert "scan.pdf" not in answer["Content-Disposition"]
    kept = AuditEntry.objects.filter(verb__startswith="document.").values_list("verb", flat=True)
    assert list(kept.order_by("id")) == ["document.added", "document.downloaded"]


def test_sending_the_form_twice_keeps_one(attorney: Actor, case: Case) -> None:
    browser = browsing_as(attorney)
    url = f"/harbor/cases/{case.pk}/documents/add/"
    once = once_of(browser.get(url))
    for _turn in range(2):
        sent = {**NEW, "once": once, "file": sent_file(PDF)}
        assert browser.post(url, sent).status_code == 302
    assert Document.objects.count() == Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "Give it a title"),
        ({"kind": "no_such"}, "valid choice"),
        ({"privilege": "advocate"}, "valid choice"),
        ({"file": ""}, "Please choose a file"),
        ({"upload": "00000000-0000-7000-8000-000000000000", "file": ""}, "not whole"),
        ({"once": "made-up"}, "out of date"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    attorney: Actor, case: Case, change: dict[str, Any], words: str
) -> None:
    browser = browsing_as(attorney)
    url = f"/harbor/cases/{case.pk}/documents/add/"
    sent = {**NEW, "once": once_of(browser.get(url)), "file": sent_file(PDF), **change}
    answer = browser.post(url, {name: value for name, value in sent.items() if value != ""})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    if "title" not in change:
        assert "Her passport" in answer.content.decode()
    assert not Document.objects.exists()


def test_who_may_not_read_an_attorneys_document_finds_no_trace_of_it(
    attorney: Actor, coordinator: Actor, advocate: Actor, case: Case
) -> None:
    hidden = keep(attorney, case, privilege="attorney", title="Memo to file")
    shown = keep(attorney, case, title="Letter of the school")
    for reader in (advocate, coordinator):
        browser = browsing_as(reader)
        page = browser.get(f"/harbor/cases/{case.pk}/documents/").content.decode()
        assert "Letter of the school" in page
        assert "Memo to file" not in page
        assert browser.get(f"/harbor/documents/{hidden.pk}/").status_code == 404
        revision = Revision.objects.get(document=hidden)
        assert browser.get(f"/harbor/revisions/{revision.pk}/file/").status_code == 404
        told = [event.text for event in timeline(reader, case).events]
        assert "Letter of the school" in told
        assert "Memo to file" not in told
        listed = calling_as(reader).read(f"cases/{case.pk}/documents")["items"]
        assert [row["id"] for row in listed] == [str(shown.pk)]
    assert "Memo to file" in [event.text for event in timeline(attorney, case).events]


def test_a_document_of_another_case_is_not_there(
    attorney: Actor, stranger: Actor, coordinator: Actor, case: Case
) -> None:
    document = keep(attorney, case)
    make_case(coordinator, stranger)
    browser = browsing_as(stranger)
    for path in ("", "change/", "revise/", "remove/"):
        assert browser.get(f"/harbor/documents/{document.pk}/{path}").status_code == 404


def test_a_new_version_keeps_the_earlier_ones(attorney: Actor, case: Case) -> None:
    document = keep(attorney, case)
    browser = browsing_as(attorney)
    url = f"/harbor/documents/{document.pk}/revise/"
    sent = {"version": "1", "note": "Signed.", "file": sent_file(picture(), "signed.png")}
    assert browser.post(url, sent).status_code == 302
    late = browser.post(url, {**sent, "file": sent_file(PDF)})
    assert late.status_code == 409
    assert "Somebody changed this meanwhile" in late.content.decode()
    first, second = Revision.objects.order_by("number")
    assert (first.number, second.number, second.note) == (1, 2, "Signed.")
    answer: Any = browser.get(f"/harbor/revisions/{first.pk}/file/")
    assert b"".join(answer.streaming_content) == PDF
    line = queries.document_line(attorney, queries.document_of(attorney, document.pk))
    assert line.facts.startswith("PNG")


def test_what_is_taken_out_leaves_the_lists_and_comes_back(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    document = keep(attorney, case)
    browser = browsing_as(attorney)
    assert browsing_as(advocate).get(f"/harbor/documents/{document.pk}/remove/").status_code == 403
    sent = {"version": "1", "reason": "Belongs to her sister."}
    assert browser.post(f"/harbor/documents/{document.pk}/remove/", sent).status_code == 302
    assert queries.documents_of_case(attorney, case) == []
    page = browser.get(f"/harbor/cases/{case.pk}/documents/").content.decode()
    assert "Belongs to her sister." in page
    changed = queries.document_of(attorney, document.pk)
    with pytest.raises(Blocked) as refusal:
        actions.revise_document(
            attorney, document=changed, version=2, file=sealed_upload(PDF, "scan.pdf")
        )
    assert refusal.value.code == "other_state"
    url = f"/harbor/documents/{document.pk}/restore/"
    assert browser.post(url, {"version": "2"}).status_code == 302
    assert [row.pk for row in queries.documents_of_case(attorney, case)] == [document.pk]


def test_who_may_see_it_is_corrected_and_that_is_recorded(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    document = keep(attorney, case)
    sent = {"title": "Memo", "kind": "other", "privilege": "attorney", "original": "none"}
    browser = browsing_as(attorney)
    url = f"/harbor/documents/{document.pk}/change/"
    assert browser.post(url, {**sent, "version": "1"}).status_code == 302
    assert browsing_as(advocate).get(f"/harbor/documents/{document.pk}/").status_code == 404
    entry = AuditEntry.objects.get(verb="document.changed")
    assert entry.detail == {"was": "shared", "privilege": "attorney"}
    assert sorted(entry.fields) == ["kind", "privilege", "title"]


def test_an_original_that_was_not_given_back_keeps_the_case_open(
    attorney: Actor, coordinator: Actor, case: Case
) -> None:
    document = keep(attorney, case, original="held")
    page = browsing_as(coordinator).get(f"/harbor/cases/{case.pk}/close/").content.decode()
    assert "still holds an original" in page
    assert "Her declaration" not in page
    found = queries.document_of(attorney, document.pk)
    said = {"kind": "declaration", "privilege": "shared", "title": "Her declaration"}
    actions.change_document(attorney, document=found, version=1, original="returned", **said)
    page = browsing_as(coordinator).get(f"/harbor/cases/{case.pk}/close/").content.decode()
    assert "still holds an original" not in page


@pytest.mark.parametrize("privilege", ["attorney", "advocate"])
def test_an_original_that_few_read_of_keeps_it_open_and_is_not_told(
    attorney: Actor, advocate: Actor, coordinator: Actor, case: Case, privilege: str
) -> None:
    who = attorney if privilege == "attorney" else advocate
    document = keep(who, case, original="held", privilege=privilege)
    place = f"/harbor/cases/{case.pk}/close/"
    (blocker,) = close_blockers(case)
    page = browsing_as(coordinator).get(place).content.decode()
    assert "something to give back or to finish" in page
    for word in ("original", "document", "attorney", "advocate"):
        assert word not in f"{blocker.text} {blocker.label} {blocker.url}".lower()
    with pytest.raises(Blocked) as stop:
        cases.close_case(
            coordinator, case=case, outcome="advice", reason="Done.", version=case.version
        )
    assert stop.value.code == "still_open"
    found = queries.document_of(who, document.pk)
    said = {"kind": "declaration", "privilege": privilege, "title": "Her declaration"}
    actions.change_document(who, document=found, version=1, original="returned", **said)
    assert close_blockers(case) == []


def test_a_closed_case_takes_nothing_and_gives_what_it_holds(
    attorney: Actor, coordinator: Actor, case: Case
) -> None:
    document = keep(attorney, case)
    case.refresh_from_db()
    cases.close_case(coordinator, case=case, outcome="advice", reason="Done.", version=case.version)
    with pytest.raises(Blocked) as refusal:
        keep(attorney, Case.objects.select_related("client__key", "key").get(pk=case.pk))
    assert refusal.value.code == "closed"
    revision = Revision.objects.get(document=document)
    browser = browsing_as(attorney)
    assert browser.get(f"/harbor/revisions/{revision.pk}/file/").status_code == 200


def test_nothing_of_a_document_is_in_the_database_in_clear(attorney: Actor, case: Case) -> None:
    document = keep(attorney, case, title="Declaration of Marisol")
    found = queries.document_of(attorney, document.pk)
    actions.remove_document(attorney, document=found, version=1, reason="Marisol asked for it.")
    with connection.cursor() as cursor:
        for table in ("documents_document", "documents_revision", "files_storedfile"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
            assert "Marisol" not in (cursor.fetchone()[0] or "")


def test_other_members_programs_add_and_take_out(attorney: Actor, case: Case) -> None:
    program = calling_as(attorney)
    key = {"Idempotency_Key": "first-document"}
    sent = {**NEW, "file": sent_file(PDF)}
    made = program.send_form(f"cases/{case.pk}/documents", sent, **key)
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    again = program.send_form(f"cases/{case.pk}/documents", {**NEW, "file": sent_file(PDF)}, **key)
    assert again.json()["id"] == pk
    of = f"documents/{pk}"
    taken = program.change(f"{of}/remove", {"reason": "Twice."}, of=of)
    assert taken.status_code == 200, taken.content
    assert taken.json()["removed_at"]
    assert program.change(f"{of}/restore", of=of).json()["removed_at"] is None
    revision = program.read(of)["revisions"][0]["id"]
    answer = program.ask("get", f"revisions/{revision}/file")
    assert b"".join(answer.streaming_content) == PDF


def test_a_list_costs_the_same_for_three_as_for_nine(
    attorney: Actor, case: Case, django_assert_max_num_queries: Any
) -> None:
    for number in range(9):
        keep(attorney, case, title=f"Document {number}")
    browser = browsing_as(attorney)
    browser.get(f"/harbor/cases/{case.pk}/documents/")
    with django_assert_max_num_queries(26):
        browser.get(f"/harbor/cases/{case.pk}/documents/")


def test_someone_else_of_the_clinic_reads_nothing(attorney: Actor, case: Case, harbor: Any) -> None:
    keep(attorney, case)
    administrator = make_member(harbor, "administrator")
    page = browsing_as(administrator).get(f"/harbor/cases/{case.pk}/documents/")
    assert page.status_code in (403, 404)
