"""A letter on its way: begun, put into the client's language, signed by both, replaced, ended."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from pypdf import PdfReader

from cases.models import Case
from cases.queries.matters import states_of
from clients.actions import add_party
from clients.models import Client
from clinic.access.actor import Actor
from clinic.audit.models import DONE, AuditEntry
from clinic.files.queries import read_all
from clinic.tenancy.current import today
from documents.models import Revision
from documents.queries import documents_of_case
from engagement import actions, queries, rules
from engagement.models import Signature
from tests.engagement.steps import (
    ARABIC,
    DRAWN,
    again,
    begin,
    client_signs,
    lawyer_signs,
    ready,
    signed,
    stopped,
)
from tests.sealed import PDF, sealed_pdf

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_letter_begins_with_the_shipped_words_filled_in(attorney: Actor, case: Case) -> None:
    letter = begin(attorney, case)
    said = {row["code"]: row["text"] for row in letter.sections}
    assert tuple(said) == rules.SECTIONS["full"]
    assert "Harbor Test Clinic will be your lawyer for this:\n– T visa" in said["scope"]
    assert "Attorney of harbor, Attorney" in said["people"]
    assert (letter.source, letter.source_version, letter.state) == ("us-full", 1, "draft")


def test_a_limited_letter_asks_for_the_clients_consent_to_the_limit(
    attorney: Actor, case: Case
) -> None:
    letter = begin(attorney, case, kind="limited")
    assert "limited" in [row["code"] for row in letter.sections]


def test_both_sign_and_it_is_sealed_into_a_document_that_attorneys_read(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    letter = signed(attorney, case)
    assert letter.state == "signed"
    assert letter.signed_on == today()
    assert queries.unchanged(letter)
    document = letter.document
    assert document is not None
    assert (document.kind, document.privilege) == ("engagement", "attorney")
    assert document.pk not in [row.pk for row in documents_of_case(advocate, case)]
    pdf = read_all(Revision.objects.get(document=document, number=1).file)
    words = text_of(pdf)
    assert "What we will do for you" in words
    assert "Marisol Quispe" in words
    assert (letter.digest or "")[:16] in words
    assert actions.download_letter(attorney, letter=letter) == pdf


def test_a_signature_ticks_the_line_of_the_checklist(attorney: Actor, case: Case) -> None:
    signed(attorney, case)
    assert states_of(case.matters.get())["engagement"] == "done"


def test_a_scanned_paper_becomes_the_content_that_counts(attorney: Actor, case: Case) -> None:
    letter = ready(attorney, case)
    stopped("scan_missing", client_signs, attorney, letter, method="paper")
    letter = client_signs(attorney, letter, method="paper", upload=sealed_pdf("signed.pdf"))
    letter = lawyer_signs(attorney, letter)
    last = Revision.objects.filter(document=letter.document_id).order_by("-number").first()
    assert last is not None
    assert (last.number, read_all(last.file)) == (2, PDF)


def test_the_words_cannot_be_changed_once_they_are_ready(attorney: Actor, case: Case) -> None:
    letter = ready(attorney, case)
    said = {"letter": letter, "sections": letter.sections, "version": letter.version}
    stopped("other_state", actions.revise_letter, attorney, **said)
    letter = client_signs(attorney, letter)
    said = {"letter": letter, "reason": "A word is wrong.", "version": letter.version}
    stopped("signed_already", actions.return_letter, attorney, **said)


def test_what_somebody_changed_past_the_product_is_never_countersigned(
    attorney: Actor, case: Case
) -> None:
    letter = client_signs(attorney, ready(attorney, case))
    letter.sections[0]["text"] = "You owe us ten thousand."
    letter.save()
    assert not queries.unchanged(again(attorney, letter))
    stopped("words_changed", lawyer_signs, attorney, again(attorney, letter))


def test_the_letter_must_be_in_the_clients_language_before_it_is_ready(
    attorney: Actor, case: Case
) -> None:
    letter = begin(attorney, case)
    said: dict[str, Any] = {"language": "Arabic", "sections": {"scope": ARABIC}}
    stopped(
        "translator_missing", actions.translate_letter, attorney, letter=letter,
        version=letter.version, **said,
    )  # fmt: skip
    said |= {"translator": "Salma Tarjuman", "vouched": True}
    letter = actions.translate_letter(attorney, letter=letter, version=letter.version, **said)
    refusal = stopped(
        "translation_missing", actions.ready_letter, attorney, letter=letter, version=letter.version
    )
    assert "What it costs" in str(refusal.message)
    assert "What we will do for you" not in str(refusal.message)
    said["sections"] = dict.fromkeys(rules.SECTIONS["full"], ARABIC)
    letter = actions.translate_letter(attorney, letter=letter, version=letter.version, **said)
    letter = actions.ready_letter(attorney, letter=letter, version=letter.version)
    first = queries.sections_of(again(attorney, letter))[0]
    assert (first.way, first.translated_way) == ("ltr", "rtl")
    assert "Salma Tarjuman" in text_of(queries.pdf_of_letter(again(attorney, letter)))


def test_a_section_that_changes_loses_its_translation(attorney: Actor, case: Case) -> None:
    letter = begin(attorney, case)
    letter = actions.translate_letter(
        attorney, letter=letter, version=letter.version, language="Arabic", translator="Salma",
        vouched=True, sections=dict.fromkeys(rules.SECTIONS["full"], ARABIC),
    )  # fmt: skip
    rows = [dict(row) for row in letter.sections]
    rows[2]["text"] = "It costs nothing at all."
    letter = actions.revise_letter(attorney, letter=letter, sections=rows, version=letter.version)
    assert set(letter.translation) == set(rules.SECTIONS["full"]) - {"costs"}


def test_what_is_only_read_out_needs_the_interpreter_who_read_it(
    attorney: Actor, case: Case
) -> None:
    letter = begin(attorney, case)
    letter = actions.translate_letter(
        attorney, letter=letter, version=letter.version, language="Tigrinya", read_out=True
    )
    letter = again(attorney, actions.ready_letter(attorney, letter=letter, version=letter.version))
    stopped("not_read_out", client_signs, attorney, letter)
    said = {"read_aloud": True, "interpreter": "Senait Berhane"}
    assert len(queries.signatures_of(client_signs(attorney, letter, **said))) == 1


def test_an_abuser_signs_for_no_minor(attorney: Actor, coordinator: Actor, case: Case) -> None:
    client = Client.objects.select_related("key").get(pk=case.client_id)
    client.birth_year = str(today().year - 15)
    client.save()
    add_party(coordinator, client=client, kind="exploiter", name="Viktor Sholan",
              client_consented=True)  # fmt: skip
    guardian = add_party(coordinator, client=client, kind="family", name="Viktor Sholan")
    letter = ready(attorney, case)
    stopped("signer_is_minor", client_signs, attorney, letter)
    said = {
        "signer": "minor_and_guardian", "guardian": guardian, "guardian_name": "Viktor Sholan"
    }  # fmt: skip
    stopped("guardian_opposed", client_signs, attorney, letter, **said)
    assert not Signature.objects.exists()


def test_nothing_of_a_letter_lies_in_clear(attorney: Actor, case: Case) -> None:
    letter = begin(attorney, case)
    letter = actions.translate_letter(
        attorney, letter=letter, version=letter.version, language="Quechua",
        translator="Illari Huanca", vouched=True,
        sections=dict.fromkeys(rules.SECTIONS["full"], ARABIC),
    )  # fmt: skip
    letter = again(attorney, actions.ready_letter(attorney, letter=letter, version=letter.version))
    letter = client_signs(attorney, letter, place="The library of Elm Street")
    lawyer_signs(attorney, letter)
    lying = ""
    with connection.cursor() as cursor:
        for table in ("letter", "signature", "wording", "emergencywork"):
            cursor.execute(f'SELECT t::text FROM "engagement_{table}" AS t')
            lying += "".join(row[0] for row in cursor.fetchall())
    for word in ("Marisol", "Illari", "Quechua", "Elm Street", "be your lawyer", "سنكون"):
        assert word not in lying
        assert word.encode().hex() not in lying
    assert str(DRAWN[0]) not in lying


def test_each_step_stands_in_the_trail_once(attorney: Actor, case: Case) -> None:
    signed(attorney, case)
    verbs = AuditEntry.objects.filter(outcome=DONE).values_list("verb", flat=True)
    letters = [verb for verb in verbs if verb.startswith("letter.")]
    assert sorted(letters) == sorted(
        ["letter.added", "letter.readied", "letter.client_signed", "letter.countersigned"]
    )
