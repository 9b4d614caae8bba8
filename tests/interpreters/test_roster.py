"""The roster: sealed names, undertakings that run out, nobody outside the coordinators."""

from datetime import date, timedelta

import pytest
from django.db import connection

from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import new_id
from interpreters import actions, queries
from interpreters.models import Interpreter
from interpreters.rules import Undertaking, holds, latest_end
from tests.builders import make_clinic, make_member
from tests.clients.conftest import desk_of, known_client
from tests.everywhere.world_interpreters import add_to_roster, interpreter_details
from tests.interpreters.conftest import again

DAY = date(2026, 11, 28)
FORM = {
    "name": "Selam Übersetz",
    "other_names": "ሰላም\nSelamawit Übersetz",
    "gender": "woman",
    "communities": "Eritrean",
    "email": "selam@example.org",
    "language-0": "Tigrinya",
    "dialect-0": "Asmara",
    "level-0": "best",
}


@pytest.mark.parametrize(
    ("left", "state", "may"),
    [(-1, "expired", False), (0, "soon", True), (30, "soon", True), (31, "current", True)],
)
def test_an_undertaking_holds_through_its_last_day(left: int, state: str, may: bool) -> None:
    undertaking = Undertaking("paper", DAY + timedelta(days=left))
    assert undertaking.state(DAY) == state
    assert holds(undertaking, DAY) is may


def test_none_is_missing_and_three_years_are_the_most() -> None:
    assert Undertaking("", None).state(DAY) == "missing"
    assert not holds(Undertaking("", None), DAY)
    assert latest_end(date(2028, 2, 29)) == date(2031, 2, 28)


def test_a_coordinator_adds_somebody_and_records_the_undertaking(coordinator: Actor) -> None:
    desk = desk_of(coordinator)
    page = desk.get("interpreters/add/")
    token = page.context["form"]["form_token"].value()
    added = desk.post("interpreters/add/", {**FORM, "form_token": token}, follow=True)
    assert "No undertaking of confidentiality" in added.content.decode()
    row = Interpreter.objects.get()
    assert (row.name, row.other_names) == (FORM["name"], ["ሰላም", "Selamawit Übersetz"])
    assert row.languages == [{"language": "Tigrinya", "dialect": "Asmara", "level": "best"}]
    again_sent = desk.post("interpreters/add/", {**FORM, "form_token": token})
    assert again_sent.status_code == 302
    assert Interpreter.objects.count() == 1
    signed = today()
    wrong = {"how": "said", "signed_on": signed, "expires_on": signed + timedelta(days=4000)}
    assert desk.post(f"interpreters/{row.pk}/undertaking/", wrong).status_code == 422
    good = {**wrong, "expires_on": signed + timedelta(days=20)}
    said = desk.post(f"interpreters/{row.pk}/undertaking/", good, follow=True).content.decode()
    assert "Undertaking runs out soon" in said


def test_what_was_typed_stays_when_something_is_wrong(coordinator: Actor) -> None:
    desk = desk_of(coordinator)
    token = desk.get("interpreters/add/").context["form"]["form_token"].value()
    sent = {**FORM, "form_token": token, "language-0": "", "email": "nobody"}
    answer = desk.post("interpreters/add/", sent)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Write the language, or take the rest of the line out." in said
    assert FORM["name"] in said
    assert not Interpreter.objects.exists()


@pytest.mark.parametrize("text", ["Dolmetsch", "Zewditou Dolmetch", "ዘውዲቱ ዶልመች"])
def test_a_name_is_found_in_another_spelling(coordinator: Actor, text: str) -> None:
    known = add_to_roster(coordinator, "Zewditu Dolmetsch", other_names=["ዘውዲቱ ዶልመች"])
    add_to_roster(coordinator, "Karim Anderer")
    found = desk_of(coordinator).post("interpreters/", {"text": text}).context["lines"]
    assert [line.interpreter.pk for line in found] == [known.pk]


def test_a_language_is_found_by_its_dialect(coordinator: Actor, interpreter: Interpreter) -> None:
    assert [line.interpreter for line in queries.roster(coordinator, language="ASMARA")]
    assert not queries.roster(coordinator, language="Dari")


def test_nothing_of_her_stands_in_clear(interpreter: Interpreter) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM interpreters_interpreter AS t")
        (row,) = cursor.fetchone()
        cursor.execute("SELECT string_agg(t::text, ' ') FROM audit_auditentry AS t")
        (trail,) = cursor.fetchone()
    for word in ("Zewditu", "Tigrinya", "Asmara", "interprets@", "woman"):
        for form in (word, word.encode().hex()):
            assert form not in row
            assert form not in trail


def test_her_key_is_hers_alone(coordinator: Actor, interpreter: Interpreter) -> None:
    other = add_to_roster(coordinator, "Karim Anderer")
    assert interpreter.key_id != other.key_id
    scan = again(interpreter).undertaking_scan
    assert scan is not None
    assert scan.key_id == interpreter.key_id


def test_an_older_version_is_told_and_loses_nothing(
    coordinator: Actor, interpreter: Interpreter
) -> None:
    desk = desk_of(coordinator)
    form = {**FORM, "version": again(interpreter).version}
    assert desk.post(f"interpreters/{interpreter.pk}/change/", form).status_code == 302
    stale = desk.post(
        f"interpreters/{interpreter.pk}/change/", {**form, "phone": "+1 202 555 0112"}
    )
    assert stale.status_code == 409
    assert "Somebody changed this meanwhile" in stale.content.decode()
    fresh = stale.context["form"]["version"].value()
    sent = {**form, "phone": "+1 202 555 0111", "version": fresh}
    assert desk.post(f"interpreters/{interpreter.pk}/change/", sent).status_code == 302
    assert again(interpreter).phone == "+12025550111"
    entry = AuditEntry.objects.filter(verb="interpreter.changed").order_by("-id").first()
    assert entry is not None
    assert entry.fields == ["phone"]


def test_who_left_is_listed_apart_and_comes_back(
    coordinator: Actor, interpreter: Interpreter
) -> None:
    actions.retire_interpreter(coordinator, interpreter=interpreter)
    with pytest.raises(Blocked, match="off the roster already"):
        actions.retire_interpreter(coordinator, interpreter=interpreter)
    assert queries.roster(coordinator) == []
    (left,) = queries.roster(coordinator, retired=True)
    assert left.retired
    actions.bring_back(coordinator, interpreter=interpreter)
    assert len(queries.roster(coordinator)) == 1


@pytest.mark.parametrize("role", ["attorney", "advocate", "supervisor", "administrator"])
def test_nobody_else_keeps_the_roster(
    coordinator: Actor, interpreter: Interpreter, role: str
) -> None:
    other = make_member(coordinator.clinic, role)
    assert queries.roster(other) == []
    with pytest.raises(Refused):
        actions.add_interpreter(other, form_token=new_id(), details=interpreter_details("Nobody"))


def test_another_clinics_roster_is_not_there(interpreter: Interpreter) -> None:
    valley = make_clinic("valley")
    stranger = make_member(valley, "coordinator")
    with bind(valley):
        assert queries.roster(stranger) == []
    assert desk_of(stranger).get(f"interpreters/{interpreter.pk}/").status_code == 404


def test_an_undertaking_of_a_future_day_is_refused(
    coordinator: Actor, interpreter: Interpreter
) -> None:
    tomorrow = today() + timedelta(days=1)
    with pytest.raises(Blocked, match="future day"):
        actions.record_undertaking(
            coordinator, interpreter=interpreter, how="said", signed_on=tomorrow,
            expires_on=tomorrow + timedelta(days=9),
        )  # fmt: skip


def test_a_name_or_alias_that_comes_ends_the_clearances_it_touches(coordinator: Actor) -> None:
    met = cleared(coordinator, "Viktor Musterfall")
    other = cleared(coordinator, "Ganz Andere")
    known = add_to_roster(coordinator, "Hanna Dolmetsch")
    assert state(met) == state(other) == "clear"
    details = {"other_names": ["Wiktor Musterfal"]}
    version = again(known).version
    actions.change_interpreter(coordinator, interpreter=known, details=details, version=version)
    assert (state(met), state(other)) == ("recheck", "clear")


def cleared(coordinator: Actor, opponent: str) -> Client:
    client = known_client(coordinator, f"Bilan gegen {opponent[:3]}")
    clients.add_party(coordinator, client=client, kind="recruiter", name=opponent)
    check = clients.run_conflict_check(coordinator, client=client)
    clients.decide_conflict(coordinator, check=check, decision="clear", reason="Looked.")
    return client


def state(client: Client) -> str:
    return Client.objects.get(pk=client.pk).conflict_state
