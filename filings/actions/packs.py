"""Take a pack of the clinic's own law into use, and withdraw one."""

import re
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import current_clinic
from clinic.tenancy.models import new_id
from clinic.tenancy.turns import take_turn
from filings.models import JurisdictionPack
from filings.queries.own_packs import checked_pack

NAME = re.compile(r"[a-z][a-z0-9-]{1,39}")


@action("pack.added")
def add_pack(
    actor: Actor, *, name: str, text: str, number: int, pack_id: UUID | None = None
) -> JurisdictionPack:
    """Keep a new version of a pack and work by it from now on.

    :param number: the version it becomes; another one means that somebody was faster
    """
    require(actor, "pack.manage")
    take_turn()
    if not NAME.fullmatch(name):
        raise Blocked(_("Name it with small letters, digits and hyphens."), code="bad_name")
    checked = checked_pack(name, text)
    if checked.problems:
        raise Blocked(" ".join(checked.problems), code="bad_pack")
    if number != checked.number:
        raise Blocked(
            _("Somebody changed this pack meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
        )
    if not checked.changes:
        raise Blocked(_("Nothing in it differs from what is in use."), code="nothing_new")
    assert actor.membership is not None
    pack = JurisdictionPack(
        pk=pack_id or new_id(), name=name, number=number, text=text, added_by=actor.membership
    )
    pack.save(force_insert=True)
    _mark_changed()
    record(
        actor, "pack.added", pack,
        detail={"name": name, "number": number, "changes": len(checked.changes)},
    )  # fmt: skip
    return pack


@action("pack.withdrawn")
def withdraw_pack(
    actor: Actor, *, pack: JurisdictionPack, version: int | None = None
) -> JurisdictionPack:
    """Offer it no longer. Deadlines that rest on it keep their days and their why."""
    require(actor, "pack.manage", pack)
    take_turn()
    pack = JurisdictionPack.objects.select_for_update().get(pk=pack.pk)
    newest = JurisdictionPack.objects.filter(name=pack.name).order_by("-number").first()
    if newest is None or newest.pk != pack.pk:
        raise Blocked(_("There is a newer version; withdraw that one."), code="older_version")
    if pack.withdrawn_at is not None or version not in (None, pack.version):
        raise Blocked(_("It is withdrawn already."), code="withdrawn")
    pack.withdrawn_at = timezone.now()
    pack.withdrawn_by = actor.membership
    pack.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _mark_changed()
    record(actor, "pack.withdrawn", pack, changes=["withdrawn_at"])
    return pack


def _mark_changed() -> None:
    """Let every process read the packs again. A new random mark: a counter could come twice, once
    for what was rolled back.
    """
    clinic = current_clinic()
    clinic.packs_mark = uuid4()
    clinic.save(update_fields=["packs_mark"])
