"""Filings as a program adds, reads and moves them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from filings.actions import add_filing
from filings.models import Filing
from tests.builders import Caller, calling_as, make_case
from tests.filings.steps import RECEIPT, receipted, rfe_deadline, sent, verbs


@pytest.fixture
def program(attorney: Actor) -> Caller:
    return calling_as(attorney)


def codes(rows: list[dict[str, Any]]) -> list[str]:
    return [row["code"] for row in rows]


def errors(answer: Any) -> dict[str, str]:
    """Return pointer -> code of a 422."""
    assert answer.status_code == 422, answer.content
    return {each.get("pointer", ""): each["code"] for each in answer.json()["errors"]}


def test_the_forms_say_what_to_think_of(program: Caller) -> None:
    forms = {row["code"]: row for row in program.read("forms")["items"]}
    assert forms["I-914"]["body"] == "USCIS"
    assert "credible evidence" in forms["I-914"]["prerequisites"]
    assert forms["I-539"]["most_rfe_days"] == 30
    assert (forms["I-589"]["on_denial"], forms["I-914"]["on_denial"]) == (
        "", "us.uscis.aao_appeal",
    )  # fmt: skip


def test_a_program_takes_a_filing_from_draft_to_receipt(program: Caller, case: Case) -> None:
    answer = program.make(f"cases/{case.pk}/filings", {"form": "I-914"})
    assert (answer.status_code, answer.json()["status"]) == (201, "draft")
    place = f"filings/{answer.json()['id']}"
    assert answer["Location"].endswith(place)
    for to, on in (("client_review", 5), ("signed", 12), ("sent", 13)):
        step = {"to": to, "on": f"2026-01-{on:02}"}
        assert program.change(f"{place}/move", step, of=place).status_code == 200
    receipt = {"receipt_number": "ioe 0123456789", "on": "2026-01-20"}
    said = program.change(f"{place}/receipt", receipt, of=place).json()
    assert (said["status"], said["receipt_tail"]) == ("receipted", RECEIPT[-4:])
    assert [step["became"] for step in said["steps_taken"]][-1] == "receipted"


def test_a_filing_says_what_can_come_next(program: Caller, attorney: Actor, case: Case) -> None:
    draft = add_filing(attorney, case=case, form="I-914")
    said = program.read(f"filings/{draft.pk}")
    assert codes(said["next_steps"]) == ["client_review", "withdrawn"]
    assert (said["takes_receipt"], said["notices_offered"]) == (False, [])
    said = program.read(f"filings/{receipted(attorney, case, 'I-192').pk}")
    asks = {row["code"]: row["asks"] for row in said["notices_offered"]}
    assert asks["other"] == ["notice_date"]
    assert asks["denial"] == ["notice_date", "service", "response"]
    assert "response_days" in asks["rfe"]


def test_a_filing_is_read_without_its_receipt_number(
    program: Caller, attorney: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    for path in (f"filings/{filing.pk}", f"cases/{case.pk}/filings"):
        assert RECEIPT not in program.ask("get", path).content.decode()
    assert "filing.receipt_revealed" not in verbs()


def test_a_receipt_number_is_shown_for_a_reason_that_is_recorded(
    program: Caller, attorney: Actor, case: Case
) -> None:
    path = f"filings/{receipted(attorney, case).pk}/receipt/reveal"
    assert errors(program.ask("post", path, {"reason": "curious"})) == {"/reason": "invalid_choice"}
    assert program.ask("post", path, {"reason": "status"}).json() == {"receipt_number": RECEIPT}
    assert AuditEntry.objects.get(verb="filing.receipt_revealed").detail["reason"] == "status"


def test_a_token_that_may_not_reveal_gets_no_receipt_number(attorney: Actor, case: Case) -> None:
    path = f"filings/{receipted(attorney, case).pk}/receipt/reveal"
    program = calling_as(attorney, "case.view", "filing.view")
    answer = program.ask("post", path, {"reason": "status"})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert RECEIPT not in answer.content.decode()


def test_a_draft_has_no_receipt_number_to_show(
    program: Caller, attorney: Actor, case: Case
) -> None:
    draft = add_filing(attorney, case=case, form="I-914")
    answer = program.ask("post", f"filings/{draft.pk}/receipt/reveal", {"reason": "status"})
    assert (answer.status_code, answer.json()["code"]) == (409, "no_receipt")


@pytest.mark.parametrize(
    ("to", "code"),
    [("rfe", "move_needs_notice"), ("closed", "move_unlawful"), ("bfd", None)],
)
def test_a_step_that_is_not_lawful_says_what_to_do_instead(
    program: Caller, attorney: Actor, case: Case, to: str, code: str | None
) -> None:
    place = f"filings/{receipted(attorney, case).pk}"
    answer = program.change(f"{place}/move", {"to": to, "on": "2026-03-09"}, of=place)
    assert (answer.status_code, answer.json().get("code")) == (409 if code else 200, code)


def test_a_receipt_comes_after_sending(program: Caller, attorney: Actor, case: Case) -> None:
    place = f"filings/{add_filing(attorney, case=case, form='I-914').pk}"
    receipt = {"receipt_number": RECEIPT, "on": "2026-01-20"}
    answer = program.change(f"{place}/receipt", receipt, of=place)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_sent_yet")


@pytest.mark.parametrize(
    ("on", "code"),
    [
        ("2026-03-10", "day_in_future"),
        ("2026-01-12", "day_before_last_step"),
        ("12/3/26", "invalid"),
    ],
)
def test_a_wrong_day_is_named_not_repeated(
    program: Caller, attorney: Actor, case: Case, on: str, code: str
) -> None:
    place = f"filings/{sent(attorney, case).pk}"
    answer = program.change(f"{place}/move", {"to": "withdrawn", "on": on}, of=place)
    assert errors(answer) == {"/on": code}
    assert on not in answer.content.decode()
    assert "10 March" not in answer.content.decode()
    assert Filing.objects.get().status == "sent"


def test_a_receipt_number_that_is_none_is_not_repeated(
    program: Caller, attorney: Actor, case: Case
) -> None:
    place = f"filings/{sent(attorney, case).pk}"
    wrong = {"receipt_number": "IOE-987-odd", "on": "2026-01-20"}
    answer = program.change(f"{place}/receipt", wrong, of=place)
    assert errors(answer) == {"/receipt_number": "invalid"}
    assert "987-odd" not in answer.content.decode()


def test_a_receipt_number_of_another_filing_is_refused_and_not_told_whose(
    program: Caller, attorney: Actor, case: Case
) -> None:
    first = receipted(attorney, case)
    place = f"filings/{sent(attorney, case, 'I-192').pk}"
    receipt = {"receipt_number": RECEIPT, "on": "2026-01-20"}
    answer = program.change(f"{place}/receipt", receipt, of=place)
    assert (answer.status_code, answer.json()["code"]) == (409, "receipt_taken")
    assert str(first.pk) not in answer.content.decode()


def test_of_two_moves_at_once_one_wins_and_the_other_loses_nothing(
    program: Caller, attorney: Actor, case: Case
) -> None:
    place = f"filings/{sent(attorney, case).pk}"
    etag = program.ask("get", place)["ETag"]
    rejected = {"to": "rejected", "on": "2026-01-20"}
    assert program.change(f"{place}/move", rejected, etag=etag).status_code == 200
    late = program.change(f"{place}/move", {**rejected, "to": "withdrawn"}, etag=etag)
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert Filing.objects.get().status == "rejected"


def test_adding_the_same_filing_five_times_makes_one(program: Caller, case: Case) -> None:
    path = f"cases/{case.pk}/filings"
    answers = [program.make(path, {"form": "I-914"}, key="filing-once") for _ in "12345"]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len(program.read(path)["items"]) == 1
    assert verbs().count("filing.added") == 1


@pytest.mark.parametrize("body", [{}, {"form": "I-999"}, {"form": 914}, {"form": "I-914", "x": 1}])
def test_a_filing_that_is_none_is_not_added(
    program: Caller, case: Case, body: dict[str, Any]
) -> None:
    answer = program.make(f"cases/{case.pk}/filings", body)
    assert answer.status_code == 422
    assert "I-999" not in answer.content.decode()
    assert not Filing.objects.exists()


def test_whoever_may_not_change_a_filing_may_still_read_it(
    advocate: Actor, attorney: Actor, case: Case
) -> None:
    filing = sent(attorney, case)
    program, place = calling_as(advocate), f"filings/{filing.pk}"
    assert program.read(place)["status"] == "sent"
    step = {"to": "rejected", "on": "2026-01-20"}
    assert program.change(f"{place}/move", step, of=place).status_code == 403
    assert program.make(f"cases/{case.pk}/filings", {"form": "I-914"}).status_code == 403


def test_whoever_does_not_reach_the_case_finds_nothing(
    stranger: Actor, attorney: Actor, case: Case
) -> None:
    filing, program = sent(attorney, case), calling_as(stranger)
    for path in (
        f"cases/{case.pk}/filings",
        f"filings/{filing.pk}",
        f"filings/{filing.pk}/notices",
    ):
        assert program.ask("get", path).status_code == 404


def test_a_token_held_to_one_case_sees_no_filing_of_another(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    other = make_case(coordinator, attorney)
    mine, hidden = sent(attorney, case), sent(attorney, other, "I-192")
    program = calling_as(attorney, cases=[case.pk])
    assert program.read(f"filings/{mine.pk}")["form"] == "I-914"
    assert program.ask("get", f"filings/{hidden.pk}").status_code == 404
    assert program.ask("get", f"cases/{other.pk}/filings").status_code == 404


def test_a_token_without_deadlines_sees_none_beside_a_filing(attorney: Actor, case: Case) -> None:
    deadline = rfe_deadline(attorney, case)
    whole, narrow = calling_as(attorney), calling_as(attorney, "filing.view", "case.view")
    (row,) = whole.read(f"cases/{case.pk}/filings")["items"]
    assert (row["next_deadline"], row["next_due"]) == (str(deadline.pk), "2026-06-01")
    for path in (f"cases/{case.pk}/filings", f"filings/{deadline.filing_id}/notices"):
        assert str(deadline.pk) not in narrow.ask("get", path).content.decode()


def test_a_list_of_filings_costs_the_same_however_long(
    program: Caller, attorney: Actor, case: Case
) -> None:
    path = f"cases/{case.pk}/filings"
    add_filing(attorney, case=case, form="I-914")
    program.read(path)
    counts = []
    for form in ("I-914", "I-192"):
        with CaptureQueriesContext(connection) as asked:
            assert program.read(path)["items"][0]["form"] == form
        counts.append(len(asked))
        for _ in range(30):
            add_filing(attorney, case=case, form="I-192")
    assert counts[0] == counts[1]
