"""Add a deadline that no notice set going: by a rule, or a day that a judge or agency set."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.models import Case
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.models import new_id
from filings.actions.computing import computed_or_blocked, keep_deadline
from filings.actions.locking import refuse_closed
from filings.actions.telling import Dates, tell
from filings.models import Deadline, Filing
from filings.queries.changes import day_before
from filings.queries.packs import rule_here
from filings.rules import UnknownRule, ladders
from filings.rules.count import Step
from filings.rules.facts import FactError, read_day
from filings.rules.stored import step_as_json
from filings.rules.texts import said

# How often a day that somebody set is asked about, unless told: as an answer to an agency is.
LADDER = "A"


@action("deadline.added")
def add_deadline(
    actor: Actor,
    *,
    case: Case,
    rule: str,
    facts: Mapping[str, Any],
    filing: Filing | None = None,
    deadline_id: UUID | None = None,
) -> Deadline:
    """Compute a deadline from a rule and its facts, and keep it on an open case.

    :param facts: as `compute` takes them; days as ISO text
    :param filing: of this case, when the deadline is about it
    """
    require(actor, "deadline.add", case)
    case = locked_case(case, filing, deadline_id)
    try:
        rule_here(rule)
    except UnknownRule as error:
        raise Blocked(_("Choose one of the list."), code="unknown_rule", target=case) from error
    computed = computed_or_blocked(filing or case, rule, facts)
    return keep_deadline(
        actor, case=case, key=case.key, computed=computed, facts=facts, filing=filing,
        deadline_id=deadline_id, told="added",
    )  # fmt: skip


@action("deadline.set")
def set_deadline(
    actor: Actor,
    *,
    case: Case,
    outer: date,
    what: str,
    order: str,
    jurisdictional: bool,
    ladder: str = LADDER,
    filing: Filing | None = None,
    deadline_id: UUID | None = None,
) -> Deadline:
    """Keep a last day that a judge or agency set; no rule computes it.

    :param what: what is due, sealed
    :param order: the order, letter or entry that sets the day, sealed
    """
    require(actor, "deadline.add", case)
    case = locked_case(case, filing, deadline_id)
    if not what.strip() or not order.strip():
        raise Blocked(
            _("Say what is due, and which order or letter sets the day."),
            code="no_reason",
            target=case,
        )
    if ladder not in ladders():
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=case)
    deadline = Deadline(
        id=deadline_id or new_id(),
        case=case,
        filing=filing,
        key=case.key,
        facts={},
        set_what=what.strip(),
        set_order=order.strip(),
        warnings=[],
        verify_with_counsel=False,
        ladder=ladder,
        jurisdictional=jurisdictional,
        outer=lawful_day(case, outer),
    )
    deadline.target = day_before(deadline, outer)
    steps = [
        Step(said("set_by_order", day=outer), outer),
        Step(said("target_before", day=deadline.target, before=outer), deadline.target),
    ]
    deadline.steps = [step_as_json(step) for step in steps]
    deadline.save(force_insert=True)
    tell(actor, deadline, "set", reason=order, was=Dates(None, None))
    record(actor, "deadline.set", deadline)
    return deadline


def lawful_day(target: Case | Deadline, day: date) -> date:
    """:raises Blocked: outside the years whose holidays are known"""
    try:
        return read_day("outer", day)
    except FactError as error:
        raise Blocked(error.said.text, code="impossible_facts", target=target) from error


def locked_case(case: Case, filing: Filing | None, deadline_id: UUID | None) -> Case:
    case = Case.objects.select_for_update(of=("self",)).select_related("key").get(pk=case.pk)
    refuse_closed(case)
    if filing is not None and filing.case_id != case.pk:
        raise Blocked(_("This filing belongs to another case."), code="other_case", target=case)
    if deadline_id and Deadline.objects.filter(pk=deadline_id).exists():
        raise Blocked(_("This deadline was added already."), code="sent_twice", target=case)
    return case
