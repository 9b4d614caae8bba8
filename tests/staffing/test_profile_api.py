"""A program that reads a profile and sends it back loses nothing that it did not send."""

from typing import Any

from cases.models import Case
from clients.models import ClinicName
from clinic.access.actor import Actor
from staffing import queries
from staffing.models import Profile
from tests.builders import calling_as, seat_of
from tests.everywhere.world_staffing import say_of_self

TAKEN = (
    "kind", "other_names", "firm", "languages", "matters", "avoids", "capacity", "place",
    "time_zone", "wishes", "insured_until", "pledge_on", "pledge_until",
)  # fmt: skip


def read_and_send_back(actor: Actor, profile: Profile, **changes: Any) -> Any:
    """Change one thing as a program does: what it read, with the change, as the schema takes it."""
    program = calling_as(actor, "profile.own", "profile.edit")
    path = f"profiles/{profile.pk}"
    answer = program.ask("get", path)
    assert answer.status_code == 200, answer.content
    said = {name: value for name, value in answer.json().items() if name in TAKEN}
    return program.ask("put", path, said | changes, If_Match=answer["ETag"])


def test_a_round_trip_keeps_the_names_that_the_conflict_check_compares(
    attorney: Actor, waiting: Case
) -> None:
    profile = say_of_self(
        attorney, other_names=["Yusuf Al-Hariri"], firm="Fern LLP", place="Springfield",
        wishes="Mornings.", time_zone="America/Chicago", avoids=["asylum"],
    )  # fmt: skip
    assert "conflict_by_name" in against(attorney, waiting)
    before = queries.profile_said(profile)
    answer = read_and_send_back(attorney, profile, capacity=7)
    assert answer.status_code == 200, answer.content
    after = queries.profile_said(Profile.objects.get())
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"capacity", "version"}
    assert "conflict_by_name" in against(attorney, waiting)
    assert ClinicName.objects.get(removed_at=None).name == "Fern LLP"


def test_other_names_are_told_to_no_program(attorney: Actor) -> None:
    profile = say_of_self(attorney, other_names=["Yusuf Al-Hariri"], wishes="Mornings.")
    program = calling_as(attorney, "profile.own", "profile.edit")
    answer = program.ask("get", f"profiles/{profile.pk}")
    assert "Yusuf" not in answer.content.decode()
    assert answer.json()["wishes"] == "Mornings."
    assert answer.json()["pledge_on"] == profile.pledge_on.isoformat()  # type: ignore[union-attr]


def test_what_is_sent_empty_is_emptied(attorney: Actor) -> None:
    profile = say_of_self(attorney, other_names=["Yusuf Al-Hariri"], wishes="Mornings.")
    answer = read_and_send_back(
        attorney, profile, other_names=[], wishes="", languages=[], matters=[], pledge_on=None,
        pledge_until=None,
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    now = Profile.objects.get()
    assert not any((now.other_names, now.wishes, now.languages, now.matters, now.pledge_on))


def test_languages_are_one_list(attorney: Actor) -> None:
    two = [{"language": name, "dialect": "", "level": "good"} for name in ("Dari", "Pashto")]
    profile = say_of_self(attorney, languages=two)
    answer = read_and_send_back(
        attorney, profile, languages=[{"language": "Tigrinya", "dialect": "", "level": ""}]
    )
    assert answer.status_code == 200, answer.content
    assert [row["language"] for row in Profile.objects.get().languages or ()] == ["Tigrinya"]


def against(actor: Actor, case: Case) -> set[str]:
    found = queries.judge_one(actor, case, seat_of(actor), "attorney")
    return set(found.against)
