"""A document, its translation and what was certified: for the same readers, and filed as signed."""

from typing import Any

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import clinic_url
from documents import actions, queries
from documents.models import Certificate, Document, Exhibit
from documents.policy import visible_lists
from documents.queries.translations import standing_of
from tests.builders import browsing_as, calling_as
from tests.documents.listed import begin, finish, put
from tests.documents.made import keep
from tests.documents.test_translations import certify, code_of, now, pair, say
from tests.files.test_bundling import paper

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


def test_a_translation_of_two_documents_closes_both_and_each_is_opened_again(
    attorney: Actor, case: Case, certified: tuple[Document, Document, Document]
) -> None:
    back = keep(attorney, case, paper("the other side"), title="Birth record, back")
    say(attorney, back, certified[1])
    open_to(attorney, certified[0], "attorney")
    assert privileges() == {"attorney"}
    refused("follows_document", open_to, attorney, certified[1], "shared")
    open_to(attorney, back, "shared")
    assert privileges() == {"shared"}


def test_closing_a_translation_closes_what_it_translates(
    attorney: Actor, certified: tuple[Document, Document, Document]
) -> None:
    open_to(attorney, certified[1], "attorney")
    assert privileges() == {"attorney"}
    told = AuditEntry.objects.filter(verb="document.followed").values_list("target_id", flat=True)
    assert set(told) == {certified[0].pk, certified[2].pk}


def test_what_was_the_translation_once_is_closed_with_it(
    attorney: Actor, case: Case, certified: tuple[Document, Document, Document]
) -> None:
    newer = keep(attorney, case, paper("better English"), title="Better", kind="translation")
    say(attorney, certified[0], newer)
    open_to(attorney, certified[0], "attorney")
    assert privileges() == {"attorney"}


def test_nobody_opens_or_takes_away_what_somebody_else_added(
    attorney: Actor, advocate: Actor, stranger: Actor, case: Case
) -> None:
    theirs = keep(attorney, case, paper("a memo"), title="Memo")
    mine = keep(advocate, case, paper("mine"), title="Mine")
    say(advocate, mine, theirs)
    refused("follows_document", open_to, advocate, mine, "advocate")
    assert now(attorney, theirs).privilege == "shared"
    # What was linked by mistake and taken back is nobody's translation: it is not opened with it.
    secret = keep(attorney, case, paper("secret"), title="Secret", privilege="attorney")
    own = keep(attorney, case, paper("own"), title="Own", privilege="attorney")
    say(attorney, own, secret)
    actions.remove_translation(
        attorney, document=own, version=now(attorney, own).version, reason="The wrong one."
    )
    open_to(attorney, own, "shared")
    assert now(attorney, secret).privilege == "attorney"


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
    assert now(attorney, original).privilege == "attorney"
    Document.objects.exclude(pk=translated.pk).update(privilege="shared")
    assert not visible_lists(advocate).filter(pk=row.pk).exists()
    assert visible_lists(attorney).filter(pk=row.pk).exists()


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


def test_what_was_certified_stands_again_when_its_translation_does(
    attorney: Actor, case: Case, certified: tuple[Document, Document, Document]
) -> None:
    original, translated, _signed = certified
    say(attorney, original)
    assert code_of(original) == "untranslated"
    say(attorney, original, translated)
    assert code_of(original) == "certified"
    actions.remove_translation(
        attorney, document=original, version=now(attorney, original).version, reason="English."
    )
    say(attorney, original, translated)
    assert code_of(original) == "certified"


def test_a_spelling_is_corrected_while_the_translation_is_taken_out(
    attorney: Actor, certified: tuple[Document, Document, Document]
) -> None:
    original, translated, _signed = certified
    row = now(attorney, translated)
    actions.remove_document(attorney, document=row, version=row.version, reason="To be replaced.")
    browser = browsing_as(attorney)
    at = clinic_url("documents:say_translation", original.pk)
    form = browser.get(at).context["form"]
    assert form["translated"].value() == str(translated.pk)
    sent = {"source_language": "Quechua (Cusco)", "target_language": "English",
            "version": form["version"].value(), "translated": str(translated.pk)}  # fmt: skip
    assert browser.post(at, sent).status_code == 302
    program, path = calling_as(attorney), f"documents/{original.pk}"
    said = {"source_language": "Quechua"}
    answer = program.change(f"{path}/translation", said, of=path, method="put")
    assert answer.json()["translated"] == str(translated.pk), answer.content
    row = queries.document_of(attorney, translated.pk)
    actions.restore_document(attorney, document=row, version=row.version)
    assert code_of(original) == "certified"
