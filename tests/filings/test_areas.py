"""The rules as people look for them: by country, by what they are about, by words."""

import re

import pytest
from django.urls import reverse

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.models import Clinic
from filings.queries import areas
from tests.builders import browsing_as


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("board EOIR-26", {"us.eoir.bia_appeal"}),
        ("u window", {"us.u_status"}),  # a letter alone is a whole word, not a part of "status"
        ("3664 final", {"us.restitution.final"}),
        ("scotland", set()),
    ],
)
def test_a_rule_is_found_by_the_beginnings_of_words(
    harbor: Clinic, words: str, found: set[str]
) -> None:
    assert {rule.id for area in areas(words) for rule in area.rules} == found


def test_both_pages_filter_without_script_and_say_what_to_do_when_nothing_is_found(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    browser = browsing_as(attorney)
    for place in (
        reverse("filings:calculator", args=[harbor.slug]),
        reverse("filings:add_deadline", args=[harbor.slug, case.pk]),
    ):
        words = browser.get(f"{place}?q=board+eoir-26").content.decode()
        assert set(re.findall(r'href="[?]rule=([a-z0-9._]+)', words)) == {"us.eoir.bia_appeal"}
        assert 'value="board eoir-26"' in words
        assert "No rule has all of these words" in browser.get(f"{place}?q=zzz").content.decode()
