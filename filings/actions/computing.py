"""Compute a deadline and keep it: the one way in which a row of it comes to be."""

from collections.abc import Mapping
from typing import Any

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.vault.models import ClientKey
from filings.actions.telling import Dates, tell
from filings.models import Deadline, Filing, Notice
from filings.queries.packs import compute_here, rule_here
from filings.queries.words import in_words, with_label
from filings.rules import Computed, FactError
from filings.rules.stored import said_as_json, step_as_json


def computed_or_blocked(
    target: Case | Filing, rule_id: str, facts: Mapping[str, object]
) -> Computed:
    """Compute without a clock: what is stored must read the same on any later day.

    :raises Blocked: a fact is missing or impossible
    """
    try:
        return compute_here(rule_id, facts, today=None)
    except FactError as error:
        message = in_words(with_label(error, rule_here(rule_id)))
        raise Blocked(message, code="impossible_facts", target=target) from error


def is_jurisdictional(computed: Computed) -> bool:
    """Tell whether missing the day ends the right itself, as the rule's pack says."""
    return bool(getattr(computed, "jurisdictional", False))


def is_contested(computed: Computed) -> bool:
    """Tell whether the law behind the day is read in two ways."""
    return bool(getattr(computed, "contested", False))


def keep_deadline(
    actor: Actor,
    *,
    case: Case,
    key: ClientKey,
    computed: Computed,
    facts: Mapping[str, Any],
    filing: Filing | None = None,
    notice: Notice | None = None,
) -> Deadline:
    """Keep what was computed, with every step; call it inside an action.

    :param facts: as the rule was given them, as JSON can carry them
    """
    deadline = Deadline(
        case=case,
        filing=filing,
        notice=notice,
        key=key,
        rule=computed.rule,
        rule_version=computed.version,
        facts=dict(facts),
        steps=[step_as_json(each) for each in computed.steps],
        warnings=[said_as_json(warning) for warning in computed.warnings],
        source=computed.source,
        consequence=computed.consequence,
        verify_with_counsel=computed.verify_with_counsel,
        ladder=computed.ladder,
        jurisdictional=is_jurisdictional(computed),
        contested=is_contested(computed),
        opens=computed.opens,
        target=computed.target,
        outer=computed.outer,
        by_rule=computed.by_rule,
    )
    deadline.save(force_insert=True)
    tell(actor, deadline, "computed", was=Dates(None, None))
    record(
        actor,
        "deadline.computed",
        deadline,
        detail={"rule": computed.rule, "version": computed.version},
    )
    return deadline
