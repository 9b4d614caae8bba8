"""A person says it, somebody else confirms it; the firm joins the conflict check."""

from datetime import timedelta

import pytest

from clients.models import Client, ClinicName
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import today
from staffing import actions, queries
from staffing.models import Licence, Profile
from tests.builders import browsing_as, calling_as, make_client, make_member
from tests.clients.conftest import known_client
from tests.everywhere.world_staffing import add_licence, profile_details, say_of_self


def test_nobody_confirms_their_own_word(clinic: object, coordinator: Actor) -> None:
    both = make_member(coordinator.clinic, "coordinator", "attorney", name="Both Roles")
    profile = say_of_self(both)
    licence = add_licence(both, profile)
    with pytest.raises(Blocked) as refusal:
        actions.confirm_licence(both, licence=licence)
    assert refusal.value.code == "own_word"
    with pytest.raises(Blocked) as refusal:
        actions.confirm_proof(both, profile=profile, proof="pledge", version=1)
    assert refusal.value.code == "own_word"
    actions.confirm_licence(coordinator, licence=licence)
    (line,) = queries.licences_of(profile)
    assert line.proof.state == "current"
    assert line.proof.confirmed_by == "Cora Koordin"


def test_a_program_confirms_nothing(coordinator: Actor, attorney: Actor) -> None:
    profile = say_of_self(attorney)
    licence = add_licence(attorney, profile)
    caller = calling_as(coordinator)
    answer = caller.ask("post", f"licences/{licence.pk}/confirm", {}, If_Match='"waits"')
    assert answer.status_code == 403
    assert Licence.objects.get().confirmed_at is None


def test_a_day_that_changes_is_confirmed_anew(coordinator: Actor, attorney: Actor) -> None:
    profile = say_of_self(attorney)
    actions.confirm_proof(coordinator, profile=profile, proof="pledge", version=1)
    changed = say_of_self(attorney, capacity=3)
    assert queries.proofs_of(changed)[1].state == "current"
    changed = say_of_self(attorney, pledge_until=today() + timedelta(days=100))
    assert queries.proofs_of(changed)[1].state == "waits"


def test_nobody_confirms_another_day_than_was_seen(coordinator: Actor, attorney: Actor) -> None:
    seen = say_of_self(attorney)
    say_of_self(attorney, insured_until=today() + timedelta(days=3))
    with pytest.raises(Blocked) as refusal:
        actions.confirm_proof(coordinator, profile=seen, proof="insurance", version=seen.version)
    assert refusal.value.code == "changed_meanwhile"


def test_somebody_elses_profile_is_not_changed(coordinator: Actor, attorney: Actor) -> None:
    profile = say_of_self(attorney)
    with pytest.raises(Refused):
        actions.change_profile(coordinator, details=profile_details(), version=0, profile=profile)
    with pytest.raises(Refused):
        add_licence(coordinator, profile)
    assert Profile.objects.count() == 1


def test_an_attorney_sees_nobody_elses_profile(attorney: Actor, advocate: Actor) -> None:
    profile = say_of_self(advocate)
    page = browsing_as(attorney).get(f"/harbor/people/{profile.pk}/")
    assert page.status_code == 404


def test_a_firm_joins_the_conflict_check_and_ends_the_clearances_it_touches(
    coordinator: Actor, attorney: Actor
) -> None:
    from clients import actions as clients

    client = known_client(coordinator, "Mekdes Misale")
    clients.add_party(coordinator, client=client, kind="employer", name="Muster Packing LLC")
    check = clients.run_conflict_check(coordinator, client=Client.objects.get(pk=client.pk))
    clients.decide_conflict(coordinator, check=check, decision="clear", reason="None of ours.")
    untouched = make_client(coordinator)
    say_of_self(attorney, firm="Muster Packing")
    assert Client.objects.get(pk=client.pk).conflict_state == "recheck"
    assert Client.objects.get(pk=untouched.pk).conflict_state == "clear"
    row = ClinicName.objects.get(removed_at=None)
    assert (row.kind, row.name, row.is_organisation) == ("volunteer_firm", "Muster Packing", True)
    say_of_self(attorney, firm="")
    assert not ClinicName.objects.filter(removed_at=None).exists()


def test_the_audit_names_fields_and_no_value(attorney: Actor) -> None:
    say_of_self(attorney, firm="Nowhere at Law", other_names=["Anna Frueher"])
    entry = AuditEntry.objects.get(verb="profile.changed")
    assert {"firm", "other_names"} <= set(entry.fields)
    assert "Nowhere" not in str(entry.detail) + str(entry.fields)


@pytest.mark.parametrize(
    "wrong",
    [
        {"pledge_on": today_plus, "pledge_until": until} for today_plus, until in
        [("future", "later"), ("now", None), ("now", "before"), ("now", "far")]
    ],
)  # fmt: skip
def test_impossible_days_are_refused(attorney: Actor, wrong: dict[str, str | None]) -> None:
    days = {
        "now": today(), "future": today() + timedelta(days=2), "before": today(),
        "later": today() + timedelta(days=9), "far": today() + timedelta(days=366 * 15),
    }  # fmt: skip
    said = {name: days[when] if when else None for name, when in wrong.items()}
    with pytest.raises(Blocked):
        say_of_self(attorney, **said)
    assert not Profile.objects.exists()


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(attorney: Actor) -> None:
    browser = browsing_as(attorney)
    said = {
        "kind": "volunteer", "capacity": "7", "version": "0", "firm": "Kept Firm",
        "matters": ["asylum"], "avoids": ["asylum"], "dialect-0": "Asmara", "time_zone": "Nowhere",
    }  # fmt: skip
    page = browser.post("/harbor/people/own/", said)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Kept Firm" in text
    for words in ("stands in both lists", "Write the language", "No such time zone"):
        assert words in text
    assert not Profile.objects.exists()


def test_one_writes_a_profile_and_a_licence_in_the_browser(
    attorney: Actor, coordinator: Actor
) -> None:
    browser = browsing_as(attorney)
    said = {
        "kind": "volunteer", "capacity": "7", "version": "0", "language-0": "Tigrinya",
        "matters": ["asylum"], "pledge_on": today().isoformat(),
        "pledge_until": (today() + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    page = browser.post("/harbor/people/own/", said, follow=True)
    profile = Profile.objects.get()
    assert page.redirect_chain[-1][0] == f"/harbor/people/{profile.pk}/"
    form = browser.get(f"/harbor/people/{profile.pk}/licences/add/").content.decode()
    token = form.split('name="form_token" value="')[1].split('"')[0]
    sent = {
        "form_token": token, "kind": "bar", "jurisdiction": "US-NY", "number": "55",
        "expires_on": (today() + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    url = f"/harbor/people/{profile.pk}/licences/add/"
    assert browser.post(url, sent).status_code == 302
    assert browser.post(url, sent).status_code == 302
    licence = Licence.objects.get()
    desk = browsing_as(coordinator)
    assert "NY" in desk.get(f"/harbor/people/{profile.pk}/").content.decode()
    assert desk.post(f"/harbor/licences/{licence.pk}/confirm/").status_code == 302
    again = desk.post(f"/harbor/licences/{licence.pk}/confirm/")
    assert again.status_code == 409
    assert "confirmed already" in again.content.decode()
    proof = {"proof": "pledge", "version": "1"}
    assert desk.post(f"/harbor/people/{profile.pk}/confirm/", proof).status_code == 302
    assert desk.post(f"/harbor/people/{profile.pk}/withdraw/", proof).status_code == 302
    assert Profile.objects.get().pledge_confirmed_at is None
    assert browser.post(f"/harbor/licences/{licence.pk}/remove/").status_code == 302
    assert desk.post(f"/harbor/licences/{licence.pk}/remove/").status_code == 404
