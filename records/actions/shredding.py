"""Destroy a client's key: what it sealed cannot be read again by anybody, in any backup."""

import secrets
from collections.abc import Collection
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Case, CaseUserPerm
from clients.actions.erasing import forget_stub, reduce_to_stub
from clients.models import Client
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.models import StoredFile
from clinic.tenancy.current import today
from clinic.vault.keys import create_client_key, shred_key
from clinic.vault.models import ClientKey
from interpreters.actions import close_bookings_of
from records.actions.locking import locked_together
from records.models import ErasureRequest, Shredding
from records.queries import due_rows, extent_of, months_for, why_not_shredded
from records.rules import REASONS, months_after
from referrals.models import ReferralLink

MOST_AT_ONCE = 50
BLOCKED = {
    "on_hold": _("A legal hold stands on this client. Nothing was erased."),
    "demand_open": _(
        "A subpoena or demand about this client is open. Say how it ended first; nothing was "
        "erased."
    ),
    "case_open": _("A case of this client is open. Close it first; nothing was erased."),
    "intake_open": _("An intake of this client is open. End it first; nothing was erased."),
    "list_open": _(
        "A list that was brought in still tells of this client. Whoever brought it in removes it "
        "first, or its time runs out; nothing was erased."
    ),
    "merged": _(
        "This record was joined into another one and goes with it. Erase that one, or take them "
        "apart first."
    ),
}


@action("client.shredded")
def shred_client(actor: Actor, *, client: Client, reason: str) -> Shredding:
    """Erase a client for good and return the certificate, which tells of nobody.

    Before the key goes, the names that conflict checks need are sealed anew under a key of their
    own. Files are removed; rows stay as ciphertext that nothing opens.
    """
    require(actor, "client.shred", None if actor.kind == "operator" else client)
    if reason not in REASONS:
        raise ValueError("Not a reason for shredding.")
    together = locked_together(client)
    (client,) = (each for each in together if each.pk == client.pk)
    if client.erased_at is not None:
        raise Blocked(_("This record was erased already."), code="erased_already")
    code = why_not_shredded(client)
    if code:
        raise Blocked(BLOCKED[code], code=code, target=client)
    # What was joined into this record is the same person: it goes with it, each under its own key.
    certificates = {
        each.pk: _erase(actor, each, reason) for each in together if each.erased_at is None
    }
    certificate = certificates[client.pk]
    detail: dict[str, str | int] = {
        "reason": reason, "rows": certificate.rows, "files": certificate.files,
        "names": certificate.stub_names, "records": len(certificates),
    }  # fmt: skip
    record(actor, "client.shredded", certificate, detail=detail)
    return certificate


def _erase(actor: Actor, client: Client, reason: str) -> Shredding:
    old: ClientKey = client.key
    extent = extent_of(client)
    until = months_after(today(), months_for()["stub"])
    asked = ErasureRequest.objects.filter(client=client, state__in=("granted", "partly"))
    asked.update(state="done")
    names = reduce_to_stub(client, create_client_key(), until)
    _close_doors(client)
    _remove_files(old)
    shred_key(old)
    return Shredding.objects.create(
        number=f"S-{secrets.token_hex(6)}", reason=reason, key_id=old.pk, rows=extent.rows,
        files=extent.files, stub_names=names, stub_until=client.stub_until,
        shredded_by=actor.membership,
    )  # fmt: skip


def _close_doors(client: Client) -> None:
    cases = Case.objects.filter(client=client)
    CaseUserPerm.objects.filter(content_object__in=cases).delete()
    ReferralLink.objects.filter(referral__case__in=cases, closed_at=None).update(
        closed_at=client.erased_at
    )
    close_bookings_of(client)
    cases.update(erased_at=client.erased_at)


def _remove_files(key: ClientKey) -> None:
    names = list(StoredFile.objects.filter(key=key).values_list("storage_name", flat=True))
    for name in names:
        # After the commit: content whose key is gone is noise, content that is gone is a loss.
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]


@action("records.purged")
def purge(actor: Actor, *, chosen: Collection[UUID]) -> int:
    """Erase what was chosen of the preview and is still due; what a hold keeps stays."""
    require(actor, "client.shred")
    if len(chosen) > MOST_AT_ONCE:
        raise Blocked(
            _("Choose at most %(most)s at a time.") % {"most": MOST_AT_ONCE}, code="too_many"
        )
    due = {row.client.pk: row for row in due_rows(actor)}
    done = 0
    for pk in sorted(set(chosen) & due.keys()):
        row = due[pk]
        if row.kind == "stub":
            for client in locked_together(row.client):
                forget_stub(client)
                shred_key(client.key)
        elif row.stays or why_not_shredded(row.client):
            continue
        else:
            shred_client(actor, client=row.client, reason="retention")
        done += 1
    if not done:
        raise Blocked(_("Nothing of what you chose is due any more."), code="nothing_due")
    record(actor, "records.purged", detail={"records": done})
    return done
