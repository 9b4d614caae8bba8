"""The letter to somebody whom the clinic does not act for: dates stated, no reason, no advice."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.utils.html import strip_tags
from pypdf import PdfReader

from clients import actions
from clients.models import Intake
from clients.rules.nonengagement import all_dates, all_letters
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from tests.clients.conftest import clinic as clinic
from tests.clients.conftest import coordinator as coordinator
from tests.clients.conftest import desk_of, told_intake

pytestmark = pytest.mark.django_db


def fresh(intake: Intake) -> Intake:
    return Intake.objects.select_related("key", "client__key").get(pk=intake.pk)


def declined(coordinator: Actor, day: str = "2027-03-04") -> Intake:
    intake = told_intake(coordinator)
    said = {"dated_letter": "yes", "dated_letter_day": day}
    intake = actions.save_step(coordinator, intake=intake, step="help", answers=said)
    return actions.decline_intake(coordinator, intake=intake, reason="conflict")


def text_of(answer: Any) -> str:
    pdf = PdfReader(BytesIO(b"".join(answer.streaming_content)))
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_the_date_that_was_told_is_never_lost() -> None:
    told, other = date(2027, 3, 4), date(2027, 1, 2)
    assert all_dates("2027-03-04", [(other, "Court")]) == [(other, "Court"), (told, "")]
    assert all_dates("2027-03-04", [(told, "Court")]) == [(told, "Court")]
    assert all_dates(None, []) == []


def test_the_letter_states_dates_and_neither_reason_nor_advice(coordinator: Actor) -> None:
    intake, desk = declined(coordinator), desk_of(coordinator)
    place = f"nonengagement/{intake.pk}/"
    assert "2027" not in strip_tags(desk.get(place).content.decode())
    said = {"way": "handed", "name": "M. Beispiel", "day-0": "2027-01-02", "what-0": "Court"}
    answer = desk.post(place, said)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    text = text_of(answer)
    for words in ("M. Beispiel", "We are not able to act for you", "4 Mar 2027", "Court"):
        assert words in text, text
    for words in ("onflict", "traffick", "survivor"):
        assert words not in text
    (kept,) = all_letters(fresh(intake).letter)
    assert [day for day, _what in kept["dates"]] == ["2027-01-02", "2027-03-04"]
    assert AuditEntry.objects.filter(verb="nonengagement.written").count() == 1


def test_it_goes_only_by_a_way_that_was_called_safe(coordinator: Actor) -> None:
    intake = declined(coordinator)
    with pytest.raises(Blocked) as refusal:
        actions.write_nonengagement(coordinator, intake=intake, way="post")
    assert refusal.value.code == "unsafe_channel"
    going = told_intake(coordinator)
    with pytest.raises(Blocked) as refusal:
        actions.write_nonengagement(coordinator, intake=going, way="handed")
    assert refusal.value.code == "not_declined"
    answer = desk_of(coordinator).post(
        f"nonengagement/{intake.pk}/", {"way": "email", "what-1": "Office"}
    )
    assert answer.status_code == 422
    assert "day-1" in answer.context["form"].errors


def test_every_letter_is_kept_and_can_be_read_again(coordinator: Actor) -> None:
    intake, desk = declined(coordinator), desk_of(coordinator)
    place = f"nonengagement/{intake.pk}/"
    first = {"way": "handed", "name": "M. Beispiel", "day-0": "2027-01-02", "what-0": "Court"}
    written = text_of(desk.post(place, first))
    desk.post(place, {"way": "kept", "name": "Somebody Else"})
    page = desk.get(place).content.decode()
    assert page.count("Read it (recorded)") == 2
    assert "Beispiel" not in page
    assert text_of(desk.post(f"{place}letters/1/")) == written
    assert "Somebody Else" in text_of(desk.post(f"{place}letters/2/"))
    reads = AuditEntry.objects.filter(verb="nonengagement.read").order_by("id")
    assert [entry.detail for entry in reads] == [{"letter": 1}, {"letter": 2}]
    for number in (0, 3):
        assert desk.post(f"{place}letters/{number}/").status_code == 404
    assert desk.get(f"{place}letters/1/").status_code == 405


def test_a_letter_of_the_time_when_one_was_kept_is_not_lost(coordinator: Actor) -> None:
    intake = declined(coordinator)
    intake = fresh(actions.write_nonengagement(coordinator, intake=intake, way="handed"))
    (old,) = all_letters(intake.letter)
    del old["language"]
    intake.letter = old
    intake.save()
    actions.write_nonengagement(coordinator, intake=fresh(intake), way="kept")
    kept = all_letters(fresh(intake).letter)
    assert [letter["way"] for letter in kept] == ["handed", "kept"]
    answer = desk_of(coordinator).post(f"nonengagement/{intake.pk}/letters/1/")
    assert "We are not able to act for you" in text_of(answer)
