"""What the operator did with keys, recorded in each clinic."""

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.audit import record


@action("keys.rotated")
def record_rotation(actor: Actor, *, clients: int, rows: int, keys: int) -> None:
    """Record a rotation that is done."""
    require(actor, "keys.rotate")
    detail = {"clients": clients, "rows": rows, "keys": keys}
    record(actor, "keys.rotated", detail=detail)
