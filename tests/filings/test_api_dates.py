"""Deadlines added, moved and opened again by a program."""

import pytest
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from filings.models import Deadline, Notice
from tests.builders import Caller, calling_as
from tests.filings.steps import rfe_deadline
from tests.filings.test_api_filings import errors

WHY = {"reason": "It came by mail too."}
EARLIER = {
    "notice_date": "2026-03-06", "service": "electronic", "response": "online", "response_days": 84,
}  # fmt: skip


@pytest.fixture
def program(attorney: Actor) -> Caller:
    return calling_as(attorney)


def test_facts_are_compared_then_corrected_and_the_notice_with_them(
    program: Caller, attorney: Actor, case: Case
) -> None:
    deadline = rfe_deadline(attorney, case)
    place = f"deadlines/{deadline.pk}"
    seen = program.ask("post", f"{place}/facts/compare", {"facts": EARLIER}).json()
    assert (seen["now"]["outer"], seen["changed"]["outer"], seen["needs_second"]) == (
        "2026-06-01", "2026-05-29", False,
    )  # fmt: skip
    assert Deadline.objects.get().outer == deadline.outer
    bad = {"facts": {**EARLIER, "notice_date": "6 March"}, **WHY}
    assert list(errors(program.change(f"{place}/facts", bad, of=place))) == ["/facts/notice_date"]
    with zeal_ignore():
        moved = program.change(f"{place}/facts", {"facts": EARLIER, **WHY}, of=place)
    assert (moved.json()["outer"], moved.json()["proposals"]) == ("2026-05-29", [])
    assert Notice.objects.get().service == "electronic"


def test_a_day_is_added_set_moved_and_brought_back(program: Caller, case: Case) -> None:
    order = {"what": "Witness list", "order": "Order of 3 March", "outer": "2026-07-04"}
    set_by_court = program.make(
        f"cases/{case.pk}/deadlines/set", {**order, "jurisdictional": False}
    ).json()  # fmt: skip
    assert (set_by_court["rule"], set_by_court["set_order"]) == ("", "Order of 3 March")
    renewal = {"rule": "us.ead.renewal", "facts": {"expires": "2027-03-01"}}
    at = f"cases/{case.pk}/deadlines/add"
    assert list(errors(program.make(at, {**renewal, "rule": "us.none"}))) == ["/rule"]
    assert list(errors(program.make(at, {**renewal, "facts": {}}))) == ["/facts/expires"]
    made = program.make(at, renewal, key="renewal-1").json()
    assert program.make(at, renewal, key="renewal-1").json()["id"] == made["id"]
    place = f"deadlines/{made['id']}"
    with zeal_ignore():
        day = {"outer": "2027-02-01", **WHY}
        moved = program.change(f"{place}/override", day, of=place).json()
        assert (moved["outer"], moved["computed_outer"]) == ("2027-02-01", "2027-03-01")
        back = program.change(f"{place}/override/undo", WHY, of=place).json()
        assert (back["outer"], back["overridden"]) == ("2027-03-01", False)
        done = {"status": "done", "reason": "Filed."}
        assert program.change(f"{place}/settle", done, of=place).json()["status"] == "done"
        assert program.change(f"{place}/reopen", WHY, of=place).json()["status"] == "open"
