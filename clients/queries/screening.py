"""Screenings: which there are, what may be asked now, what answers may point to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients.models import Client, Intake, ReliefDecision, Screening
from clients.policy import visible_screenings
from clients.queries.intakes import state_of
from clients.rules.intake import IntakeStatus, is_safe
from clients.rules.screening import record as kept
from clients.rules.screening.asking import (
    STATUS_LABELS,
    Asked,
    Moment,
    ScreeningStatus,
    in_words,
    is_first_contact,
    is_imminent,
    next_section,
    open_prompts,
    open_sections,
    section_words,
    why_not,
)
from clients.rules.screening.relief import DECISION_LABELS, FIT_TEXTS, Decision, possible_reliefs
from clients.rules.screening.sets import SOURCE_LANGUAGE, newest_set, set_of
from clients.rules.screening.shape import QuestionSet, Section
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.tenancy.current import current_clinic, day_of, today

TONES = {"started": "info", "stopped": "warn", "done": "good"}


@dataclass(frozen=True)
class SectionLine:
    """A section as the bar above shows it: done, now or later."""

    code: str
    label: str
    lead: str
    state: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class ReliefLine:
    """A relief that may be possible, with what an attorney decided last."""

    code: str
    label: str
    forms: tuple[str, ...]
    fit: str
    fit_text: str
    because: tuple[str, ...]
    open: tuple[str, ...]
    notes: tuple[str, ...]
    source: str
    decision: str
    decision_label: str
    reason: str
    decided_by: str
    decided_at: Any


def screening_of(actor: Actor, pk: UUID) -> Screening:
    rows = visible_screenings(actor).select_related("key", "client__key", "started_by__user")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def screenings_of(actor: Actor, client: Client) -> list[Screening]:
    rows = visible_screenings(actor).filter(client=client).order_by("-id")
    return list(rows.select_related("started_by__user").defer("record"))


def asked_set(screening: Screening) -> QuestionSet:
    return set_of(screening.question_set, screening.set_version)


def current_set() -> QuestionSet | None:
    return newest_set(current_clinic().jurisdiction)


def languages_of(asked: QuestionSet) -> list[tuple[str, str]]:
    """Return (code, name) of every language a set can be put in; drafts say so."""
    named = [
        (code, wording.name if wording.reviewed else _("%(name)s (draft, nobody has reviewed it)"))
        for code, wording in asked.wordings.items()
    ]
    named = [(code, text % {"name": asked.wordings[code].name}) for code, text in named]
    return [(SOURCE_LANGUAGE, _("English")), *named]


def rights_told_on(client: Client) -> date | None:
    """Return the first day on which this person was told their rights: the first contact."""
    rows = Intake.objects.filter(client=client, rights_explained_at__isnull=False)
    first = (
        rows.order_by("rights_explained_at").values_list("rights_explained_at", flat=True).first()
    )
    return day_of(first) if first else None


def moment_of(client: Client, asked: QuestionSet) -> Moment:
    """Return what decides which topics may come up now."""
    first = is_first_contact(rights_told_on(client), today())
    return Moment(first, first and _named_date_is_near(client, asked.imminent_days))


def _named_date_is_near(client: Client, days: int) -> bool:
    for intake in Intake.objects.filter(client=client).select_related("key"):
        named = (intake.answers or {}).get("dated_letter_day")
        if named and is_imminent(date.fromisoformat(named), today(), days=days):
            return True
    return False


def open_intake(client: Client) -> Intake | None:
    """Return the intake in which this client is being met now, if there is one."""
    rows = Intake.objects.filter(
        client=client,
        status__in=[
            IntakeStatus.STARTED.value,
            IntakeStatus.PAUSED.value,
            IntakeStatus.READY.value,
        ],
    )
    return rows.select_related("key").order_by("-id").first()


def intake_forbids(client: Client) -> bool:
    """Tell whether the intake going on says that talking is not safe, or is paused."""
    intake = open_intake(client)
    if intake is None:
        return False
    return intake.status == IntakeStatus.PAUSED.value or not is_safe(state_of(intake))


def language_of(screening: Screening) -> str:
    record: Mapping[str, Any] = screening.record or {}
    return str(record.get("language", SOURCE_LANGUAGE))


def is_draft_wording(screening: Screening) -> bool:
    wording = asked_set(screening).wordings.get(language_of(screening))
    return wording is not None and not wording.reviewed


def screening_status(status: str) -> str:
    return _(STATUS_LABELS[ScreeningStatus(status)])


def done_codes(screening: Screening) -> set[str]:
    return set(kept.answers_by_code(screening.record or {}))


def section_lines(screening: Screening, here: str = "") -> list[SectionLine]:
    """Return the sections that may be asked now, each with its questions in the words put."""
    asked, language = asked_set(screening), language_of(screening)
    moment, done = moment_of(screening.client, asked), done_codes(screening)
    lines = []
    for section in open_sections(asked, moment):
        title, lead = section_words(asked, section, language)
        prompts = open_prompts(section, moment)
        answered = all(prompt.code in done for prompt in prompts)
        state = "now" if section.code == here else "done" if answered else "later"
        words = tuple(in_words(asked, prompt, language) for prompt in prompts)
        lines.append(SectionLine(section.code, title, lead, state, words))
    return lines


def section_line(screening: Screening, code: str) -> SectionLine | None:
    return next((line for line in section_lines(screening, code) if line.code == code), None)


def following_section(screening: Screening) -> Section | None:
    asked = asked_set(screening)
    return next_section(asked, moment_of(screening.client, asked), done_codes(screening))


def kept_back(screening: Screening) -> list[str]:
    """Say why something is not asked at this contact. The questions stay off the screen."""
    asked = asked_set(screening)
    moment = moment_of(screening.client, asked)
    return [
        _(why_not(prompt))
        for section in asked.sections
        for prompt in section.prompts
        if prompt not in open_prompts(section, moment)
    ]


def answers_as_asked(screening: Screening) -> list[kept.Answered]:
    """Return every answer in the words it was asked in; only after `actions.reveal_screening`."""
    return kept.all_answers(screening.record or {})


def relief_lines(screening: Screening) -> list[ReliefLine]:
    """Return what may be possible by the rules of the version that was asked, with decisions."""
    asked = asked_set(screening)
    said = kept.answers_by_code(screening.record or {})
    rows = ReliefDecision.objects.filter(screening=screening).order_by("id")
    decided = {row.relief: row for row in rows.select_related("key", "decided_by__user")}
    lines = []
    for possible in possible_reliefs(asked, said):
        relief, row = possible.relief, decided.get(possible.relief.code)
        lines.append(
            ReliefLine(
                relief.code,
                _(relief.label),
                relief.forms,
                possible.fit.value,
                _(FIT_TEXTS[possible.fit]),
                tuple(_(text) for text in possible.because),
                tuple(_(text) for text in possible.open),
                tuple(_(text) for text in possible.notes),
                relief.source,
                row.decision or "" if row else "",
                _(DECISION_LABELS[Decision(row.decision)]) if row else "",
                row.reason or "" if row else "",
                row.decided_by.user.name if row else "",
                row.decided_at if row else None,
            )
        )
    return lines
