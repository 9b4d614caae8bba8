"""What the main job does with a filing, done by programs alone."""

from datetime import timedelta

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from tests.builders import calling_as
from tests.filings.steps import RECEIPT


def test_from_a_draft_to_an_acknowledged_deadline_with_the_printed_date(
    attorney: Actor, supervisor: Actor, case: Case
) -> None:
    counsel, day = calling_as(attorney), today()
    filing = counsel.make(f"cases/{case.pk}/filings", {"form": "I-914"}).json()
    place = f"filings/{filing['id']}"
    for to, ago in (("client_review", 43), ("signed", 41), ("sent", 40)):
        step = {"to": to, "on": (day - timedelta(days=ago)).isoformat()}
        assert counsel.change(f"{place}/move", step, of=place).status_code == 200
    receipt = {"receipt_number": RECEIPT, "on": (day - timedelta(days=34)).isoformat()}
    assert counsel.change(f"{place}/receipt", receipt, of=place).status_code == 200
    printed = (day + timedelta(days=6)).isoformat()
    rfe = {
        "kind": "rfe", "notice_date": (day - timedelta(days=20)).isoformat(), "service": "mail",
        "response": "paper", "response_days": 30, "printed_due_date": printed,
    }  # fmt: skip
    notice = counsel.make(f"{place}/notices", rfe).json()
    (row,) = calling_as(supervisor).read("deadlines?due=14&overdue=false")["items"]
    assert row["id"] == notice["deadline"]
    at = f"deadlines/{row['id']}"
    answer = calling_as(supervisor).change(f"{at}/acknowledge", of=at)
    assert (answer.json()["outer"], answer.json()["why"]["printed"]) == (printed, True)
    assert answer.json()["why"]["warnings"]
    assert answer.json()["acknowledged_at"]
