"""A token opens what its seat holds now, what was chosen for it, and the cases it is held to."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.actions import add_note
from cases.models import Case
from cases.policy import visible_cases, visible_notes
from clients.policy import visible_clients, visible_intakes
from clinic.access.actor import Actor
from clinic.access.bearer import hash_of
from clinic.access.policy import can
from clinic.access.scopes import IN_SCOPE
from clinic.office.actions import set_roles
from clinic.people.models import AccessToken
from clinic.tenancy.current import bind
from filings.policy import visible_deadlines, visible_filings
from packets.policy import visible_packets
from referrals.policy import visible_referrals, visible_releases
from tests.builders import (
    Caller,
    calling_as,
    make_case,
    make_clinic,
    make_member,
    make_token,
    seat_of,
    user_of,
)
from tests.everywhere.world import World, make_world

pytestmark = pytest.mark.django_db
ADVICE = "The prosecutor offered immunity."


@pytest.fixture
def coordinator() -> Actor:
    return make_member(make_clinic(), "coordinator")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def token(secret: str) -> AccessToken:
    """Read the token of the bound clinic with its seat, as the door does."""
    found = AccessToken.objects.select_related("membership__user", "membership__clinic")
    return found.get(token_hash=hash_of(secret))


def status(secret: str | None, path: str = "cases", *, slug: str = "harbor") -> int:
    code: int = Caller(secret, slug=slug).ask("get", path).status_code
    return code


# --- who is let in --------------------------------------------------------------------------------


def test_a_token_that_lives_is_let_in(coordinator: Actor) -> None:
    assert status(make_token(coordinator)) == 200


@pytest.mark.parametrize("change", ["expires_at", "revoked_at"])
def test_an_expired_and_a_revoked_token_are_refused(coordinator: Actor, change: str) -> None:
    past: dict[str, Any] = {change: timezone.now() - timedelta(seconds=1)}
    assert status(make_token(coordinator, **past)) == 401


def test_a_token_of_a_seat_that_ended_or_a_person_switched_off_is_refused(
    coordinator: Actor,
) -> None:
    secret = make_token(coordinator)
    user_of(coordinator).is_active = False
    user_of(coordinator).save()
    assert status(secret) == 401
    user_of(coordinator).is_active = True
    user_of(coordinator).save()
    with bind(coordinator.clinic):
        seat_of(coordinator).ended_at = timezone.now()
        seat_of(coordinator).save()
    assert status(secret) == 401


def test_a_token_opens_no_other_clinic_even_of_the_same_person(coordinator: Actor) -> None:
    meadow = make_clinic("meadow")
    with bind(meadow):
        seat_of(coordinator).__class__.objects.create(
            user=user_of(coordinator), roles=["coordinator"]
        )
    secret = make_token(coordinator)
    assert status(secret, slug="meadow") == 404
    assert status(secret, slug="nowhere") == 404
    assert status(secret) == 200


@pytest.mark.parametrize(
    "wrong", ["", "alcove_", "alcove_" + "x" * 43, "x" * 5000, "alcove_é", "alcove_\x00"]
)
def test_what_is_no_token_is_refused(coordinator: Actor, wrong: str) -> None:
    assert status(wrong) == 401


def test_the_hash_of_a_token_is_no_token(coordinator: Actor) -> None:
    """Whoever reads the database holds no key by it."""
    secret = make_token(coordinator)
    assert status("alcove_" + hash_of(secret).hex()) == 401


def test_a_token_opens_no_page(coordinator: Actor) -> None:
    answer = Caller(make_token(coordinator)).get(
        "/harbor/cases/", headers={"Authorization": f"Bearer {make_token(coordinator)}"}
    )
    assert answer["Location"].startswith("/accounts/login/")


# --- what it opens --------------------------------------------------------------------------------


def test_a_token_opens_no_more_than_was_chosen(coordinator: Actor) -> None:
    program = calling_as(coordinator, "case.view")
    with bind(coordinator.clinic):
        case = make_case(coordinator)
    assert program.ask("get", f"cases/{case.pk}").status_code == 200
    note = {"privilege": "shared", "body": "Hello."}
    assert program.make(f"cases/{case.pk}/notes", note).status_code == 403


def test_a_token_never_opens_more_than_the_roles_do_now(coordinator: Actor) -> None:
    administrator = make_member(coordinator.clinic, "administrator")
    secret = make_token(coordinator)
    assert status(secret) == 200
    with bind(coordinator.clinic):
        set_roles(
            administrator, membership=seat_of(coordinator), roles=["auditor"],
            before=["coordinator"],
        )  # fmt: skip
        left = Actor.token(token(secret)).capabilities
        assert left == frozenset({"resource.view"})  # the library, which every member reads
    assert status(secret) == 403


def test_a_capability_nobody_may_give_a_token_opens_nothing(coordinator: Actor) -> None:
    administrator = make_member(coordinator.clinic, "administrator")
    secret = make_token(administrator, "member.invite", "system.manage", "token.own", "case.view")
    with bind(coordinator.clinic):
        assert Actor.token(token(secret)).capabilities == frozenset()


def test_an_administrators_token_opens_nothing_of_clients(world: World) -> None:
    place = world.here
    program = calling_as(place.administrator, *sorted(IN_SCOPE))
    for path in (
        "cases", f"cases/{place.case.pk}", f"cases/{place.case.pk}/notes",
        f"cases/{place.case.pk}/timeline", f"cases/{place.case.pk}/assignments",
    ):  # fmt: skip
        answer = program.ask("get", path)
        assert answer.status_code in (403, 404), path
        assert place.case.number.encode() not in answer.content


def test_a_token_without_attorney_notes_sees_no_trace_of_one(coordinator: Actor) -> None:
    attorney = make_member(coordinator.clinic, "attorney")
    with bind(coordinator.clinic):
        case = make_case(coordinator, attorney)
        add_note(attorney, case=case, privilege="attorney", body=ADVICE)
    some, every = calling_as(attorney, "case.view", "note.view_shared"), calling_as(attorney)
    for path in (f"cases/{case.pk}/notes", f"cases/{case.pk}/timeline", f"cases/{case.pk}"):
        answer = some.ask("get", path)
        assert answer.status_code == 200
        assert ADVICE.encode() not in answer.content
    assert ADVICE.encode() in every.ask("get", f"cases/{case.pk}/notes").content
    assert len(some.read(f"cases/{case.pk}/notes")["items"]) == 0


# --- held to some cases ---------------------------------------------------------------------------


def held(place: Any, who: Actor, *cases: Case) -> Actor:
    """Return the actor of a token of everything the seat holds, in these cases only."""
    return Actor.token(token(make_token(who, cases=[case.pk for case in cases])))


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "attorney", "advocate"])
def test_a_token_held_to_a_case_sees_this_case_and_its_client(world: World, role: str) -> None:
    place = world.here
    with bind(place.clinic):
        actor = held(place, place.people[role], place.case)
        assert list(visible_cases(actor)) == [place.case]
        assert [client.pk for client in visible_clients(actor)] == [place.case.client_id]
        assert not can(actor, "case.view", place.closed_case)
        assert can(actor, "case.view", place.case)


def test_what_hangs_on_a_case_is_seen_with_it_and_not_without(world: World) -> None:
    place = world.here
    with bind(place.clinic):
        inside = held(place, place.attorney, place.case)
        outside = held(place, place.attorney, place.closed_case)
        for visible in (visible_filings, visible_deadlines, visible_releases, visible_referrals):
            assert visible(inside).exists(), visible
            assert not visible(outside).exists(), visible
        assert list(visible_packets(inside)) == [place.packet]
        assert list(visible_packets(outside)) == []
        add_note(place.attorney, case=place.case, privilege="shared", body="All is well.")
        assert visible_notes(inside, place.case).exists()
        assert not can(outside, "note.add", place.case)


@pytest.mark.parametrize(
    "capability",
    ["client.search", "intake.view", "intake.work", "conflict.check", "conflict.decide",
     "case.open", "partner.edit", "report.caseload"],
)  # fmt: skip
def test_a_token_held_to_a_case_does_nothing_across_the_clinic(
    coordinator: Actor, capability: str
) -> None:
    with bind(coordinator.clinic):
        case = make_case(coordinator)
        actor = held(None, coordinator, case)
        assert coordinator.has(capability)
        assert not actor.has(capability)
        assert not visible_intakes(actor).exists()


def test_a_token_held_to_a_case_reads_only_this_one_by_the_api(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        mine, other = make_case(coordinator), make_case(coordinator)
    program = calling_as(coordinator, cases=[mine.pk])
    assert [row["id"] for row in program.read("cases")["items"]] == [str(mine.pk)]
    assert program.ask("get", f"cases/{other.pk}").status_code == 404
    body = {"privilege": "shared", "body": "Hello."}
    assert program.make(f"cases/{other.pk}/notes", body).status_code == 404


def test_a_case_that_the_seat_lost_is_lost_to_its_token(world: World) -> None:
    place = world.here
    with bind(place.clinic):
        actor = held(place, place.other_attorney, place.case)
        assert not visible_cases(actor).exists()
        assert not visible_clients(actor).exists()


def test_a_token_held_to_no_case_reaches_none(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        make_case(coordinator)
        assert not visible_cases(held(None, coordinator)).exists()
