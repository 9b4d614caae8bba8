"""Whose lists and copies are seen by whom.

A list is its uploader's own, for an administrator sees no client by role; whoever decides about
rows that may be somebody's double sees clients anyway, but no row about a client they are kept out
of. A copy is its asker's alone; whoever agrees to one sees that it is asked for and what for, and
never takes it.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from clients.policy import kept_out
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from exchange.models import ClinicExport, ImportRow, ListImport

IMPORTER, EXPORTER = "importer", "exporter"


def visible_imports(actor: Actor) -> QuerySet[ListImport]:
    if actor.kind == IMPORTER or actor.has("import.decide"):
        return ListImport.objects.all()
    if actor.membership_id is None or not actor.has("import.run"):
        return ListImport.objects.none()
    return ListImport.objects.filter(uploaded_by_id=actor.membership_id)


def visible_rows(actor: Actor) -> QuerySet[ImportRow]:
    rows = ImportRow.objects.filter(run__in=visible_imports(actor).values("pk"))
    return rows.exclude(_of_clients(kept_out(actor).values("client")))


def rows_told(run: UUID, kept_from: Collection[UUID]) -> QuerySet[ImportRow]:
    """Return the rows of a list, without those of clients somebody is kept out of."""
    return ImportRow.objects.filter(run=run).exclude(_of_clients(kept_from))


def _of_clients(clients: Any) -> Q:
    """Match what a list says of these clients: what it made of them, and who may be one of them."""
    earlier = ImportRow.objects.filter(
        run=OuterRef("run"), number=OuterRef("alike_row"), client__in=clients
    )
    return Q(client__in=clients) | Q(alike__in=clients) | Q(Exists(earlier))


def visible_exports(actor: Actor) -> QuerySet[ClinicExport]:
    if actor.kind == EXPORTER or actor.has("export.decide"):
        return ClinicExport.objects.all()
    if actor.membership_id is None or not actor.has("export.make"):
        return ClinicExport.objects.none()
    return ClinicExport.objects.filter(requested_by_id=actor.membership_id)


@policy_of(ListImport)
def import_policy(actor: Actor, capability: str, run: ListImport) -> bool:
    return visible_imports(actor).filter(pk=run.pk).exists()


@policy_of(ImportRow)
def row_policy(actor: Actor, capability: str, row: ImportRow) -> bool:
    return visible_rows(actor).filter(pk=row.pk).exists()


@policy_of(ClinicExport)
def export_policy(actor: Actor, capability: str, export: ClinicExport) -> bool:
    if capability == "export.make" and actor.membership_id != export.requested_by_id:
        return False  # whoever agreed to another's copy does not take it
    return visible_exports(actor).filter(pk=export.pk).exists()
