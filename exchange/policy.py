"""Whose lists and copies are seen by whom.

A list is its uploader's own, for an administrator sees no client by role; whoever decides about
rows that may be somebody's double sees clients anyway. A copy is its asker's alone; whoever agrees
to one sees that it is asked for and what for, and never takes it.
"""

from django.db.models import QuerySet

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
    return ImportRow.objects.filter(run__in=visible_imports(actor).values("pk"))


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
