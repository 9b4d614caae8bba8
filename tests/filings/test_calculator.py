"""The deadline calculator: every rule, without a case, and nothing left behind."""

import logging
import re
from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.tenancy.models import Clinic
from filings.forms import CalculatorForm
from filings.models import Deadline
from filings.rules import FactSpec, compute, rule, rules
from tests.builders import browsing_as, make_member
from tests.filings.test_rules_examples import NOID, RFE
from tests.filings.test_rules_table import TABLE, question

RULES = [each.id for each in rules()]
BIRTH = "1907-05-13"
FILED = {"filed": "2026-06-22"}
DELAY = {"delays_1_from": "2026-08-01", "delays_1_to": "2026-08-22"}


@pytest.fixture
def browser(advocate: Actor) -> Any:
    return browsing_as(advocate)


def page(clinic: Clinic, rule_id: str = "") -> str:
    address = reverse("filings:calculator", args=[clinic.slug])
    return f"{address}?rule={rule_id}" if rule_id else address


def ask(browser: Any, clinic: Clinic, rule_id: str, facts: Any, **extra: Any) -> Any:
    sent = {f"fact-{name}": value for name, value in facts.items()}
    return browser.post(page(clinic, rule_id), {**sent, **extra})


def as_fields(facts: dict[str, Any]) -> dict[str, Any]:
    """Write periods as the form asks for them."""
    fields: dict[str, Any] = {}
    for name, value in facts.items():
        spans = value if isinstance(value, list) else []
        for number, span in enumerate(spans, start=1):
            fields |= {f"{name}_{number}_{end}": day for end, day in span.items()}
        if not spans:
            fields[name] = value
    return fields


def shown(answer: Any) -> set[str]:
    """Return the days the page shows in large figures."""
    main = answer.content.decode().partition('id="dates-heading"')[2]
    return set(re.findall(r'<time datetime="([^"]+)"', main))


# --- finding a rule -------------------------------------------------------------------------------


def test_every_rule_is_offered_once_by_its_plain_name(browser: Any, harbor: Clinic) -> None:
    answer = browser.get(page(harbor))
    html = answer.content.decode()
    assert sorted(re.findall(r'href="\?rule=([^"]+)"', html)) == sorted(RULES)
    for area in answer.context["areas"]:
        assert area.name != "Other rules"
        assert area.country in {"United States", "United Kingdom"}


def test_each_area_stands_once(browser: Any, harbor: Clinic) -> None:
    names = [(area.country, area.name) for area in browser.get(page(harbor)).context["areas"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_asks_for_its_facts_and_fills_nothing_in(
    browser: Any, harbor: Clinic, rule_id: str
) -> None:
    html = browser.get(page(harbor, rule_id)).content.decode()
    form = html.partition('id="calculator"')[2]
    asked = {name.partition("_1_")[0] for name in re.findall(r'name="fact-([^"]+)"', form)}
    asked = {name.partition("_2_")[0] for name in asked}
    assert asked == set(rule(rule_id).facts)
    boxes = [box for box in re.findall(r"<input[^>]*>", form) if 'name="fact-' in box]
    assert [box for box in boxes if "value=" in box and 'type="radio"' not in box] == []
    assert len(re.findall(r" checked", form)) == form.count("Not known yet")


@pytest.mark.parametrize("named", ["us.uscis", "x" * 500, "<script>", "us.uscis.rfe\x00"])
def test_a_rule_that_is_not_there_is_said_and_the_others_offered(
    browser: Any, harbor: Clinic, named: str
) -> None:
    answer = browser.get(page(harbor), {"rule": named})
    assert answer.status_code == 404
    assert "There is no such rule" in answer.content.decode()
    assert "us.uscis.rfe" in answer.content.decode()


# --- computing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "expected"), TABLE)
def test_the_page_gives_the_dates_of_the_table(
    browser: Any, harbor: Clinic, asked: str, expected: str
) -> None:
    rule_id, facts = question(asked)
    answer = ask(browser, harbor, rule_id, as_fields(facts))
    assert answer.status_code == 200
    beside = (
        {"2028-03-01", "2026-11-16"} if facts.keys() & {"ordered_date", "printed_end"} else set()
    )
    assert shown(answer) - beside == set(expected.split()) - {"-"}


@pytest.mark.parametrize(("rule_id", "facts"), [("us.uscis.rfe", RFE), ("us.uscis.noid", NOID)])
def test_the_page_says_every_step_the_rule_and_its_source(
    browser: Any, harbor: Clinic, rule_id: str, facts: dict[str, object]
) -> None:
    computed = compute(rule_id, facts, today=date(2026, 3, 9))
    html = ask(browser, harbor, rule_id, facts).content.decode()
    for step in computed.steps:
        assert step.text in html
    for said in (rule_id, computed.source, "Verify with counsel", "Nothing was saved"):
        assert said in html
    assert "not legal advice" in html
    assert f"version {computed.version}" in html


def test_a_printed_date_decides_and_the_computed_one_stays_beside_it(
    browser: Any, harbor: Clinic
) -> None:
    answer = ask(browser, harbor, "us.uscis.rfe", {**RFE, "printed_due_date": "2026-06-02"})
    assert {"2026-06-02", "2026-06-01"} <= shown(answer)
    assert "An attorney must look at this" in answer.content.decode()


def test_every_rule_has_an_example_here() -> None:
    tried = {asked.split()[0] for asked, _expected in TABLE} | {"us.uscis.rfe", "us.uscis.noid"}
    assert tried == set(RULES)


def test_delays_stop_the_asylum_clock(browser: Any, harbor: Clinic) -> None:
    answer = ask(browser, harbor, "us.asylum.ead_clock", {**FILED, **DELAY})
    assert shown(answer) == {"2026-12-10", "2027-01-09"}


def test_room_for_more_periods_keeps_what_was_written(browser: Any, harbor: Clinic) -> None:
    answer = ask(browser, harbor, "us.asylum.ead_clock", {**FILED, **DELAY}, more="1")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("day after the last") == 3
    for value in (*FILED.values(), *DELAY.values()):
        assert f'value="{value}"' in html


def test_no_period_that_was_sent_is_left_out(browser: Any, harbor: Clinic) -> None:
    late = {"delays_117_from": "2026-11-25", "delays_117_to": "2026-12-05"}
    answer = ask(browser, harbor, "us.asylum.ead_clock", {**FILED, **late})
    assert shown(answer) == {"2026-11-19", "2026-12-29"}


def test_htmx_gets_the_form_and_its_dates_alone(browser: Any, harbor: Clinic) -> None:
    sent = {f"fact-{name}": value for name, value in RFE.items()}
    answer = browser.post(page(harbor, "us.uscis.rfe"), sent, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert shown(answer) == {"2026-06-01", "2026-05-29"}


# --- wrong facts ----------------------------------------------------------------------------------

WRONG = [
    ("us.uscis.rfe", {}, "notice_date"),
    ("us.uscis.rfe", {**RFE, "notice_date": "2026-02-30"}, "notice_date"),
    ("us.uscis.rfe", {**RFE, "notice_date": "03/06/2026"}, "notice_date"),
    ("us.uscis.rfe", {**RFE, "notice_date": "1989-12-31"}, "notice_date"),
    ("us.uscis.rfe", {**RFE, "service": "pigeon"}, "service"),
    ("us.uscis.rfe", {**RFE, "response": "fax"}, "response"),
    ("us.uscis.rfe", {**RFE, "response_days": ""}, "response_days"),
    ("us.uscis.rfe", {**RFE, "response_days": "85"}, "response_days"),
    ("us.uscis.rfe", {**RFE, "response_days": "0"}, "response_days"),
    ("us.uscis.rfe", {**RFE, "response_days": "9" * 5000}, "response_days"),
    ("us.uscis.rfe", {**RFE, "printed_due_date": "2026-03-05"}, "printed_due_date"),
    ("us.sij.age_out", {"birth_date": "2026-03-10"}, "birth_date"),
    ("us.sij.age_out", {"birth_date": "1899-12-31"}, "birth_date"),
    ("us.eoir.bia_brief", {"schedule_date": "2026-03-08"}, "schedule_date"),
    ("us.eoir.motion_reopen", {"order_date": "2060-12-01"}, "order_date"),
    ("us.asylum.ead_clock", {**FILED, "delays_1_to": "2026-08-01"}, "delays_1_from"),
    (
        "us.asylum.ead_clock",
        {**FILED, **DELAY, "delays_2_from": "2026-10-02", "delays_2_to": "2026-10-01"},
        "delays_2_to",
    ),
    (
        "us.asylum.ead_clock",
        {**FILED, **DELAY, "delays_3_from": "2026-06-01", "delays_3_to": "2026-07-01"},
        "delays_3_from",
    ),
    (
        "us.asylum.ead_clock",
        {**FILED, "delays_2_from": "2026-07-01", "delays_2_to": "2061-01-01"},
        "delays_2_to",
    ),
]


@pytest.mark.parametrize(("rule_id", "facts", "field"), WRONG)
def test_a_wrong_fact_is_said_at_its_field_and_nothing_is_lost(
    browser: Any, harbor: Clinic, rule_id: str, facts: dict[str, Any], field: str
) -> None:
    answer = ask(browser, harbor, rule_id, facts)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert field in form.errors
    assert shown(answer) == set()
    for name, value in facts.items():
        assert form[name].value() == str(value)


def test_a_refusal_names_the_fact_as_the_form_does(browser: Any, harbor: Clinic) -> None:
    answer = ask(browser, harbor, WRONG[-1][0], WRONG[-1][1])
    assert "Delays caused by the applicant: 2061-01-01" in answer.content.decode()
    assert "delays.to" not in answer.content.decode()


def test_a_pack_of_a_clinics_own_gets_a_form_as_well() -> None:
    spec = FactSpec(name="court", label="Court", kind="choice", choices=("night_court",))
    own = rule("uk.jr")
    own = type(own)(**{**vars(own), "facts": {"decided": own.facts["decided"], "court": spec}})
    form = CalculatorForm(rule=own, today=date(2026, 3, 9))
    assert "night court" in str(form["court"])


# --- nothing stays --------------------------------------------------------------------------------


def test_a_birth_date_leaves_no_trace(
    browser: Any, harbor: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    entries = AuditEntry.objects.count()
    for birth in (BIRTH, "1899-05-13"):
        answer = ask(browser, harbor, "us.sij.age_out", {"birth_date": birth})
        assert answer.headers["Cache-Control"] == "no-store"
        assert birth not in str(answer.headers)
        assert birth not in caplog.text
        assert [birth for message in answer.context["messages"]] == []
    kept = " ".join(str(each.get_decoded()) for each in Session.objects.all())
    assert BIRTH not in kept
    assert "1899-05-13" not in kept
    assert (Deadline.objects.count(), AuditEntry.objects.count()) == (0, entries)


def test_a_fact_in_the_address_is_not_taken(browser: Any, harbor: Clinic) -> None:
    address = page(harbor, "us.sij.age_out") + f"&fact-birth_date={BIRTH}&birth_date={BIRTH}"
    for answer in (browser.get(address), browser.post(address)):
        assert answer.context["form"]["birth_date"].value() is None
        assert answer.context["why"] is None


def test_the_form_goes_by_post_and_is_not_remembered(browser: Any, harbor: Clinic) -> None:
    html = browser.get(page(harbor, "us.civil.1595")).content.decode()
    form = html.partition('id="calculator"')[2]
    assert re.search(r'<form method="post"\s+action="\?rule=us.civil.1595"', form)
    for box in re.findall(r"<input[^>]*fact-[^>]*>", form):
        assert 'autocomplete="off"' in box


# --- who, and from where --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("coordinator", 200),
        ("supervisor", 200),
        ("attorney", 200),
        ("advocate", 200),
        ("administrator", 403),
        ("auditor", 403),
    ],
)
def test_whoever_sees_deadlines_may_calculate(harbor: Clinic, role: str, status: int) -> None:
    somebody = browsing_as(make_member(harbor, role))
    assert somebody.get(page(harbor)).status_code == status
    assert ask(somebody, harbor, "us.uscis.rfe", RFE).status_code == status
    linked = (
        page(harbor) in somebody.get(reverse("desk:today", args=[harbor.slug])).content.decode()
    )
    assert linked == (status == 200)


def test_the_filings_of_a_case_lead_to_it(browser: Any, harbor: Clinic, case: Any) -> None:
    html = browser.get(reverse("filings:of_case", args=[harbor.slug, case.pk])).content.decode()
    assert f'href="{page(harbor)}"' in html
