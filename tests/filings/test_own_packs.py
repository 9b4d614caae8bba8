"""A clinic's own law: read strictly, looked at before it is taken, never edited, never lost."""

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from django.urls import reverse

from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from filings import actions, queries
from filings.actions.computing import keep_deadline
from filings.models import JurisdictionPack
from filings.queries import packs as law
from filings.rules import UnknownRule, compute
from filings.rules.catalogue import shipped
from filings.rules.own import Kept, changes_of, law_of, read_own, refuse_clashes
from filings.rules.pack import PackError
from tests.builders import browsing_as, make_clinic, make_member
from tests.everywhere.state_pack import STATE_PACK

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "packs.md"
EXAMPLE = DOCUMENT.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
ORDER = {"hearing": "2026-12-01"}


# --- reading --------------------------------------------------------------------------------------


def test_the_documents_example_is_read_and_computes() -> None:
    book = law_of([Kept("state", 1, EXAMPLE, active=True)]).book
    order = compute("own.xx.protection_order", ORDER, today=None, book=book)
    # By posting, the day itself may be planned for.
    assert (order.outer, order.target) == (date(2026, 11, 23), date(2026, 11, 23))
    assert [step.code for step in order.steps if step.code == "posted"]
    old = compute("own.xx.vacatur", {"convicted": "2024-07-06"}, today=None, book=book)
    assert (old.version, old.outer, old.target) == ("1", date(2026, 7, 6), date(2026, 7, 2))
    new = compute("own.xx.vacatur", {"convicted": "2026-07-06"}, today=None, book=book)
    assert (new.version, new.outer, bool(new.no_date)) == ("2", None, True)


def test_what_is_counted_back_moves_to_the_working_day_before() -> None:
    text = EXAMPLE.replace('n = -5, unit = "business_days"', "n = -2")
    book = law_of([Kept("state", 1, text, active=True)]).book
    order = compute("own.xx.protection_order", ORDER, today=None, book=book)
    assert order.outer == date(2026, 11, 27)  # from Sunday the 29th


@pytest.mark.parametrize(
    ("sound", "broken", "said"),
    [
        ("own.xx.protection_order", "us.uscis.rfe", "line 43: us.uscis.rfe: the id must begin"),
        ("OWN-XX-VAC", "I-914", "line 62: I-914: the code must begin"),
        ("n = -5", 'n = "x"', "line 42: own.xx.protection_order 1: n cannot be 'x'"),
        ('roll = "earlier"', 'roll = "later"', "counted back never rolls later"),
        (
            'ladder = "D"',
            'ladder = "Q"',
            "line 42: own.xx.protection_order 1: there is no lad",
        ),
        ('lifecycle = "C"', 'lifecycle = "Z"', "line 62: OWN-XX-VAC: there is no lifecycle Z"),
        ('kind = "date"\nlabel = "Hearing"', 'kind = "count"\nlabel = "Hearing"', "is count where"),
        ("[[filing]]", "[[filing]", "line 61"),
        ("effective_from = 2026-01-01", "effective_from = 2025-12-31", "overlap"),
        ("[[filing]]", "[secret]\nx = 1\n[[filing]]", "unknown keys: secret"),
        (EXAMPLE, "", "jurisdiction is missing"),
        (EXAMPLE, "x = " + "[" * 5000, "nested too deeply"),
        (EXAMPLE, "#" * 200_001, "characters at most"),
    ],
)
def test_a_fault_is_named_with_its_line(sound: str, broken: str, said: str) -> None:
    assert sound in EXAMPLE
    with pytest.raises(PackError) as refused:
        read_own(EXAMPLE.replace(sound, broken, 1))
    assert said in str(refused.value)


def test_every_fault_is_told_at_once() -> None:
    broken = EXAMPLE.replace('ladder = "C"', 'ladder = "Q"').replace("n = -5", "n = true")
    with pytest.raises(PackError) as refused:
        read_own(broken)
    assert [each.line for each in refused.value.problems] == [9, 42]


def test_a_version_that_was_taken_may_be_closed_and_never_edited() -> None:
    before = read_own(STATE_PACK)
    closed = STATE_PACK.replace("trigger =", "effective_to = 2026-12-31\ntrigger =")
    (change,) = changes_of(before, read_own(closed), ever=before.versions)
    assert (change.kind, change.code) == ("closed", "own.xx.appeal 1")
    with pytest.raises(PackError, match="never edited"):
        changes_of(before, read_own(STATE_PACK.replace("n = 20", "n = 30")), ever=before.versions)
    assert changes_of(before, before, ever=before.versions) == []


@pytest.mark.parametrize(
    "text",
    [
        "jurisdiction = " + "9" * 5000,  # more digits than Python reads
        "a = " + "[" * 5000 + "]" * 5000,
        'jurisdiction = "us"\n' + "\n" * 150_000 + '[[rule]]\nid = "us.x"\n',
    ],
)
def test_a_text_made_to_break_or_to_run_long_is_refused_at_once(text: str) -> None:
    began = perf_counter()
    with pytest.raises(PackError):
        read_own(text)
    assert perf_counter() - began < 2


def test_two_packs_cannot_hold_the_same_rule() -> None:
    others = law_of([Kept("state", 1, STATE_PACK, active=True)])
    with pytest.raises(PackError, match=r"own\.xx\.appeal: another pack"):
        refuse_clashes(read_own(STATE_PACK), others)


def test_a_pack_that_can_no_longer_be_read_closes_nothing_else() -> None:
    kept = [Kept("broken", 1, "x", active=True), Kept("state", 1, STATE_PACK, active=True)]
    here = law_of(kept)
    assert here.unread == ("broken",)
    assert here.offered == {*shipped(), "own.xx.appeal"}


# --- in a clinic ----------------------------------------------------------------------------------


@pytest.fixture
def administrator(harbor: Clinic) -> Actor:
    return make_member(harbor, "administrator")


def take(administrator: Actor, text: str = STATE_PACK, number: int = 1) -> JurisdictionPack:
    return actions.add_pack(administrator, name="state", text=text, number=number)


def test_a_pack_is_the_law_of_its_clinic_alone(harbor: Clinic, administrator: Actor) -> None:
    with bind(harbor):
        take(administrator)
        facts = {"decided": "2026-10-02"}
        assert law.compute_here("own.xx.appeal", facts, today=None).outer == date(2026, 10, 22)
        assert "own.xx.appeal" in [each.id for each in law.rules_here()]
    with bind(make_clinic("elsewhere")), pytest.raises(UnknownRule):
        law.rule_here("own.xx.appeal")


def test_a_pack_costs_one_statement_once_and_a_clinic_without_one_none(
    harbor: Clinic, administrator: Actor, django_assert_num_queries: Any
) -> None:
    with bind(harbor):
        with django_assert_num_queries(0):
            law.rules_here()
        take(administrator)
        with django_assert_num_queries(1):
            law.rules_here()
            law.forms_here()
            law.rule_here("us.uscis.rfe")
        with django_assert_num_queries(0):
            law.rules_here()


def test_a_withdrawn_pack_is_offered_no_longer_but_its_deadlines_keep_their_why(
    harbor: Clinic, administrator: Actor, attorney: Actor, case: Any
) -> None:
    with bind(harbor):
        pack = take(administrator)
        facts = {"decided": "2026-10-02"}
        computed = law.compute_here("own.xx.appeal", facts, today=None)
        deadline = keep_deadline(attorney, case=case, key=case.key, computed=computed, facts=facts)
        actions.withdraw_pack(administrator, pack=pack)
        assert "own.xx.appeal" not in [each.id for each in law.rules_here()]
        assert queries.why(deadline).title == "Appeal of the state of the tests"
        assert JurisdictionPack.objects.get().text == STATE_PACK
        with pytest.raises(Blocked, match="withdrawn already"):
            actions.withdraw_pack(administrator, pack=pack)
        taken_again = take(administrator, number=2)
        assert (taken_again.number, law.rule_here("own.xx.appeal").version) == (2, "1")


def test_a_rule_does_not_come_back_as_another_under_another_packs_name(
    harbor: Clinic, administrator: Actor
) -> None:
    pack = actions.add_pack(administrator, name="state", text=STATE_PACK, number=1)
    actions.withdraw_pack(administrator, pack=pack)
    edited = STATE_PACK.replace("jurisdictional = true", "jurisdictional = false")
    assert edited != STATE_PACK
    with pytest.raises(Blocked, match="never edited"):
        actions.add_pack(administrator, name="other", text=edited, number=1)


def test_somebody_who_was_slower_looks_again(harbor: Clinic, administrator: Actor) -> None:
    with bind(harbor):
        take(administrator)
        newer = STATE_PACK.replace("trigger =", "effective_to = 2026-12-31\ntrigger =")
        with pytest.raises(Blocked, match="meanwhile"):
            take(administrator, newer, number=1)
        with pytest.raises(Blocked, match="Nothing in it differs"):
            take(administrator, number=2)


def test_the_page_shows_what_changes_before_it_is_taken(
    harbor: Clinic, administrator: Actor, attorney: Actor
) -> None:
    browser, address = browsing_as(administrator), reverse("filings:add_pack", args=[harbor.slug])
    looked = browser.post(address, {"name": "state", "text": STATE_PACK})
    assert "own.xx.appeal 1" in looked.content.decode()
    wrong = browser.post(
        address, {"name": "state", "text": STATE_PACK.replace("own.", "us."), "take": "1"}
    )
    assert wrong.status_code == 422
    assert "the id must begin with own." in wrong.content.decode()
    with bind(harbor):
        assert JurisdictionPack.objects.count() == 0
    taken = browser.post(address, {"name": "state", "text": STATE_PACK, "take": "1"}, follow=True)
    assert "In use" in taken.content.decode()
    calculator = reverse("filings:calculator", args=[harbor.slug])
    page = browsing_as(attorney).get(calculator).content.decode()
    assert "Appeal of the state of the tests" in page
    asked = browsing_as(attorney).post(
        f"{calculator}?rule=own.xx.appeal", {"fact-decided": "2026-10-02"}
    )
    assert 'datetime="2026-10-22"' in asked.content.decode()
