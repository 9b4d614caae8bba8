"""Who reaches a client, how a name is shown, how somebody is found."""

import pytest
from guardian.shortcuts import assign_perm, remove_perm

from clients import actions
from clients.models import Client
from clients.policy import visible_clients
from clients.queries import disclosable
from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from clinic.audit.models import REFUSED, AuditEntry
from clinic.tenancy.current import bind
from tests.builders import make_member
from tests.clients.conftest import desk_of, known_client

pytestmark = pytest.mark.django_db


def grant(actor: Actor, client: Client) -> None:
    assign_perm("clients.work_client", actor.user, client)


def test_an_attorney_reaches_a_client_only_by_a_grant(coordinator: Actor, attorney: Actor) -> None:
    here, _hidden = (known_client(coordinator, name) for name in ("Bilan Muster", "Anna Beispiel"))
    assert not visible_clients(attorney)
    grant(attorney, here)
    assert list(visible_clients(attorney)) == [here]
    remove_perm("clients.work_client", attorney.user, here)
    assert not visible_clients(attorney)


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_administrator_and_auditor_reach_no_client_even_with_a_grant(
    coordinator: Actor, role: str
) -> None:
    member, here = make_member(coordinator.clinic, role), known_client(coordinator, "Bilan Muster")
    grant(member, here)
    assert not visible_clients(member)
    assert desk_of(member).get(f"clients/{here.pk}/").status_code == 404


def test_a_grant_reaches_nothing_in_another_clinic(coordinator: Actor, stranger: Actor) -> None:
    here = known_client(coordinator, "Bilan Muster")
    with bind(stranger.clinic):
        assert not visible_clients(stranger)
    assert desk_of(stranger).get(f"clients/{here.pk}/").status_code == 404


def test_a_name_is_shown_after_a_reason_and_each_look_is_recorded(coordinator: Actor) -> None:
    here, desk = known_client(coordinator, "Bilan Muster"), desk_of(coordinator)
    place = f"clients/{here.pk}/"
    assert "Bilan" not in desk.get(place).content.decode()
    page = desk.post(f"{place}reveal/", {"reason": "meeting"}).content.decode()
    assert "Bilan Muster" in page
    assert "Bilan" not in page.split("</title>")[0]
    entry = AuditEntry.objects.get(verb="identity.revealed")
    assert (entry.client_id, entry.detail) == (here.pk, {"reason": "meeting"})


def test_htmx_gets_only_the_fragment_and_it_hides_again(coordinator: Actor) -> None:
    here = known_client(coordinator, "Bilan Muster")
    for said, box in (({}, 'id="masked-name"'), ({"box": "identity"}, 'id="identity-box"')):
        answer = desk_of(coordinator).post(
            f"clients/{here.pk}/reveal/",
            {"reason": "filing", **said},
            headers={"HX-Request": "true"},
        )
        text = answer.content.decode()
        assert box in text
        assert 'data-rehide-after="60"' in text
        assert "Bilan Muster" in text
        assert "<html" not in text


@pytest.mark.parametrize("reason", ["", "curiosity"])
def test_without_a_reason_no_name_is_shown(coordinator: Actor, reason: str) -> None:
    here = known_client(coordinator, "Bilan Muster")
    answer = desk_of(coordinator).post(f"clients/{here.pk}/reveal/", {"reason": reason})
    assert answer.status_code == 422
    assert "Bilan" not in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="identity.revealed").exists()


def test_what_may_be_disclosed_leaves_out_what_was_not_given(coordinator: Actor) -> None:
    here = known_client(coordinator, "Bilan Muster", birth="1990")
    assert disclosable(here) == {"legal_name": "Bilan Muster", "birth_date": "1990"}


@pytest.mark.parametrize(
    "text", ["Bilan Muster", "BILAN MUSTER", "Bilaan Mustr", "A 012-345-678", "012345678"]
)
def test_a_person_is_found_by_name_or_number(coordinator: Actor, text: str) -> None:
    here = known_client(coordinator, "Bilan Muster", identifiers={"a_number": "A012345678"})
    page = desk_of(coordinator).post("clients/search/", {"text": text})
    assert [hit.client.pk for hit in page.context["hits"]] == [here.pk]
    assert here.code_name in page.content.decode()


def test_a_search_is_recorded_without_what_was_sought(coordinator: Actor) -> None:
    known_client(coordinator, "Bilan Muster")
    actions.search_clients(coordinator, text="Bilan Muster")
    entry = AuditEntry.objects.get(verb="client.searched")
    assert entry.detail == {"hits": 1}
    assert "bilan" not in str(entry.__dict__).lower()


def test_an_address_with_a_name_in_it_searches_nothing(coordinator: Actor) -> None:
    known_client(coordinator, "Bilan Muster")
    page = desk_of(coordinator).get("clients/search/?text=Bilan+Muster")
    assert page.status_code == 200
    assert "hits" not in page.context
    assert not AuditEntry.objects.filter(verb="client.searched").exists()


def test_an_attorney_does_not_search(attorney: Actor) -> None:
    with pytest.raises(Refused):
        actions.search_clients(attorney, text="Bilan Muster")
    assert desk_of(attorney).post("clients/search/", {"text": "Bilan"}).status_code == 403
    assert AuditEntry.objects.filter(outcome=REFUSED).count() == 2
