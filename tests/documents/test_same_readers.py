"""A document, its translation and what was certified: for the same readers, and filed as signed."""

from typing import Any

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import clinic_url
from documents import actions, queries
from documents.models import Certificate, Document, Exhibit, Translation
from documents.policy import visible_lists
from documents.queries.translations import standing_of
from tests.builders import browsing_as, calling_as
from tests.documents.listed import begin, finish, put
from tests.documents.made import keep
from tests.documents.test_translations import certify, now, pair, say
from tests.files.test_bundling import paper
from tests.sealed import sealed_pdf

pytestmark = pytest.mark.django_db


def open_to(actor: Actor, document: Document, privilege: str) -> Document:
    row = now(actor, document)
    return actions.change_document(
        actor, document=row, version=row.version, kind=row.kind, title=row.title or "",
        privilege=privilege, original=row.original,
    )  # fmt: skip


def refused(code: str, act: Any, *args: Any, **said: Any) -> None:
    with pytest.raises(Blocked) as refusal:
        act(*args, **said)
    assert refusal.value.code == code


def privileges() -> set[str]:
    return set(Document.objects.values_list("privilege", flat=True))


@pytest.fixture
def certified(attorney: Actor, case: Case) -> tuple[Document, Document, Document]:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    return original, translated, certify(attorney, original).paper


def test_what_is_closed_takes_translation_and_certificate_along(
    attorney: Actor, advocate: Actor, certified: tuple[Document, Document, Document]
) -> None:
    open_to(attorney, certified[0], "attorney")
    assert privileges() == {"attorney"}
    for document in certified:
        with pytest.raises(NotVisible):
            queries.document_of(advocate, document.pk)
    entry = AuditEntry.objects.filter(verb="document.changed").latest("id")
    assert entry.detail["along"] == 2
    open_to(attorney, certified[0], "shared")
    assert privileges() == {"shared"}


def test_what_was_taken_out_goes_along_too(
    attorney: Actor, certified: tuple[Document, Document, Document]
) -> None:
    row = now(attorney, certified[2])
    actions.remove_document(attorney, document=row, version=row.version, reason="A misprint.")
    open_to(attorney, certified[0], "attorney")
    assert privileges() == {"attorney"}


def test_what_goes_with_a_document_is_not_opened_alone(
    attorney: Actor, certified: tuple[Document, Document, Document]
) -> None:
    original, translated, signed = certified
    open_to(attorney, original, "attorney")
    for document in (translated, signed):
        refused("follows_document", open_to, attorney, document, "shared")
    assert privileges() == {"attorney"}
    at = clinic_url("documents:change", translated.pk)
    browser = browsing_as(attorney)
    version = browser.get(at).context["form"]["version"].value()
    sent = {"kind": "translation", "title": "T", "privilege": "shared", "original": "none",
            "version": version}  # fmt: skip
    answer = browser.post(at, sent)
    assert answer.status_code == 409
    assert "goes with another document" in answer.content.decode()
    program = calling_as(attorney)
    sent.pop("version")
    answer = program.change(
        f"documents/{translated.pk}/change", sent, of=f"documents/{translated.pk}"
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "follows_document"), answer.content


def test_a_translation_of_two_documents_keeps_both_for_the_same_readers(
    attorney: Actor, case: Case, certified: tuple[Document, Document, Document]
) -> None:
    back = keep(attorney, case, paper("the other side"), title="Birth record, back")
    say(attorney, back, certified[1])
    refused("follows_document", open_to, attorney, certified[0], "attorney")
    assert privileges() == {"shared"}


def test_a_list_shows_nobody_what_is_filed_behind_its_exhibits(
    attorney: Actor, advocate: Actor, case: Case, certified: tuple[Document, Document, Document]
) -> None:
    original, translated, _signed = certified
    row = begin(attorney, case, privilege="shared")
    put(attorney, row, original)
    finish(attorney, row)
    assert visible_lists(advocate).filter(pk=row.pk).exists()
    newer = keep(attorney, case, paper("better English"), title="Better", kind="translation")
    say(attorney, original, newer)
    open_to(attorney, translated, "attorney")  # no translation any more, but it was filed
    assert not visible_lists(advocate).filter(pk=row.pk).exists()
    assert visible_lists(attorney).filter(pk=row.pk).exists()


def test_what_was_filed_without_certificate_is_known_after_another_translation(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    row = begin(attorney, case, privilege="shared")
    put(attorney, row, original)
    finish(attorney, row, untranslated="The court reads Quechua.")
    newer = keep(attorney, case, paper("better English"), title="Better", kind="translation")
    say(attorney, original, newer)
    assert Translation.objects.filter(document=original).count() == 2
    open_to(attorney, translated, "attorney")
    assert not visible_lists(advocate).filter(pk=row.pk).exists()


def test_what_was_signed_is_filed_whatever_is_added_to_its_document(
    attorney: Actor, case: Case
) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    made = certify(attorney, original, method="paper", upload=sealed_pdf())
    row = now(attorney, made.paper)
    actions.revise_document(attorney, document=row, version=row.version, file=sealed_pdf())
    standing = standing_of(original)
    assert standing is not None
    assert [one.number for one in standing.behind] == [1, 2]
    assert standing.behind[1].file_id == made.scan_id


def test_a_certificate_that_was_taken_out_certifies_nothing(
    attorney: Actor, certified: tuple[Document, Document, Document]
) -> None:
    row = now(attorney, certified[2])
    actions.remove_document(attorney, document=row, version=row.version, reason="A misprint.")
    standing = standing_of(certified[0])
    assert standing is not None
    assert (standing.code, len(standing.behind)) == ("uncertified", 1)
    assert Certificate.objects.count() == 1


def test_two_documents_are_not_the_translation_of_each_other(attorney: Actor, case: Case) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    refused("other_document", say, attorney, translated, original)
    program, at = calling_as(attorney), f"documents/{translated.pk}"
    said = {"source_language": "Quechua", "translated": str(original.pk)}
    answer = program.change(f"{at}/translation", said, of=at, method="put")
    assert (answer.status_code, answer.json()["code"]) == (409, "other_document"), answer.content


def test_who_may_not_read_a_document_any_more_puts_no_later_version_of_it_on_a_list(
    attorney: Actor, case: Case
) -> None:
    row = begin(attorney, case, privilege="shared")
    one = put(attorney, row, keep(attorney, case, paper("first"), title="First"))
    Document.objects.filter(pk=one.document_id).update(privilege="advocate")
    exhibit = Exhibit.objects.select_related("exhibit_list").get(pk=one.pk)
    with pytest.raises(Refused):
        actions.change_exhibit(
            attorney, exhibit=exhibit, version=exhibit.version, title="First", latest=True
        )
