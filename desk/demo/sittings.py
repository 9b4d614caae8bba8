"""Walk an intake from "is it safe?" to ready, as a coordinator would page by page."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from clients.actions import (
    complete_intake,
    decline_intake,
    explain_rights,
    pause_intake,
    resume_intake,
    save_step,
    start_intake,
)
from clients.models import Intake
from clients.rules.intake_steps import STEPS
from clinic.access.actor import Actor
from desk.demo.clients import Person

SAFETY = {"safe_now": "yes", "private": "yes", "if_cut_off": "wait"}
Parties = tuple[tuple[str, str], ...]


def sit_down(
    coordinator: Actor,
    *,
    person: Person,
    number: int,
    token: UUID,
    others: Parties = (),
    contact: str = "safe",
    skip: Collection[str] = (),
    pausing: bool = False,
    birth: date | None = None,
) -> Intake:
    """Answer every step but those in `skip`; without any skipped, the intake is then ready.

    :param number: makes telephone and A-numbers differ
    :param birth: when the day matters; else one of many
    :param pausing: pause after rights were explained, come back, and ask again whether it is safe
    """
    intake = start_intake(coordinator, form_token=token)
    answers = _answers(person, number, others, contact, birth or _some_day(number))
    for step in STEPS:
        if step.code in skip:
            continue
        if step.code == "rights":
            explain_rights(coordinator, intake=intake, language=person.language, sheet="given")
            if pausing:
                pause_intake(coordinator, intake=intake)
                resume_intake(coordinator, intake=intake)
                save_step(coordinator, intake=intake, step="safety", answers=SAFETY)
        else:
            save_step(coordinator, intake=intake, step=step.code, answers=answers[step.code])
    return intake if skip else complete_intake(coordinator, intake=intake)


def stop_at(coordinator: Actor, *, intake: Intake, until: str, reason: str) -> None:
    if until == "paused":
        pause_intake(coordinator, intake=intake)
    elif until == "declined":
        decline_intake(coordinator, intake=intake, reason=reason)


def _some_day(number: int) -> date:
    return date(1979 + number % 24, 1 + number % 12, 1 + number % 28)


def _answers(
    person: Person, number: int, others: Parties, contact: str, birth: date
) -> dict[str, Any]:
    organisations = {"employer", "recruiter", "opposing_counsel"}
    return {
        "safety": SAFETY,
        "language": {
            "language": person.language,
            "interpreter": ("yes", "no", "unsure")[number % 3],
        },
        "name": {"name_to_use": person.called, "pronouns": ("she", "he", "they")[number % 3]},
        "identity": {
            "legal_name": person.legal_name,
            "other_names": list(person.other_names),
            "birth": birth.isoformat(),
            "identifiers": {"a_number": f"A{200_000_000 + number * 7919}"},
        },
        "contact": {"contact_rules": _rules(number, contact), "code_word": "lighthouse"},
        "help": {"help_wanted": "A made-up wish.", "urgent_needs": ["nothing"]},
        "screening": {"screening_wanted": "later"},
        "parties": {
            "parties": [
                {"kind": kind, "name": name, "is_organisation": kind in organisations}
                for kind, name in others
            ],
            "exploiter_consent": "yes",
        },
        "conflict": {"conflict_check": "later"},
        "review": {"confirmed": True},
    }


def _rules(number: int, contact: str) -> list[dict[str, Any]]:
    """`contact`: safe (some ways, at some hours), unsafe (no way at all), or not_asked."""
    if contact == "not_asked":
        return []
    phone = {
        "channel": "phone",
        "state": contact,
        "address": f"+1 202 555 01{number % 100:02}",
        "details": {
            "days": [0, 1, 2, 3, 4],
            "start": "10:00",
            "end": "16:00",
            "answer": "only_client",
            "voicemail": "unsafe",
        },
    }
    mail = {
        "channel": "email",
        "state": contact,
        "address": f"made.up.{number}@client.example",
    }
    return [phone, mail, {"channel": "post", "state": "unsafe"}]
