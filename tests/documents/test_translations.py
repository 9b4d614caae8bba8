"""Documents in another language: said, translated, certified, and filed with all of it."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from pypdf import PdfReader

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible
from clinic.files.queries import read_all
from clinic.tenancy.current import bind, clinic_url, today
from documents import actions, queries
from documents.models import Certificate, Document, Exhibit, Revision, Translation
from documents.queries.translations import standing_of
from documents.rules.translations import statement, still_open
from tests.builders import browsing_as, calling_as, make_clinic, make_member
from tests.documents.listed import begin, finish, put
from tests.documents.made import keep, sent_file
from tests.documents.test_bundles import make, pages
from tests.files.test_bundling import paper
from tests.sealed import sealed_pdf

pytestmark = pytest.mark.django_db
STROKES = [[100, 100, 200, 150, 300, 100, 400, 150, 500, 100, 600, 140, 700, 90, 800, 120]]


def now(actor: Actor, document: Document) -> Document:
    return queries.document_of(actor, document.pk)


def say(actor: Actor, document: Document, translated: Document | None = None, **said: Any) -> None:
    usual: dict[str, Any] = {"source_language": "Quechua", "translated": translated}
    actions.say_translation(
        actor, document=document, version=now(actor, document).version, **(usual | said)
    )


def certify(actor: Actor, document: Document, **said: Any) -> Certificate:
    usual: dict[str, Any] = {
        "translator": "Ana Traductora", "reach": "12 Sample Row, +1 202 555 0111",
        "words": statement("us", "Quechua", "English"), "method": "screen",
        "signed_name": "Ana Traductora", "signed_on": today(),
        "version": now(actor, document).version,
    }  # fmt: skip
    return actions.certify_translation(actor, document=document, **(usual | said))


def pair(actor: Actor, case: Case, **said: Any) -> tuple[Document, Document]:
    original = keep(actor, case, paper("in her language"), title="Birth record", **said)
    translated = keep(
        actor, case, paper("in English"), title="Birth record in English", kind="translation",
        **said,
    )  # fmt: skip
    return original, translated


def code_of(document: Document) -> str:
    standing = standing_of(document)
    return standing.code if standing else ""


def test_a_document_is_said_translated_certified_and_outdated(attorney: Actor, case: Case) -> None:
    original, translated = pair(attorney, case)
    assert code_of(original) == ""
    say(attorney, original)
    assert code_of(original) == "untranslated"
    say(attorney, original, translated)
    assert code_of(original) == "uncertified"
    made = certify(attorney, original)
    assert code_of(original) == "certified"
    assert (made.paper.kind, made.paper.privilege) == ("translation", "shared")
    actions.revise_document(
        attorney, document=translated, version=now(attorney, translated).version, file=sealed_pdf()
    )
    assert code_of(original) == "outdated"
    certify(attorney, original)
    assert code_of(original) == "certified"
    assert Certificate.objects.count() == 2


def test_the_certificate_says_who_how_to_reach_them_and_what_they_state(
    attorney: Actor, case: Case
) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    made = certify(attorney, original, method="drawn", signature=STROKES)
    file = Revision.objects.select_related("file__key").get(document=made.paper).file
    text = PdfReader(BytesIO(read_all(file))).pages[0].extract_text()
    for word in ("Birth record", "Quechua", "English", "competent to translate", "accurate",
                 "Ana Traductora", "12 Sample Row", str(today().year)):  # fmt: skip
        assert word in text, word


def test_a_signed_paper_is_what_counts(attorney: Actor, case: Case) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    with pytest.raises(Blocked) as refusal:
        certify(attorney, original, method="paper")
    assert refusal.value.code == "scan_missing"
    made = certify(attorney, original, method="paper", upload=sealed_pdf())
    latest = Revision.objects.filter(document=made.paper).order_by("-number").first()
    assert latest is not None
    assert latest.file_id == made.scan_id
    standing = standing_of(original)
    assert standing is not None
    assert [one.pk for one in standing.behind][-1] == latest.pk


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"translator": " "}, "name_missing"), ({"signed_name": ""}, "name_missing"),
        ({"reach": " "}, "reach_missing"), ({"words": "From [language]."}, "words_open"),
        ({"words": ""}, "words_open"), ({"method": "drawn"}, "signature_missing"),
        ({"signed_on": lambda: today().replace(year=225)}, "day_too_old"),
        ({"signed_on": lambda: today().replace(year=today().year + 1)}, "future_day"),
        ({"version": 1}, "changed_meanwhile"),
    ],
)  # fmt: skip
def test_a_certificate_lacks_nothing(
    attorney: Actor, case: Case, said: dict[str, Any], code: str
) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    said = {name: value() if callable(value) else value for name, value in said.items()}
    with pytest.raises(Blocked) as refusal:
        certify(attorney, original, **said)
    assert refusal.value.code == code
    assert Certificate.objects.count() == 0


def test_what_is_no_translation_is_refused(attorney: Actor, case: Case) -> None:
    original, translated = pair(attorney, case)
    secret = keep(attorney, case, paper("x"), privilege="attorney")
    for other, code in ((secret, "other_privilege"), (original, "other_document")):
        with pytest.raises(Blocked) as refusal:
            say(attorney, original, other)
        assert refusal.value.code == code
    for language in (" ", "english"):
        with pytest.raises(Blocked) as refusal:
            say(attorney, original, translated, source_language=language)
        assert refusal.value.code == "same_language"
    with pytest.raises(Blocked) as refusal:
        certify(attorney, original)
    assert refusal.value.code == "no_translation"
    say(attorney, original)
    with pytest.raises(Blocked) as refusal:
        certify(attorney, original)
    assert refusal.value.code == "untranslated"
    assert Translation.objects.count() == 1


def test_it_is_taken_back_with_a_reason(attorney: Actor, case: Case) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    actions.remove_translation(
        attorney, document=original, version=now(attorney, original).version, reason="In English."
    )
    assert code_of(original) == ""
    say(attorney, original)
    assert code_of(original) == "untranslated"


def test_a_list_warns_and_is_not_final_without_a_reason(attorney: Actor, case: Case) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    row = begin(attorney, case)
    put(attorney, row, original)
    at = clinic_url("documents:exhibit_list", row.pk)
    assert "Translated, without a certificate" in browsing_as(attorney).get(at).content.decode()
    with pytest.raises(Blocked) as refusal:
        finish(attorney, row)
    assert refusal.value.code == "untranslated"
    assert "Exhibit A" in str(refusal.value.message)
    done = finish(attorney, row, untranslated="The court reads Quechua.")
    assert done.untranslated == "The court reads Quechua."
    one = Exhibit.objects.select_related("key").get(exhibit_list=done)
    assert len(one.behind or []) == 1


def test_the_bundle_holds_original_translation_and_certificate_behind_one_mark(
    attorney: Actor, case: Case
) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    certify(attorney, original)
    row = begin(attorney, case)
    put(attorney, row, original)
    put(attorney, row, title="Letter")
    finish(attorney, row)
    actions.revise_document(
        attorney, document=translated, version=now(attorney, translated).version, file=sealed_pdf()
    )
    bundle = make(attorney, row)
    found = pages(bundle)
    for text, word in zip(
        found[2:6], ("Exhibit A", "in her language", "in English", "Certificate of translation"),
        strict=True,
    ):  # fmt: skip
        assert word in text
        assert "Exhibit A" in text
    assert "Exhibit B" in found[6]
    assert (bundle.contents or [])[0][4] == 4


def test_the_page_takes_a_drawn_signature_and_keeps_the_words(attorney: Actor, case: Case) -> None:
    original, translated = pair(attorney, case)
    browser = browsing_as(attorney)
    at = clinic_url("documents:say_translation", original.pk)
    version = browser.get(at).context["form"]["version"].value()
    said = {"source_language": "Quechua", "target_language": "", "version": version,
            "translated": str(translated.pk)}  # fmt: skip
    assert browser.post(at, said | {"source_language": ""}).status_code == 422
    assert browser.post(at, said).status_code == 302
    assert browser.post(at, said).status_code == 409
    at = clinic_url("documents:certify_translation", original.pk)
    page = browser.get(at)
    form = page.context["form"]
    assert "competent to translate from Quechua into English" in form["words"].value()
    sent = {"version": form["version"].value(), "translator": "Ana Traductora",
            "reach": "+1 202 555 0111", "words": form["words"].value(), "method": "paper",
            "signed_name": "Ana Traductora", "signed_on": "0225-01-01",
            "upload": sent_file(paper("signed"))}  # fmt: skip
    answer = browser.post(at, sent)
    assert answer.status_code == 422
    assert "+1 202 555 0111" in answer.content.decode()
    sent |= {"signed_on": str(today()), "upload": sent_file(paper("signed"))}
    assert browser.post(at, sent).status_code == 302
    page = browser.get(clinic_url("documents:document", original.pk))
    assert "Translated and certified" in page.content.decode()


def test_who_may_not_read_the_document_finds_nothing_of_it(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    original, translated = pair(attorney, case, privilege="attorney")
    say(attorney, original, translated)
    paper_kept = certify(attorney, original).paper
    for document in (original, paper_kept):
        with pytest.raises(NotVisible):
            queries.document_of(advocate, document.pk)
    at = clinic_url("documents:say_translation", original.pk)
    assert browsing_as(advocate).get(at).status_code == 404
    assert (
        calling_as(advocate).ask("get", f"documents/{original.pk}/translation").status_code == 404
    )
    meadow = make_clinic("meadow")
    with bind(meadow):
        other = browsing_as(make_member(meadow, "supervisor", "attorney"))
    assert other.get(f"/meadow/documents/{original.pk}/certificate/").status_code == 404


def test_a_program_says_the_language_and_no_program_signs(attorney: Actor, case: Case) -> None:
    original, translated = pair(attorney, case)
    program, at = calling_as(attorney), f"documents/{original.pk}"
    assert program.ask("get", f"{at}/translation").status_code == 404
    said = {"source_language": "Quechua", "translated": str(translated.pk)}
    answer = program.change(f"{at}/translation", said, of=at, method="put")
    assert (answer.status_code, answer.json()["standing"]) == (200, "uncertified"), answer.content
    stale = program.ask("put", f"{at}/translation", said, If_Match='"1"')
    assert stale.status_code == 412
    certify(attorney, original)
    told = program.read(f"{at}/translation")
    assert (told["standing"], told["signed_on"]) == ("certified", str(today()))
    assert program.change(f"{at}/translation/remove", {"reason": "X"}, of=at).status_code == 204


def test_nothing_of_a_translator_lies_in_clear(attorney: Actor, case: Case) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    certify(attorney, original, method="drawn", signature=STROKES)
    with connection.cursor() as cursor:
        for table in ("documents_translation", "documents_certificate"):
            cursor.execute(f"SELECT t::text FROM {table} AS t")
            lying = "".join(each[0] for each in cursor.fetchall())
            assert lying
            for word in ("Quechua", "Traductora", "Sample Row", "competent", "100, 100, 200"):
                assert word not in lying
                assert word.encode().hex() not in lying


def test_an_unsaid_language_stands_open_in_the_statement() -> None:
    for country in ("us", "uk", "elsewhere"):
        assert still_open(statement(country, "", "English"))
        assert not still_open(statement(country, "Dari", "English"))
