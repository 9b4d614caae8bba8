"""A filing takes lawful steps only, each on a day that can be."""

from datetime import date
from itertools import pairwise

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.tenancy.current import bind
from filings.actions import add_filing, move_filing, record_notice, record_receipt
from filings.models import Filing, FilingMove
from filings.rules.forms import FORMS
from filings.rules.lifecycle import LIFECYCLES, ROAD, U
from tests.builders import make_case, make_clinic, make_member
from tests.filings.steps import RECEIPT, RFE, fresh, receipted, sent, verbs


def test_every_status_leads_only_to_statuses_and_every_one_can_be_reached() -> None:
    reached = {to for status in U.values() for to in status.moves}
    assert reached <= set(U)
    assert reached | {"draft"} == set(U)


def test_the_usual_road_is_lawful_step_by_step() -> None:
    for lifecycle, road in ROAD.items():
        for was, to in pairwise(road):
            assert to in LIFECYCLES[lifecycle][was].moves


def test_every_form_has_a_lifecycle() -> None:
    assert {form.lifecycle for form in FORMS.values()} <= set(LIFECYCLES)


def test_a_filing_begins_as_a_draft_and_is_audited(attorney: Actor, case: Case) -> None:
    filing = add_filing(attorney, case=case, form="I-914")
    assert (filing.status, filing.key) == ("draft", case.key)
    assert verbs()[-1] == "filing.added"


def test_the_same_form_sent_twice_adds_one_filing(attorney: Actor, case: Case) -> None:
    first = add_filing(attorney, case=case, form="I-914")
    with pytest.raises(Blocked) as refused:
        add_filing(attorney, case=case, form="I-914", filing_id=first.pk)
    assert refused.value.code == "sent_twice"
    assert Filing.objects.count() == 1


def test_an_unknown_form_is_refused(attorney: Actor, case: Case) -> None:
    with pytest.raises(Blocked, match="Choose one"):
        add_filing(attorney, case=case, form="I-999")


def test_each_step_keeps_its_day_and_who_took_it(attorney: Actor, case: Case) -> None:
    filing = sent(attorney, case)
    moves = FilingMove.objects.filter(filing=filing).order_by("id")
    assert [(move.became, move.on.day) for move in moves] == [
        ("client_review", 5),
        ("signed", 12),
        ("sent", 13),
    ]
    assert {move.recorded_by for move in moves} == {attorney.membership}
    assert filing.status == "sent"


def test_a_step_that_is_not_lawful_is_refused(attorney: Actor, case: Case) -> None:
    filing = add_filing(attorney, case=case, form="I-914")
    with pytest.raises(Blocked, match="cannot take that step"):
        move_filing(attorney, filing=filing, to="approved", on=date(2026, 3, 9))
    assert fresh(filing).status == "draft"


@pytest.mark.parametrize(("to", "hint"), [("receipted", "receipt number"), ("rfe", "notice")])
def test_a_step_with_a_door_of_its_own_is_not_taken_by_hand(
    attorney: Actor, case: Case, to: str, hint: str
) -> None:
    filing = sent(attorney, case) if to == "receipted" else receipted(attorney, case)
    with pytest.raises(Blocked, match=hint):
        move_filing(attorney, filing=filing, to=to, on=date(2026, 3, 9))


def test_a_step_in_the_future_is_refused(attorney: Actor, case: Case) -> None:
    filing = add_filing(attorney, case=case, form="I-914")
    with pytest.raises(Blocked, match="still in the future"):
        move_filing(attorney, filing=filing, to="client_review", on=date(2026, 3, 10))


def test_a_step_before_the_last_one_is_refused(attorney: Actor, case: Case) -> None:
    filing = sent(attorney, case)
    with pytest.raises(Blocked, match="cannot be earlier"):
        move_filing(attorney, filing=filing, to="withdrawn", on=date(2026, 1, 12))


def test_two_people_cannot_take_a_step_from_the_same_place(attorney: Actor, case: Case) -> None:
    filing = add_filing(attorney, case=case, form="I-914")
    move_filing(attorney, filing=filing, to="client_review", on=date(2026, 3, 9), version=1)
    with pytest.raises(Blocked) as refused:
        move_filing(attorney, filing=filing, to="withdrawn", on=date(2026, 3, 9), version=1)
    assert refused.value.code == "changed_meanwhile"


def test_a_closed_case_takes_no_filing(coordinator: Actor, attorney: Actor, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=date(2026, 3, 9))
    with pytest.raises(Blocked, match="Reopen it first"):
        add_filing(attorney, case=case, form="I-914")


def test_a_receipt_moves_a_sent_filing_and_is_kept_sealed(attorney: Actor, case: Case) -> None:
    filing = receipted(attorney, case, number="ioe 0123-456 789")
    assert (filing.status, filing.receipt_number) == ("receipted", RECEIPT)
    assert len(bytes(filing.receipt_token or b"")) == 16
    assert verbs()[-1] == "receipt.recorded"


def test_a_receipt_before_sending_says_what_to_do(attorney: Actor, case: Case) -> None:
    filing = add_filing(attorney, case=case, form="I-914")
    with pytest.raises(Blocked, match="Mark this filing as sent first"):
        record_receipt(attorney, filing=filing, receipt_number=RECEIPT, on=date(2026, 3, 9))


def test_the_same_receipt_twice_in_the_clinic_is_refused(attorney: Actor, case: Case) -> None:
    receipted(attorney, case)
    other = sent(attorney, case, "I-192")
    with pytest.raises(Blocked, match="another filing of your clinic"):
        record_receipt(attorney, filing=other, receipt_number=RECEIPT, on=date(2026, 1, 20))
    assert fresh(other).status == "sent"
    assert fresh(other).receipt_number is None


def test_another_clinic_may_hold_the_same_receipt(attorney: Actor, case: Case) -> None:
    receipted(attorney, case)
    cove = make_clinic("cove")
    with bind(cove):
        coordinator, lawyer = make_member(cove, "coordinator"), make_member(cove, "attorney")
        assert receipted(lawyer, make_case(coordinator, lawyer)).receipt_number == RECEIPT


def test_a_mistyped_receipt_is_corrected_without_another_step(attorney: Actor, case: Case) -> None:
    filing = receipted(attorney, case, number="IOE0123456788")
    record_receipt(attorney, filing=filing, receipt_number=RECEIPT, on=date(2026, 1, 20))
    assert fresh(filing).receipt_number == RECEIPT
    assert FilingMove.objects.filter(filing=filing, became="receipted").count() == 1


def test_a_supervisor_changes_no_filing(
    attorney: Actor, supervisor: Actor, advocate: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    for actor in (supervisor, advocate):
        with pytest.raises(Refused):
            move_filing(actor, filing=filing, to="biometrics", on=date(2026, 3, 9))
        with pytest.raises(Refused):
            record_notice(actor, filing=filing, **RFE)


def test_an_attorney_of_another_case_changes_nothing(
    attorney: Actor, stranger: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    with pytest.raises(Refused):
        record_notice(stranger, filing=filing, **RFE)
