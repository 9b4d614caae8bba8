"""What hours are worth: the rate of a day, exact sums, half-open periods, who sees them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from agenda import actions, queries
from agenda.models import Funder
from agenda.rules.worth import RateOf, Worked, rate_for, summed
from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.tenancy.models import new_id
from tests.builders import browsing_as, make_case
from tests.everywhere.world_hours import hours_for

YEAR = {"first": date(2026, 1, 1), "before": date(2027, 1, 1)}


def rate(cents: int, kind: str = "", funder: Any = None, **changes: Any) -> RateOf:
    said = {"currency": "USD", "valid_from": date(2026, 1, 1), **changes}
    return RateOf(kind, funder, cents, **said)


def test_the_funders_rate_goes_before_anybodys_and_a_kinds_before_all() -> None:
    rates = [rate(1), rate(2, "travel"), rate(3, funder="f"), rate(4, "travel", "f")]
    day = date(2026, 3, 6)
    for kind, funder, cents in (
        ("direct", None, 1), ("travel", None, 2), ("direct", "f", 3), ("travel", "f", 4),
        ("direct", "other", 1), ("travel", "other", 2),
    ):  # fmt: skip
        found = rate_for(rates, kind, funder, day)
        assert found is not None
        assert found.cents == cents
    assert rate_for(rates, "direct", None, date(2025, 12, 31)) is None


def test_a_rate_holds_from_its_day_on_and_the_last_set_of_a_day_holds() -> None:
    later = date(2026, 7, 1)
    rates = [rate(10), rate(20, valid_from=later), rate(30, valid_from=later)]
    for day, cents in ((later - timedelta(days=1), 10), (later, 30)):
        found = rate_for(rates, "direct", None, day)
        assert found is not None
        assert found.cents == cents


def test_sums_are_exact_and_rounded_once() -> None:
    day = date(2026, 3, 6)
    rows = [Worked("direct", person, None, day, 1) for person in "abc"]
    parts, whole = summed(rows, [rate(3333)], "person")  # 3.333 each
    assert [part.worth() for part in parts.values()] == [[("USD", Decimal("3.33"))]] * 3
    assert whole.worth() == [("USD", Decimal("10.00"))]  # 9.999
    half, _ = summed([Worked("direct", "a", None, day, 1)], [rate(5)], "kind")
    assert half["direct"].worth() == [("USD", Decimal("0.01"))]  # 0.005
    euros = [rate(1000), rate(2000, "travel", currency="EUR")]
    rows = [Worked("direct", "a", None, day, 15), Worked("travel", "a", None, day, 5),
            Worked("direct", "a", None, date(2025, 1, 1), 7)]  # fmt: skip
    _parts, whole = summed(rows, euros, "person")
    assert whole.worth() == [("EUR", Decimal("10.00")), ("USD", Decimal("15.00"))]
    assert (whole.tenths, whole.unrated) == (27, 7)


@pytest.fixture
def funder(coordinator: Actor) -> Funder:
    return actions.add_funder(coordinator, funder_id=new_id(), name="Example Foundation")


def set_rate(actor: Actor, **changes: Any) -> None:
    said: dict[str, Any] = {
        "kind": "", "funder": None, "cents": 2000, "currency": "USD",
        "valid_from": date(2026, 1, 1),
    }  # fmt: skip
    actions.set_rate(actor, rate_id=new_id(), **said | changes)


def test_a_period_is_half_open_and_a_case_is_paid_from_a_day_on(
    case: Case, attorney: Actor, advocate: Actor, coordinator: Actor, supervisor: Actor,
    funder: Funder,
) -> None:  # fmt: skip
    second = make_case(coordinator, attorney)
    set_rate(coordinator)
    set_rate(coordinator, funder=funder, cents=5000)
    actions.set_funder(coordinator, case=case, funder=funder, since=date(2026, 2, 1))
    actions.set_funder(coordinator, case=case, funder=None, since=date(2026, 3, 1))
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1),
                date(2026, 2, 28), date(2026, 3, 1), date(2026, 10, 31)):  # fmt: skip
        hours_for(attorney, case, day=day, tenths=10)
    hours_for(advocate, case, day=date(2026, 2, 5), tenths=5, kind="travel")
    hours_for(attorney, second, day=date(2026, 2, 5), tenths=10)
    lines, whole = queries.sums(supervisor, by="funder", **YEAR)
    assert [(line.name, line.tenths, line.worth) for line in lines] == [
        ("Example Foundation", 25, [("USD", Decimal("125.00"))]),
        ("No funder", 50, [("USD", Decimal("100.00"))]),
    ]
    assert (whole.tenths, whole.worth) == (75, [("USD", Decimal("225.00"))])
    january = {"first": date(2026, 1, 1), "before": date(2026, 2, 1)}
    assert queries.sums(supervisor, by="kind", **january)[1].tenths == 20
    people = {line.name: line.tenths for line in queries.sums(supervisor, by="person", **YEAR)[0]}
    assert sorted(people.values()) == [5, 70]


def test_sums_and_rates_are_coordinators_and_supervisors(
    case: Case, attorney: Actor, coordinator: Actor, supervisor: Actor, funder: Funder
) -> None:
    hours_for(attorney, case)
    with pytest.raises(Refused):
        set_rate(attorney)
    with pytest.raises(Blocked) as stop:
        actions.add_funder(supervisor, funder_id=new_id(), name=" Example Foundation ")
    assert stop.value.code == "funder_known"
    assert browsing_as(attorney).get("/harbor/hours/sums/").status_code == 403
    for actor in (coordinator, supervisor):
        page = browsing_as(actor).get("/harbor/hours/sums/").content.decode()
        assert "1.5" in page
        assert case.number not in page
        assert case.client.code_name not in page


def test_rates_and_funders_are_set_on_pages(
    case: Case, coordinator: Actor, attorney: Actor
) -> None:
    browser = browsing_as(coordinator)
    once = browser.get("/harbor/hours/funders/add/").context["form"]["once"].value()
    browser.post("/harbor/hours/funders/add/", {"once": once, "name": "Muster Fund"})
    paid_by = Funder.objects.get()
    once = browser.get("/harbor/hours/rates/set/").context["form"]["once"].value()
    sent = {"once": once, "funder": str(paid_by.pk), "amount": "31.80", "currency": "USD",
            "valid_from": "2026-01-01"}  # fmt: skip
    assert browser.post("/harbor/hours/rates/set/", sent).status_code == 302
    browser.post(
        f"/harbor/cases/{case.pk}/funder/", {"funder": str(paid_by.pk), "since": "2026-01-01"}
    )
    hours_for(attorney, case, day=date(2026, 3, 6))
    page = browser.get("/harbor/hours/sums/?first=2026-01-01&last=2026-03-06&by=funder")
    for told in ("Muster Fund", "47.70 USD"):
        assert told in page.content.decode()
    assert "31.80 USD" in browser.get("/harbor/hours/rates/").content.decode()
    page = browser.get("/harbor/hours/sums/?first=2026-01-01&last=2026-03-05&by=funder")
    assert "Muster Fund" not in page.content.decode()
    wrong = browser.get("/harbor/hours/sums/?first=2026-03-01&last=2026-02-01&by=funder")
    assert wrong.status_code == 422
