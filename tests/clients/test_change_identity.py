"""A record can be corrected after the intake; a new name or number is checked again."""

import pytest

from clients import actions
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from clinic.audit.models import AuditEntry
from tests.clients.conftest import desk_of, known_client

pytestmark = pytest.mark.django_db


def test_a_corrected_name_is_found_and_the_old_one_is_not(coordinator: Actor) -> None:
    here = known_client(coordinator, "Bilan Muster")
    actions.change_identity(coordinator, client=here, answers={"legal_name": "Bilan Beispiel"})
    assert Client.objects.select_related("key").get().legal_name == "Bilan Beispiel"
    assert actions.search_clients(coordinator, text="Bilan Beispiel")
    assert not actions.search_clients(coordinator, text="Muster")


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"legal_name": "Bilan Muster", "pronouns": "they"}, "clear"),
        ({"legal_name": "Bilan Beispiel"}, "recheck"),
        ({"legal_name": "Bilan Muster", "name_to_use": "Noor"}, "recheck"),
        ({"legal_name": "Bilan Muster", "identifiers": {"passport": "X1234567"}}, "recheck"),
    ],
)
def test_only_a_changed_name_or_number_withdraws_a_clearance(
    coordinator: Actor, answers: dict[str, object], state: str
) -> None:
    here = known_client(coordinator, "Bilan Muster")
    check = actions.run_conflict_check(coordinator, client=here)
    actions.decide_conflict(coordinator, check=check, decision="clear")
    actions.change_identity(coordinator, client=here, answers=answers)
    assert Client.objects.get().conflict_state == state
    entry = AuditEntry.objects.get(verb="identity.changed")
    assert entry.fields == sorted(set(answers) - {"legal_name"}) or entry.fields == ["legal_name"]


def test_the_page_shows_the_name_only_after_a_reason(coordinator: Actor) -> None:
    here, desk = known_client(coordinator, "Bilan Muster", birth="1990"), desk_of(coordinator)
    place = f"clients/{here.pk}/identity/"
    assert "Bilan" not in desk.get(place).content.decode()
    assert desk.post(f"{place}show/", {}).status_code == 422
    form = desk.post(f"{place}show/", {"reason": "record"}).context["form"]
    assert form["legal_name"].value() == "Bilan Muster"
    said = {"legal_name": "Bilan Muster", "birth": "1991", "version": form["version"].value()}
    assert desk.post(place, said).status_code == 302
    assert Client.objects.select_related("key").get().birth_year == "1991"


def test_an_old_page_does_not_overwrite_a_newer_one(coordinator: Actor) -> None:
    here, desk = known_client(coordinator, "Bilan Muster"), desk_of(coordinator)
    actions.change_identity(coordinator, client=here, answers={"legal_name": "Bilan Beispiel"})
    late = desk.post(
        f"clients/{here.pk}/identity/", {"legal_name": "Bylan", "version": here.version}
    )
    assert late.status_code == 409
    assert 'value="Bylan"' in late.content.decode()
    assert Client.objects.select_related("key").get().legal_name == "Bilan Beispiel"


def test_a_supervisor_reads_and_does_not_correct(coordinator: Actor, supervisor: Actor) -> None:
    here = known_client(coordinator, "Bilan Muster")
    with pytest.raises(Refused):
        actions.change_identity(supervisor, client=here, answers={})
    assert desk_of(supervisor).get(f"clients/{here.pk}/identity/").status_code == 403
