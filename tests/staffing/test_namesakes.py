"""Two people with one name: a supervisor says so, and says it again when names change."""

from typing import Any

import pytest
from django.db import connection

from cases.actions import assign_case
from cases.models import Assignment, Case
from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import bind
from clinic.vault.keys import make_clinic_key
from clinic.vault.models import ClinicKey
from staffing import actions, queries
from staffing.models import Namesake
from tests.builders import browsing_as, make_case, make_clinic, make_member, seat_of
from tests.everywhere.world_staffing import say_of_self
from tests.staffing.boarding import blocked

pytestmark = pytest.mark.django_db
WORDS = "Born in another country, and never worked there: Zwölfender."


@pytest.fixture
def namesake(coordinator: Actor) -> Actor:
    """Has the name of the client's exploiter, whom `waiting` names."""
    return make_member(coordinator.clinic, "attorney", name="Youssef Al Hariri")


def clear(case: Case) -> None:
    """Let somebody have decided the check anew: a party that is added makes it fall."""
    Client.objects.filter(pk=case.client_id).update(conflict_state="clear")


def give(actor: Actor, case: Case, to: Actor) -> Assignment:
    return assign_case(actor, case=case, membership=seat_of(to), role="attorney")


def say(actor: Actor, case: Case, of: Actor, reason: str = WORDS) -> Namesake:
    return actions.say_namesake(actor, case=case, membership=seat_of(of), reason=reason)


def test_who_only_has_the_name_is_assigned_after_it_was_said(
    coordinator: Actor, supervisor: Actor, namesake: Actor, waiting: Case
) -> None:
    assert blocked(lambda: give(coordinator, waiting, namesake)) == "conflict_by_name"
    (one,) = queries.resembling(waiting)
    assert (one.seat, one.opposed, one.stands) == (namesake.membership, True, False)
    made = say(supervisor, waiting, namesake)
    (one,) = queries.resembling(waiting)
    assert (one.said, one.stands) == (made, True)
    found = {row.membership: row for row in queries.suggestions(coordinator, waiting)}
    assert found[seat_of(namesake)].may
    assert not queries.stands_against(waiting, seat_of(namesake))
    (pair,) = [row for row in queries.propose(coordinator).pairs if row.seat == namesake.membership]
    assert pair.case == waiting
    give(coordinator, waiting, namesake)
    entry = AuditEntry.objects.get(verb="namesake.said")
    told = (entry.client_id, entry.detail["member"])
    assert told == (waiting.client_id, str(namesake.membership_id))


def test_another_name_on_either_side_opens_the_question_again(
    coordinator: Actor, supervisor: Actor, namesake: Actor, waiting: Case
) -> None:
    first = say(supervisor, waiting, namesake)
    clients.add_party(
        coordinator, client=waiting.client, kind="recruiter", name="Yusuf Hariri",
        client_consented=True,
    )  # fmt: skip
    clear(waiting)
    assert blocked(lambda: give(coordinator, waiting, namesake)) == "conflict_by_name"
    (one,) = queries.resembling(waiting)
    assert (one.said, one.stands) == (first, False)
    say(supervisor, waiting, namesake, "Neither of them.")
    assert Namesake.objects.get(ended_at=None).reason == "Neither of them."
    assert Namesake.objects.get(pk=first.pk).ended_at is not None
    say_of_self(namesake, other_names=["Jusuf Alhariri"])
    assert blocked(lambda: give(coordinator, waiting, namesake)) == "conflict_by_name"


def test_a_name_that_resembles_nobody_changes_nothing(
    coordinator: Actor, supervisor: Actor, namesake: Actor, waiting: Case
) -> None:
    say(supervisor, waiting, namesake)
    clients.add_party(coordinator, client=waiting.client, kind="witness", name="Ilse Ganzanders")
    clear(waiting)
    make_clinic_key(ClinicKey.SEARCH)  # what was said under the key before it holds, too
    assert give(coordinator, waiting, namesake).role == "attorney"


def test_it_holds_for_this_client_alone(
    coordinator: Actor, supervisor: Actor, namesake: Actor, waiting: Case
) -> None:
    say(supervisor, waiting, namesake)
    other = make_case(coordinator)
    clients.add_party(
        coordinator, client=other.client, kind="exploiter", name="Youssef Alhariri",
        client_consented=True,
    )  # fmt: skip
    clear(other)
    other = Case.objects.select_related("client__key", "key").get(pk=other.pk)
    assert blocked(lambda: give(coordinator, other, namesake)) == "conflict_by_name"


def test_taken_back_it_stands_against_them_again(
    coordinator: Actor, supervisor: Actor, namesake: Actor, waiting: Case
) -> None:
    made = say(supervisor, waiting, namesake)
    actions.end_namesake(supervisor, namesake=made)
    assert blocked(lambda: actions.end_namesake(supervisor, namesake=made)) == "ended_already"
    assert blocked(lambda: give(coordinator, waiting, namesake)) == "conflict_by_name"


def test_nobody_says_it_of_themselves_and_only_a_supervisor_says_it(
    coordinator: Actor, supervisor: Actor, namesake: Actor, attorney: Actor, waiting: Case
) -> None:
    boss = make_member(coordinator.clinic, "supervisor", "attorney", name="Yousef Alhariri")
    assert blocked(lambda: say(boss, waiting, boss)) == "own_name"
    made = say(supervisor, waiting, boss)
    for actor in (coordinator, attorney, boss):
        with pytest.raises(NotVisible):
            queries.namesake_of(actor, made.pk)
    with pytest.raises(Refused):
        actions.end_namesake(boss, namesake=made)
    for actor in (coordinator, attorney, namesake):
        with pytest.raises(Refused):
            say(actor, waiting, namesake)


def test_what_says_nothing_is_refused(
    coordinator: Actor, supervisor: Actor, namesake: Actor, attorney: Actor, waiting: Case
) -> None:
    assert blocked(lambda: say(supervisor, waiting, attorney)) == "no_namesake"
    with pytest.raises(Blocked):
        say(supervisor, waiting, namesake, "  ")
    say(supervisor, waiting, namesake)
    assert blocked(lambda: say(supervisor, waiting, namesake)) == "said_already"


def test_a_wall_and_another_clinic_see_none_of_it(
    coordinator: Actor, supervisor: Actor, namesake: Actor, waiting: Case
) -> None:
    made = say(supervisor, waiting, namesake)
    second = make_member(coordinator.clinic, "supervisor", name="Second Supervisor")
    clients.raise_wall(
        coordinator, client=waiting.client, membership=seat_of(second), reason="Kin."
    )
    with pytest.raises(NotVisible):
        queries.namesake_of(second, made.pk)
    browser = browsing_as(second)
    assert browser.get(f"/harbor/cases/{waiting.pk}/namesakes/").status_code == 404
    assert browser.post(f"/harbor/namesakes/{made.pk}/end/").status_code == 404
    elsewhere = make_clinic("meadow")
    with bind(elsewhere):
        stranger = browsing_as(make_member(elsewhere, "supervisor"))
    assert stranger.post(f"/meadow/namesakes/{made.pk}/end/").status_code == 404


def test_the_page_asks_says_and_takes_back(
    coordinator: Actor, supervisor: Actor, namesake: Actor, waiting: Case
) -> None:
    browser, at = browsing_as(supervisor), f"/harbor/cases/{waiting.pk}/"
    assert f'href="{at}namesakes/"' in browser.get(f"{at}assign/").content.decode()
    assert "namesakes" not in browsing_as(coordinator).get(f"{at}assign/").content.decode()
    page = browser.get(f"{at}namesakes/").content.decode()
    assert "Resembles a name on the other side" in page
    assert "Alhariri" not in page
    empty = browser.post(f"{at}namesakes/", {})
    assert empty.status_code == 422
    said: dict[str, Any] = {"person": str(namesake.membership_id), "reason": WORDS, "sure": "on"}
    wrong = browser.post(f"{at}namesakes/", said | {"person": str(supervisor.membership_id)})
    assert wrong.status_code == 422
    assert WORDS in wrong.content.decode()
    assert browser.post(f"{at}namesakes/", said).status_code == 302
    page = browser.get(f"{at}namesakes/").content.decode()
    assert "Somebody else, and may be assigned" in page
    assert "Zwölfender" in page
    made = Namesake.objects.get()
    assert browser.post(f"/harbor/namesakes/{made.pk}/end/").status_code == 302
    assert Namesake.objects.filter(ended_at=None).count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM staffing_namesake")
        assert "Zwölfender".encode() not in b"".join(
            bytes(each) if isinstance(each, memoryview) else str(each).encode()
            for row in cursor.fetchall() for each in row
        )  # fmt: skip
