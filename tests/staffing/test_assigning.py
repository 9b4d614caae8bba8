"""Every way of assigning passes the gate; suggestions say why, and tell nobody's name."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions import assign_case
from cases.models import Assignment, Case
from cases.queries import suggestions
from clients import actions as clients
from clients.models import Client, Wall
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import REFUSED, AuditEntry
from clinic.tenancy.current import today
from staffing import actions
from staffing.models import Licence, Override
from tests.builders import browsing_as, calling_as, make_case, make_member, seat_of
from tests.everywhere.world_staffing import confirmed_person, say_of_self

ALL = ["licence", "insurance", "pledge"]


@pytest.fixture
def case(coordinator: Actor) -> Case:
    made = make_case(coordinator)
    made.client.language = "Tigrinya"
    made.client.save()
    return made


def ask_everything(supervisor: Actor) -> None:
    actions.change_gate(supervisor, proofs=ALL, states=["US-NY"], version=0)


def name_in(coordinator: Actor, case: Case, kind: str, name: str) -> None:
    """Write somebody into the matter; the clearance is decided anew, as a person would."""
    clients.add_party(coordinator, client=case.client, kind=kind, name=name, client_consented=True)
    Client.objects.filter(pk=case.client_id).update(conflict_state="clear")
    case.client.refresh_from_db()


def refused(coordinator: Actor, case: Case, who: Actor, role: str = "attorney", **more: Any) -> str:
    with pytest.raises(Blocked) as refusal:
        assign_case(coordinator, case=case, membership=seat_of(who), role=role, **more)
    assert not Assignment.objects.filter(case=case, membership=who.membership).exists()
    return refusal.value.code


def test_without_a_word_of_the_clinic_nothing_is_asked(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    assign_case(coordinator, case=case, membership=seat_of(attorney), role="attorney")
    assert Assignment.objects.count() == 1


def test_what_is_asked_is_asked_at_every_door(
    coordinator: Actor, supervisor: Actor, attorney: Actor, case: Case
) -> None:
    ask_everything(supervisor)
    assert refused(coordinator, case, attorney) == "licence_missing"
    assert AuditEntry.objects.get(outcome=REFUSED).verb == "case.assigned"
    person = f"attorney:{attorney.membership_id}"
    page = browsing_as(coordinator).post(f"/harbor/cases/{case.pk}/assign/", {"person": person})
    assert page.status_code == 409
    assert "No licence is recorded" in page.content.decode()
    body = {"member": str(attorney.membership_id), "role": "attorney"}
    answer = calling_as(coordinator).make(f"cases/{case.pk}/assignments", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "licence_missing")
    confirmed_person(attorney, coordinator)
    assign_case(coordinator, case=case, membership=seat_of(attorney), role="attorney")


def test_no_reason_of_a_supervisor_goes_past_a_licence(
    supervisor: Actor, coordinator: Actor, attorney: Actor, case: Case
) -> None:
    ask_everything(supervisor)
    profile = confirmed_person(attorney, coordinator)
    Licence.objects.filter(profile=profile).update(expires_on=today() + timedelta(days=1))
    code = refused(supervisor, case, attorney, reason="It is urgent, and renewal is under way.")
    assert code == "licence_ends"


def test_an_alias_on_the_other_side_is_a_conflict_nobody_overrides(
    supervisor: Actor, coordinator: Actor, attorney: Actor, case: Case
) -> None:
    say_of_self(attorney, other_names=["Yusuf Al-Hariri"])
    name_in(coordinator, case, "exploiter", "Youssef Alhariri")
    assert refused(supervisor, case, attorney, reason="Another person.") == "conflict_by_name"


def test_a_firm_on_the_other_side_is_a_conflict_nobody_overrides(
    supervisor: Actor, coordinator: Actor, attorney: Actor, case: Case
) -> None:
    name_in(coordinator, case, "employer", "Muster Packing LLC")
    say_of_self(attorney, firm="Muster Packing")
    Client.objects.filter(pk=case.client_id).update(conflict_state="clear")
    assert refused(supervisor, case, attorney, reason="Another firm.") == "conflict_by_name"


def test_a_namesake_who_stands_against_nobody_is_for_a_supervisor_to_weigh(
    supervisor: Actor, coordinator: Actor, attorney: Actor, case: Case
) -> None:
    name_in(coordinator, case, "witness", "Anna Anwalt")
    assert refused(coordinator, case, attorney) == "name_resembles"
    assert refused(coordinator, case, attorney, reason="I know her.") == "name_resembles"
    assert refused(supervisor, case, attorney) == "name_resembles"
    assign_case(
        supervisor, case=case, membership=seat_of(attorney), role="attorney",
        reason="Born in another country.",
    )  # fmt: skip
    kept = Override.objects.get()
    assert (kept.codes, kept.reason) == (["name_resembles"], "Born in another country.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason::text FROM staffing_override")
        assert "Born" not in cursor.fetchone()[0]


def test_the_last_capacity(
    supervisor: Actor, coordinator: Actor, attorney: Actor, case: Case
) -> None:
    say_of_self(attorney, capacity=6)
    assign_case(coordinator, case=case, membership=seat_of(attorney), role="attorney")
    second = make_case(coordinator)
    assign_case(coordinator, case=second, membership=seat_of(attorney), role="attorney")
    assert refused(coordinator, make_case(coordinator, matter="tps"), attorney) == "over_capacity"
    assign_case(
        supervisor, case=make_case(coordinator, matter="tps"), membership=seat_of(attorney),
        role="attorney", reason="For a week.",
    )  # fmt: skip


def test_a_closed_case_weighs_nothing(coordinator: Actor, attorney: Actor, case: Case) -> None:
    say_of_self(attorney, capacity=3)
    assign_case(coordinator, case=case, membership=seat_of(attorney), role="attorney")
    Case.objects.filter(pk=case.pk).update(closed_on=today(), stage="closed")
    other = make_case(coordinator)
    assign_case(coordinator, case=other, membership=seat_of(attorney), role="attorney")


def test_the_only_speaker_of_a_dialect_comes_first_and_is_told_why(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    other = make_member(coordinator.clinic, "attorney", name="Otto Anders")
    confirmed_person(attorney, coordinator)
    dari = [{"language": "Dari", "dialect": "", "level": "best"}]
    confirmed_person(other, coordinator, languages=dari, matters=["t_visa", "asylum"])
    first, second = suggestions(coordinator, case)
    assert first.membership == attorney.membership
    assert "only_speaker" in [code for code, _text in first.reasons]
    assert "needs_interpreter" in [one.code for one in second.against]


def test_the_only_speaker_is_kept_for_whom_nobody_else_understands(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    confirmed_person(attorney, coordinator)
    here = make_case(coordinator)
    (only,) = suggestions(coordinator, here)
    assert "keeps_language" in [one.code for one in only.against]
    assert only.may


def test_who_is_walled_off_is_shown_as_blocked_and_never_assigned(
    supervisor: Actor, coordinator: Actor, attorney: Actor, case: Case
) -> None:
    Wall(
        client=case.client, key=case.client.key, membership=seat_of(attorney), reason="Kin.",
        raised_by=seat_of(coordinator),
    ).save(force_insert=True)  # fmt: skip
    (one,) = suggestions(coordinator, case)
    assert [each.code for each in one.against if each.level == "firm"] == ["kept_out"]
    assert refused(supervisor, case, attorney, reason="Urgent.") == "kept_out"


def test_a_suggestion_tells_nothing_of_the_matter(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    say_of_self(attorney, other_names=["Yusuf Al-Hariri"])
    name_in(coordinator, case, "exploiter", "Youssef Alhariri")
    page = browsing_as(coordinator).get(f"/harbor/cases/{case.pk}/assign/").content.decode()
    assert "resembles one on the other side" in page
    answer = calling_as(coordinator).read(f"cases/{case.pk}/suggestions")
    assert answer["items"][0]["against"][0]["code"] == "conflict_by_name"
    for text in (page, str(answer)):
        for word in ("Youssef", "Alhariri", "exploited", "exploiter", "Nilofar", "Yusuf"):
            assert word not in text


def test_one_click_on_a_suggestion_assigns(coordinator: Actor, attorney: Actor, case: Case) -> None:
    confirmed_person(attorney, coordinator)
    browser = browsing_as(coordinator)
    page = browser.get(f"/harbor/cases/{case.pk}/assign/").content.decode()
    person = f"attorney:{attorney.membership_id}"
    assert f'name="person" value="{person}"' in page
    for words in ("language", "Knows matters of this kind", "carries 0 of 60"):
        assert words in page
    browser.post(f"/harbor/cases/{case.pk}/assign/", {"person": person})
    assert Assignment.objects.get().membership == attorney.membership


def test_a_supervisor_gives_the_reason_beside_the_name_and_a_coordinator_is_not_offered_it(
    supervisor: Actor, coordinator: Actor, attorney: Actor, case: Case
) -> None:
    say_of_self(attorney, capacity=0)
    url = f"/harbor/cases/{case.pk}/assign/"
    assert "Why it is right all the same" not in browsing_as(coordinator).get(url).content.decode()
    browser = browsing_as(supervisor)
    assert "Why it is right all the same" in browser.get(url).content.decode()
    sent = {"person": f"attorney:{attorney.membership_id}", "reason": "Asked for it herself."}
    assert browser.post(url, sent).status_code == 302
    assert Override.objects.get().codes == ["over_capacity"]


def test_suggestions_cost_the_same_for_three_people_as_for_nine(
    coordinator: Actor, case: Case
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            suggestions(coordinator, Case.objects.select_related("client__key").get(pk=case.pk))
        return len(captured)

    for number in range(3):
        confirmed_person(
            make_member(coordinator.clinic, "attorney", name=f"Person {number}"), coordinator
        )
    few = cost()
    for number in range(3, 9):
        confirmed_person(
            make_member(coordinator.clinic, "attorney", name=f"Person {number}"), coordinator
        )
    assert cost() == few


def test_two_who_ask_at_once_do_not_undo_each_other(supervisor: Actor) -> None:
    ask_everything(supervisor)
    with pytest.raises(Blocked) as refusal:
        actions.change_gate(supervisor, proofs=[], states=[], version=0)
    assert refusal.value.code == "changed_meanwhile"
