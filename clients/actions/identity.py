"""Looking at who somebody is, and finding somebody by name or number. Every look is recorded."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from clients.models import Client
from clients.policy import visible_clients
from clients.queries import disclosable
from clients.queries.matches import find_matches, sought_text
from clients.queries.parties import own_identifiers, relation_text
from clients.rules.conflict import PartyKind
from clients.rules.matching import REASONS
from clients.rules.reasons import REVEAL_REASONS
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
            )
    seen = set(reached.filter(pk__in=list(best)).values_list("pk", flat=True))
    hits = [hit for pk, hit in best.items() if pk in seen]
    record(actor, "client.searched", detail={"hits": len(hits)})
    return hits
