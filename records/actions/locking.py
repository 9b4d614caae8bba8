"""Lock a person before what keeps or erases her record is asked."""

from clients.models import Client
from records.queries.standing import records_of


def locked_together(client: Client) -> list[Client]:
    """Lock a record and what was joined into it, by the order of ids as joining does."""
    rows = records_of(client).select_for_update(of=("self",))
    list(rows.all())
    return list(rows.all())  # read again: a joining may have ended while this one waited
