"""Ask an outside firm whether it knows anybody in a matter, without either side naming anybody."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import lock_client, seat_of
from clients.models import Client, FirmCheck, FirmMatch, FirmUpload
from clients.queries.firm_checks import met_by
from clients.queries.parties import active_parties
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record
from clinic.notices import outbox
from clinic.tenancy.current import token_hash
from clinic.vault.keys import create_client_key
from clinic.vault.models import ClientKey

LINK, COMPARE = "clients.firm_link", "clients.firm_compare"
OPEN_FOR = timedelta(days=14)
# The firm is answered after this time and not before, so that no answer says how much was found.
ANSWERED_AFTER = timedelta(minutes=5)


@action("firm_check.sent")
def send_firm_check(
    actor: Actor, *, client: Client, form_token: UUID, firm: str, email: str
) -> FirmCheck:
    """Mail an outside firm's attorney a link that takes their names once."""
    require(actor, "firm.send", client)
    client = lock_client(client)
    if FirmCheck.objects.filter(pk=form_token).exists():
        raise Blocked(
            _("This was sent already; nothing was done twice."), code="sent_twice", target=client
        )
    if not any(party.name for party in active_parties(client)):
        raise Blocked(
            _("There is no name to check yet. Write down a name first, even an everyday one."),
            code="no_name_yet",
            target=client,
        )
    token = secrets.token_urlsafe(32)
    check = FirmCheck(
        pk=form_token,
        client=client,
        key=client.key,
        firm=firm,
        email=email,
        token=token,
        token_hash=token_hash(token),
        created_by=seat_of(actor),
        expires_at=timezone.now() + OPEN_FOR,
    )
    check.save(force_insert=True)
    outbox.enqueue(LINK, ref_id=check.pk, key=f"firm-link:{check.pk}")
    record(actor, "firm_check.sent", check)
    return check


@action("firm_check.revoked")
def revoke_firm_check(actor: Actor, *, check: FirmCheck) -> FirmCheck:
    """Close the link; names that wait to be compared go at once."""
    require(actor, "firm.send", check)
    check = _locked(check)
    if check.status == FirmCheck.REVOKED:
        raise Blocked(_("This was taken back already."), code="taken_back_already", target=check)
    check.status = FirmCheck.REVOKED
    check.token = None
    check.save()
    _destroy_upload(check)
    record(actor, "firm_check.revoked", check)
    return check


@action("firm_check.submitted")
def submit_firm_names(actor: Actor, *, check: FirmCheck, names: Sequence[str]) -> FirmCheck:
    """Take a firm's names, once. They are sealed under a key that goes with them."""
    require(actor, "firm.submit", check)
    check = _locked(check)
    if check.status != FirmCheck.SENT:
        raise Blocked(
            _("Names were sent through this link already."), code="sent_twice", target=check
        )
    now = timezone.now()
    upload = FirmUpload(check_run=check, key=create_client_key(), names=list(names))
    upload.save(force_insert=True)
    check.status, check.name_count = FirmCheck.SUBMITTED, len(names)
    check.submitted_at, check.answer_at = now, now + ANSWERED_AFTER
    check.save()
    outbox.enqueue(COMPARE, ref_id=check.pk, key=f"firm-compare:{check.pk}")
    record(actor, "firm_check.submitted", check, detail={"names": len(names)})
    return check


@action("firm_check.compared")
def compare_firm_names(actor: Actor, *, check: FirmCheck) -> FirmCheck:
    """Compare a firm's names with a matter's, keep which of ours were met, destroy theirs."""
    require(actor, "firm.compare", check)
    client = lock_client(check.client)
    check = _locked(check)
    upload = FirmUpload.objects.filter(check_run=check).select_related("key").first()
    if check.status != FirmCheck.SUBMITTED or upload is None:
        raise Blocked(_("Nothing waits to be compared."), code="nothing_waits", target=check)
    met = met_by(client, upload.names)
    FirmMatch.objects.bulk_create(
        FirmMatch(
            check_run=check,
            party_id=party_id,
            score=round(match.score * 100),
            reasons=list(match.reasons),
        )
        for party_id, match in met.items()
    )
    _destroy_upload(check)
    check.status, check.parties_version = FirmCheck.DONE, client.parties_version
    check.save()
    record(actor, "firm_check.compared", check, detail={"parties": len(met)})
    return check


def give_up_firm_check(check: FirmCheck) -> None:
    """Destroy names that could not be compared; the firm is answered that the clinic will call."""
    _destroy_upload(check)
    FirmCheck.objects.filter(pk=check.pk, status=FirmCheck.SUBMITTED).update(
        status=FirmCheck.DONE, given_up=True
    )


def _locked(check: FirmCheck) -> FirmCheck:
    rows = FirmCheck.objects.select_for_update(of=("self",)).select_related("key", "client__key")
    return rows.get(pk=check.pk)


def _destroy_upload(check: FirmCheck) -> None:
    uploads = FirmUpload.objects.filter(check_run=check)
    keys = list(uploads.values_list("key_id", flat=True))
    uploads.delete()
    ClientKey.objects.filter(pk__in=keys).delete()
