"""Writes: ask for the bundle of a list, keep it, hand it out, remove it."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.queries.kept import not_kept, refuse_destroying
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import remove_file, store_bytes
from clinic.files.models import StoredFile
from clinic.notices import outbox
from clinic.tenancy.current import current_clinic
from documents.models import Bundle, ExhibitList
from documents.policy import RENDERER, visible_bundles
from documents.queries.bundles import PDF, Content, Made, being_made, has_expired
from documents.rules.bundles import (
    EXPIRED,
    FAILED,
    KEPT_FOR,
    QUEUED,
    READY,
    RENDERING,
    told_failure,
)
from documents.rules.exhibits import DISCARDED, DRAFT

BUNDLE = "documents.bundle"


@action("bundle.requested")
def request_bundle(actor: Actor, *, exhibit_list: ExhibitList, bundle_id: UUID) -> Bundle:
    """Ask for the bundle of a list as it stands; a draft's says on each page that it is one."""
    require(actor, "exhibit.bundle", exhibit_list)
    rows = ExhibitList.objects.select_for_update(of=("self",)).select_related("key")
    row = rows.get(pk=exhibit_list.pk)  # two clicks at once wait for each other
    if Bundle.objects.filter(pk=bundle_id).exists() or being_made(row) is not None:
        raise Blocked(
            _("The bundle of this list is there, or on its way."), code="sent_twice", target=row
        )
    if row.state == DISCARDED:
        raise Blocked(_("This draft was given up."), code="list_discarded", target=row)
    if not row.exhibits.exists():
        raise Blocked(_("There is no exhibit on this list yet."), code="list_empty", target=row)
    bundle = Bundle(
        pk=bundle_id, key=row.key, exhibit_list=row, list_version=row.version,
        of_draft=row.state == DRAFT, requested_by=seat_of(actor),
        expires_at=timezone.now() + KEPT_FOR,
    )  # fmt: skip
    bundle.save(force_insert=True)
    _queue(bundle)
    record(
        actor, "bundle.requested", bundle, case_id=row.case_id, detail={"draft": bundle.of_draft}
    )
    return bundle


@action("bundle.retried")
def retry_bundle(actor: Actor, *, bundle: Bundle) -> Bundle:
    """Try a failed bundle again, of the list as it stands now."""
    require(actor, "exhibit.bundle", bundle)
    bundle = _locked(bundle)
    if bundle.status != FAILED or has_expired(bundle):
        raise Blocked(_("Only a failed bundle is tried again."), code="not_failed", target=bundle)
    bundle.status, bundle.failure, bundle.failed_at = QUEUED, "", None
    bundle.save(update_fields=["status", "failure", "failed_at"])
    _queue(bundle)
    record(actor, "bundle.retried", bundle, case_id=bundle.exhibit_list.case_id)
    return bundle


@action("bundle.rendered")
def finish_bundle(actor: Actor, *, bundle: Bundle, content: Content, made: Made) -> Bundle:
    """Keep what was made, once, whichever worker comes first."""
    require(actor, "exhibit.view", bundle)
    bundle = _locked(bundle)
    if bundle.status in (READY, EXPIRED):
        raise Blocked("This bundle is there already.", code="rendered_already", target=bundle)
    bundle.file = store_bytes(
        actor, name=f"exhibits-{bundle.token}.pdf", media_type=PDF, chunks=[made.pdf],
        key=bundle.key,
    )  # fmt: skip
    bundle.status, bundle.ready_at, bundle.failure = READY, timezone.now(), ""
    bundle.failed_at, bundle.pages, bundle.size = None, made.pages, len(made.pdf)
    bundle.first_page, bundle.contents = content.first_page, made.contents
    bundle.of_draft, bundle.list_version = content.is_draft, content.version
    bundle.save()
    record(
        actor, "bundle.rendered", bundle, case_id=bundle.exhibit_list.case_id,
        detail={"pages": made.pages},
    )  # fmt: skip
    return bundle


@action("bundle.failed")
def fail_bundle(actor: Actor, *, bundle: Bundle, code: str) -> Bundle:
    """Say on the page why it was not made; the person may put it right and try again."""
    require(actor, "exhibit.view", bundle)
    bundle.status = FAILED
    bundle.failure, bundle.failed_at = told_failure(code)
    bundle.save(update_fields=["status", "failure", "failed_at"])
    record(actor, "bundle.failed", bundle, detail={"why": bundle.failure.lower()})
    return bundle


@action("bundle.downloaded")
def download_bundle(actor: Actor, *, bundle: Bundle) -> StoredFile:
    """Let a bundle out. The caller streams it after this was recorded."""
    require(actor, "exhibit.bundle", bundle)
    if bundle.status in (QUEUED, RENDERING) and not has_expired(bundle):
        raise Blocked(
            _("This bundle is not ready yet. Ask again in a moment."), code="not_ready",
            target=bundle,
        )  # fmt: skip
    if bundle.file is None or bundle.status != READY or has_expired(bundle):
        raise Blocked(
            _("This bundle is not there any more. Make it again."), code="bundle_gone",
            target=bundle,
        )  # fmt: skip
    record(
        actor, "bundle.downloaded", bundle, case_id=bundle.exhibit_list.case_id,
        detail={"draft": bundle.of_draft},
    )  # fmt: skip
    return bundle.file


@action("bundle.expired")
def expire_bundle(actor: Actor, *, bundle: Bundle) -> Bundle:
    """Remove the file of a bundle whose time is over; it stays known. Not while held."""
    require(actor, "exhibit.view", bundle)
    bundle = _locked(bundle)
    refuse_destroying(bundle.exhibit_list.case.client_id, bundle)
    stored, bundle.file, bundle.status, bundle.contents = bundle.file, None, EXPIRED, None
    bundle.save(update_fields=["file", "status", "contents"])
    if stored is not None:
        remove_file(actor, stored=stored)
    record(actor, "bundle.expired", bundle)
    return bundle


def begin_bundle(bundle: Bundle) -> None:
    """Mark on the page that a worker has it; a progress mark, nothing to audit."""
    bundle.status, bundle.started_at = RENDERING, timezone.now()
    bundle.attempts += 1
    bundle.save(update_fields=["status", "started_at", "attempts"])


def sweep_bundles() -> int:
    """Remove the files of bundles that are over and not held; return how many."""
    actor = Actor.system(current_clinic(), RENDERER)
    over = visible_bundles(actor).filter(expires_at__lte=timezone.now())
    over = not_kept(over.exclude(status=EXPIRED), client="exhibit_list__case__client")
    found = list(over.order_by("id")[:200])
    for bundle in found:
        expire_bundle(actor, bundle=bundle)
    return len(found)


def _queue(bundle: Bundle) -> None:
    outbox.enqueue(BUNDLE, ref_id=bundle.pk, key=f"bundle:{bundle.pk}:{bundle.attempts}")


def _locked(bundle: Bundle) -> Bundle:
    rows: Any = Bundle.objects.select_for_update(of=("self",))
    found: Bundle = rows.select_related("key", "file__key", "exhibit_list__case").get(pk=bundle.pk)
    return found
