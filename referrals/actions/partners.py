"""Writes: the directory."""

from uuid import UUID

from django.utils.translation import gettext as _

from clients.actions import keep_clinic_names
from clients.rules.conflict import PartyKind
from clients.rules.identifiers import IdentifierError, normalise_identifier
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.turns import take_turn
from referrals.actions.contacts import compare_contacts
from referrals.actions.locking import locked_partner, refuse_second
from referrals.models import Partner

PARTNER_FIELDS = (
    "name", "kind", "email", "phone", "place", "address", "services", "languages", "active",
)  # fmt: skip


@action("partner.added")
def add_partner(actor: Actor, *, form_token: UUID, details: dict[str, object]) -> Partner:
    """Add to the directory; the same form sent twice gives the same row."""
    require(actor, "partner.edit")
    take_turn()
    refuse_second(Partner, form_token)
    _refuse_taken_name(details["name"])
    assert actor.membership is not None
    partner = Partner(pk=form_token, added_by=actor.membership)
    for name in PARTNER_FIELDS:
        if name in details:
            setattr(partner, name, details[name])
    _compare(actor, partner, details)
    partner.save(force_insert=True)
    record(actor, "partner.added", partner, changes=details.keys())
    return partner


@action("partner.edited")
def edit_partner(
    actor: Actor, *, partner: Partner, details: dict[str, object], version: int
) -> Partner:
    require(actor, "partner.edit", partner)
    take_turn()
    # Clients are locked before a partner, here as where something is sent.
    _compare(actor, partner, details)
    if "active" in details:
        compare_contacts(actor, partner, active=bool(details["active"]))
    partner = locked_partner(partner)
    if version != partner.version:
        raise Blocked(
            _("Somebody changed this partner meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=partner,
        )
    _refuse_taken_name(details["name"], partner)
    changed = [
        name
        for name in PARTNER_FIELDS
        if name in details and getattr(partner, name) != details[name]
    ]
    for name in changed:
        setattr(partner, name, details[name])
    partner.version += 1
    partner.save()
    record(actor, "partner.edited", partner, changes=changed)
    return partner


def _compare(actor: Actor, partner: Partner, details: dict[str, object]) -> None:
    """Let conflict checks compare the partner as it will be; a retired one no longer."""

    def will_be(field: str) -> str:
        return str(details.get(field, getattr(partner, field)) or "")

    numbers = []
    for kind in ("email", "phone"):
        try:
            numbers.append((kind, normalise_identifier(kind, will_be(kind))))
        except IdentifierError:
            continue  # "ask for the night desk": no number to be found by
    keep_clinic_names(
        actor,
        kind=PartyKind.PARTNER.value,
        ref=partner.pk,
        names=[will_be("name")] if details.get("active", partner.active) else [],
        is_organisation=True,
        numbers=numbers,
    )


def _refuse_taken_name(name: object, besides: Partner | None = None) -> None:
    same = Partner.objects.filter(name=name)
    if besides is not None:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise Blocked(_("A partner of this name is in the directory already."), code="name_taken")
