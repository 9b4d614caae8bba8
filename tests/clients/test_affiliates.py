"""Names the clinic is bound to: sealed, compared by every check, kept by two roles alone."""

from typing import Any

import pytest
from django.db import connection

from clients import actions
from clients.models import Affiliate, Client, ClinicName, ConflictMatch
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.tenancy.models import new_id
from tests.builders import calling_as, make_member
from tests.clients.conftest import desk_of, known_client
from tests.clients.test_clearances import causes, standing
from tests.clients.test_conflict_check import fresh

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "board_member", "name": "Berta Vorstand", "is_organisation": False,
    "other_names": ["Berta Vorstand-Muster"], "organisations": ["Muster Packing LLC"],
    "people": [], "note": "Until spring.",
}  # fmt: skip


def bind(actor: Actor, **changes: Any) -> Affiliate:
    return actions.add_affiliate(actor, form_token=new_id(), details={**SAID, **changes})


def found_by_a_check(coordinator: Actor, client: Client) -> list[str]:
    check = actions.run_conflict_check(coordinator, client=fresh(client))
    rows = ConflictMatch.objects.filter(check_run=check).select_related("other_name")
    return sorted(row.other_name.name or "" for row in rows if row.other_name)


@pytest.fixture
def administrator(coordinator: Actor) -> Actor:
    return make_member(coordinator.clinic, "administrator")


def test_an_administrator_adds_changes_and_ends_a_name_on_the_page(administrator: Actor) -> None:
    desk, add = desk_of(administrator), "conflicts/names/add/"
    token = desk.get(add).context["form"]["form_token"].value()
    said = {"kind": "funder", "name": "Gabe Fonds", "is_organisation": "on",
            "other_names": "Fonds Gabe\nGF", "people": "Familie Gabe",
            "form_token": token}  # fmt: skip
    assert desk.post(add, {**said, "name": ""}).status_code == 422
    page = desk.post(add, said, follow=True).content.decode()
    assert "Familie Gabe" in page
    desk.post(add, said)
    row = Affiliate.objects.get()
    assert (row.other_names, row.people) == (["Fonds Gabe", "GF"], ["Familie Gabe"])
    names = ClinicName.objects.filter(ref=row.pk, removed_at=None)
    kept = sorted((name.name, name.is_organisation) for name in names)
    firms = [(name, True) for name in ("Fonds Gabe", "GF", "Gabe Fonds")]
    assert kept == [("Familie Gabe", False), *firms]
    here = f"conflicts/names/{row.pk}/"
    form = desk.get(here).context["form"]
    again = {**said, "other_names": "", "version": form["version"].value()}
    desk.post(here, again)
    assert desk.post(here, again).status_code == 409  # the page is older than what stands there
    assert Affiliate.objects.get().other_names is None
    assert desk.post(f"{here}end/", {"version": "2"}).status_code == 302
    assert not ClinicName.objects.filter(removed_at=None).exists()
    assert "compared no more" in desk.get("conflicts/names/").content.decode()
    assert desk.post(f"{here}end/", {"version": "3"}).status_code == 409


@pytest.mark.parametrize("stands", ["Berta Vorstant", "Berta Vorstand Muster", "Muster Packing"])
def test_whoever_they_are_called_or_stand_for_ends_a_clearance(
    coordinator: Actor, administrator: Actor, stands: str
) -> None:
    there = standing(coordinator, "Anna Nebenan", ("employer", stands))
    untouched = standing(coordinator, "Selam Beispiel")
    bind(administrator)
    assert (fresh(there).conflict_state, causes(there)) == ("recheck", ["clinic"])
    assert fresh(untouched).conflict_state == "clear"
    assert found_by_a_check(coordinator, there)


def test_a_changed_name_ends_clearances_and_the_old_one_is_compared_no_more(
    coordinator: Actor, administrator: Actor
) -> None:
    row = bind(administrator)
    there = standing(coordinator, "Anna Nebenan", ("exploiter", "Gerda Andermann"))
    changed = {**SAID, "name": "Gerda Andermann", "other_names": []}
    actions.change_affiliate(administrator, affiliate=row, details=changed, version=1)
    assert causes(there) == ["clinic"]
    assert found_by_a_check(coordinator, there) == ["Gerda Andermann"]
    was = standing(coordinator, "Lena Dritte", ("exploiter", "Berta Vorstand"))
    assert found_by_a_check(coordinator, was) == []


def test_a_note_alone_touches_nobody(coordinator: Actor, administrator: Actor) -> None:
    row = bind(administrator)
    there = standing(coordinator, "Anna Nebenan", ("exploiter", "Berta Vorstand"))
    details = {**SAID, "note": "Until autumn."}
    actions.change_affiliate(administrator, affiliate=row, details=details, version=1)
    assert fresh(there).conflict_state == "clear"


def test_another_kind_is_told_by_the_next_check(coordinator: Actor, administrator: Actor) -> None:
    row = bind(administrator)
    there = standing(coordinator, "Anna Nebenan", ("exploiter", "Berta Vorstand"))
    details = {**SAID, "kind": "funder"}
    actions.change_affiliate(administrator, affiliate=row, details=details, version=1)
    assert causes(there) == ["clinic"]
    check = actions.run_conflict_check(coordinator, client=fresh(there))
    rows = ConflictMatch.objects.filter(check_run=check)
    assert set(rows.values_list("relation", flat=True)) == {"funder"}


def test_who_ended_is_found_no_more_and_not_changed(
    coordinator: Actor, administrator: Actor
) -> None:
    row = bind(administrator)
    actions.end_affiliate(administrator, affiliate=row, version=1)
    there = known_client(coordinator, "Berta Vorstand")
    assert found_by_a_check(coordinator, there) == []
    with pytest.raises(Blocked) as stop:
        actions.change_affiliate(administrator, affiliate=row, details=SAID, version=2)
    assert stop.value.code == "ended_already"


def test_nobody_else_sees_the_list(supervisor: Actor, administrator: Actor) -> None:
    row = bind(administrator)
    desk = desk_of(supervisor)
    assert desk.get("conflicts/names/").status_code == 403
    assert desk.get(f"conflicts/names/{row.pk}/").status_code == 404


def test_nothing_of_it_lies_in_clear_and_the_audit_holds_field_names_alone(
    administrator: Actor,
) -> None:
    row = bind(administrator)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM clients_affiliate AS t")
        (kept,) = cursor.fetchone()
    for word in ("Berta", "Vorstand", "Muster", "spring"):
        assert word not in kept
        assert word.encode().hex() not in kept
    entry = AuditEntry.objects.get(verb="affiliate.added")
    assert entry.target_id == row.pk
    assert set(entry.fields) == {"kind", "name", "other_names", "organisations", "note"}


def test_whoever_writes_a_name_is_not_told_whether_a_client_bears_it(
    coordinator: Actor, administrator: Actor
) -> None:
    standing(coordinator, "Berta Vorstand")
    program = calling_as(administrator)
    said = {"kind": "board_member", "name": "Berta Vorstand"}
    met = program.make("affiliates", said)
    missed = program.make("affiliates", {**said, "name": "Ganz Anders"})
    told = [one.json() for one in (met, missed)]
    for name in ("id", "name", "added_at"):
        assert told[0].pop(name) != told[1].pop(name)
    assert told[0] == told[1]


def test_programs_keep_the_list_too(coordinator: Actor) -> None:
    program = calling_as(coordinator)
    body = {"kind": "volunteer_firm", "name": "Probe Partners", "is_organisation": True,
            "people": ["Petra Probe", "Paul Probe"]}  # fmt: skip
    row = program.make("affiliates", body).json()
    path = f"affiliates/{row['id']}"
    changed = program.change(path, {"note": "Since June."}, of=path, method="patch").json()
    assert (changed["people"], changed["note"]) == (["Petra Probe", "Paul Probe"], "Since June.")
    bad = program.make("affiliates", {**body, "name": "x" * 400})
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (422, "/name")
    assert program.change(f"{path}/end", of=path).json()["ended_at"]
    assert program.read("affiliates")["items"] == []
    assert [one["id"] for one in program.read("affiliates?ended=true")["items"]] == [row["id"]]
    assert program.change(f"{path}/end", of=path).json()["code"] == "ended_already"
