"""Copies of the clinic that somebody asked for. Each read starts from `visible_exports`."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from clinic.pages.templatetags.alcove import local_date
from exchange.models import ClinicExport
from exchange.policy import visible_exports


def export_of(actor: Actor, pk: UUID) -> ClinicExport:
    """:raises NotVisible: not there for this actor"""
    rows = visible_exports(actor).select_related("key", "file__key", "requested_by__user")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("export")
    return found


def exports_page(actor: Actor, *, after: str | None) -> Page[ClinicExport]:
    return page_of(visible_exports(actor), order=["-id"], after=after)


def exports_to_decide(actor: Actor) -> QuerySet[ClinicExport]:
    """Return the copies that others asked for and this person may agree to, oldest first."""
    if not actor.has("export.decide"):
        return ClinicExport.objects.none()
    waiting = visible_exports(actor).filter(
        status=ClinicExport.ASKED, expires_at__gt=timezone.now()
    )
    return waiting.exclude(requested_by__user=actor.user_id).order_by("id")


def is_over(export: ClinicExport) -> bool:
    return export.expires_at <= timezone.now()


def export_words(export: ClinicExport) -> tuple[str, str]:
    """Return the state of a copy in words, and the tone of its badge."""
    if export.status in (ClinicExport.ASKED, ClinicExport.QUEUED, ClinicExport.READY) and is_over(
        export
    ):
        return _("Expired"), "quiet"
    return {
        ClinicExport.ASKED: (_("Waits for a supervisor"), "warn"),
        ClinicExport.REFUSED: (_("Refused"), "quiet"),
        ClinicExport.QUEUED: (_("Being made"), "info"),
        ClinicExport.READY: (_("Ready"), "good"),
        ClinicExport.TAKEN: (_("Downloaded"), "quiet"),
        ClinicExport.FAILED: (_("Failed"), "danger"),
        ClinicExport.GONE: (_("Expired"), "quiet"),
    }[export.status]


def exports_in_words(pks: Collection[UUID]) -> dict[UUID, str]:
    """Return which copy each is, for a log that others read."""
    rows = ClinicExport.objects.filter(pk__in=pks).defer("note")
    return {row.pk: _in_words(row) for row in rows}


def _in_words(export: ClinicExport) -> str:
    said = {"count": export.rows, "day": local_date(export.ready_at)}
    return _("Copy of the whole clinic of %(day)s, %(count)s rows") % said
