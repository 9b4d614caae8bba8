"""A client is reached only by a way, and at an hour, of which it is known that it is safe."""

from dataclasses import asdict
from datetime import date, datetime, time

import pytest

from clients.rules.safe_contact import (
    CHANNEL_LABELS,
    VERDICTS,
    Answer,
    Channel,
    ContactRule,
    Hours,
    Safety,
    Tone,
    banner_lines,
    may_reach_at_all,
    verdict,
)

TODAY = date(2026, 11, 20)  # a Friday
NOON = datetime(2026, 11, 20, 12, 0)
WEEKDAY_MORNINGS = Hours(frozenset(range(5)), time(9), time(12))
WEEKEND_NIGHTS = Hours(frozenset({4, 5}), time(22), time(2))


def phone(**given: object) -> ContactRule:
    """A phone that is safe at any time unless said otherwise."""
    rule: dict[str, object] = {"channel": Channel.PHONE, "safety": Safety.SAFE, "any_time": True}
    return ContactRule(**(rule | given))  # type: ignore[arg-type]


@pytest.mark.parametrize("channel", list(Channel))
def test_what_was_not_asked_is_refused(channel: Channel) -> None:
    assert verdict([], channel, NOON).reason == "not_asked"
    assert not verdict([ContactRule(channel)], channel, NOON).allowed


def test_a_safe_channel_says_nothing_of_another() -> None:
    assert verdict([phone()], Channel.PHONE, NOON).allowed
    assert verdict([phone()], Channel.SMS, NOON).reason == "not_asked"


def test_an_unsafe_rule_wins_over_a_safe_one_and_does_not_run_out() -> None:
    old = phone(safety=Safety.UNSAFE, valid_until=date(2020, 1, 1))
    assert verdict([phone(), old], Channel.PHONE, NOON).reason == "unsafe"


def test_the_last_day_counts_and_the_day_after_does_not() -> None:
    rule = phone(valid_until=TODAY)
    assert verdict([rule], Channel.PHONE, NOON).allowed
    assert verdict([rule], Channel.PHONE, datetime(2026, 11, 21)).reason == "expired"


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.SMS, Channel.APP])
def test_a_way_that_rings_needs_hours(channel: Channel) -> None:
    assert verdict([ContactRule(channel, Safety.SAFE)], channel, NOON).reason == "hours_not_asked"


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.POST, Channel.PARTNER])
def test_a_way_that_waits_needs_no_hours(channel: Channel) -> None:
    assert verdict([ContactRule(channel, Safety.SAFE)], channel, NOON).allowed


@pytest.mark.parametrize(
    ("when", "allowed"),
    [
        (datetime(2026, 11, 20, 8, 59, 59), False),
        (datetime(2026, 11, 20, 9, 0), True),
        (datetime(2026, 11, 20, 11, 59, 59), True),
        (datetime(2026, 11, 20, 12, 0), False),
        (datetime(2026, 11, 21, 10, 0), False),
    ],
)
def test_hours_begin_on_the_minute_and_end_before_it(when: datetime, *, allowed: bool) -> None:
    rule = phone(any_time=False, hours=(WEEKDAY_MORNINGS,))
    assert verdict([rule], Channel.PHONE, when).allowed is allowed


@pytest.mark.parametrize(
    ("when", "allowed"),
    [
        (datetime(2026, 11, 20, 23, 0), True),
        (datetime(2026, 11, 21, 1, 59), True),
        (datetime(2026, 11, 22, 1, 0), True),
        (datetime(2026, 11, 20, 1, 0), False),
        (datetime(2026, 11, 22, 23, 0), False),
    ],
)
def test_hours_past_midnight_belong_to_the_day_they_began(when: datetime, *, allowed: bool) -> None:
    assert WEEKEND_NIGHTS.holds(when) is allowed


def test_of_two_rules_for_one_phone_both_must_agree() -> None:
    rules = [phone(), phone(any_time=False, hours=(WEEKDAY_MORNINGS,))]
    assert verdict(rules, Channel.PHONE, NOON).reason == "outside_hours"


@pytest.mark.parametrize("voicemail", [Safety.UNSAFE, Safety.NOT_ASKED])
def test_voicemail_needs_a_yes_of_its_own(voicemail: Safety) -> None:
    rules = [phone(voicemail=voicemail)]
    refused = verdict(rules, Channel.PHONE, NOON, leaving_voicemail=True)
    assert (refused.allowed, refused.reason) == (False, "no_voicemail")
    assert verdict(rules, Channel.PHONE, NOON).allowed


def test_every_refusal_says_why_in_words() -> None:
    assert all(text.endswith(".") for text in VERDICTS.values())
    assert verdict([], Channel.SMS, NOON).text == VERDICTS["not_asked"]
    assert set(CHANNEL_LABELS) == set(Channel)


@pytest.mark.parametrize("days", [frozenset(), frozenset({7}), frozenset({-1, 2})])
def test_hours_on_no_day_of_the_week_are_refused(days: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="Monday"):
        Hours(days, time(9), time(10))


def test_without_rules_the_banner_says_that_nobody_asked() -> None:
    for rules in ([], [ContactRule(Channel.SMS)]):
        (line,) = banner_lines(rules, TODAY)
        assert (line.channel, line.tone) == (None, Tone.NOT_ASKED)
        assert not may_reach_at_all(rules, TODAY)


def test_the_banner_names_dangers_first_and_the_expired_after_the_safe() -> None:
    rules = [
        ContactRule(Channel.SMS),
        ContactRule(Channel.EMAIL, Safety.SAFE, valid_until=date(2026, 11, 19)),
        phone(),
        ContactRule(Channel.POST, Safety.UNSAFE),
    ]
    tones = [(line.channel, line.tone.value) for line in banner_lines(rules, TODAY)]
    assert tones == [
        (Channel.POST, "unsafe"),
        (Channel.PHONE, "safe"),
        (Channel.EMAIL, "expired"),
        (Channel.SMS, "not_asked"),
    ]


def test_a_phone_without_hours_is_not_shown_as_safe() -> None:
    assert not may_reach_at_all([phone(any_time=False)], TODAY)


def test_the_banner_tells_voicemail_and_who_may_answer() -> None:
    rule = phone(voicemail=Safety.UNSAFE, answer=Answer.ONLY_CLIENT, code_word_set=True)
    (line,) = banner_lines([rule], TODAY)
    assert any("voicemail" in note for note in line.notes)
    assert any("only to the client" in note for note in line.notes)
    assert line.code_word


def test_a_rule_has_no_place_for_the_code_word_itself() -> None:
    assert [name for name in asdict(phone()) if "word" in name] == ["code_word_set"]
    assert asdict(phone())["code_word_set"] is False
