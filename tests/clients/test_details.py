"""More about a person stays sealed and hidden; code names change; links open nothing."""

from typing import Any

import pytest
from django.db import connection

from clients import actions
from clients.models import Client, ClientLink, Party
from clients.queries import details as reads
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from tests.builders import make_case
from tests.clients.conftest import desk_of, known_client

pytestmark = pytest.mark.django_db


def fresh(client: Client) -> Client:
    return Client.objects.select_related("key").get(pk=client.pk)


def sent(client: Client, **more: Any) -> dict[str, Any]:
    return {"version": fresh(client).version, **more}


def test_languages_names_and_guardian_are_kept_sealed_and_hidden(coordinator: Actor) -> None:
    client = known_client(coordinator, "Selam Beispiel", other_names=["ሰላም ቤይስፒል"])
    alias = Party.objects.get(client=client, kind="alias")
    desk, place = desk_of(coordinator), f"clients/{client.pk}/details/"
    assert "ሰላም" not in desk.get(place).content.decode()
    shown = desk.post(f"{place}show/", {"reason": "record"}).content.decode()
    assert "Ethiopic script" in shown
    said = {
        "nationalities": "Eritrea\nEthiopia", "birth_estimated": "on", f"name-{alias.pk}": "birth",
        "language-0": "Tigrinya", "dialect-0": "Asmara", "level-0": "best",
        "guardian_name": "Abrehet Vormund", "guardian_authority": "court", "guardian_trust": "no",
    }  # fmt: skip
    assert desk.post(place, sent(client, **said)).status_code == 302
    kept = reads.details_of(fresh(client))
    assert kept["nationalities"] == ["Eritrea", "Ethiopia"]
    assert kept["languages"] == [{"language": "Tigrinya", "dialect": "Asmara", "level": "best"}]
    assert kept["birth_estimated"]
    assert kept["guardian"]["trust"] == "no"
    assert reads.alias_lines(fresh(client))[0].kind == "birth"
    assert Party.objects.filter(client=client, kind="family").count() == 1
    entry = AuditEntry.objects.get(verb="details.changed")
    assert "languages" in entry.fields
    with connection.cursor() as cursor:
        cursor.execute("SELECT details FROM clients_client WHERE id = %s", [client.pk])
        (stored,) = cursor.fetchone()
    assert b"Tigrinya" not in bytes(stored)
    assert "Abrehet" not in desk.get(f"clients/{client.pk}/").content.decode()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"dialect-0": "Asmara"}, "language-0"),
        ({"guardian_trust": "no"}, "guardian_name"),
        ({"level-0": "fluent", "language-0": "Dari"}, "level-0"),
        ({"nationalities": "x\n" * 9 + "a\nb\nc\nd\ne\nf\ng\nh\ni"}, "nationalities"),
    ],
)
def test_what_does_not_hold_together_is_named_at_its_field(
    coordinator: Actor, said: dict[str, str], field: str
) -> None:
    client = known_client(coordinator, "Selam Beispiel")
    answer = desk_of(coordinator).post(f"clients/{client.pk}/details/", sent(client, **said))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_two_people_on_the_details_lose_nothing(coordinator: Actor) -> None:
    client = known_client(coordinator, "Selam Beispiel")
    old = sent(client, **{"language-0": "Dari"})
    actions.change_code_name(coordinator, client=client)
    answer = desk_of(coordinator).post(f"clients/{client.pk}/details/", old)
    assert answer.status_code == 409
    assert answer.context["form"]["language-0"].value() == "Dari"


def test_a_code_name_is_drawn_anew_and_never_typed(coordinator: Actor) -> None:
    client = known_client(coordinator, "Selam Beispiel")
    place = f"clients/{client.pk}/code-name/"
    assert desk_of(coordinator).post(place, {"code_name": "Selam"}).status_code == 302
    assert fresh(client).code_name not in (client.code_name, "Selam")


def test_a_link_is_read_from_both_sides_and_opens_neither(
    coordinator: Actor, attorney: Actor
) -> None:
    mother = make_case(coordinator, attorney).client
    child = known_client(coordinator, "Noor Beispiel")
    desk, place = desk_of(coordinator), f"clients/{mother.pk}/links/"
    said = {"code_name": child.code_name, "relation": "child", "note": "Lives with her aunt."}
    assert desk.post(place, said).status_code == 302
    assert desk.post(place, said).status_code == 409
    (there,) = reads.links_of(coordinator, child)
    assert "Lives with her aunt." in desk.get(f"clients/{child.pk}/links/").content.decode()
    assert (there.relation, there.other.pk) == ("parent", mother.pk)
    assert reads.links_of(attorney, mother) == []
    theirs = desk_of(attorney)
    assert child.code_name not in theirs.get(place).content.decode()
    unknown = theirs.post(place, said)
    never = theirs.post(place, {**said, "code_name": "Nobody Atall"})
    assert (unknown.status_code, never.status_code) == (422, 422)
    assert "You reach no client with this code name." in unknown.content.decode()
    link = ClientLink.objects.get()
    assert theirs.post(f"links/{link.pk}/end/").status_code == 404
    assert desk.post(f"links/{link.pk}/end/").status_code == 302
    assert reads.links_of(coordinator, child) == []
    with pytest.raises(Blocked):
        actions.end_link(coordinator, link=link)


def test_a_record_that_was_joined_is_linked_to_nothing(coordinator: Actor) -> None:
    stays, goes = known_client(coordinator, "Noor Beispiel"), known_client(coordinator, "Noor B.")
    other = known_client(coordinator, "Selam Beispiel")
    Client.objects.filter(pk=goes.pk).update(merged_into=stays)
    for client, kin in ((other, goes), (goes, other)):
        with pytest.raises(Blocked) as refusal:
            actions.link_clients(coordinator, client=client, other=kin, relation="kin")
        assert refusal.value.code == "merged"
    assert not ClientLink.objects.exists()
