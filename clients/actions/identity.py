"""Looking at who somebody is, correcting it, and finding somebody. Every look is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clients.actions.own_names import (
    as_names,
    set_birth,
    set_legal_name,
    set_numbers,
    sync_aliases,
)
from clients.actions.rows import lock_for_names, refuse_if_changed
from clients.models import Client
from clients.policy import visible_clients
from clients.queries import disclosable, identity_answers
from clients.queries.matches import find_matches, sought_text
from clients.queries.parties import own_identifiers, relation_text
from clients.rules.conflict import PartyKind
from clients.rules.matching import REASONS
from clients.rules.reasons import REVEAL_REASONS
from clients.rules.record import RECORD
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.audit.recording import record


@dataclass(frozen=True)
class Hit:
    """A client found by a search: code name and why, no name."""

    client: Client
    relation: str
    reasons: tuple[str, ...]
    score: int
    kind: str
    codes: tuple[str, ...]


@action("identity.revealed")
def reveal_identity(actor: Actor, *, client: Client, reason: str) -> dict[str, object]:
    """Return who the client is, by the codes of `rules.disclosure.FIELDS` and `identifiers`.

    :param reason: a code of `rules.reasons.REVEAL_REASONS`; it stands in the audit
    """
    require(actor, "client.reveal", client)
    if reason not in REVEAL_REASONS:
        raise ValueError("Not a reason for a reveal.")
    record(actor, "identity.revealed", client, detail={"reason": reason})
    return {**disclosable(client), "identifiers": own_identifiers(client)}


@action("identity.changed")
def change_identity(
    actor: Actor, *, client: Client, answers: Mapping[str, Any], version: int | None = None
) -> Client:
    """Correct who the client is; a changed name or number asks for a new conflict check.

    :param answers: by the question codes of `rules.record.RECORD`; what is left out is emptied
    """
    require(actor, "client.edit", client)
    client = lock_for_names(client)
    refuse_if_changed(client, client.version if version is None else version)
    before = identity_answers(client)
    name = answers.get("name_to_use")
    if client.name_to_use != name:
        sync_aliases(actor, client, as_names(client.name_to_use), as_names(name))
    client.name_to_use, client.pronouns = name, answers.get("pronouns")
    set_legal_name(actor, client, answers.get("legal_name"))
    set_birth(client, answers.get("birth"))
    client.nationality = answers.get("nationality")
    client.language, client.interpreter = answers.get("language"), answers.get("interpreter")
    set_numbers(actor, client, answers.get("identifiers") or {})
    client.version += 1
    client.save()
    codes = [question.code for question in RECORD.questions]
    changed = [code for code in codes if (before.get(code) or None) != (answers.get(code) or None)]
    detail = {"conflict": client.conflict_state}
    record(actor, "identity.changed", client, changes=changed, detail=detail)
    return client


@action("client.searched")
def search_clients(actor: Actor, *, text: str) -> list[Hit]:
    """Find clients by a name or number in any of their parties. What was sought is not kept."""
    require(actor, "client.search")
    reached = visible_clients(actor)
    best: dict[object, Hit] = {}
    for match in find_matches([sought_text(text)]):
        client = match.other.client
        if client.pk not in best:
            best[client.pk] = Hit(
                client,
                relation_text(PartyKind(match.other.kind)),
                tuple(_(REASONS[code]) for code in match.reasons),
                round(match.score * 100),
                match.other.kind,
                match.reasons,
            )
    seen = set(reached.filter(pk__in=list(best)).values_list("pk", flat=True))
    hits = [hit for pk, hit in best.items() if pk in seen]
    record(actor, "client.searched", detail={"hits": len(hits)})
    return hits
