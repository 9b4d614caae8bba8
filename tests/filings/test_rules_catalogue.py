"""A pack that is wrong does not load; ladders give their rungs."""

from datetime import date

import pytest

from filings.rules import ladders, reminder_rungs, rule, rules
from filings.rules.pack import PackError, by_id, read_pack

PACK = """
jurisdiction = "us"
[[rule]]
id = "us.state.example"
version = "1"
name = "Example"
trigger = "served"
ladder = "A"
jurisdictional = true
jurisdictional_because = "No way back."
consequence = "barred"
source = "State code 1"
verify_with_counsel = true
outer = { start = "served", n = 30 }
[rule.facts.served]
kind = "date"
label = "Served"
"""

ONE_READING = """
[[rule.readings]]
name = "As printed"
source = "State code 2"
outer = { start = "served", n = 10 }
"""


def test_a_pack_gives_its_rules() -> None:
    (read,) = read_pack(PACK)
    assert (read.id, read.jurisdiction, read.outer[0].n) == ("us.state.example", "us", 30)


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ('source = "State code 1"', 'source = " "'),
        ('source = "State code 1"\n', ""),
        ("verify_with_counsel = true", 'verify_with_counsel = "yes"'),
        ("jurisdictional = true\n", ""),
        ("jurisdictional = true", 'jurisdictional = "yes"'),
        ('jurisdictional_because = "No way back."', 'jurisdictional_because = ""'),
        ("[rule.facts.served]", ONE_READING + "[rule.facts.served]"),
        ('trigger = "served"', 'trigger = "filed"'),
        ('ladder = "A"', 'ladder = "Z"'),
        ('ladder = "A"', 'ladder = "A"\nmail_add = 3'),
        ('ladder = "A"', 'ladder = "A"\nroll = "response"'),
        ('ladder = "A"', 'ladder = "A"\nroll = "sometimes"'),
        ('ladder = "A"', 'ladder = "A"\ncalendar = "moon"'),
        ('ladder = "A"', 'ladder = "A"\ndays = 3'),
        ("n = 30 }", 'n = 30, unit = "fortnights" }'),
        ("n = 30 }", 'n_from = "days" }'),
        ('kind = "date"', 'kind = "time"'),
        ('kind = "date"', 'kind = "choice"'),
        ("[[rule]]", "[[rules]]"),
        ("[[rule]]", "[[rule]"),
    ],
)
def test_a_wrong_pack_does_not_load(sound: str, broken: str) -> None:
    assert sound in PACK
    with pytest.raises(PackError):
        read_pack(PACK.replace(sound, broken, 1))


def test_two_versions_in_force_on_one_day_do_not_load() -> None:
    with pytest.raises(PackError, match="overlap"):
        by_id(read_pack(PACK) + read_pack(PACK.replace('version = "1"', 'version = "2"')))


def test_every_rule_names_its_source_and_its_ladder() -> None:
    for one in rules():
        assert one.source
        assert one.consequence
        assert one.ladder in ladders()
        assert one.verify_with_counsel is True


def test_the_newest_version_is_shown_unless_a_day_is_named() -> None:
    assert rule("us.uscis.rfe").version == "2"
    assert rule("us.uscis.rfe", on=date(2026, 8, 4)).version == "1"


@pytest.mark.parametrize(
    ("ladder", "days"),
    [
        ("A", [60, 30, 14, 7, 3, 1]),
        ("B", [21, 14, 7, 3, 1]),
        ("C", [180, 90, 60, 30, 14, 7, 1]),
        ("D", [7, 5, 3, 2, 1]),
    ],
)
def test_ladder_gives_its_rungs_first_reminder_first(ladder: str, days: list[int]) -> None:
    rungs = reminder_rungs(ladder, date(2026, 11, 12))
    assert [rung for rung, _ in rungs] == days
    assert rungs[-1] == (1, date(2026, 11, 11))
    assert ladders()[ladder].climb == (("coordinator", 14), ("supervisor", 7))
