"""How long a list lies here that nobody says they are done with. Pure."""

from datetime import datetime, timedelta

# From the last thing a person or the workers did with it.
LIST_KEPT_FOR = timedelta(days=30)


def list_ends(*steps: datetime | None) -> datetime:
    """Return when a list goes by itself; one that is being taken in never does."""
    return max(step for step in steps if step is not None) + LIST_KEPT_FOR
