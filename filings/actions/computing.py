"""Compute a deadline and keep it: the one way in which a row of it comes to be."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.models import new_id
from clinic.vault.models import ClientKey
from filings.actions.changing import put_computed
from filings.actions.telling import Dates, tell
from filings.models import Deadline, Filing, Notice
from filings.queries.packs import compute_here, rule_here
from filings.queries.words import in_words, with_label
from filings.rules import Computed, FactError


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


def keep_deadline(
    actor: Actor,
    *,
    case: Case,
    key: ClientKey,
    computed: Computed,
    facts: Mapping[str, Any],
    filing: Filing | None = None,
    notice: Notice | None = None,
    deadline_id: UUID | None = None,
    told: str = "computed",
) -> Deadline:
    """Keep what was computed, with every step; call it inside an action.

    :param facts: as the rule was given them, as JSON can carry them
    :param deadline_id: the id the page was given, so that sending it twice makes one
    :param told: the code of its first line, and of the audit verb: `computed` from a notice or
        another step of a filing, `added` by a person
    """
    deadline = Deadline(
        id=deadline_id or new_id(),
        case=case,
        filing=filing,
        notice=notice,
        key=key,
        facts=dict(facts),
    )
    put_computed(deadline, computed)
    deadline.save(force_insert=True)
    tell(actor, deadline, told, was=Dates(None, None))
    record(
        actor,
        f"deadline.{told}",
        deadline,
        detail={"rule": computed.rule, "version": computed.version},
    )
    return deadline
