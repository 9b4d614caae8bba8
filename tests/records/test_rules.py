"""How long what is kept, and who may be named on a client's own paper."""

from datetime import date

import pytest

from clients.rules.stubs import is_kept
from records.rules import answer_by, keep_until, may_decide
from records.rules.thirds import holds_number, names_somebody, parts_of


@pytest.mark.parametrize(
    ("ended", "months", "born", "until"),
    [
        (date(2020, 2, 29), 84, None, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, None, date(2026, 2, 28)),
        # An adult at the end: the file's own time. A minor: again from the day of coming of age.
        (date(2026, 3, 6), 84, date(2000, 1, 1), date(2033, 3, 6)),
        (date(2026, 3, 6), 84, date(2012, 6, 15), date(2037, 6, 15)),
        (date(2026, 3, 6), 84, date(2008, 3, 6), date(2033, 3, 6)),
        (date(2026, 3, 6), 84, date(2008, 3, 7), date(2033, 3, 7)),
    ],
)
def test_a_record_is_kept_its_time_and_a_minors_longer(
    ended: date, months: int, born: date | None, until: date
) -> None:
    assert keep_until(ended, months, born) == until


def test_a_request_is_answered_within_a_month() -> None:
    assert answer_by(date(2026, 1, 31)) == date(2026, 2, 28)
    assert answer_by(date(2026, 3, 6)) == date(2026, 4, 6)


@pytest.mark.parametrize(
    ("state", "why", "complete"),
    [
        ("granted", set(), True),
        ("granted", {"hold"}, False),
        ("refused", set(), False),
        ("refused", {"legal_claims"}, True),
        ("partly", {"conflict_stub"}, True),
        ("partly", {"made_up"}, False),
        ("open", set(), False),
    ],
)
def test_what_is_refused_has_its_reason(state: str, why: set[str], complete: bool) -> None:
    assert may_decide(state, frozenset(why)) is complete


def test_the_names_that_may_stand_against_somebody_stay_and_no_others() -> None:
    assert all(map(is_kept, ("client", "alias", "exploiter", "employer", "co_survivor")))
    assert not any(map(is_kept, ("family", "witness", "other")))
    assert is_kept("a_kind_that_is_added_later")


OTHERS, OWN = parts_of(["Ярослав Примеров", "Nilofar Beispiel"]), parts_of(["Mekdes Beispiel"])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("He was called Yaroslav.", True),
        ("Ярослав told me", True),
        ("NILOFAR went with me", True),
        ("Mekdes Beispiel", False),
        ("A room of my own", False),
        ("", False),
    ],
)
def test_a_line_that_names_somebody_else_is_found_in_any_script(text: str, named: bool) -> None:
    assert names_somebody(text, OTHERS, OWN) is named


def test_a_number_of_somebody_else_is_found_however_it_is_written() -> None:
    numbers = frozenset({"12025550142", "xy1234567", "12"})
    assert holds_number("Call +1 (202) 555-0142.", numbers)
    assert holds_number("passport XY 1234567", numbers)
    assert not holds_number("room 12, 202 555 0100", numbers)
