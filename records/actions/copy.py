"""A client's own copy, made and recorded."""

from clients.models import Client
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.audit import record
from records.queries.copy import Part, copy_of


@action("copy.made")
def make_copy(actor: Actor, *, client: Client, form: str = "pdf") -> list[Part]:
    """Return the client's own file; that it was made, and how much was left out, is recorded."""
    require(actor, "copy.make", client)
    parts = copy_of(actor, client)
    pieces = [piece for part in parts for piece in part.pieces]
    withheld = sum(piece.withheld for piece in pieces)
    detail: dict[str, str | int] = {"form": form, "pieces": len(pieces), "withheld": withheld}
    record(actor, "copy.made", client, detail=detail)
    return parts
