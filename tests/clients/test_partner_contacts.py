"""Contact persons of partners: sealed, for coordinators alone, compared by every conflict check."""

from typing import Any

import pytest
from django.db import connection

from clients import actions as client_actions
from clients.models import Client, ClinicName, ConflictCheck, ConflictMatch
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.tenancy.models import new_id
from referrals import actions
from referrals.models import Partner, PartnerContact
from tests.builders import calling_as
from tests.clients.conftest import desk_of
from tests.clients.test_clearances import causes, standing
from tests.clients.test_conflict_check import fresh
from tests.everywhere.world import add_partner

pytestmark = pytest.mark.django_db
SAID = {"name": "Dora Beispiel", "other_names": ["Theodora Beispiel"], "role": "Night desk",
        "email": "dora@example.org", "phone": "+1 212 555 0142"}  # fmt: skip


@pytest.fixture
def partner(coordinator: Actor) -> Partner:
    return add_partner(coordinator)


def contact_at(coordinator: Actor, partner: Partner, **changes: Any) -> PartnerContact:
    return actions.add_contact(
        coordinator, partner=partner, form_token=new_id(), details={**SAID, **changes}
    )


def found(coordinator: Actor, client: Client) -> set[str]:
    check = client_actions.run_conflict_check(coordinator, client=fresh(client))
    return set(ConflictMatch.objects.filter(check_run=check).values_list("relation", flat=True))


@pytest.mark.parametrize("name", ["Dora Beispil", "Theodora Beyspiel"])
def test_a_new_contact_ends_the_clearance_of_whom_it_resembles(
    coordinator: Actor, partner: Partner, name: str
) -> None:
    there = standing(coordinator, "Anna Nebenan", ("exploiter", name))
    untouched = standing(coordinator, "Selam Muster")
    contact_at(coordinator, partner)
    assert (fresh(there).conflict_state, causes(there)) == ("recheck", ["partner"])
    assert fresh(untouched).conflict_state == "clear"
    assert found(coordinator, there) == {"partner"}


def test_a_telephone_is_compared_too_and_words_in_its_place_are_none(
    coordinator: Actor, partner: Partner
) -> None:
    there = standing(coordinator, "Anna Nebenan")
    client_actions.add_party(
        coordinator, client=fresh(there), kind="witness", name="Ganz Anders",
        identifiers=[("phone", "(212) 555-0142")],
    )  # fmt: skip
    contact_at(coordinator, partner, phone="ask for the night desk")
    assert found(coordinator, there) == set()
    contact_at(coordinator, partner, name="Berta Andere", other_names=[])
    assert found(coordinator, there) == {"partner"}


def test_a_changed_name_ends_clearances_and_a_changed_role_does_not(
    coordinator: Actor, partner: Partner
) -> None:
    contact = contact_at(coordinator, partner)
    there = standing(coordinator, "Anna Nebenan", ("exploiter", "Gerda Andermann"))
    role = {"role": "Director"}
    actions.change_contact(coordinator, contact=contact, details=role, version=1)
    assert fresh(there).conflict_state == "clear"
    name = {"name": "Gerda Andermann"}
    actions.change_contact(coordinator, contact=contact, details=name, version=2)
    assert causes(there) == ["partner"]
    with pytest.raises(Blocked) as stop:
        actions.change_contact(coordinator, contact=contact, details=name, version=2)
    assert stop.value.code == "changed_meanwhile"


def test_who_left_and_who_works_at_a_retired_partner_are_compared_no_more(
    coordinator: Actor, partner: Partner
) -> None:
    gone = contact_at(coordinator, partner, name="Gerda Andermann", other_names=[])
    contact_at(coordinator, partner)
    actions.end_contact(coordinator, contact=gone, version=1)
    there = standing(coordinator, "Anna Nebenan", ("exploiter", "Gerda Andermann"),
                     ("witness", "Dora Beispiel"))  # fmt: skip
    names = ClinicName.objects.filter(removed_at=None)
    assert "Gerda Andermann" not in {row.name for row in names}
    details: dict[str, object] = {"name": partner.name, "active": False}
    actions.edit_partner(coordinator, partner=partner, details=details, version=1)
    assert not ClinicName.objects.filter(removed_at=None).exists()
    assert found(coordinator, there) == set()
    check = ConflictCheck.objects.order_by("-id")[0]
    client_actions.decide_conflict(coordinator, check=check, decision="clear")
    details["active"] = True
    actions.edit_partner(coordinator, partner=partner, details=details, version=2)
    assert causes(there) == ["partner"]


def test_a_coordinator_keeps_contacts_on_the_partners_page_and_an_advocate_sees_none(
    coordinator: Actor, supervisor: Actor, partner: Partner
) -> None:
    desk, page = desk_of(coordinator), f"partners/{partner.pk}/"
    add = f"{page}contacts/add/"
    token = desk.get(add).context["form"]["form_token"].value()
    said = {"name": "Dora Beispiel", "other_names": "Theodora B.", "form_token": token}
    assert desk.post(add, {**said, "name": ""}).status_code == 422
    assert "Dora Beispiel" in desk.post(add, said, follow=True).content.decode()
    desk.post(add, said)
    contact = PartnerContact.objects.get()
    here = f"partner-contacts/{contact.pk}/"
    version = desk.get(here).context["form"]["version"].value()
    change = {"name": "Dora Beispiel", "role": "Director", "version": version}
    assert "Director" in desk.post(here, change, follow=True).content.decode()
    assert desk.post(here, change).status_code == 409
    other = desk_of(supervisor)
    assert other.get(here).status_code == 404
    assert other.get(page).status_code == 403
    desk.post(f"{here}end/", {"version": "2"})
    assert "Dora Beispiel" not in desk.get(page).content.decode()
    assert desk.post(f"{here}end/", {"version": "3"}).status_code == 409


def test_nothing_of_a_contact_lies_in_clear(coordinator: Actor, partner: Partner) -> None:
    contact_at(coordinator, partner)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM referrals_partnercontact AS t")
        (kept,) = cursor.fetchone()
    for word in ("Dora", "Beispiel", "Night", "dora@", "555-0142"):
        assert word not in kept
        assert word.encode().hex() not in kept
    entry = AuditEntry.objects.get(verb="partner_contact.added")
    assert set(entry.fields) == set(SAID)


def test_programs_keep_contacts_too(
    coordinator: Actor, supervisor: Actor, partner: Partner
) -> None:
    program, path = calling_as(coordinator), f"partners/{partner.pk}/contacts"
    row = program.make(path, SAID).json()
    assert {name: row[name] for name in SAID} == SAID
    here = f"partner-contacts/{row['id']}"
    changed = program.change(here, {"role": ""}, of=here, method="patch").json()
    assert (changed["role"], changed["other_names"]) == ("", ["Theodora Beispiel"])
    bad = program.make(path, {**SAID, "email": "nowhere"})
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (422, "/email")
    assert calling_as(supervisor).ask("get", here).status_code == 404
    assert program.change(f"{here}/end", of=here).json()["ended_at"]
    assert program.read(path)["items"] == []
    assert program.change(f"{here}/end", of=here).json()["code"] == "ended_already"
