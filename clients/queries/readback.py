"""Say in words what is stored, for pages that read it back after a recorded look."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clients.models import Client, ConflictCheck, ContactRule, Party
from clients.queries.contact import channel_label, contact_rows, headline_of, rule_of
from clients.queries.parties import STATE_TONES, PartyLine, identifiers_of, party_lines
from clients.rules.conflict import PARTY_LABELS, STATE_LABELS, ConflictState, PartyKind
from clients.rules.identifiers import KINDS
from clients.rules.intake_shape import Kind, Question
from clients.rules.intake_steps import REVIEW, STEPS
from clients.rules.record import NUMBER_KINDS
from clients.rules.safe_contact import Channel, Tone, banner_lines
from clinic.pages.dates import short_date
from clinic.tenancy.current import today

_TONES = {Tone.SAFE: "good", Tone.UNSAFE: "danger", Tone.EXPIRED: "warn", Tone.NOT_ASKED: "quiet"}


def channel_lines(client: Client) -> list[dict[str, Any]]:
    """Return every channel with what was said about it; no address, no code word."""
    rules = {row.channel: rule_of(row) for row in contact_rows(client)}
    lines = []
    for channel in Channel:
        rule = rules.get(channel.value)
        said = [line for line in banner_lines([rule], today()) if line.channel] if rule else []
        line = said[0] if said else None
        safe = line is not None and line.tone is Tone.SAFE
        lines.append(
            {
                "channel": channel.value,
                "label": channel_label(channel),
                "text": _(line.text) if line else _("Not asked yet. Do not use."),
                "tone": _TONES[line.tone] if line else "quiet",
                "state": line.tone.value if line else Tone.NOT_ASKED.value,
                "hours": headline_of(line) if safe and line else "",
                "notes": [_(note) for note in line.notes] if line else [],
            }
        )
    return lines


def named_lines(client: Client, rows: Sequence[Party]) -> list[tuple[PartyLine, str]]:
    """Return parties with their names; only after `actions.reveal_parties`."""
    return [(line, line.party.name or "") for line in party_lines(client, rows)]


def decisions_in_words(checks: Iterable[ConflictCheck]) -> list[dict[str, Any]]:
    return [
        {
            "check": check,
            "label": _(STATE_LABELS[ConflictState(check.decision)]) if check.decision else "",
            "tone": STATE_TONES.get(check.decision, "quiet"),
            "reason": check.reason or "",
        }
        for check in checks
    ]


def answers_in_words(
    answers: Mapping[str, Any], *, contact: Sequence[ContactRule], parties: Sequence[Party]
) -> list[dict[str, Any]]:
    """Return every step with its questions and what was answered; empty where it was skipped."""
    return [
        {
            "title": _(step.title),
            "lines": [
                (_(question.text), _said(question, answers, contact, parties))
                for question in step.questions
            ],
        }
        for step in STEPS
        if step is not REVIEW
    ]


def _said(
    question: Question,
    answers: Mapping[str, Any],
    contact: Sequence[ContactRule],
    parties: Sequence[Party],
) -> list[str]:
    if question.kind is Kind.CONTACT_RULES:
        return [_contact_said(row) for row in contact]
    if question.kind is Kind.PARTIES:
        others = [row for row in parties if row.kind not in {"client", "alias"}]
        return [f"{_(PARTY_LABELS[PartyKind(row.kind)])}: {row.name or ''}" for row in others]
    said = answers.get(question.code)
    if said in (None, "", [], {}):
        return []
    if question.kind is Kind.IDENTIFIERS:
        return [f"{_(KINDS[kind].label)}: {number}" for kind, number in said.items()]
    if question.kind is Kind.CONFIRM:
        return [_("Yes")]
    if question.kind is Kind.DATE:
        return [short_date(date.fromisoformat(said))]
    words = {choice.code: _(choice.text) for choice in question.choices}
    return [words.get(one, str(one)) for one in (said if isinstance(said, list) else [said])]


def _contact_said(row: ContactRule) -> str:
    line = banner_lines([rule_of(row)], today())[0]
    where = f" ({row.address})" if row.address else ""
    return f"{channel_label(Channel(row.channel))}{where}: {_(line.text)}"


def identity_answers(client: Client) -> dict[str, Any]:
    """Return who the client is by the question codes of `rules.record.RECORD`.

    Fills a form; only after a recorded look, or inside an action.
    """
    numbers = {
        row.kind: row.value
        for row in identifiers_of(client)
        if row.party.kind == PartyKind.CLIENT.value and row.kind in NUMBER_KINDS
    }
    return {
        "name_to_use": client.name_to_use,
        "pronouns": client.pronouns,
        "legal_name": client.legal_name,
        "birth": client.birth_date.isoformat() if client.birth_date else client.birth_year,
        "nationality": client.nationality,
        "language": client.language,
        "interpreter": client.interpreter,
        "identifiers": numbers,
    }
