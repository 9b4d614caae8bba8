"""Take a file in parts: begun, part after part in order, made whole or discarded.

Each part is sealed under its own key while it arrives and is kept whole or not at all, so that a
line may break anywhere and the sender goes on behind the last part that was answered for.
"""

import hashlib
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.locking import locked_case
from cases.models import Case
from cases.rules import CLOSED
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import remove_file, store_part
from clinic.files.queries import open_stream
from clinic.files.uploads import SealedUpload, sealed_from
from clinic.tenancy.current import current_clinic
from documents.models import Part, Upload
from documents.rules import MOST_BYTES, MOST_UNFINISHED, STALE, part_size


@action("upload.begun")
def begin_upload(actor: Actor, *, case: Case, name: str, size: int, anew: bool = False) -> Upload:
    """Begin to take a file, or go on with the one this person began: same case, name and size.

    :param size: bytes
    :param anew: the file is another one by now: what arrived of the earlier one goes first
    """
    require(actor, "document.add", case)
    if not 0 < size <= MOST_BYTES:
        raise ValueError("Not a size that is taken.")
    case = locked_case(case)
    refuse_closed(case)
    seat = seat_of(actor)
    begun = list(Upload.objects.filter(case=case, began_by=seat).select_related("key"))
    for one in begun:
        if one.size == size and one.name == name and anew:
            take_down(actor, one)
        elif one.size == size and one.name == name:
            record(actor, "upload.begun", one, case_id=case.pk, detail={"again": True})
            return one
    if Upload.objects.filter(case=case, began_by=seat).count() >= MOST_UNFINISHED:
        raise Blocked(
            _("You have %(most)s unfinished uploads in this case. Finish or discard one first.")
            % {"most": MOST_UNFINISHED},
            code="too_many_uploads",
            target=case,
        )
    upload = Upload(key=case.key, case=case, name=name, size=size, began_by=seat)
    upload.save(force_insert=True)
    detail = {"size": size, "anew": True} if anew else {"size": size}
    record(actor, "upload.begun", upload, case_id=case.pk, detail=detail)
    return upload


def keep_part(actor: Actor, *, upload: Upload, offset: int, part: SealedUpload) -> Upload:
    """Keep the next part. A step of the upload, whose beginning and end are recorded.

    :raises Blocked: `other_part` when it is not the next one; what was received stands
    """
    require(actor, "document.add", upload)
    rows = Upload.objects.select_for_update(of=("self",)).select_related("key", "case")
    upload = rows.get(pk=upload.pk)
    if offset != upload.received or part.size != part_size(upload.size, offset):
        raise Blocked(_("This is not the part that comes next."), code="other_part", target=upload)
    kept = store_part(actor, upload=part, key=upload.key)
    Part(key=upload.key, upload=upload, offset=offset, file=kept).save(force_insert=True)
    upload.received += part.size or 0
    upload.touched_at = timezone.now()
    upload.save(update_fields=["received", "touched_at"])
    return upload


@action("upload.discarded")
def discard_upload(actor: Actor, *, upload: Upload) -> None:
    """Remove an unfinished upload with all that arrived of it."""
    require(actor, "document.add", upload)
    case_id = upload.case_id
    record(actor, "upload.discarded", upload, case_id=case_id, detail={"size": upload.received})
    take_down(actor, upload)


def take_down(actor: Actor, upload: Upload) -> None:
    parts = list(Part.objects.filter(upload=upload).select_related("file"))
    Upload.objects.filter(pk=upload.pk).delete()
    for part in parts:
        remove_file(actor, stored=part.file)


def whole(upload: Upload) -> SealedUpload | None:
    """Return a complete upload as one that a form checks; None while parts are missing.

    The parts are opened chunk by chunk and sealed under a new key; whoever asked closes it.
    """
    if upload.received != upload.size:
        return None

    def chunks() -> Iterator[bytes]:
        for part in upload.parts.order_by("offset").select_related("file__key"):
            yield from open_stream(part.file)

    return sealed_from(chunks(), name=upload.name or "", size=upload.size)


def arrived_digest(upload: Upload) -> str:
    """Return what tells whether a file begins with all that arrived: "" where nothing did.

    The SHA-256, in hexadecimal, of the SHA-256 of each part, one behind the other.
    """
    told = hashlib.sha256()
    for part in upload.parts.order_by("offset").select_related("file__key"):
        found = hashlib.sha256()
        for chunk in open_stream(part.file):
            found.update(chunk)
        told.update(found.digest())
    return told.hexdigest() if upload.received else ""


def refuse_closed(case: Case) -> None:
    if case.stage == CLOSED:
        raise Blocked(
            _("This case is closed. Reopen it to add documents."), code="closed", target=case
        )


@action("upload.expired")
def expire_upload(actor: Actor, *, upload: Upload) -> None:
    """Remove what nobody went on with."""
    require(actor, "upload.expire", upload)
    case_id = upload.case_id
    record(actor, "upload.expired", upload, case_id=case_id, detail={"size": upload.received})
    take_down(actor, upload)


def sweep_uploads() -> int:
    """Remove what nobody went on with, in the bound clinic; return how many."""
    actor = Actor.system(current_clinic(), "sweeper")
    stale = list(Upload.objects.filter(touched_at__lt=timezone.now() - STALE))
    for upload in stale:
        expire_upload(actor, upload=upload)
    return len(stale)
