"""Who may be included with a principal, by age and danger on the day that counts."""

from datetime import date

import pytest

from filings.rules import rule
from filings.rules.family import Relative, schemes, verdict, years_old

DAY = date(2026, 3, 9)
YOUNG, GROWN = date(2006, 1, 1), date(2000, 1, 1)  # principals of 20 and 26 years


def answer(
    form: str, relation: str, *, born: date | None, principal: date | None,
    married: str = "no", danger: str = "no", days: tuple[date, ...] = (DAY,),
) -> str:  # fmt: skip
    relative = Relative(relation, born, married, danger)
    return verdict(schemes()[form], relative, principal_birth=principal, days=days).answer


# form, relation, relative's birth, principal's birth, married, danger -> answer
TABLE = [
    ("I-914A", "spouse", None, GROWN, "yes", "no", "yes"),
    ("I-914A", "child", date(2005, 3, 10), GROWN, "no", "no", "yes"),  # 21 tomorrow
    ("I-914A", "child", date(2005, 3, 9), GROWN, "no", "no", "no"),  # 21 today
    ("I-914A", "child", date(2010, 1, 1), GROWN, "yes", "no", "no"),
    ("I-914A", "child", date(2010, 1, 1), GROWN, "unsure", "no", "unsure"),
    ("I-914A", "child", None, GROWN, "no", "no", "unsure"),
    ("I-914A", "parent", None, YOUNG, "yes", "no", "yes"),
    ("I-914A", "parent", None, GROWN, "yes", "no", "no"),
    ("I-914A", "parent", None, GROWN, "yes", "yes", "yes"),
    ("I-914A", "parent", None, GROWN, "yes", "unsure", "unsure"),
    ("I-914A", "parent", None, None, "yes", "no", "unsure"),
    ("I-914A", "sibling", date(2008, 3, 10), YOUNG, "no", "no", "yes"),  # 18 tomorrow
    ("I-914A", "sibling", date(2008, 3, 9), YOUNG, "no", "no", "no"),
    ("I-914A", "sibling", date(2010, 1, 1), GROWN, "no", "no", "no"),
    ("I-914A", "sibling", date(2010, 1, 1), GROWN, "no", "yes", "yes"),
    ("I-914A", "sibling", date(2000, 1, 1), GROWN, "no", "yes", "no"),  # danger, but grown
    ("I-914A", "derivative_child", date(1990, 1, 1), GROWN, "yes", "yes", "yes"),
    ("I-914A", "derivative_child", date(2020, 1, 1), GROWN, "no", "no", "no"),
    ("I-918A", "parent", None, GROWN, "yes", "yes", "no"),  # U knows no danger class
    ("I-918A", "derivative_child", None, GROWN, "no", "yes", "no"),
    ("I-918A", "sibling", date(2010, 1, 1), YOUNG, "no", "no", "yes"),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: "-".join(map(str, row)))
def test_who_may_be_included(row: tuple[str, str, date | None, date | None, str, str, str]) -> None:
    form, relation, born, principal, married, danger, expected = row
    found = answer(form, relation, born=born, principal=principal, married=married, danger=danger)
    assert found == expected


def test_between_two_days_an_age_is_not_decided() -> None:
    born = date(2005, 3, 10)
    days = (date(2026, 3, 9), date(2026, 3, 12))
    assert answer("I-914A", "child", born=born, principal=GROWN, days=days) == "unsure"
    assert answer("I-914A", "child", born=born, principal=GROWN, days=days[:1]) == "yes"


def test_the_way_that_no_birthday_ends_is_the_one_shown() -> None:
    """A parent in danger of a young principal: the danger counts, so nobody's age is watched."""
    relative = Relative("parent", None, "yes", "yes")
    found = verdict(schemes()["I-914A"], relative, principal_birth=YOUNG, days=(DAY,))
    assert (found.answer, found.watches_principal) == ("yes", False)


def test_a_birthday_of_29_february_is_kept_the_day_before() -> None:
    assert years_old(date(2008, 2, 29), date(2029, 2, 28)) == 21
    assert years_old(date(2008, 2, 29), date(2029, 2, 27)) == 20


def test_every_age_is_watched_by_a_rule_that_counts_the_same_years() -> None:
    for scheme in schemes().values():
        assert scheme.source
        for each in scheme.classes:
            if each.principal_under:
                assert rule(scheme.principal_rule).outer[0].n == each.principal_under
            if each.relative_under:
                assert rule(each.relative_rule).outer[0].n == each.relative_under
