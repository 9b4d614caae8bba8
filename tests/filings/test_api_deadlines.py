"""Deadlines as a program lists, reads, acknowledges and settles them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.vault import fields as vault
from filings.actions import acknowledge_deadline, add_deadline, record_notice
from filings.models import Deadline
from tests.builders import Caller, calling_as, make_case
from tests.filings.steps import RFE, receipted, rfe_deadline
from tests.filings.test_api_filings import errors
from tests.seconds import settle_by_two


@pytest.fixture
def program(attorney: Actor) -> Caller:
    return calling_as(attorney)


@pytest.fixture
def deadline(attorney: Actor, case: Case) -> Deadline:
    """Due Monday 2026-06-01; it is Monday 2026-03-09."""
    return rfe_deadline(attorney, case)


def listed(program: Caller, query: str = "") -> list[str]:
    return [row["id"] for row in program.read(f"deadlines?{query}")["items"]]


def test_a_deadline_says_why_it_is_on_its_day(program: Caller, deadline: Deadline) -> None:
    said = program.read(f"deadlines/{deadline.pk}")
    assert (said["outer"], said["plan_for"], said["status"]) == (
        "2026-06-01", "2026-05-29", "open",
    )  # fmt: skip
    why = said["why"]
    assert [step["code"] for step in why["steps"]] == [
        "start", "count_days", "mail_added", "roll_not_needed", "outer", "target_before",
    ]  # fmt: skip
    assert why["steps"][1]["text"].startswith("Calendar days counted: 84")
    assert {fact["code"]: fact["value"] for fact in why["facts"]}["notice_date"] == "2026-03-06"
    assert "103.2" in why["source"]
    assert why["verify_with_counsel"] is True


def test_a_deadline_is_acknowledged_once(program: Caller, deadline: Deadline) -> None:
    place = f"deadlines/{deadline.pk}"
    answer = program.change(f"{place}/acknowledge", of=place)
    assert (answer.status_code, answer.json()["status"]) == (200, "open")
    assert answer.json()["acknowledged_at"]
    assert answer["ETag"] == program.ask("get", place)["ETag"]
    again = program.change(f"{place}/acknowledge", of=place)
    assert (again.status_code, again.json()["code"]) == (409, "acknowledged")
    assert Deadline.objects.get().version == 2


def test_a_deadline_is_settled_with_a_reason(program: Caller, attorney: Actor, case: Case) -> None:
    facts = {"expires": "2027-03-01"}
    place = f"deadlines/{add_deadline(attorney, case=case, rule='us.ead.renewal', facts=facts).pk}"
    done = {"status": "done", "reason": "The answer was filed."}
    assert program.change(f"{place}/settle", done, of=place).json()["status"] == "done"
    events = {each["code"]: each for each in program.read(f"{place}/history")["items"]}
    assert events["settled_done"]["text"] == "The answer was filed."
    again = program.change(f"{place}/settle", done, of=place)
    assert (again.status_code, again.json()["code"]) == (409, "settled_already")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"status": "done"}, "/reason"),
        ({"status": "done", "reason": "  "}, "/reason"),
        ({"status": "open", "reason": "Go on."}, "/status"),
        ({"status": "done", "reason": "x" * 2001}, "/reason"),
    ],
)
def test_without_a_reason_nothing_is_settled(
    program: Caller, deadline: Deadline, body: dict[str, Any], place: str
) -> None:
    at = f"deadlines/{deadline.pk}"
    assert list(errors(program.change(f"{at}/settle", body, of=at))) == [place]
    assert Deadline.objects.get().status == "open"


def test_of_two_answers_for_one_deadline_the_second_is_told_to_read_again(
    program: Caller, deadline: Deadline
) -> None:
    place = f"deadlines/{deadline.pk}"
    etag = program.ask("get", place)["ETag"]
    assert program.change(f"{place}/acknowledge", etag=etag).status_code == 200
    waived = {"status": "waived", "reason": "Withdrawn."}
    late = program.change(f"{place}/settle", waived, etag=etag)
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert program.ask("post", f"{place}/settle", waived).status_code == 428
    assert Deadline.objects.get().status == "open"


def test_an_advocate_reads_a_deadline_and_cannot_answer_for_it(
    advocate: Actor, attorney: Actor, supervisor: Actor, deadline: Deadline
) -> None:
    settle_by_two(attorney, supervisor, deadline, reason="Counsel's own account.")
    program, place = calling_as(advocate), f"deadlines/{deadline.pk}"
    assert "Counsel" not in program.ask("get", f"{place}/history").content.decode()
    assert "Counsel" not in program.ask("get", place).content.decode()
    for verb in ("acknowledge", "settle"):
        waived = {"status": "waived", "reason": "x"} if verb == "settle" else None
        assert program.change(f"{place}/{verb}", waived, of=place).status_code == 403


def test_history_tells_who_did_what(program: Caller, supervisor: Actor, deadline: Deadline) -> None:
    acknowledge_deadline(supervisor, deadline=deadline)
    events = program.read(f"deadlines/{deadline.pk}/history")["items"]
    assert {each["code"] for each in events} == {"acknowledged", "computed"}
    assert supervisor.name in {each["who"] for each in events}


def test_the_list_narrows_by_status_and_day(
    program: Caller, attorney: Actor, supervisor: Actor, case: Case, deadline: Deadline
) -> None:
    one = [str(deadline.pk)]
    assert listed(program) == listed(program, "status=any&mine=true") == one
    assert listed(program, f"case={case.pk}&due=84&overdue=false") == one
    assert listed(program, "due=83") == listed(program, "overdue=true") == []
    assert listed(program, "rule=us.uscis.rfe&form=I-914&on=2026-06-01&unacknowledged=true") == one
    assert listed(program, "opening=true") == listed(program, "contested=true") == []
    assert listed(program, "status=done") == []
    settle_by_two(attorney, supervisor, deadline)
    assert listed(program) == []
    assert listed(program, "status=done") == one


def test_a_day_that_has_passed_is_overdue(
    attorney: Actor, deadline: Deadline, day: Callable[[str], date]
) -> None:
    day("2026-06-03")
    program = calling_as(attorney)
    (row,) = program.read("deadlines?overdue=true")["items"]
    assert (row["overdue_days"], row["due_today"]) == (2, False)
    assert listed(program, "due=7&overdue=false") == []
    assert listed(program, "due=0") == [str(deadline.pk)]


def test_the_list_names_nobody_and_opens_nothing_sealed(
    program: Caller, deadline: Deadline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*_: Any) -> None:
        raise AssertionError("A list opened what is sealed.")

    monkeypatch.setattr(vault.EncryptedField, "opened", opened)
    for path in ("deadlines?status=any", f"cases/{deadline.case_id}/deadlines"):
        text = program.ask("get", path).content.decode()
        assert str(deadline.pk) in text
        assert "Nilofar" not in text


@pytest.mark.parametrize(
    "query",
    [
        "due=-1",
        "due=soon",
        "status=late",
        "mine=maybe",
        "case=1",
        "colour=pink",
        "rule=us.nothing",
        "form=I-000",
        "on=2026-02-30",
        "person=somebody",
    ],
)
def test_a_filter_that_is_none_is_refused(program: Caller, query: str) -> None:
    answer = program.ask("get", f"deadlines?{query}")
    assert answer.status_code == 422
    assert query.split("=")[1] not in answer.json()["errors"][0]["detail"]


def test_a_filter_by_a_case_out_of_reach_says_so(stranger: Actor, deadline: Deadline) -> None:
    answer = calling_as(stranger).ask("get", f"deadlines?case={deadline.case_id}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "case"
    assert listed(calling_as(stranger)) == []


def test_mine_leaves_out_what_only_my_role_reaches(
    coordinator: Actor, attorney: Actor, deadline: Deadline
) -> None:
    assert listed(calling_as(coordinator)) == [str(deadline.pk)]
    assert listed(calling_as(coordinator), "mine=true") == []
    assert listed(calling_as(attorney), "mine=true") == [str(deadline.pk)]


def test_a_token_held_to_one_case_sees_no_deadline_of_another(
    coordinator: Actor, attorney: Actor, deadline: Deadline
) -> None:
    other = make_case(coordinator, attorney)
    program = calling_as(attorney, cases=[other.pk])
    assert listed(program, "status=any") == []
    place = f"deadlines/{deadline.pk}"
    for path in (place, f"{place}/history", f"cases/{deadline.case_id}/deadlines"):
        assert program.ask("get", path).status_code == 404
    answer = program.ask("post", f"{place}/acknowledge", If_Match='"1"')
    assert answer.status_code == 404


def test_pages_of_deadlines_follow_each_other_and_cost_the_same(
    program: Caller, attorney: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    counts, path = [], f"cases/{case.pk}/deadlines"
    program.read(path)
    for number in (2, 50):
        with zeal_ignore():  # several acts in a row, each of which locks the filing, are no N+1
            for days in range(30, 30 + number):
                record_notice(attorney, filing=filing, **{**RFE, "response_days": days})
        with CaptureQueriesContext(connection) as asked:
            page = program.read("deadlines")
            program.read(path)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert (len(page["items"]), page["previous"]) == (50, None)
    rest = program.read(f"deadlines?after={page['next']}")
    assert len(rest["items"]) == 2
    due = [row["counts_to"] for row in (*page["items"], *rest["items"])]
    assert due == sorted(due)
