"""Join two records of one person: proposed by one, agreed to by another, undone when wrong.

No row moves. The record that goes is kept whole, closed to changes and found no more; its names and
numbers are copied to the one that stays, so that conflict checks and searches go on knowing them.
"""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.clearances import take_names_turn
from clients.actions.rows import (
    changed_meanwhile,
    lock_both,
    named_already,
    parties_changed,
    refuse_without_reason,
    seat_of,
    self_party,
    take_out_party,
    write_party,
    write_tokens,
)
from clients.actions.walls import share_walls
from clients.models import Client, ClientMerge, ContactRule, Identifier, Party, PartyToken
from clients.queries.merging import Duplicate, find_duplicates, standing_against
from clients.queries.parties import active_parties
from clients.rules.conflict import PartyKind
from clients.rules.merging import OBSTACLES, STANDING, MergeStatus
from clients.rules.safe_contact import Safety
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit.recording import record


@action("duplicates.sought")
def seek_duplicates(actor: Actor, *, client: Client) -> list[Duplicate]:
    """Look for other records of the same person. That somebody looked is recorded."""
    require(actor, "client.merge", client)
    found = find_duplicates(actor, client)
    record(actor, "duplicates.sought", client, detail={"hits": len(found)})
    return found


@action("merge.proposed")
def propose_merge(actor: Actor, *, client: Client, duplicate: Client, reason: str) -> ClientMerge:
    """Propose that `duplicate` is joined into `client`; nothing changes until another agrees."""
    require(actor, "client.merge", client)
    require(actor, "client.merge", duplicate)
    require(actor, "case.view")
    client, duplicate = lock_both(client, duplicate)
    _refuse(actor, client, duplicate)
    refuse_without_reason(reason, client)
    # No chains: what was joined once is joined into nothing else, nor is anything into it.
    chain = Q(duplicate=client) | Q(duplicate=duplicate) | Q(client=duplicate)
    if ClientMerge.objects.filter(chain, status__in=STANDING).exists():
        raise _obstacle("merge_standing", client)
    merge = ClientMerge(
        client=client,
        key=client.key,
        duplicate=duplicate,
        reason=reason.strip(),
        proposed_by=seat_of(actor),
    )
    merge.save(force_insert=True)
    record(actor, "merge.proposed", merge)
    return merge


@action("merge.declined")
def decline_merge(
    actor: Actor, *, merge: ClientMerge, reason: str, version: int | None = None
) -> ClientMerge:
    """Say that these are two people, or take a proposal back."""
    require(actor, "client.merge", merge)
    merge = _lock(merge, version)
    _refuse_unless(merge, MergeStatus.PROPOSED)
    refuse_without_reason(reason, merge)
    merge.status = MergeStatus.DECLINED.value
    merge.review_reason = reason.strip()
    _reviewed(actor, merge)
    record(actor, "merge.declined", merge)
    return merge


@action("merge.confirmed")
def confirm_merge(actor: Actor, *, merge: ClientMerge, version: int | None = None) -> ClientMerge:
    """Join the two records, as another person than who proposed it."""
    require(actor, "client.merge", merge)
    require(actor, "case.view")
    merge = _lock(merge, version)
    _refuse_unless(merge, MergeStatus.PROPOSED)
    _refuse_one_person(actor, merge)
    take_names_turn()
    client, duplicate = lock_both(merge.client, merge.duplicate)
    _refuse(actor, client, duplicate)
    copied = _copy_names(actor, merge, client, duplicate)
    share_walls(client, duplicate)
    duplicate.merged_into = client
    for row in (client, duplicate):
        parties_changed(row)
        row.version += 1
        row.save()
    PartyToken.objects.filter(party__client=duplicate).delete()
    merge.status = MergeStatus.DONE.value
    _reviewed(actor, merge)
    record(actor, "merge.confirmed", merge, detail={"parties": copied})
    return merge


@action("merge.undone")
def undo_merge(
    actor: Actor, *, merge: ClientMerge, reason: str, version: int | None = None
) -> ClientMerge:
    """Take two records apart again: copied names go, the other record opens as it was."""
    require(actor, "client.merge", merge)
    merge = _lock(merge, version)
    _refuse_unless(merge, MergeStatus.DONE)
    refuse_without_reason(reason, merge)
    take_names_turn()
    client, duplicate = lock_both(merge.client, merge.duplicate)
    for party in Party.objects.filter(copied_by=merge, removed_at=None):
        take_out_party(party)
    _give_back_numbers(actor, merge)
    duplicate.merged_into = None
    anew = _ask_anew(merge, client, duplicate)
    for party in active_parties(duplicate):
        write_tokens(actor, party)
    for row in (client, duplicate):
        parties_changed(row)
        row.version += 1
        row.save()
    merge.status = MergeStatus.UNDONE.value
    merge.undo_reason = reason.strip()
    merge.undone_at, merge.undone_by = timezone.now(), seat_of(actor)
    merge.version += 1
    merge.save()
    record(actor, "merge.undone", merge, detail={"channels": anew})
    return merge


def _copy_names(actor: Actor, merge: ClientMerge, client: Client, duplicate: Client) -> int:
    """Copy what the other record is found by; the person's own name becomes another name."""
    there, copied = active_parties(client), 0
    own = self_party(actor, client)
    for party in active_parties(duplicate):
        is_self = party.kind == PartyKind.CLIENT.value
        kind = PartyKind.ALIAS.value if is_self else party.kind
        holder: Party | None = own if is_self else None
        if party.name:
            same = [row for row in there if named_already([row], kind, party.name)]
            if kind == PartyKind.ALIAS.value and named_already([own], own.kind, party.name):
                same = [own]  # nobody is an alias of themselves
            if not same:
                same = [_copied(actor, merge, client, party, kind)]
                there += same
                copied += 1
            holder = holder or same[0]
        rows = Identifier.objects.filter(party=party).select_related("key")
        numbers = {(row.kind, row.value or "") for row in rows}
        if holder is not None and numbers:
            _add_numbers(actor, merge, holder, numbers)
    return copied


def _copied(actor: Actor, merge: ClientMerge, client: Client, party: Party, kind: str) -> Party:
    made = write_party(
        actor,
        client,
        kind=kind,
        name=party.name,
        is_organisation=party.is_organisation,
        client_consented=party.client_consented,
        born=party.born or "",
    )
    made.copied_by, made.name_kind = merge, party.name_kind
    made.save(update_fields=["copied_by", "name_kind"])
    return made


def _add_numbers(
    actor: Actor, merge: ClientMerge, party: Party, numbers: set[tuple[str, str]]
) -> None:
    rows = Identifier.objects.filter(party=party).select_related("key")
    known = {(row.kind, row.value or "") for row in rows}
    for kind, value in sorted(numbers - known):
        Identifier(party=party, key=party.key, kind=kind, value=value, copied_by=merge).save(
            force_insert=True
        )
    write_tokens(actor, party)


def _ask_anew(merge: ClientMerge, client: Client, duplicate: Client) -> int:
    """Let no way become safe by taking records apart, where something else was said meanwhile."""
    there = {row.channel: row for row in _rules_of(client)}
    anew = 0
    for row in _rules_of(duplicate):
        other = there.get(row.channel)
        if row.state == Safety.SAFE.value and other and _speaks_against(other, row, merge):
            row.state, row.confirmed_at, row.confirmed_by = Safety.NOT_ASKED.value, None, None
            row.version += 1
            row.save()
            anew += 1
    return anew


def _rules_of(client: Client) -> Iterable[ContactRule]:
    return ContactRule.objects.filter(client=client).select_related("key")


def _speaks_against(other: ContactRule, row: ContactRule, merge: ClientMerge) -> bool:
    """Tell whether the record that stayed calls this unsafe, or was told otherwise since."""
    if other.state == Safety.UNSAFE.value:
        return True
    since = merge.reviewed_at
    said_since = bool(other.confirmed_at and since and other.confirmed_at >= since)
    return said_since and (other.address, other.details or {}, other.valid_until) != (
        row.address, row.details or {}, row.valid_until,
    )  # fmt: skip


def _give_back_numbers(actor: Actor, merge: ClientMerge) -> None:
    rows = list(Identifier.objects.filter(copied_by=merge).select_related("party__key"))
    for row in rows:
        row.delete()
    for party in {row.party_id: row.party for row in rows}.values():
        if party.removed_at is None:
            write_tokens(actor, party)


def _refuse(actor: Actor, client: Client, duplicate: Client) -> None:
    if client.pk == duplicate.pk:
        raise _obstacle("same_record", client)
    joined_before = Client.objects.filter(merged_into=duplicate).exists()
    if client.merged_into_id or duplicate.merged_into_id or joined_before:
        raise _obstacle("merged", client)
    for code in standing_against(actor, client, duplicate):
        raise _obstacle(code, client)


def _obstacle(code: str, client: Client) -> Blocked:
    return Blocked(_(OBSTACLES[code]), code=code, target=client)


def _refuse_one_person(actor: Actor, merge: ClientMerge) -> None:
    require_person(actor, merge)
    proposer = merge.proposed_by
    if proposer.user_id == actor.user_id or proposer.is_system or seat_of(actor).is_system:
        raise Blocked(
            _("Somebody else than who proposed it must look at both records and agree."),
            code="second_person",
            target=merge,
        )


def _refuse_unless(merge: ClientMerge, status: MergeStatus) -> None:
    if merge.status != status.value:
        raise Blocked(
            _("This has been decided meanwhile. Look at where it stands now."),
            code="decided_meanwhile",
            target=merge,
        )


def _reviewed(actor: Actor, merge: ClientMerge) -> None:
    merge.reviewed_at, merge.reviewed_by = timezone.now(), seat_of(actor)
    merge.version += 1
    merge.save()


def _lock(merge: ClientMerge, version: int | None) -> ClientMerge:
    rows = ClientMerge.objects.select_for_update(of=("self",)).select_related(
        "key", "client__key", "duplicate__key", "proposed_by"
    )
    (locked,) = rows.filter(pk=merge.pk)
    if version is not None and locked.version != version:
        raise changed_meanwhile(locked)
    return locked
