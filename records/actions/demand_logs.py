"""Writes: what a demand asks for is sorted, and its log of what was seen and given is made."""

from datetime import date

from django.utils.translation import gettext as _

from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.audit.recording import Detail
from clinic.tenancy.current import today
from records.actions.demands import locked_demand
from records.models import Demand, DemandItem, DemandLog
from records.policy import keeps_log
from records.queries.disclosures import TooManyLines, log_lines
from records.queries.items import Sortable
from records.rules import demands as rules


@action("demand_item.sorted")
def sort_item(
    actor: Actor,
    *,
    demand: Demand,
    item: Sortable,
    decision: str,
    basis: str = "",
    description: str = "",
) -> DemandItem:
    """Say whether a note or document is given, kept back, or not what is asked for.

    :param basis: of what is kept back, one of rules.demands.BASES
    :param description: what the other side is told of it, without what it says
    """
    require(actor, "demand.sort", demand)
    demand = locked_demand(demand)
    kept = decision == rules.WITHHOLD
    if decision not in rules.DECISIONS or (basis not in rules.BASES) == kept:
        raise Blocked(
            _("Say whether it is given or kept back, and on which ground it is kept back."),
            code="unknown_choice",
            target=demand,
        )
    if kept and not description.strip():
        raise Blocked(
            _("Describe it so that the ground can be judged, without what it says."),
            code="no_description",
            target=demand,
        )
    rows = DemandItem.objects.select_for_update(of=("self",)).select_related("key")
    row = rows.filter(demand=demand, kind=item.kind, item_id=item.pk).first()
    is_new = row is None
    row = row or DemandItem(
        demand=demand, key=demand.key, kind=item.kind, item_id=item.pk,
        made_on=item.made_on, author=item.author,
    )  # fmt: skip
    row.decision, row.basis = decision, basis
    row.description, row.decided_by = description.strip() or None, seat_of(actor)
    row.save(force_insert=is_new)
    detail = {"decision": decision}
    record(actor, "demand_item.sorted", demand, client_id=demand.client_id, detail=detail)
    return row


@action("demand_log.made")
def make_log(actor: Actor, *, demand: Demand, since: date | None = None) -> DemandLog:
    """Keep what was seen, shared and taken out up to now, and what is kept back. It never changes.

    :param since: the first day that counts; everything where it is left out
    """
    require(actor, "demand.work", demand)
    demand = locked_demand(demand)
    _refuse_others(actor, demand)
    if since and not rules.EARLIEST <= since <= today():
        raise Blocked(_("This day is still to come."), code="impossible_day", target=demand)
    try:
        lines = log_lines(demand, since)
    except TooManyLines:
        raise Blocked(
            _("There is more than one log can hold. Choose a later first day, and make several."),
            code="log_too_long",
            target=demand,
        ) from None
    number = DemandLog.objects.filter(demand=demand).count() + 1
    log = DemandLog.objects.create(
        demand=demand, key=demand.key, since=since, lines=lines, number=number,
        made_by=seat_of(actor),
    )  # fmt: skip
    detail = {"count": len(lines["seen"])}
    record(actor, "demand_log.made", demand, client_id=demand.client_id, detail=detail)
    return log


@action("demand_log.downloaded")
def download_log(actor: Actor, *, log: DemandLog, form: str) -> DemandLog:
    """Record that somebody took a log out; the caller sets what the log says.

    :param form: pdf or csv
    """
    require(actor, "demand.work", log.demand)
    _refuse_others(actor, log.demand)
    detail: Detail = {"form": form, "number": log.number}
    record(actor, "demand_log.downloaded", log, client_id=log.demand.client_id, detail=detail)
    return log


def _refuse_others(actor: Actor, demand: Demand) -> None:
    if not keeps_log(actor, demand):
        raise Blocked(
            _("Only the counsel named for this demand and supervisors make and read its log."),
            code="only_counsel",
            target=demand,
        )
