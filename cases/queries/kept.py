"""Whose files nothing may destroy now: upper rooms say where a hold stands."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from cases import hooks
from clinic.access.refusals import Blocked

T = TypeVar("T", bound=Model)


def not_kept(rows: QuerySet[T], *, client: str) -> QuerySet[T]:
    """Leave out the rows of clients whose records are kept. :param client: the path to it"""
    for ids in hooks.kept_clients:
        rows = rows.exclude(**{f"{client}__in": ids()})
    return rows


def refuse_destroying(client_id: UUID, target: Model) -> None:
    """Refuse to destroy a file of a client whose records are kept. :raises Blocked:"""
    if any(ids().filter(pk=client_id).exists() for ids in hooks.kept_clients):
        raise Blocked(
            _("A legal hold stands on this client: no file of hers is destroyed. Keep the file."),
            code="on_hold",
            target=target,
        )
