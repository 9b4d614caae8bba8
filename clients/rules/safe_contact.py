"""May we reach her, by this way, at this hour? What was not asked is refused.

Code words and caller passphrases never come here: a rule holds only that one is set.
Hours are wall-clock hours where the client lives; the caller converts before asking.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from clients.rules.wording import gettext_noop


class Channel(StrEnum):
    """A way to reach a client."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    POST = "post"
    APP = "app"
    PARTNER = "partner"


CHANNEL_LABELS: Mapping[Channel, str] = {
    Channel.PHONE: gettext_noop("Phone call"),
    Channel.SMS: gettext_noop("Text message"),
    Channel.EMAIL: gettext_noop("E-mail"),
    Channel.POST: gettext_noop("Post"),
    Channel.APP: gettext_noop("Messaging app"),
    Channel.PARTNER: gettext_noop("Through a partner"),
}

# They ring or light up at once, whoever holds the phone: without hours they are not safe.
HOURS_MATTER = frozenset({Channel.PHONE, Channel.SMS, Channel.APP})


class Safety(StrEnum):
    """What the client said about a channel."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    NOT_ASKED = "not_asked"


class Answer(StrEnum):
    """Who may answer the phone or read the message besides the client."""

    NOT_ASKED = "not_asked"
    ONLY_CLIENT = "only_client"
    NAMED = "named"
    ANYONE = "anyone"


ANSWER_TEXTS: Mapping[Answer, str] = {
    Answer.NOT_ASKED: gettext_noop("Who else may answer was not asked: speak only to the client"),
    Answer.ONLY_CLIENT: gettext_noop("Speak only to the client"),
    Answer.NAMED: gettext_noop("Speak only to the client or the person named in the rule"),
    Answer.ANYONE: gettext_noop("Somebody else may answer: do not say who is calling"),
}

VOICEMAIL_TEXTS: Mapping[Safety, str] = {
    Safety.SAFE: gettext_noop("Voicemail is fine, in neutral words"),
    Safety.UNSAFE: gettext_noop("Leave no voicemail"),
    Safety.NOT_ASKED: gettext_noop("Voicemail was not asked: leave none"),
}


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekdays (Monday is 0) and a span of wall-clock time; it may run past midnight.

    The start is within the span, the end is not; a span that ends when it starts is a whole day.
    """

    days: frozenset[int]
    start: time
    end: time

    def __post_init__(self) -> None:
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError("days are numbers from 0 (Monday) to 6 (Sunday), at least one")

    def holds(self, when: datetime) -> bool:
        """Tell whether a moment lies within, by the clock it carries."""
        now, day = when.time(), when.weekday()
        if self.start < self.end:
            return day in self.days and self.start <= now < self.end
        begun_yesterday = (day - 1) % 7 in self.days and now < self.end
        return begun_yesterday or (day in self.days and now >= self.start)


@dataclass(frozen=True, slots=True)
class ContactRule:
    """What the client said about one channel."""

    channel: Channel
    safety: Safety = Safety.NOT_ASKED
    hours: tuple[Hours, ...] = ()
    any_time: bool = False
    voicemail: Safety = Safety.NOT_ASKED
    answer: Answer = Answer.NOT_ASKED
    code_word_set: bool = False
    valid_until: date | None = None

    def has_expired(self, today: date) -> bool:
        """Tell whether the rule has run out; its last day still counts."""
        return self.valid_until is not None and self.valid_until < today

    @property
    def hours_known(self) -> bool:
        return self.any_time or bool(self.hours) or self.channel not in HOURS_MATTER


VERDICTS: Mapping[str, str] = {
    "allowed": gettext_noop("The client said this is safe."),
    "not_asked": gettext_noop("Nobody has asked yet whether this is safe. Ask first."),
    "unsafe": gettext_noop("The client said this is not safe."),
    "expired": gettext_noop("The rule has run out. Ask again whether this is still safe."),
    "hours_not_asked": gettext_noop("Nobody has asked yet at which hours this is safe."),
    "outside_hours": gettext_noop("This is outside the hours the client said are safe."),
    "no_voicemail": gettext_noop("The client has not agreed to voicemail. Hang up instead."),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """May we reach her now, and the code of VERDICTS that says why."""

    allowed: bool
    reason: str

    @property
    def text(self) -> str:
        return VERDICTS[self.reason]


def verdict(
    rules: Iterable[ContactRule],
    channel: Channel,
    when_local: datetime,
    *,
    leaving_voicemail: bool = False,
) -> Verdict:
    """Answer from all rules of a channel; the most careful one wins."""
    known = [rule for rule in rules if rule.channel is channel]
    if any(rule.safety is Safety.UNSAFE for rule in known):
        return Verdict(False, "unsafe")  # an old "unsafe" does not run out into silence
    safe = [rule for rule in known if rule.safety is Safety.SAFE]
    if not safe:
        return Verdict(False, "not_asked")
    current = [rule for rule in safe if not rule.has_expired(when_local.date())]
    if not current:
        return Verdict(False, "expired")
    if not all(rule.hours_known for rule in current):
        return Verdict(False, "hours_not_asked")
    if not all(_at_this_hour(rule, when_local) for rule in current):
        return Verdict(False, "outside_hours")
    if leaving_voicemail and not all(rule.voicemail is Safety.SAFE for rule in current):
        return Verdict(False, "no_voicemail")
    return Verdict(True, "allowed")


def _at_this_hour(rule: ContactRule, when: datetime) -> bool:
    return rule.any_time or not rule.hours or any(span.holds(when) for span in rule.hours)


class Tone(StrEnum):
    """How a banner line looks; `expired` and `not_asked` offer no contact button."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    EXPIRED = "expired"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class BannerLine:
    """One line of the safe-contact banner; texts are English sources to be translated.

    `channel` is None in the one line that speaks of all channels. `code_word` only says that the
    client must give one; the word itself is never shown.
    """

    channel: Channel | None
    tone: Tone
    text: str
    hours: tuple[Hours, ...] = ()
    any_time: bool = False
    notes: tuple[str, ...] = ()
    code_word: bool = False
    valid_until: date | None = None


NOTHING_ASKED = BannerLine(
    None,
    Tone.NOT_ASKED,
    gettext_noop("Safe contact has not been asked yet. Do not call, write or send anything."),
)
_TONE_TEXTS: Mapping[Tone, str] = {
    Tone.SAFE: gettext_noop("Safe"),
    Tone.UNSAFE: gettext_noop("Not safe. Do not use."),
    Tone.EXPIRED: gettext_noop("Was safe, has run out. Ask again before using it."),
    Tone.NOT_ASKED: gettext_noop("Not asked yet. Do not use."),
}
_HOURS_NOT_ASKED = gettext_noop("Safe hours were not asked: do not use yet")
CODE_WORD_NOTE = gettext_noop("A code word is set: verify the caller with it")
_ORDER = tuple(Tone(tone) for tone in ("unsafe", "safe", "expired", "not_asked"))


def banner_lines(rules: Iterable[ContactRule], today: date) -> tuple[BannerLine, ...]:
    """Return the lines of the banner, dangers first; one line at least, whatever is known."""
    known = tuple(rules)
    if all(rule.safety is Safety.NOT_ASKED for rule in known):
        return (NOTHING_ASKED,)
    lines = [_line(rule, today) for rule in known]
    channels = list(Channel)
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                _ORDER.index(line.tone),
                channels.index(line.channel) if line.channel else 0,
            ),
        )
    )


def _line(rule: ContactRule, today: date) -> BannerLine:
    tone = Tone(rule.safety)
    if tone is Tone.SAFE and rule.has_expired(today):
        tone = Tone.EXPIRED
    text = _TONE_TEXTS[tone]
    if tone is not Tone.SAFE:
        return BannerLine(rule.channel, tone, text)
    if not rule.hours_known:
        return BannerLine(rule.channel, Tone.NOT_ASKED, text=_HOURS_NOT_ASKED)
    notes = [ANSWER_TEXTS[rule.answer]] if rule.channel in HOURS_MATTER else []
    if rule.channel is Channel.PHONE:
        notes.append(VOICEMAIL_TEXTS[rule.voicemail])
    if rule.code_word_set:
        notes.append(CODE_WORD_NOTE)
    return BannerLine(
        rule.channel,
        tone,
        text,
        hours=rule.hours,
        any_time=rule.any_time or not rule.hours,
        notes=tuple(notes),
        code_word=rule.code_word_set,
        valid_until=rule.valid_until,
    )


def may_reach_at_all(rules: Iterable[ContactRule], today: date) -> bool:
    """Tell whether any contact button may stand on the page."""
    return any(line.tone is Tone.SAFE for line in banner_lines(rules, today))
