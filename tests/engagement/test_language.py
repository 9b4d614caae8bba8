"""Nobody signs what they cannot read: the client's language, another one's copy, her own word."""

from typing import Any

import pytest

from cases.models import Case
from clients.models import Client
from clinic.access.actor import Actor
from clinic.audit.models import DONE, AuditEntry
from engagement import actions, queries
from engagement.models import Letter
from tests.builders import browsing_as, calling_as, seat_of
from tests.engagement.steps import again, begin, client_signs, stopped
from tests.sealed import sealed_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(attorney: Actor, case: Case) -> Letter:
    """A letter in English for somebody whose record names Tigrinya."""
    client = Client.objects.select_related("key").get(pk=case.client_id)
    client.language = "Tigrinya"
    client.save()
    case = Case.objects.select_related("client__key", "key").get(pk=case.pk)
    return begin(attorney, case)


def put(actor: Actor, letter: Letter, **said: Any) -> Letter:
    usual: dict[str, Any] = {"letter": letter, "version": letter.version, "language": ""}
    return again(actor, actions.translate_letter(actor, **usual | said))


def readied(actor: Actor, letter: Letter) -> Letter:
    return again(actor, actions.ready_letter(actor, letter=letter, version=letter.version))


def test_a_letter_waits_for_the_language_that_the_clients_record_names(
    attorney: Actor, letter: Letter
) -> None:
    said: dict[str, Any] = {"letter": letter, "version": letter.version}
    stopped("translation_missing", actions.ready_letter, attorney, **said)
    letter = put(attorney, letter)  # the page was opened and sent as it stood, without a word
    said["version"] = letter.version
    stopped("translation_missing", actions.ready_letter, attorney, **said)
    letter = put(attorney, letter, language="Tigrinya", read_out=True)
    assert readied(attorney, letter).state == "ready"


def test_that_the_client_reads_it_as_it_stands_is_somebodys_word(
    attorney: Actor, letter: Letter
) -> None:
    letter = put(attorney, letter, language="Tigrinya", as_it_stands=True)
    assert (letter.language, letter.as_it_stands_by) == (None, seat_of(attorney))
    entry = AuditEntry.objects.filter(verb="letter.translated", outcome=DONE).latest("id")
    assert entry.detail["as_it_stands"] is True
    letter = readied(attorney, letter)
    page = browsing_as(attorney).get(f"/harbor/client-letters/{letter.pk}/").content.decode()
    assert "The client reads it as it stands" in page
    letter = client_signs(attorney, letter)
    assert queries.unchanged(letter)
    assert queries.words_of(letter)["as_it_stands"] is True


def test_the_word_goes_where_a_translation_comes(attorney: Actor, letter: Letter) -> None:
    letter = put(attorney, letter, as_it_stands=True)
    stopped(
        "translated_anyway", put, attorney, letter, language="Tigrinya", as_it_stands=True,
        read_out=True,
    )  # fmt: skip
    letter = put(attorney, letter, language="Tigrinya")
    assert letter.as_it_stands_by is None
    stopped(
        "translation_missing", actions.ready_letter, attorney, letter=letter, version=letter.version
    )


def test_a_copy_in_another_language_is_no_copy(attorney: Actor, letter: Letter) -> None:
    said: dict[str, Any] = {"translator": "Salma Tarjuman", "vouched": True}
    letter = put(attorney, letter, language="Arabic", upload=sealed_pdf("arabic.pdf"), **said)
    letter = put(attorney, letter, language=" arabic ", translator="Salma Tarjuman")
    assert letter.translated_copy_id is not None
    letter = put(attorney, letter, language="Tigrinya", translator="Salma Tarjuman")
    assert letter.translated_copy_id is None
    stopped(
        "translation_missing", actions.ready_letter, attorney, letter=letter, version=letter.version
    )
    letter = put(attorney, letter, language="Tigrinya", upload=sealed_pdf("tigrinya.pdf"), **said)
    assert letter.translated_copy_id is not None
    letter = put(attorney, letter, as_it_stands=True)
    assert letter.translated_copy_id is None


def test_the_page_and_the_api_take_the_word(attorney: Actor, letter: Letter) -> None:
    browser, at = browsing_as(attorney), f"/harbor/client-letters/{letter.pk}"
    answer = browser.post(f"{at}/ready/", {"version": letter.version})
    assert answer.status_code == 409
    assert "reads it as it stands" in answer.content.decode()
    program, path = calling_as(attorney), f"client-letters/{letter.pk}"
    answer = program.change(f"{path}/ready", of=path)
    assert (answer.status_code, answer.json()["code"]) == (409, "translation_missing")
    page = browser.get(f"{at}/translation/")
    assert "The client reads the letter as it stands" in page.content.decode()
    given = {"version": letter.version, "language": "Tigrinya", "as_it_stands": "on"}
    assert browser.post(f"{at}/translation/", given).status_code == 302
    assert again(attorney, letter).as_it_stands_at is not None
    answer = program.change(f"{path}/translation", {"language": "Tigrinya"}, of=path, method="put")
    assert answer.json()["as_it_stands"] is False
    answer = program.change(f"{path}/translation", {"as_it_stands": True}, of=path, method="put")
    assert answer.json()["as_it_stands"] is True
    assert program.change(f"{path}/ready", of=path).json()["state"] == "ready"


def test_the_clinics_own_language_asks_for_nothing(attorney: Actor, case: Case) -> None:
    assert readied(attorney, begin(attorney, case)).state == "ready"
