"""Verify the trail, take a copy of it, check a copy. Each is itself recorded."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.audit.models import AuditBatch
from clinic.audit.verifying import Verdict, verify_clinic, verify_copy


@dataclass(frozen=True)
class CopyVerdict:
    """`verdict` about the copy; `later` batches exist that the copy does not hold."""

    verdict: Verdict
    later: int


@action("audit.verified")
def verify_trail(actor: Actor) -> Verdict:
    require(actor, "audit.view")
    verdict = verify_clinic()
    detail = {"sound": verdict.sound, "entries": verdict.entries, "faults": len(verdict.faults)}
    record(actor, "audit.verified", detail=detail)
    return verdict


@action("audit.copied")
def copy_trail(actor: Actor) -> None:
    """Record that a copy is taken; the view streams `audit.verifying.copy_lines`."""
    require(actor, "audit.copy")
    record(actor, "audit.copied")


@action("audit.copy_checked")
def check_copy(actor: Actor, *, content: Iterable[bytes]) -> CopyVerdict:
    """Check a copy by itself, then that it is the trail this clinic has."""
    require(actor, "audit.copy")
    try:
        verdict = verify_copy(io.StringIO(b"".join(content).decode()))
    except ValueError as error:
        raise Blocked(_("This file is not a copy of an audit trail."), code="no_copy") from error
    if verdict.clinic != str(actor.clinic.pk):
        raise Blocked(_("This is a copy of another clinic's audit trail."), code="other_clinic")
    last = AuditBatch.objects.order_by("-number").first()
    there = AuditBatch.objects.filter(number=verdict.batches).first()
    if verdict.batches and (there is None or bytes(there.head).hex() != verdict.head):
        verdict.faults.append(
            _("Batch %(number)s of the copy is not the one this clinic has.")
            % {"number": verdict.batches}
        )
    record(actor, "audit.copy_checked", detail={"sound": verdict.sound})
    return CopyVerdict(verdict, later=max((last.number if last else 0) - verdict.batches, 0))
