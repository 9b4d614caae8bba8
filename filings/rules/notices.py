"""Kinds of agency notices: where each moves a filing, and which rule it sets going."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from filings.rules import lifecycle
from filings.rules.forms import Form
from filings.rules.texts import gettext_noop

RECEIPT, RFE, NOID, BIOMETRICS = "receipt", "rfe", "noid", "biometrics"
APPROVAL, DENIAL, OTHER = "approval", "denial", "other"


@dataclass(frozen=True)
class Kind:
    """`moves_to`: the status it means. `rule`: what it sets going; `trigger` names its day there.

    `asks_for_answer`: the notice itself gives the days or the date. `lifecycles`: where it
    can come.
    """

    label: str
    moves_to: str = ""
    rule: str = ""
    trigger: str = "notice_date"
    asks_for_answer: bool = False
    lifecycles: str = "U"


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
        BIOMETRICS: Kind(gettext_noop("Biometrics appointment"), lifecycle.BIOMETRICS),
        APPROVAL: Kind(gettext_noop("Approval"), lifecycle.APPROVED),
        # The rule of a denial is the form's: not every decision can be challenged the same way.
        DENIAL: Kind(gettext_noop("Denial"), lifecycle.DENIED, trigger="decision_date"),
        OTHER: Kind(gettext_noop("Another letter"), lifecycles="UACN"),
    }
)


def rule_for(kind: str, form: Form) -> str:
    """Return the id of the rule that this notice about this form sets going, or ""."""
    return form.on_denial if kind == DENIAL else KINDS[kind].rule


def asked_by(kind: str, form: Form) -> tuple[str, ...]:
    """Return what a notice of this kind about this form must or may say; the rest is not asked."""
    asked = ["notice_date"]
    if rule_for(kind, form):
        asked += ["service", "response"]
    if KINDS[kind].asks_for_answer:
        asked += ["response_days", "printed_due_date"]
    return tuple(asked)


def facts_for(
    kind: str,
    *,
    notice_date: date,
    service: str = "",
    response: str = "",
    response_days: int | None = None,
    printed_due_date: date | None = None,
) -> dict[str, str | int]:
    """Return what the rule is told: only what is known, as JSON can carry it."""
    facts: dict[str, str | int] = {KINDS[kind].trigger: notice_date.isoformat()}
    if service:
        facts["service"] = service
    if response:
        facts["response"] = response
    if KINDS[kind].asks_for_answer:
        if response_days is not None:
            facts["response_days"] = response_days
        if printed_due_date is not None:
            facts["printed_due_date"] = printed_due_date.isoformat()
    return facts


def changes_status(kind: str, form: Form, status: str) -> bool:
    """Tell whether the notice means another step.

    A second RFE leaves an RFE where it is; an appointment for biometrics can come at any time.
    """
    moves_to = KINDS[kind].moves_to
    if kind == BIOMETRICS:
        return moves_to in lifecycle.LIFECYCLES[form.lifecycle][status].moves
    return bool(moves_to) and moves_to != status


def lawful_kinds(form: Form, status: str) -> tuple[str, ...]:
    """Return the notices that can have come for a filing that stands at `status`."""
    if status in lifecycle.unanswered(form.lifecycle):
        return ()
    moves = lifecycle.LIFECYCLES[form.lifecycle][status].moves
    return tuple(
        code
        for code, kind in KINDS.items()
        if form.lifecycle in kind.lifecycles
        and (not changes_status(code, form, status) or kind.moves_to in moves)
    )
