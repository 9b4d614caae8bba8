"""Wrong input gets a plain message at its field, keeps what was typed, and never breaks a page."""

from typing import Any

import pytest

from clients import actions
from clients.models import Intake, Party
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from tests.clients.conftest import desk_of, known_client, told_intake

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("step", "field", "text", "message"),
    [
        ("identity", "birth", "2999-01-01", "cannot be in the future"),
        ("identity", "birth", "1990-02-30", "does not exist in the calendar"),
        ("identity", "birth", "03/04/90", "year-month-day"),
        ("identity", "legal_name", "A" * 10_000, "longer than 300 characters"),
        ("identity", "legal_name", "No\x07or", "control character"),
        ("identity", "legal_name", "No\x00or", "control character"),
        ("identity", "legal_name", "Noor\u202e", "invisible marks"),
        ("identity", "legal_name", "....", "no letter in this name"),
        ("identity", "other_names", "Noor\n" + "B" * 400, "longer than 300 characters"),
        ("identity", "number-a_number", "12", "not an A-number"),
        ("identity", "number-receipt", "XXX0123456789", "No USCIS office"),
        ("name", "pronouns", "x" * 201, "201 characters long"),
        ("help", "help_wanted", "y" * 5000, "Shorten it"),
        ("help", "dated_letter_day", "2026-13-01", "This day does not exist"),
        ("help", "urgent_needs", "a_castle", "Select a valid choice"),
        ("parties", "party-0-kind", "client", "Select a valid choice"),
        ("language", "language", "z" * 61, "61 characters long"),
    ],
)
def test_a_wrong_answer_is_named_at_its_field_and_kept(
    coordinator: Actor, step: str, field: str, text: str, message: str
) -> None:
    intake = told_intake(coordinator)
    answer = desk_of(coordinator).post(
        f"intake/{intake.pk}/{step}/", {field: text, "version": intake.version}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert field in answer.context["form"].errors
    assert answer.context["form"][field].value() in (text, [text])
    assert step not in Intake.objects.get(pk=intake.pk).done


def test_an_exploiter_is_named_only_with_the_clients_yes(coordinator: Actor) -> None:
    intake = told_intake(coordinator)
    row = {"party-0-kind": "exploiter", "party-0-name": "Viktor Musterfall"}
    desk, place = desk_of(coordinator), f"intake/{intake.pk}/parties/"
    refused = desk.post(place, {**row, "exploiter_consent": "later", "version": intake.version})
    assert refused.status_code == 422
    assert not Party.objects.exists()
    said = {**row, "exploiter_consent": "yes", "version": intake.version}
    assert desk.post(place, said).status_code == 302
    assert Party.objects.get().client_consented is True


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_broken_version_breaks_nothing(coordinator: Actor, version: str) -> None:
    intake = told_intake(coordinator)
    answer = desk_of(coordinator).post(
        f"intake/{intake.pk}/name/", {"name_to_use": "Noor", "version": version}
    )
    assert answer.status_code in (409, 422)
    assert "Noor" in answer.content.decode()


@pytest.mark.parametrize(
    "data",
    [{}, {"form_token": "x"}, {"form_token": ""}],
)
def test_a_start_without_its_token_starts_nothing(coordinator: Actor, data: Any) -> None:
    answer = desk_of(coordinator).post("intake/start/", data)
    assert answer.status_code == 422
    assert not Intake.objects.exists()


def test_a_start_with_the_id_of_another_clinics_intake_starts_nothing(
    coordinator: Actor, stranger: Actor
) -> None:
    from clinic.tenancy.current import bind

    with bind(stranger.clinic):
        foreign = actions.start_intake(stranger)
    answer = desk_of(coordinator).post("intake/start/", {"form_token": str(foreign.pk)})
    assert answer.status_code == 422
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"kind": "", "name": "Anna"}, "Choose who this is"),
        ({"kind": "witness", "name": ""}, "Write the name"),
        ({"kind": "client", "name": "Anna"}, "Select a valid choice"),
        ({"kind": "exploiter", "name": "Viktor"}, "only after the client said yes"),
        ({"kind": "witness", "name": "Anna", "number_kind": "phone"}, "Give both"),
        (
            {"kind": "witness", "name": "Anna", "number_kind": "phone", "number": "1"},
            "not a telephone number",
        ),
    ],
)
def test_a_wrong_party_is_named_at_its_field(
    coordinator: Actor, data: dict[str, str], message: str
) -> None:
    here = known_client(coordinator, "Bilan Muster")
    answer = desk_of(coordinator).post(f"clients/{here.pk}/parties/add/", data)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert Party.objects.filter(client=here).count() == 1


def test_a_party_sent_twice_stands_there_once(coordinator: Actor) -> None:
    here, desk = known_client(coordinator, "Bilan Muster"), desk_of(coordinator)
    data = {"kind": "witness", "name": "Anna Beispiel"}
    assert desk.post(f"clients/{here.pk}/parties/add/", data).status_code == 302
    again = desk.post(f"clients/{here.pk}/parties/add/", data)
    assert again.status_code == 409
    assert "stands in the list already" in again.content.decode()
    assert Party.objects.filter(client=here, kind="witness").count() == 1


def test_an_unknown_step_or_client_is_not_found(coordinator: Actor) -> None:
    intake, desk = told_intake(coordinator), desk_of(coordinator)
    for path in (
        f"intake/{intake.pk}/story/",
        f"intake/{new_id()}/name/",
        f"clients/{new_id()}/",
        f"clients/{intake.client_id}/parties/{new_id()}/remove/",
    ):
        assert desk.get(path).status_code == 404


def test_a_paste_of_20_mb_is_answered_with_words(coordinator: Actor) -> None:
    intake = told_intake(coordinator)
    answer = desk_of(coordinator).post(
        f"intake/{intake.pk}/help/",
        {"help_wanted": "x" * 20_000_000, "version": intake.version},
    )
    assert answer.status_code in (400, 413)
    assert "help" not in Intake.objects.get(pk=intake.pk).done


@pytest.mark.parametrize("text", ["", " ", "\x00", "x" * 301, "‮", "😀😀", "'; --"])
def test_no_search_breaks(coordinator: Actor, text: str) -> None:
    answer = desk_of(coordinator).post("clients/search/", {"text": text})
    assert answer.status_code in (200, 422)
