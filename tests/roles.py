"""Django itself, signed in to the database as another role than the web's."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from clinic.audit.tasks import seal_clinic
from clinic.services.roles import WORKER
from tests import embedded


@contextmanager
def signed_in(role: str) -> Iterator[None]:
    """Use a connection of `role` in this thread. It sees what was committed: mark the tests so."""
    before = connections[DEFAULT_DB_ALIAS]
    other = before.copy()
    other.settings_dict["USER"] = role
    other.settings_dict["PASSWORD"] = embedded.postgres().password(role)
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        other.close()
        connections[DEFAULT_DB_ALIAS] = before


def seal_as_worker(clinic_id: UUID) -> int:
    """Seal what waits in a clinic, as the only role that may; return how many entries."""
    with signed_in(WORKER):
        return seal_clinic(clinic_id)
