"""Relatives of a client: kept sealed, watched by age, masked until asked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.utils.html import strip_tags
from zeal import zeal_ignore

from cases.models import Case
from clients.models import Client, PartyToken
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.models import Clinic
from filings.actions import (
    add_family_filing,
    add_filing,
    add_relative,
    approve_proposal,
    change_relative,
    move_filing,
    plan_filing,
    record_receipt,
    remove_relative,
)
from filings.models import AgeWatch, Deadline, FamilyChange, FamilyMember
from filings.queries import proposals_to_decide
from filings.queries.family import family_page
from tests.builders import browsing_as
from tests.filings.forms import url
from tests.filings.steps import RECEIPT, fresh, verbs

NAME = "Qvzáxwkja Qvzkw"
SIBLING: dict[str, Any] = {
    "name": NAME, "relation": "sibling", "married": "no", "danger": "no", "place": "abroad",
}  # fmt: skip
BORN = date(2008, 5, 20)  # 18 on 2026-05-20


@pytest.fixture(autouse=True)
def born(case: Case) -> None:
    """The client is 20 on the day of these tests, until 2027-01-31."""
    case.client.birth_date = date(2006, 2, 1)
    case.client.save()


def relative(actor: Actor, case: Case, **changes: Any) -> FamilyMember:
    with zeal_ignore():
        return add_relative(actor, case=case, **{**SIBLING, "birth_date": BORN, **changes})


def watched(case: Case) -> dict[str, tuple[date | None, str]]:
    rows = AgeWatch.objects.filter(case=case).select_related("deadline__key")
    return {row.deadline.rule: (row.deadline.outer, row.deadline.status) for row in rows}


def test_the_ages_an_answer_rests_on_are_watched(attorney: Actor, case: Case) -> None:
    relative(attorney, case)
    assert watched(case) == {
        "us.t.age_out_sibling": (date(2026, 5, 19), "open"),
        "us.t.age_out_principal": (date(2027, 1, 31), "open"),
    }
    relative(attorney, case, name="A second", relation="spouse", birth_date=None)
    assert len(watched(case)) == 2
    assert Client.objects.get(pk=case.client_id).conflict_state == "recheck"
    assert PartyToken.objects.exists()
    assert verbs()[-1] == "family.added"


def test_nothing_of_a_relative_lies_in_clear(attorney: Actor, case: Case) -> None:
    member = relative(attorney, case)
    with zeal_ignore():
        change_relative(
            attorney, member=member, reason=f"{NAME} told us", changes={"danger": "yes"}
        )
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            text = "\n".join(row[0] for row in cursor.fetchall())
            for word in (*NAME.split(), BORN.isoformat(), 'sibling": ', "abroad"):
                if word in text or word.encode().hex() in text:
                    found.append((table, word))
    assert found == []


def test_the_receipt_fixes_the_answer_and_two_people_end_the_watch(
    attorney: Actor, supervisor: Actor, case: Case, day: Callable[[str], date]
) -> None:
    relative(attorney, case)
    filing = add_filing(attorney, case=case, form="I-914")
    with zeal_ignore():
        for to in ("client_review", "signed", "sent"):
            move_filing(attorney, filing=filing, to=to, on=date(2026, 3, 9))
        day("2026-07-01")
        record_receipt(attorney, filing=fresh(filing), receipt_number=RECEIPT, on=date(2026, 3, 12))
        # It ends a right, so a second person looks at what the first one recorded.
        assert {status for _day, status in watched(case).values()} == {"open"}
        for each in list(proposals_to_decide(supervisor)):
            approve_proposal(supervisor, proposal=each)
    assert {status for _day, status in watched(case).values()} == {"done"}
    ended = Deadline.objects.get(rule="us.t.age_out_sibling")
    assert "I-914" in str(ended.settle_reason)
    (line,) = family_page(attorney, Case.objects.get(pk=case.pk)).lines
    assert line.inclusions[0].answer == "yes"  # though the sibling is 18 by now
    assert line.inclusions[0].fixed


def test_a_birthday_before_the_receipt_stays_open_for_an_attorney(
    attorney: Actor, case: Case, day: Callable[[str], date]
) -> None:
    relative(attorney, case, birth_date=date(2008, 3, 11))
    filing = add_filing(attorney, case=case, form="I-914")
    with zeal_ignore():
        for to in ("client_review", "signed", "sent"):
            move_filing(attorney, filing=filing, to=to, on=date(2026, 3, 9))
        day("2026-03-16")
        record_receipt(attorney, filing=fresh(filing), receipt_number=RECEIPT, on=date(2026, 3, 16))
    assert watched(case)["us.t.age_out_sibling"] == (date(2026, 3, 10), "open")
    (line,) = family_page(attorney, Case.objects.get(pk=case.pk)).lines
    assert line.inclusions[0].answer == "unsure"
    assert "received" in line.inclusions[0].reasons[0]


def test_a_correction_keeps_what_was_and_leaves_the_old_date_to_people(
    attorney: Actor, case: Case
) -> None:
    member = relative(attorney, case)
    with zeal_ignore():
        change_relative(
            attorney, member=member, version=1, reason="Passport seen",
            changes={"birth_date": date(2009, 5, 20)},
        )  # fmt: skip
    rows = Deadline.objects.filter(rule="us.t.age_out_sibling").order_by("outer")
    assert [(row.outer, row.status) for row in rows] == [
        (date(2026, 5, 19), "open"), (date(2027, 5, 19), "open"),
    ]  # fmt: skip
    change = FamilyChange.objects.get()
    assert change.was is not None
    assert (change.was["birth_date"], change.was["changed"]) == (BORN.isoformat(), ["birth_date"])
    page = family_page(attorney, Case.objects.get(pk=case.pk))
    assert [deadline.outer for _label, deadline in page.stale] == [date(2026, 5, 19)]
    with pytest.raises(Blocked) as stop:
        change_relative(
            attorney, member=member, version=1, reason="Again", changes={"danger": "yes"}
        )
    assert stop.value.code == "changed_meanwhile"


def test_the_plan_is_held_against_the_birthday(attorney: Actor, case: Case) -> None:
    relative(attorney, case)
    filing = add_filing(attorney, case=case, form="I-914")
    said = []
    for planned in (None, date(2026, 5, 19), date(2026, 4, 1)):
        with zeal_ignore():
            plan_filing(attorney, filing=fresh(filing), planned_for=planned)
            (line,) = family_page(attorney, Case.objects.get(pk=case.pk)).lines
        said.append(line.inclusions[0].alert)
    assert "No day is planned" in said[0]
    assert "too late" in said[1]
    assert said[2] == ""


def test_a_form_for_family_is_filed_once_for_each(attorney: Actor, case: Case) -> None:
    member = relative(attorney, case)
    filing = add_family_filing(attorney, member=member, form="I-914A")
    for form, code in (("I-914A", "one_for_each"), ("I-914", "not_for_relatives")):
        with pytest.raises(Blocked) as stop, zeal_ignore():
            add_family_filing(attorney, member=member, form=form)
        assert stop.value.code == code
    with pytest.raises(Blocked) as stop:
        remove_relative(attorney, member=member, reason="Not wanted")
    assert stop.value.code == "filing_for_relative"
    with zeal_ignore():
        move_filing(attorney, filing=filing, to="withdrawn", on=date(2026, 3, 9))
        remove_relative(attorney, member=member, reason="Not wanted")
    assert family_page(attorney, case).lines == []


def test_the_page_holds_no_name_until_it_is_asked_for(
    harbor: Clinic, advocate: Actor, attorney: Actor, case: Case
) -> None:
    relative(attorney, case)
    browser = browsing_as(advocate)
    page = browser.get(url(harbor, "filings:family", case.pk)).content.decode()
    assert "Brother or sister" in page
    assert NAME not in page
    assert "2008" not in strip_tags(page)
    shown = browser.post(url(harbor, "filings:reveal_family", case.pk), {"reason": "meeting"})
    assert NAME in shown.content.decode()
    assert "family.revealed" in verbs()


def test_relatives_come_and_go_on_the_pages(harbor: Clinic, attorney: Actor, case: Case) -> None:
    browser = browsing_as(attorney)
    add = url(harbor, "filings:add_relative", case.pk)
    form = browser.get(add).context["form"]
    sent = {**SIBLING, "birth_date": "2008-05-20", "once": form["once"].value()}
    assert browser.post(add, {**sent, "birth_date": "2027-01-01"}).status_code == 422
    assert browser.post(add, sent).status_code == 302
    assert browser.post(add, sent).status_code == 302  # sent twice, kept once
    member = FamilyMember.objects.select_related("key").get()
    change = url(harbor, "filings:change_relative", member.pk)
    page = browser.get(change)
    assert NAME not in page.content.decode()
    facts = {"relation": "child", "married": "no", "danger": "no", "place": "abroad"}
    with zeal_ignore():
        answer = browser.post(change, {**facts, "version": 1, "reason": "Her child"})
    assert answer.status_code == 302
    member = FamilyMember.objects.select_related("key").get()
    assert ((member.details or {})["relation"], member.name) == ("child", NAME)
    with zeal_ignore():
        answer = browser.post(
            url(harbor, "filings:remove_relative", member.pk), {"version": 2, "reason": "Twice"}
        )
    assert answer.status_code == 302
    assert browser.get(change).status_code == 404
