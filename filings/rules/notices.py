"""Kinds of agency notices: where each moves a filing, what it says, which rules it sets going."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from filings.rules import lifecycle
from filings.rules.catalogue import Rule
from filings.rules.forms import Form
from filings.rules.texts import gettext_noop

RECEIPT, RFE, NOID, BIOMETRICS = "receipt", "rfe", "noid", "biometrics"
APPROVAL, DENIAL, OTHER = "approval", "denial", "other"
INTERVIEW, BFD, TRANSFER, REJECTION = "interview", "bfd", "transfer", "rejection"
HEARING, BRIEFING = "hearing", "briefing"
MASTER, INDIVIDUAL = "master", "individual"
# What a hearing sets going: to be there, and the papers due before it, which differ.
HEARING_RULES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        MASTER: ("us.eoir.hearing", "us.eoir.master_hearing_filing"),
        INDIVIDUAL: ("us.eoir.hearing", "us.eoir.merits_hearing_filing"),
    }
)
APPOINTMENT = ("appointment_on", "appointment_time", "appointment_place")
VALIDITY = ("valid_from", "valid_to")


@dataclass(frozen=True)
class Kind:
    """`moves_to`: the status it means. `rule`: what it sets going; `trigger` names its day there.

    `asks_for_answer`: the notice itself gives the days or the date. `says`: what else it may
    say. `lifecycles`: where it can come. `from_sent`: it comes instead of a receipt.
    """

    label: str
    moves_to: str = ""
    rule: str = ""
    trigger: str = "notice_date"
    asks_for_answer: bool = False
    says: tuple[str, ...] = ()
    lifecycles: str = "U"
    from_sent: bool = False


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        RFE: Kind(
            gettext_noop("Request for evidence (RFE)"),
            lifecycle.RFE,
            "us.uscis.rfe",
            asks_for_answer=True,
        ),
        NOID: Kind(
            gettext_noop("Notice of intent to deny (NOID)"),
            lifecycle.NOID,
            "us.uscis.noid",
            asks_for_answer=True,
        ),
        RECEIPT: Kind(gettext_noop("Receipt notice")),
        BIOMETRICS: Kind(
            gettext_noop("Biometrics appointment"), lifecycle.BIOMETRICS, says=APPOINTMENT
        ),
        INTERVIEW: Kind(gettext_noop("Interview appointment"), says=APPOINTMENT),
        BFD: Kind(gettext_noop("Bona fide determination"), lifecycle.BFD),
        APPROVAL: Kind(gettext_noop("Approval"), lifecycle.APPROVED, says=VALIDITY),
        # The rule of a denial is the form's: not every decision can be challenged the same way.
        DENIAL: Kind(gettext_noop("Denial"), lifecycle.DENIED, trigger="decision_date"),
        TRANSFER: Kind(gettext_noop("Transfer to another office")),
        REJECTION: Kind(
            gettext_noop("Rejection: returned unopened"), lifecycle.REJECTED, from_sent=True
        ),
        HEARING: Kind(
            gettext_noop("Notice of hearing"),
            lifecycle.HEARING,
            trigger="hearing_date",
            says=("hearing_kind", *APPOINTMENT),
            lifecycles="C",
        ),
        BRIEFING: Kind(
            gettext_noop("Briefing schedule"),
            rule="us.eoir.bia_brief",
            trigger="schedule_date",
            says=("printed_due_date",),
            lifecycles="C",
        ),
        lifecycle.RG_POSITIVE: Kind(
            gettext_noop("Positive reasonable grounds decision"),
            lifecycle.RG_POSITIVE,
            lifecycles="N",
        ),
        lifecycle.RG_NEGATIVE: Kind(
            gettext_noop("Negative reasonable grounds decision"),
            lifecycle.RG_NEGATIVE,
            lifecycles="N",
        ),
        lifecycle.CG_POSITIVE: Kind(
            gettext_noop("Positive conclusive grounds decision"),
            lifecycle.CG_POSITIVE,
            lifecycles="N",
        ),
        lifecycle.CG_NEGATIVE: Kind(
            gettext_noop("Negative conclusive grounds decision"),
            lifecycle.CG_NEGATIVE,
            lifecycles="N",
        ),
        OTHER: Kind(gettext_noop("Another letter"), lifecycles="UACN"),
    }
)


@dataclass(frozen=True)
class Says:
    """What a notice says besides its kind and date; what it does not say stays empty."""

    service: str = ""
    response: str = ""
    response_days: int | None = None
    printed_due_date: date | None = None
    appointment_on: date | None = None
    hearing_kind: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def rule_for(kind: str, form: Form) -> str:
    """Return the id of the rule that this notice about this form sets going, or ""."""
    return form.on_denial if kind == DENIAL else KINDS[kind].rule


def asked_by(kind: str, form: Form) -> tuple[str, ...]:
    """Return what a notice of this kind about this form must or may say; the rest is not asked."""
    asked = ["notice_date"]
    if rule_for(kind, form) and kind != BRIEFING:
        asked += ["service", "response"]
    if KINDS[kind].asks_for_answer:
        asked += ["response_days", "printed_due_date"]
    return (*asked, *KINDS[kind].says)


def facts_for(kind: str, *, notice_date: date, said: Says) -> dict[str, str | int]:
    """Return what the rule is told: only what is known, as JSON can carry it."""
    began = said.appointment_on if kind == HEARING else notice_date
    facts: dict[str, str | int] = {}
    if began is not None:
        facts[KINDS[kind].trigger] = began.isoformat()
    if kind == HEARING:
        return facts
    if said.service:
        facts["service"] = said.service
    if said.response:
        facts["response"] = said.response
    if KINDS[kind].asks_for_answer and said.response_days is not None:
        facts["response_days"] = said.response_days
    prints = "printed_due_date" in KINDS[kind].says or KINDS[kind].asks_for_answer
    if prints and said.printed_due_date is not None:
        facts["printed_due_date"] = said.printed_due_date.isoformat()
    return facts


def started_by(
    kind: str,
    form: Form,
    *,
    notice_date: date,
    said: Says,
    rule_named: Callable[[str], Rule],
) -> list[tuple[str, dict[str, str | int]]]:
    """Return the rules that a notice sets going, each with its facts: its own, then its step's."""
    own = HEARING_RULES.get(said.hearing_kind, ()) if kind == HEARING else (rule_for(kind, form),)
    facts = facts_for(kind, notice_date=notice_date, said=said)
    found = [(rule_id, facts) for rule_id in own if rule_id]
    windows = windows_for(kind, form, notice_date=notice_date, said=said, rule_named=rule_named)
    return found + [each for each in windows if each[0] not in own]


def windows_for(
    kind: str,
    form: Form,
    *,
    notice_date: date,
    said: Says,
    rule_named: Callable[[str], Rule],
) -> list[tuple[str, dict[str, str | int]]]:
    """Return the rules that the step behind this notice sets going, each with its facts.

    The catalogue says which (`Form.starts`). A rule whose facts the notice does not give is left
    out: without "valid until" nobody knows when a status ends.
    """
    found = []
    known = {
        "granted": said.valid_from or notice_date,
        "expires": said.valid_to,
        "printed_end": said.valid_to,
    }
    for starts in form.starts_on(KINDS[kind].moves_to):
        rule = rule_named(starts.rule)
        days = {**({starts.day: notice_date} if starts.day else {}), **known}
        facts: dict[str, str | int] = {
            name: day.isoformat() for name, day in days.items() if day and name in rule.facts
        }
        needed = {name for name, spec in rule.facts.items() if spec.required and not spec.unless}
        if needed <= facts.keys():
            found.append((starts.rule, facts))
    return found


def left_unwatched(
    kind: str, form: Form, *, notice_date: date, said: Says, rule_named: Callable[[str], Rule]
) -> list[str]:
    """Return the rules that this notice would set going if it said until when something holds."""
    if "valid_to" not in KINDS[kind].says or said.valid_to is not None:
        return []
    windows = windows_for(kind, form, notice_date=notice_date, said=said, rule_named=rule_named)
    started = {rule for rule, _facts in windows}
    return [each.rule for each in form.starts_on(KINDS[kind].moves_to) if each.rule not in started]


def corrected_by(
    facts: Mapping[str, object], *, kind: str, form: Form, rule: Rule, notice_date: date, said: Says
) -> tuple[date, Says]:
    """Return date and words of a notice once the facts of a deadline it set going are corrected.

    The way back of `started_by`: what the rule takes says what the facts say, and what it does not
    take stays, for another deadline may count from it.
    """
    days = {
        name: date.fromisoformat(str(facts[name])) if name in facts else None
        for name, spec in rule.facts.items()
        if spec.kind == "date"
    }
    trigger = KINDS[kind].trigger
    if kind == HEARING and rule.id in HEARING_RULES.get(said.hearing_kind, ()):
        return notice_date, replace(said, appointment_on=days.get(trigger) or said.appointment_on)
    if rule.id == rule_for(kind, form):
        new = {name: str(facts.get(name, "")) for name in ("service", "response")}
        known: dict[str, Any] = {name: text for name, text in new.items() if name in rule.facts}
        if "response_days" in rule.facts:
            given = facts.get("response_days")
            known["response_days"] = int(str(given)) if given is not None else None
        if "printed_due_date" in rule.facts:
            known["printed_due_date"] = days["printed_due_date"]
        return days.get(trigger) or notice_date, replace(said, **known)
    for starts in form.starts_on(KINDS[kind].moves_to):
        if starts.rule == rule.id:
            return _window_corrected(days, starts.day, notice_date, said)
    return notice_date, said


def _window_corrected(
    days: Mapping[str, date | None], day: str, notice_date: date, said: Says
) -> tuple[date, Says]:
    granted, ends = days.get("granted"), days.get("expires") or days.get("printed_end")
    if granted and (said.valid_from or granted != notice_date):
        said = replace(said, valid_from=granted)
    if {"expires", "printed_end"} & days.keys():
        said = replace(said, valid_to=ends)
    # What `windows_for` takes from elsewhere is not the day of the notice.
    if day not in {"granted", "expires", "printed_end"}:
        notice_date = days.get(day) or notice_date
    return notice_date, said


def changes_status(kind: str, form: Form, status: str) -> bool:
    """Tell whether the notice means another step.

    A second RFE leaves an RFE where it is; an appointment for biometrics can come at any time.
    """
    moves_to = KINDS[kind].moves_to
    if kind in {BIOMETRICS, HEARING}:
        return moves_to in lifecycle.LIFECYCLES[form.lifecycle][status].moves
    return bool(moves_to) and moves_to != status


def lawful_kinds(form: Form, status: str) -> tuple[str, ...]:
    """Return the notices that can have come for a filing that stands at `status`."""
    if status == lifecycle.SENT:
        return tuple(code for code, kind in KINDS.items() if kind.from_sent)
    if status in lifecycle.unanswered(form.lifecycle):
        return ()
    moves = lifecycle.LIFECYCLES[form.lifecycle][status].moves
    return tuple(
        code
        for code, kind in KINDS.items()
        if form.lifecycle in kind.lifecycles
        and not kind.from_sent
        and (not changes_status(code, form, status) or kind.moves_to in moves)
    )
