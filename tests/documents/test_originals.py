"""Papers of the client in the clinic's hands: what, where, since when, and who has them now."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from cases.actions import close_case
from cases.models import Case
from cases.queries import close_blockers
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible
from clinic.pages.fields import OnceField
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import new_id
from documents import actions, queries
from documents.models import Original
from tests.builders import browsing_as, make_clinic, make_member

pytestmark = pytest.mark.django_db


def keep(actor: Actor, case: Case, **said: Any) -> Original:
    usual: dict[str, Any] = {
        "what": "Passport of Marisol",
        "place": "The grey safe",
        "since": today(),
    }
    made = actions.keep_original(actor, case=case, original_id=new_id(), **(usual | said))
    return queries.original_of(actor, made.pk)


def go(actor: Actor, original: Original, **said: Any) -> Original:
    usual: dict[str, Any] = {
        "left": "returned", "left_on": today(), "left_to": "Marisol herself",
        "version": original.version,
    }  # fmt: skip
    return actions.let_original_go(actor, original=original, **(usual | said))


def test_an_original_keeps_the_case_open_until_it_is_back(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    original = keep(advocate, case)
    assert len(close_blockers(case)) == 1
    with pytest.raises(Blocked) as refusal:
        close_case(attorney, case=case, outcome="advice", reason="Done.", version=case.version)
    assert refusal.value.code == "still_open"
    assert "original" in str(refusal.value.message)
    go(attorney, original)
    assert close_blockers(case) == []
    (line,) = queries.originals_of_case(advocate, case)
    assert str(line.left) == "Given back to the client"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"what": " "}, "paper_missing"),
        ({"since": today}, None),
        ({"since": lambda: today() + timedelta(days=1)}, "future_day"),
        ({"since": lambda: today().replace(year=225)}, "day_too_old"),
    ],
)
def test_what_is_written_down_must_be_possible(
    attorney: Actor, case: Case, said: dict[str, Any], code: str | None
) -> None:
    said = {name: value() if callable(value) else value for name, value in said.items()}
    if code is None:
        keep(attorney, case, **said)
        return
    with pytest.raises(Blocked) as refusal:
        keep(attorney, case, **said)
    assert refusal.value.code == code


def test_it_goes_once_not_before_it_came_and_to_somebody(attorney: Actor, case: Case) -> None:
    original = keep(attorney, case)
    for said, code in (
        ({"left_on": today() - timedelta(days=1)}, "before_it_came"),
        ({"left_to": " "}, "reason_missing"),
        ({"version": 7}, "changed_meanwhile"),
    ):
        with pytest.raises(Blocked) as refusal:
            go(attorney, original, **said)
        assert refusal.value.code == code
    with pytest.raises(ValueError, match="Not a way"):
        go(attorney, original, left="lost")
    gone = go(attorney, original)
    with pytest.raises(Blocked) as refusal:
        go(attorney, gone)
    assert refusal.value.code == "not_held"


def test_the_pages_write_it_down_move_it_and_give_it_back(attorney: Actor, case: Case) -> None:
    browser, home = browsing_as(attorney), f"/harbor/cases/{case.pk}"
    new = {
        "once": OnceField.signed(new_id()), "what": "Passport", "place": "Safe",
        "since": str(today()),
    }  # fmt: skip
    assert browser.post(f"{home}/originals/add/", new).status_code == 302
    assert browser.post(f"{home}/originals/add/", new).status_code == 302
    original = Original.objects.get()
    at = f"/harbor/originals/{original.pk}/"
    moved = {"what": "Passport", "place": "The bank", "since": str(today()), "version": 1}
    assert browser.post(f"{at}change/", moved).status_code == 302
    stale = browser.post(f"{at}change/", moved)
    assert stale.status_code == 409
    assert "The bank" in stale.content.decode()
    assert "The bank" in browser.get(f"{home}/documents/").content.decode()
    gone = {"left": "passed_on", "left_on": "0225-09-29", "left_to": "The embassy", "version": 2}
    assert browser.post(f"{at}go/", gone).status_code == 422
    assert browser.post(f"{at}go/", gone | {"left_on": str(today())}).status_code == 302
    assert "The embassy" in browser.get(f"{home}/documents/").content.decode()


def test_neither_somebody_on_no_case_nor_another_clinic_finds_it(
    attorney: Actor, stranger: Actor, case: Case
) -> None:
    original = keep(attorney, case)
    with pytest.raises(NotVisible):
        queries.original_of(stranger, original.pk)
    meadow = make_clinic("meadow")
    with bind(meadow):
        other = browsing_as(make_member(meadow, "supervisor", "attorney"))
    assert other.get(f"/meadow/originals/{original.pk}/go/").status_code == 404


def test_nothing_of_it_lies_in_clear(attorney: Actor, case: Case) -> None:
    go(attorney, keep(attorney, case))
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM documents_original AS t")
        lying = "".join(row[0] for row in cursor.fetchall())
    for word in ("Passport", "Marisol", "grey safe", "herself"):
        assert word not in lying
        assert word.encode().hex() not in lying
