"""The library: read by every member, found by its words, kept in versions."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from staffing import actions, queries
from staffing.models import ResourceVersion
from tests.builders import browsing_as, calling_as, make_clinic, make_member
from tests.everywhere.world_library import resource_said, shelve
from tests.staffing.boarding import blocked


def titles(actor: Actor, **wanted: str) -> list[str]:
    return [line.text.title or "" for line in queries.library(actor, **wanted)]


def test_it_is_found_by_the_beginnings_of_its_words_whatever_their_accents(
    coordinator: Actor, attorney: Actor
) -> None:
    shelve(coordinator)
    shelve(coordinator, title="Pétition de visa", body="", matters=[], jurisdictions=[])
    assert titles(attorney) == ["Preparing a statement", "Pétition de visa"]
    assert titles(attorney, text="PETITION vis") == ["Pétition de visa"]
    assert titles(attorney, text="safe") == ["Preparing a statement"]
    assert titles(attorney, text="safe petition") == []


def test_what_is_for_all_is_found_under_each_matter_and_place(coordinator: Actor) -> None:
    shelve(coordinator, title="T", matters=["t_visa"], jurisdictions=["US-NY"])
    shelve(coordinator, title="All", matters=[], jurisdictions=[])
    assert titles(coordinator, matter="asylum") == ["All"]
    assert titles(coordinator, matter="t_visa", jurisdiction="US-NY") == ["All", "T"]
    assert titles(coordinator, kind="law") == []


def test_what_holds_in_the_whole_country_is_found_under_each_of_its_states(
    coordinator: Actor,
) -> None:
    shelve(coordinator, title="Federal", matters=[], jurisdictions=["US"])
    shelve(coordinator, title="Here", matters=[], jurisdictions=["US-NY"])
    shelve(coordinator, title="There", matters=[], jurisdictions=["US-CT"])
    assert titles(coordinator, jurisdiction="US-NY") == ["Federal", "Here"]
    assert titles(coordinator, jurisdiction="US") == ["Federal"]
    assert titles(coordinator, jurisdiction="GB-SCT") == []


def test_a_program_reads_what_changed_and_what_was_said_before(
    coordinator: Actor, attorney: Actor
) -> None:
    one = shelve(coordinator)
    actions.revise_resource(
        coordinator, resource=one, said=resource_said(title="Anew", news="Form edition."),
        version=1,
    )  # fmt: skip
    program = calling_as(attorney)
    assert program.read(f"library/{one.pk}")["news"] == "Form edition."
    answer = program.read(f"library/{one.pk}/versions")
    told = [(row["version"], row["title"], row["news"]) for row in answer["items"]]
    assert told == [(2, "Anew", "Form edition."), (1, "Preparing a statement", "")]
    assert (answer["next"], answer["previous"]) == (None, None)


def test_a_new_version_leaves_the_old_one_readable_and_says_so(
    coordinator: Actor, attorney: Actor
) -> None:
    one = shelve(coordinator)
    actions.revise_resource(
        coordinator, resource=one, said=resource_said(title="Anew", news="Form edition."),
        version=1,
    )  # fmt: skip
    code = blocked(
        lambda: actions.revise_resource(coordinator, resource=one, said=resource_said(), version=1)
    )
    assert code == "changed_meanwhile"
    assert titles(attorney) == ["Anew"]
    browser, url = browsing_as(attorney), f"/harbor/library/{one.pk}/"
    assert "Form edition." in browser.get(url).content.decode()
    old = browser.get(f"{url}?version=1").content.decode()
    assert "This is an earlier version" in old
    assert "Preparing a statement" in old
    assert browser.get(f"{url}?version=7").status_code == 404


def test_what_was_taken_out_is_not_listed_and_warns(coordinator: Actor, attorney: Actor) -> None:
    one = shelve(coordinator)
    actions.retire_resource(coordinator, resource=one)
    assert titles(attorney) == []
    page = browsing_as(attorney).get(f"/harbor/library/{one.pk}/").content.decode()
    assert "do not rely on it" in page
    assert blocked(lambda: actions.retire_resource(coordinator, resource=one)) == (
        "removed_already"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "javascript:alert(1)"}, {"url": "http://example.org/"}, {"url": "https://"},
        {"url": "https://[x"}, {"url": "https://ex\u2100mple.com/"},
        {"url": "", "body": ""}, {"title": ""}, {"kind": "poem"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_safely_is_refused(coordinator: Actor, changes: dict[str, Any]) -> None:
    said = resource_said(**changes)
    answer = calling_as(coordinator).make("library", said)
    assert answer.status_code == 422
    page = browsing_as(coordinator).post("/harbor/library/add/", said)
    assert page.status_code == 422
    assert not ResourceVersion.objects.exists()


def test_each_role_reads_it_and_two_write_it(coordinator: Actor) -> None:
    one = shelve(coordinator)
    for role in ("administrator", "attorney", "advocate", "auditor"):
        reader = browsing_as(make_member(coordinator.clinic, role, name=f"Reader {role}"))
        assert reader.get(f"/harbor/library/{one.pk}/").status_code == 200
        assert reader.get("/harbor/library/add/").status_code == 403


def test_it_is_sealed_and_another_clinic_has_none_of_it(coordinator: Actor) -> None:
    one = shelve(coordinator)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body::text, title::text FROM staffing_resourceversion")
        assert "safe" not in str(cursor.fetchall())
    stranger = make_member(make_clinic("meadow"), "coordinator")
    assert calling_as(stranger).read("library") == {"items": []}
    other = calling_as(stranger).ask("get", f"library/{one.pk}")
    assert other.status_code == 404
    with pytest.raises(NotVisible):
        queries.resource_line(one, 9)


def test_the_list_costs_the_same_for_two_as_for_twenty(coordinator: Actor) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.library(coordinator, text="statement")
        return len(captured)

    for number in range(2):
        shelve(coordinator, title=f"Statement {number}")
    few = cost()
    for number in range(2, 20):
        shelve(coordinator, title=f"Statement {number}")
    assert cost() == few
