"""Waive a conflict: informed, confirmed in writing, agreed to by a second person."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.clearances import end_own_clearance
from clients.actions.rows import lock_client, refuse_without_reason, seat_of
from clients.models import ConflictMatch, ConflictWaiver
from clients.queries import is_current, latest_check
from clients.queries.waivers import names_token, standing_waivers
from clients.rules.conflict import Cause, ConflictState
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit.recording import record
from clinic.files.actions import store_upload
from clinic.files.models import StoredFile
from clinic.files.uploads import SealedUpload
from clinic.tenancy.current import today


@action("waiver.recorded")
def record_waiver(
    actor: Actor,
    *,
    match: ConflictMatch,
    consented: str,
    explained: str,
    given_on: date,
    upload: SealedUpload,
) -> ConflictWaiver:
    """Keep who consented to a match after what was explained, with the paper they signed.

    It counts for nothing before a second person agreed (ABA 1.7(b)(4); verify with counsel).
    """
    require(actor, "conflict.decide", match.check_run)
    client = lock_client(match.check_run.client)
    latest = latest_check(client)
    if latest is None or latest.pk != match.check_run_id or not is_current(latest, client):
        raise Blocked(
            _("Names changed since this check, or a newer one was run. Check again, then decide."),
            code="check_outdated",
            target=client,
        )
    if given_on > today():
        raise Blocked(
            _("A waiver cannot be signed on a future day."), code="future_day", target=client
        )
    if not consented.strip() or not explained.strip():
        raise Blocked(
            _("Say who consented, and what was explained to them before."),
            code="reason_missing",
            target=client,
        )
    if standing_waivers(client, [match]):
        raise Blocked(_("This match has a waiver already."), code="waived_already", target=client)
    waiver = ConflictWaiver(
        client=client, key=client.key, party_id=match.party_id, other_party_id=match.other_party_id,
        other_name_id=match.other_name_id, consented=consented.strip(),
        explained=explained.strip(), given_on=given_on,
        names_token=names_token(match),
        paper=store_upload(actor, upload=upload, key=client.key), recorded_by=seat_of(actor),
    )  # fmt: skip
    waiver.save(force_insert=True)
    record(actor, "waiver.recorded", waiver, client_id=client.pk)
    return waiver


@action("waiver.agreed")
def agree_to_waiver(actor: Actor, *, waiver: ConflictWaiver) -> ConflictWaiver:
    """Agree, as a lawyer and as another person than who recorded it."""
    require(actor, "waiver.agree", waiver)
    require_person(actor, waiver)
    lock_client(waiver.client)
    locked = _lock_standing(waiver)
    if locked.agreed_at is not None:
        raise Blocked(
            _("Somebody agreed to this waiver already."), code="decided_already", target=locked
        )
    if locked.recorded_by.user_id == actor.user_id:
        raise Blocked(
            _("Somebody else than who recorded the waiver must read the paper and agree."),
            code="second_person",
            target=locked,
        )
    locked.agreed_at, locked.agreed_by = timezone.now(), seat_of(actor)
    locked.save(update_fields=["agreed_at", "agreed_by"])
    record(actor, "waiver.agreed", locked, client_id=locked.client_id)
    return locked


@action("waiver.ended")
def end_waiver(actor: Actor, *, waiver: ConflictWaiver, reason: str) -> ConflictWaiver:
    """Let a waiver count no more: somebody took the consent back, or nobody agrees to it.

    Consent may be taken back at any time (comment 21 to ABA 1.7; verify with counsel), so this
    needs no second person. A clearance that rests on waivers ends with it.
    """
    require(actor, "waiver.end", waiver)
    client = lock_client(waiver.client)
    refuse_without_reason(reason, client)
    locked = _lock_standing(waiver)
    locked.ended_at, locked.ended_by = timezone.now(), seat_of(actor)
    locked.end_reason = reason.strip()
    locked.save(update_fields=["ended_at", "ended_by", "end_reason"])
    if client.conflict_state == ConflictState.WAIVED.value:
        end_own_clearance(client, Cause.WAIVER)
        client.version += 1
        client.save(update_fields=["conflict_state", "fell_at", "version"])
    record(actor, "waiver.ended", locked, client_id=locked.client_id)
    return locked


def _lock_standing(waiver: ConflictWaiver) -> ConflictWaiver:
    rows = ConflictWaiver.objects.select_for_update(of=("self",))
    locked = rows.select_related("key", "recorded_by", "client").get(pk=waiver.pk)
    if locked.ended_at is not None:
        raise Blocked(_("This waiver was ended already."), code="ended_already", target=locked)
    return locked


@action("waiver.downloaded")
def download_waiver(actor: Actor, *, waiver: ConflictWaiver) -> StoredFile:
    """Return the paper that was signed; the copy is recorded."""
    require(actor, "conflict.view", waiver)
    record(actor, "waiver.downloaded", waiver, client_id=waiver.client_id)
    paper: StoredFile = waiver.paper
    return paper
