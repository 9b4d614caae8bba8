"""Somebody who is kept out of a client's matter; a conflict, and one that was waived."""

from typing import Any

from clients import actions
from clients.models import Affiliate, ConflictCheck, ConflictMatch, ConflictWaiver, Wall
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from referrals import actions as referral_actions
from referrals.models import Partner, PartnerContact
from tests.builders import seat_of
from tests.sealed import sealed_pdf


def keep_out(place: Any) -> Wall:
    """Who had nothing of this client anyway, so that what the others reach stays as it is."""
    return actions.raise_wall(
        place.people["supervisor"], client=place.fresh_client,
        membership=seat_of(place.people["other_advocate"]), reason="Their firm is named.",
    )  # fmt: skip


def waive(place: Any, match: ConflictMatch) -> ConflictWaiver:
    return actions.record_waiver(
        place.people["coordinator"], match=match, consented="Both clients.",
        explained="What it means for each of them.", given_on=today(), upload=sealed_pdf(),
    )  # fmt: skip


def meet_conflict(place: Any) -> tuple[ConflictCheck, ConflictMatch, ConflictWaiver]:
    """Return a check that met a client of ours twice, one match, and the other's waiver."""
    coordinator, client = place.people["coordinator"], place.fresh_client
    kinds = ("recruiter", "co_defendant")
    for kind in kinds:
        actions.add_party(coordinator, client=client, kind=kind, name="Nilofar Beispiel")
    check = actions.run_conflict_check(coordinator, client=client)
    found = ConflictMatch.objects.filter(check_run=check, party__kind__in=kinds).order_by("id")
    rows = list(found.select_related("check_run__client__key", "party__key", "other_party__key"))
    return check, rows[0], waive(place, rows[1])


BOUND = {
    "kind": "board_member", "name": "Quirin Ehrenamt", "is_organisation": False,
    "organisations": ["Zwolftel Stiftung"],
}  # fmt: skip


def bind_to(place: Any) -> Affiliate:
    return actions.add_affiliate(place.people["administrator"], form_token=new_id(), details=BOUND)


def add_contact(coordinator: Any, partner: Partner) -> PartnerContact:
    details = {"name": "Quendolin Nachtdienst", "role": "Night desk"}
    return referral_actions.add_contact(
        coordinator, partner=partner, form_token=new_id(), details=details
    )
