"""Writes: how long this clinic keeps what."""

from django.utils.translation import gettext as _

from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.turns import take_turn
from records.models import RetentionRule
from records.rules import KINDS


@action("retention.changed")
def change_retention(actor: Actor, *, kind: str, months: int) -> RetentionRule:
    """Set for how many months after its end a kind of record is kept."""
    require(actor, "retention.change")
    rule = KINDS[kind]
    if not rule.least <= months <= rule.most:
        raise Blocked(
            _("Choose %(least)s to %(most)s months.") % {"least": rule.least, "most": rule.most},
            code="months_out_of_range",
        )
    take_turn()
    row = RetentionRule.objects.filter(kind=kind).first() or RetentionRule(kind=kind)
    row.months, row.changed_by = months, seat_of(actor)
    row.save()
    record(actor, "retention.changed", row, detail={"kind": kind, "months": months})
    return row
