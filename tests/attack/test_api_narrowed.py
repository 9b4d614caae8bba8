"""A token that was given less learns less, also from answers, lists and the timeline."""

import pytest

from cases.actions import add_note, assign_case, end_assignment, open_case
from cases.models import Assignment
from cases.queries import case_of
from clients.actions import add_party
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import bind
from packets.queries import content_of
from tests.builders import Caller, calling_as, seat_of
from tests.everywhere.world import World


def looks(actor: Actor) -> int:
    with bind(actor.clinic):
        return AuditEntry.objects.filter(verb="case.viewed", actor_id=actor.membership_id).count()


@pytest.mark.parametrize("part", ["", "/notes", "/timeline"])
def test_whoever_reads_notes_is_seen_by_everybody_on_the_case(world: World, part: str) -> None:
    supervisor, case = world.here.people["supervisor"], world.here.case
    with bind(world.here.clinic):
        add_note(world.here.attorney, case=case, privilege="attorney", body="Immunity.")
    program = calling_as(supervisor)
    program.read(f"cases/{case.pk}{part}")
    program.read(f"cases/{case.pk}{part}")
    assert looks(supervisor) == 1


def test_a_token_that_only_moves_cases_does_not_read_what_they_are_about(world: World) -> None:
    case = world.here.case
    path, etag = f"cases/{case.pk}/move", f'"{case.version}"'
    mover = calling_as(world.here.people["coordinator"], "case.move")
    answer = mover.ask("post", path, {"to": "preparing"}, If_Match=etag)
    assert (answer.status_code, answer.json()["summary"]) == (200, None)


def test_a_list_of_cases_tells_no_date_to_a_token_without_deadlines(world: World) -> None:
    coordinator = world.here.people["coordinator"]
    [dated] = calling_as(coordinator).read("cases?due=366")["items"]
    assert dated["next_deadline"]
    program = calling_as(coordinator, "case.view")
    rows = program.read("cases")["items"]
    assert dated["id"] in {row["id"] for row in rows}
    assert {row["next_deadline"] for row in rows} == {None}
    assert program.ask("get", "cases?due=366").status_code == 403


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ("filing.view", {"Filing added", "Notice recorded", "Receipt number recorded"}),
        ("deadline.view", {"Deadline computed"}),
        ("release.view", {"Release recorded"}),
        ("referral.view", {"Referral sent"}),
    ],
)
def test_a_timeline_tells_only_of_rooms_that_the_token_opens(
    world: World, left_out: str, told: set[str]
) -> None:
    coordinator, path = world.here.people["coordinator"], f"cases/{world.here.case.pk}/timeline"
    assert told <= titles_of(calling_as(coordinator), path)
    less = calling_as(coordinator, *sorted(coordinator.capabilities - {left_out}))
    left = titles_of(less, path)
    assert not told & left
    assert "Emergency access taken" in left


def titles_of(program: Caller, path: str) -> set[str]:
    """Return every title of a timeline, page after page to its end."""
    titles: set[str] = set()
    after: str | None = ""
    while after is not None:
        page = program.read(f"{path}?after={after}" if after else path)
        titles |= {row["title"] for row in page["items"]}
        after = page["next"]
    return titles


def test_an_advocates_packet_does_not_tell_whom_a_matter_is_about(world: World) -> None:
    place = world.here
    with bind(place.clinic):
        add_party(
            place.coordinator, client=place.case.client, kind="exploiter", name="Otto Beispiel",
            client_consented=True,
        )  # fmt: skip
        case = case_of(place.coordinator, place.case.pk)
        theirs = content_of(place.advocate, case, place.packet)
        assert (theirs.parties, theirs.conflict) == (None, "")
        assert not any("conflict" in gap for gap in theirs.gaps)
        assert content_of(place.attorney, case, place.packet).parties


def test_a_packet_needs_what_its_first_page_tells(world: World) -> None:
    coordinator, path = world.here.people["coordinator"], f"cases/{world.here.case.pk}/packets"
    asking = {"packet.request", "packet.view", "packet.download"}
    for others, status in ((set(), 403), ({"case.view"}, 403), ({"case.view", "client.view"}, 201)):
        program = calling_as(coordinator, *sorted(asking | others))
        assert program.make(path).status_code == status


def test_who_runs_a_check_and_sees_no_parties_is_not_told_whom_it_found(world: World) -> None:
    coordinator, client = world.here.people["coordinator"], world.here.fresh_client
    path = f"clients/{client.pk}/conflict-checks"
    assert calling_as(coordinator).make(path).json()["matches"] is not None
    assert calling_as(coordinator, "conflict.check").make(path).json()["matches"] is None


def test_who_takes_a_name_out_and_sees_none_is_not_told_the_others(world: World) -> None:
    place = world.here
    names = calling_as(place.coordinator).read(f"clients/{place.fresh_client.pk}/parties")
    etag = names["items"][0]["etag"]
    program = calling_as(place.coordinator, "party.add")
    answer = program.ask("post", f"parties/{place.party.pk}/remove", None, If_Match=etag)
    assert (answer.status_code, answer.json()) == (200, {"items": []})


def test_a_client_is_lost_with_the_case_that_a_token_is_held_to(world: World) -> None:
    """Another case of this client is still the attorney's, but not the token's."""
    place = world.here
    program = calling_as(place.attorney, cases=[place.case.pk])
    path = f"clients/{place.case.client_id}"
    assert program.ask("get", path).status_code == 200
    with bind(place.clinic):
        other = open_case(place.coordinator, client=place.case.client, matter="vacatur")
        assign_case(
            place.coordinator, case=other, membership=seat_of(place.attorney), role="attorney"
        )
        mine = Assignment.objects.get(case=place.case, membership=seat_of(place.attorney))
        end_assignment(place.coordinator, assignment=mine)
    assert calling_as(place.attorney).ask("get", path).status_code == 200
    assert program.ask("get", path).status_code == 404


@pytest.mark.parametrize("role", ["coordinator", "attorney"])
def test_a_token_without_cases_is_refused_and_not_told_that_nothing_is_due(
    world: World, role: str
) -> None:
    member = world.here.people[role]
    assert calling_as(member, "case.view", "deadline.view").read("deadlines")["items"]
    assert calling_as(member, "deadline.view").ask("get", "deadlines").status_code == 403


@pytest.mark.parametrize("turning", ["\u202e", "\u2066"])
def test_a_partners_name_turns_no_text_beside_it_round(world: World, turning: str) -> None:
    said = {"name": f"Quiet{turning}House", "kind": "shelter", "email": "a@example.org"}
    answer = calling_as(world.here.people["coordinator"]).make("partners", said)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "turning")


def test_a_client_leads_a_token_without_cases_to_none(world: World) -> None:
    coordinator, case = world.here.people["coordinator"], world.here.case
    for scopes, number in ((("client.view",), 0), (("client.view", "case.view"), 1)):
        program = calling_as(coordinator, *scopes)
        assert len(program.read(f"clients/{case.client_id}")["cases"]) == number
        rows = program.read("clients")["items"]
        assert any(row["has_open_case"] for row in rows) is bool(number)
