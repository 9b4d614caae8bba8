"""How much hangs on a client's key: what a preview says and a certificate keeps."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from django.apps import apps

from clients.models import Client
from clients.queries import active_parties
from clients.rules.stubs import is_kept
from clinic.files.models import StoredFile
from clinic.vault.models import ClientKeyed


@dataclass(frozen=True)
class Extent:
    rows: int
    files: int
    stub_names: int


def extent_of_all(records: Iterable[Client]) -> Extent:
    """Count what goes together: a record and what was joined into it."""
    each = [extent_of(client) for client in records]
    return Extent(*(sum(part) for part in zip(*map(astuple, each), strict=True)))


def extent_of(client: Client) -> Extent:
    """Count every row under the client's key, one statement a table."""
    rows = sum(
        model.objects.filter(key=client.key_id).count()
        for model in apps.get_models()
        if issubclass(model, ClientKeyed)
    )
    files = StoredFile.objects.filter(key=client.key_id).count()
    names = sum(1 for party in active_parties(client) if is_kept(party.kind))
    return Extent(rows, files, names)
