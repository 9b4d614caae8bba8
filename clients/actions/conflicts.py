"""Run a conflict check, and write down what a person decided about it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.clearances import clearance_decided, end_own_clearance
from clients.actions.rows import lock_client, lock_for_names, seat_of
from clients.models import Client, ClinicName, ConflictCheck, ConflictMatch, Party
from clients.queries import active_parties, latest_check
from clients.queries.clearances import FoundName, find_clinic_names
from clients.queries.matches import Found, find_matches, sought_parties
from clients.queries.waivers import is_waived, matches_of
from clients.queries.walls import standing_walls
from clients.rules.conflict import Cause, ConflictState, may_decide
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record


@action("conflict_check.run")
def run_conflict_check(actor: Actor, *, client: Client) -> ConflictCheck:
    """Compare all names and numbers of a client with all others of the clinic, and with its own.

    The check only points at pairs. An earlier decision no longer stands until a person has looked.
    """
    require(actor, "conflict.check", client)
    return check_names(actor, lock_for_names(client))


def check_names(actor: Actor, client: Client) -> ConflictCheck:
    """Do so for a client that was locked for her names; a step of the intake does it too."""
    parties = active_parties(client)
    if not any(party.name for party in parties):
        raise Blocked(
            _("There is no name to check yet. Write down a name first, even an everyday one."),
            code="no_name_yet",
            target=client,
        )
    check = ConflictCheck(
        client=client,
        key=client.key,
        run_by=seat_of(actor),
        party_count=len(parties),
        parties_version=client.parties_version,
        others_version=client.others_version,
    )
    check.save(force_insert=True)
    sought = sought_parties(parties)
    found: list[Found | FoundName] = [
        *find_matches(sought, beside=client.pk),
        *find_clinic_names(sought),
    ]
    ConflictMatch.objects.bulk_create(
        ConflictMatch(
            check_run=check,
            party_id=match.sought.id,
            other_party=match.other if isinstance(match.other, Party) else None,
            other_name=match.other if isinstance(match.other, ClinicName) else None,
            score=round(match.score * 100),
            relation=match.other.kind,
            reasons=list(match.reasons),
        )
        for match in found
    )
    end_own_clearance(client, Cause.RUN)
    client.version += 1
    client.save(update_fields=["conflict_state", "fell_at", "version"])
    record(
        actor,
        "conflict_check.run",
        check,
        detail={"parties": len(parties), "matches": len(found)},
    )
    return check


@action("conflict.decided")
def decide_conflict(
    actor: Actor, *, check: ConflictCheck, decision: str, reason: str = ""
) -> ConflictCheck:
    """Record clear, possible or conflict for the latest check, with the reason.

    :raises Blocked: names changed since the check, a newer one exists, or it was decided before
    """
    require(actor, "conflict.decide", check)
    client = lock_client(check.client)
    latest = latest_check(client)
    chosen = ConflictState(decision)
    current = latest is not None and latest.pk == check.pk
    checked = (check.parties_version, check.others_version)
    now = (client.parties_version, client.others_version)
    if not current or not may_decide(chosen, checked=checked, now=now):
        raise Blocked(
            _("Names changed since this check, or a newer one was run. Check again, then decide."),
            code="check_outdated",
            target=check,
        )
    assert latest is not None
    if latest.decision:
        raise Blocked(
            _("Somebody decided this check already. Run a new check to decide again."),
            code="decided_already",
            target=check,
        )
    matches = ConflictMatch.objects.filter(check_run=latest).exists()
    if not reason.strip() and (matches or chosen is not ConflictState.CLEAR):
        raise Blocked(
            _("Say why, in a sentence. Only a clear check without matches needs no reason."),
            code="reason_missing",
            target=check,
        )
    if chosen is ConflictState.WALLED and not standing_walls(client).exists():
        raise Blocked(
            _("Nobody is kept out of this matter yet. Raise the wall first, then decide."),
            code="no_wall",
            target=check,
        )
    if chosen is ConflictState.WAIVED and not is_waived(client, matches_of(latest)):
        raise Blocked(
            _("A match that may be a conflict has no waiver that a second person agreed to."),
            code="not_waived",
            target=check,
        )
    latest.decision = chosen.value
    latest.reason = reason.strip() or None
    latest.decided_at = timezone.now()
    latest.decided_by = seat_of(actor)
    latest.save()
    client.conflict_state = chosen.value
    clearance_decided(client)
    client.version += 1
    client.save(update_fields=["conflict_state", "fell_at", "version"])
    record(actor, "conflict.decided", latest, detail={"decision": chosen.value})
    return latest
