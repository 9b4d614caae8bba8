"""May we reach her, and what the banner says. Every client page asks here first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from clients.models import Client, ConfidentialAddress, ContactRule
from clients.rules import safe_contact
from clients.rules.disclosure import INTERPRETER_TEXTS
from clients.rules.safe_contact import (
    CHANNEL_LABELS,
    Answer,
    BannerLine,
    Channel,
    Hours,
    Safety,
    Tone,
    Verdict,
    banner_lines,
)
from clinic.pages.dates import short_date
from clinic.tenancy.current import current_clinic, day_of, today

WORKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True)
class Banner:
    """Arguments of `kit/_banner_safe_contact.html`."""

    state: str
    headline: str = ""
    lines: list[str] = field(default_factory=list)
    checked: str = ""


def contact_rows(client: Client) -> list[ContactRule]:
    """Return the rules that hold: none for a record that was joined into another one."""
    if client.merged_into_id is not None:
        return []
    rows = ContactRule.objects.filter(client=client)
    return list(rows.select_related("key", "confirmed_by__user").order_by("channel"))


def postal_address(client: Client) -> str:
    row = ContactRule.objects.filter(client=client, channel="post").select_related("key").first()
    return str(row.address or "") if row else ""


def rule_of(row: ContactRule) -> safe_contact.ContactRule:
    """Return the rule in the shape the pure rules read; the code word stays behind."""
    details: dict[str, Any] = row.details or {}
    return safe_contact.ContactRule(
        channel=Channel(row.channel),
        safety=Safety(row.state),
        hours=_hours(details),
        any_time=bool(details.get("any_time")),
        voicemail=Safety(details.get("voicemail") or "not_asked"),
        answer=Answer(details.get("answer") or "not_asked"),
        code_word_set=row.code_word is not None,
        valid_until=row.valid_until,
    )


def _hours(details: dict[str, Any]) -> tuple[Hours, ...]:
    days = frozenset(details.get("days") or ())
    start, end = details.get("start"), details.get("end")
    if not days and not start:
        return ()
    return (
        Hours(
            days or EVERY_DAY,
            time.fromisoformat(start) if start else time(0),
            time.fromisoformat(end) if end else time(0),
        ),
    )


def contact_verdict(
    client: Client,
    channel: str,
    *,
    when: datetime | None = None,
    leaving_voicemail: bool = False,
) -> Verdict:
    """Answer by the clock where the client is; the clinic's where none is recorded."""
    moment = when or timezone.now().astimezone(zone_of(client))
    rules = [rule_of(row) for row in contact_rows(client)]
    return safe_contact.verdict(
        rules, Channel(channel), moment, leaving_voicemail=leaving_voicemail
    )


def zone_of(client: Client) -> ZoneInfo:
    try:
        return ZoneInfo(client.time_zone or current_clinic().time_zone)
    except (ZoneInfoNotFoundError, ValueError):  # a name that the machine's tables lost
        return ZoneInfo(current_clinic().time_zone)


def their_clock(client: Client) -> str:
    """Say what time it is where the client is; "" where the clinic's clock is theirs."""
    if not client.time_zone or client.time_zone == current_clinic().time_zone:
        return ""
    now = timezone.now().astimezone(zone_of(client))
    return _("Where the client is, it is %(time)s now.") % {"time": f"{now:%H:%M}"}


def verdict_text(verdict: Verdict) -> str:
    return _(verdict.text)


def contact_banner(client: Client) -> Banner:
    rows = contact_rows(client)
    lines = banner_lines([rule_of(row) for row in rows], today())
    safe = [line for line in lines if line.tone is Tone.SAFE]
    others = [line_text(line) for line in lines if line.tone is not Tone.SAFE and line.channel]
    checked = _checked(rows)
    if safe:
        headline = "; ".join(headline_of(line) for line in safe)
        notes = [_(note) for line in safe for note in line.notes]
        notes += [clock] if (clock := their_clock(client)) else []
        return Banner("current", headline, [*dict.fromkeys(notes), *others], checked)
    expired = [line for line in lines if line.tone is Tone.EXPIRED]
    if expired:
        labels = ", ".join(channel_label(line.channel) for line in expired)
        return Banner("expired", labels, others, checked)
    if any(line.tone is Tone.UNSAFE for line in lines):
        return Banner("none_safe", lines=others, checked=checked)
    return Banner("not_asked", lines=others)


def _checked(rows: Iterable[ContactRule]) -> str:
    confirmed = [row for row in rows if row.confirmed_at]
    if not confirmed:
        return ""
    latest = max(confirmed, key=lambda row: row.confirmed_at or timezone.now())
    assert latest.confirmed_at is not None
    when = day_of(latest.confirmed_at)
    who = latest.confirmed_by.user.name if latest.confirmed_by else ""
    return _("Checked with the client on %(when)s by %(who)s.") % {
        "when": short_date(when),
        "who": who,
    }


def channel_label(channel: Channel | None) -> str:
    return _(CHANNEL_LABELS[channel]) if channel else ""


def line_text(line: BannerLine) -> str:
    return f"{channel_label(line.channel)}: {_(line.text)}"


def headline_of(line: BannerLine) -> str:
    """Say "Phone call, Mon–Fri 18:00–20:00"."""
    said = channel_label(line.channel)
    if line.hours and not line.any_time:
        said = f"{said}, {', '.join(hours_text(span) for span in line.hours)}"
    if line.valid_until:
        said = _("%(way)s (until %(day)s)") % {"way": said, "day": short_date(line.valid_until)}
    return said


def hours_text(span: Hours) -> str:
    if span.days == EVERY_DAY:
        days = _("every day")
    elif span.days == WORKDAYS:
        days = _("Monday to Friday")
    else:
        days = ", ".join(str(WEEKDAYS_ABBR[day]) for day in sorted(span.days))
    if span.start == span.end:
        return days
    return f"{days} {span.start:%H:%M}–{span.end:%H:%M}"


def disclosable(client: Client) -> dict[str, str]:
    """Return what may be named in a release, by the codes of `rules.disclosure.FIELDS`.

    What was not given is left out. The caller asks which of them a release allows.
    """
    birth = short_date(client.birth_date) if client.birth_date else client.birth_year
    interpreter = INTERPRETER_TEXTS.get(client.interpreter or "")
    values = {
        "name_to_use": client.name_to_use,
        "legal_name": client.legal_name,
        "pronouns": client.pronouns,
        "birth_date": birth,
        "nationality": client.nationality,
        "language": client.language,
        "interpreter": _(interpreter) if interpreter else None,
        "safe_contact": _reach_text(client),
    }
    return {code: value for code, value in values.items() if value}


def _reach_text(client: Client) -> str:
    """Say how to reach the client, address and hours, only by ways that are safe today."""
    rows = {row.channel: row for row in contact_rows(client)}
    lines = banner_lines([rule_of(row) for row in rows.values()], today())
    said = []
    for line in lines:
        if line.tone is not Tone.SAFE or line.channel is None:
            continue
        address = rows[line.channel.value].address
        if line.channel is Channel.POST:
            address = letters_to(client) or address
        said.append(f"{headline_of(line)}: {address}" if address else headline_of(line))
        said.extend(_(note) for note in line.notes if note != safe_contact.CODE_WORD_NOTE)
    return "; ".join(said)


def letters_to(client: Client) -> str:
    """Return the substitute address that stands for where the client lives, if there is one."""
    row = ConfidentialAddress.objects.filter(client=client).select_related("key").first()
    if row is None or (row.valid_until and row.valid_until < today()):
        return ""
    return row.substitute or ""
