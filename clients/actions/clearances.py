"""A name that comes or changes takes with it every clearance it touches, in the same transaction.

A clearance says: of all names of the clinic, none stands against this client. So a new name, a new
spelling, number, interpreter or partner ends it wherever a check would now find something new. The
search is the check's own and costs what one name costs, so nobody waits for a worker and there is
no moment in which a clearance stands that should not.

Writers of names and checks go one after another in a clinic (`take_names_turn`, before any client
is locked): a check never misses a name that another transaction is just writing, and two writers
whose names resemble each other never wait for each other's client.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from clients.models import NOT_RUN, RECHECK, ClearanceFall, Client, ClinicName, Party
from clients.queries.clearances import checked_clients, sought_name, touched_by
from clients.queries.matches import Sought, sought_parties
from clients.rules.conflict import OF_CLINIC, Cause, ConflictState, PartyKind, after_party_change
from clients.rules.conflict import cause_of as cause_of_kind
from clients.rules.identifiers import normalise_identifier
from clinic.access.actor import Actor
from clinic.audit.recording import Act, record_all
from clinic.tenancy.models import new_id
from clinic.tenancy.turns import take_turn

Numbers = Iterable[tuple[str, str]]


def take_names_turn() -> None:
    """Wait until no other transaction of the clinic writes names or checks them.

    Taken before a client is locked and held until the transaction ends.
    """
    take_turn()


def keep_clinic_names(
    actor: Actor,
    *,
    kind: str,
    ref: UUID,
    names: Iterable[str],
    is_organisation: bool = False,
    organisations: Iterable[str] = (),
    numbers: Numbers = (),
) -> int:
    """Let conflict checks compare somebody the clinic is bound to: an interpreter, a partner.

    Call it inside an action, before any client is locked, whenever such a person or organisation
    is added, renamed, gets another number or leaves. Every client whose check would find a new name
    or number here goes back to "check again" at once, and nobody is assigned until a person decided
    anew; the queue says the kind of change and nothing else. Call it with all names each time: what
    is no longer among them is compared no more, what is unchanged touches nobody.

        keep_clinic_names(
            actor, kind=PartyKind.INTERPRETER.value, ref=interpreter.pk, names=[name, *aliases],
            numbers=[("phone", phone)],
        )
        keep_clinic_names(actor, kind=PartyKind.INTERPRETER.value, ref=interpreter.pk, names=[])

    :param kind: a code of `rules.conflict.OF_CLINIC`
    :param ref: the id of the row the names come from, the same each time
    :param organisations: names of organisations beside `names`, whatever those are
    :param numbers: (kind, text) as `rules.identifiers` knows them, "phone" and "email" above all
    :raises clients.rules.identifiers.IdentifierError: a number that is none
    :returns: how many clients have to be checked again
    """
    known = PartyKind(kind)
    if known not in OF_CLINIC:
        raise ValueError("A person of a client's matter is a party, see actions.add_party.")
    assert actor.membership is not None
    take_names_turn()
    given_names = [(name, is_organisation) for name in names]
    given_names += [(name, True) for name in organisations]
    wanted = list(dict.fromkeys((name.strip(), org) for name, org in given_names if name.strip()))
    given = sorted({(code, normalise_identifier(code, text)) for code, text in numbers})
    rows = list(ClinicName.objects.filter(kind=known.value, ref=ref, removed_at=None))
    said = [list(pair) for pair in given]
    stay = {
        (row.name, row.is_organisation) for row in rows
        if (row.name, row.is_organisation) in wanted and (row.numbers or []) == said
    }  # fmt: skip
    gone = [row.pk for row in rows if (row.name, row.is_organisation) not in stay]
    ClinicName.objects.filter(pk__in=gone).update(removed_at=timezone.now())
    new = [
        ClinicName(
            id=new_id(), kind=known.value, ref=ref, name=name, is_organisation=org,
            numbers=said, added_by=actor.membership,
        )
        for name, org in wanted if (name, org) not in stay
    ]  # fmt: skip
    ClinicName.objects.bulk_create(new)
    touched = touched_by([sought_name(row) for row in new])
    end_clearances(actor, touched, cause_of_kind(known))
    return len(touched)


def touch_others(actor: Actor, parties: Sequence[Party]) -> int:
    """End the clearance of every other client whose check would find one of these parties."""
    if not checked_clients().exists():
        return 0
    sought: list[Sought] = sought_parties(parties)
    own = {party.client_id for party in parties}
    touched = [pk for pk in touched_by(sought) if pk not in own]
    end_clearances(actor, touched, Cause.OTHER)
    return len(touched)


def end_clearances(actor: Actor, clients: Collection[UUID], cause: Cause) -> None:
    """Send these clients back to be checked; a check that waits for a decision is outdated too."""
    if not clients:
        return
    rows = Client.objects.select_for_update(of=("self",)).filter(pk__in=clients).order_by("pk")
    locked = list(rows.only("clinic", "conflict_state", "others_version"))
    Client.objects.filter(pk__in=clients).update(others_version=F("others_version") + 1)
    decided = [row for row in locked if row.conflict_state != NOT_RUN]
    standing = [row.pk for row in decided if row.conflict_state != RECHECK]
    Client.objects.filter(pk__in=standing).update(conflict_state=RECHECK, fell_at=timezone.now())
    ClearanceFall.objects.bulk_create(
        [ClearanceFall(client=row, cause=cause.value) for row in decided], ignore_conflicts=True
    )
    record_all(
        actor,
        [Act("clearance.fell", row, client_id=row.pk, detail={"cause": cause.value})
         for row in decided],
    )  # fmt: skip


def end_own_clearance(client: Client, cause: Cause) -> None:
    """Do the same to a client the caller has locked and saves."""
    state = ConflictState(client.conflict_state)
    client.conflict_state = after_party_change(state).value
    if state is ConflictState.NOT_RUN:
        return
    if state is not ConflictState.RECHECK or client.fell_at is None:
        client.fell_at = timezone.now()
    ClearanceFall.objects.bulk_create(
        [ClearanceFall(client=client, cause=cause.value)], ignore_conflicts=True
    )


def clearance_decided(client: Client) -> None:
    """Close what led to the decision that was just made; the caller saves the client."""
    client.fell_at = None
    ClearanceFall.objects.filter(client=client, ended_at=None).update(ended_at=timezone.now())
