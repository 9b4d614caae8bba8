"""Writes: a subpoena or another demand, from the day it comes to the day it ends.

While one is open nothing of the client is erased, whoever asks for it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from cases.rules import CLOSED
from clients.actions.rows import lock_client, seat_of
from clients.models import Client
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.actions import store_upload
from clinic.files.models import StoredFile
from clinic.files.uploads import SealedUpload
from clinic.pages.templatetags.alcove import local_date
from clinic.people.models import Membership
from clinic.tenancy.current import today
from filings.actions import set_deadline, settle_deadline
from filings.models import Deadline
from records.actions.reminding import ask_again, tell, tell_assigners
from records.models import Demand, Hold
from records.queries.counsel import counsel_for
from records.queries.standing import is_held
from records.rules import demands as rules

SENT_TWICE = "sent_twice"
# A day that a demand sets is kept whoever logs it, and falls with it.
_DAYS = frozenset({"deadline.add", "deadline.settle", "deadline.view"})
WORDS = ("demanded_by", "reference", "wanted")


@action("demand.logged")
def log_demand(
    actor: Actor,
    *,
    client: Client,
    demand_id: UUID,
    kind: str,
    served_on: date,
    served_how: str,
    demanded_by: str,
    wanted: str,
    reference: str = "",
    due_on: date | None = None,
    case: Case | None = None,
    scan: SealedUpload | None = None,
) -> Demand:
    """Record what came; from then on nothing of the client is erased.

    :param scan: the paper as it came
    :raises Blocked: sent twice, a choice that is not offered, or days that cannot be
    """
    require(actor, "demand.log", client)
    client = lock_client(client)
    if Demand.objects.filter(pk=demand_id).exists():
        raise Blocked(
            _("This was sent already; nothing was done twice."), code=SENT_TWICE, target=client
        )
    _refuse_choices(client, kind, served_how, case)
    _refuse_days(client, served_on, due_on)
    demand = Demand(
        pk=demand_id, client=client, key=client.key, case=case, kind=kind, served_on=served_on,
        served_how=served_how, due_on=due_on, demanded_by=demanded_by, wanted=wanted,
        reference=reference or None, logged_by=seat_of(actor),
    )  # fmt: skip
    if scan is not None:
        demand.scan = store_upload(actor, upload=scan, key=client.key)
    demand.deadline = _keep_day(actor, demand)
    demand.save(force_insert=True)
    _freeze(actor, demand)
    tell_assigners(actor, demand)
    ask_again(demand)
    record(actor, "demand.logged", demand, client_id=client.pk, detail={"kind": kind})
    return demand


@action("demand.scan_downloaded")
def download_demand_scan(actor: Actor, *, demand: Demand) -> StoredFile:
    """Let the paper of a demand out. The caller streams it after this was recorded."""
    require(actor, "demand.view", demand)
    if demand.scan is None:
        raise Blocked(_("No paper was scanned for this demand."), code="no_scan", target=demand)
    record(actor, "demand.scan_downloaded", demand, client_id=demand.client_id)
    return demand.scan


@action("demand.changed")
def change_demand(
    actor: Actor, *, demand: Demand, version: int, due_on: date | None, said: Mapping[str, str]
) -> Demand:
    """Correct what is known of it; where its day moved, the deadline moves with it.

    :param said: source, reference and wanted
    """
    require(actor, "demand.change", demand)
    demand = locked_demand(demand, version)
    _refuse_days(demand, demand.served_on, due_on)
    changed = [name for name in WORDS if (getattr(demand, name) or "") != said[name]]
    for name in changed:
        setattr(demand, name, said[name] or None)
    if due_on != demand.due_on:
        changed.append("due_on")
        demand.due_on = due_on
        _let_day_go(actor, demand, "removed", _("The day of the demand moved."))
        demand.deadline = _keep_day(actor, demand)
        ask_again(demand)
    _save(demand)
    record(actor, "demand.changed", demand, client_id=demand.client_id, changes=changed)
    return demand


@action("counsel.assigned")
def assign_counsel(actor: Actor, *, demand: Demand, counsel: Membership, version: int) -> Demand:
    """Say which attorney answers for the clinic; only somebody who may see the client."""
    require(actor, "demand.assign", demand)
    demand = locked_demand(demand, version)
    if counsel.pk not in {seat.pk for seat in counsel_for(demand)}:
        raise Blocked(
            _("Choose an attorney or supervisor who may see this client's matter."),
            code="not_counsel",
            target=demand,
        )
    demand.counsel, demand.counsel_at = counsel, timezone.now()
    _save(demand)
    if counsel.pk != actor.membership_id:
        tell(demand, f"counsel:{demand.version}", counsel.pk)
    detail = {"member": counsel.pk}
    record(actor, "counsel.assigned", demand, client_id=demand.client_id, detail=detail)
    return demand


@action("demand.ended")
def end_demand(
    actor: Actor,
    *,
    demand: Demand,
    version: int,
    ending: str,
    answer: str,
    told_on: date | None = None,
    told_note: str = "",
) -> Demand:
    """Say how it ended. The hold stays until somebody lifts it.

    :param told_on: when the client was told of it (34 U.S.C. 12291(b)(2)(C))
    :param told_note: how, or why the client could not be told
    """
    require(actor, "demand.work", demand)
    demand = locked_demand(demand, version)
    if ending not in rules.ENDINGS:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=demand)
    if not answer.strip():
        raise Blocked(_("Say what was answered, and why."), code="no_reason", target=demand)
    if demand.counsel_id is None:
        raise Blocked(
            _("Say first which attorney answers for the clinic."), code="no_counsel", target=demand
        )
    if ending in rules.GAVE and told_on is None and not told_note.strip():
        raise Blocked(
            _(
                "Something is given: say when the client was told, or why that could not be. "
                "Federal law asks for it."
            ),
            code="client_not_told",
            target=demand,
        )
    if told_on and not demand.served_on <= told_on <= today():
        raise Blocked(
            _("The client was told between the day it came and today."),
            code="impossible_day",
            target=demand,
        )
    demand.state, demand.answer = ending, answer
    demand.told_on, demand.told_note = told_on, told_note.strip() or None
    demand.ended_at, demand.ended_by = timezone.now(), seat_of(actor)
    _let_day_go(actor, demand, "done", _("The demand ended."))
    _save(demand)
    detail = {"ending": ending}
    record(actor, "demand.ended", demand, client_id=demand.client_id, detail=detail)
    return demand


def locked_demand(demand: Demand, version: int | None = None) -> Demand:
    """Lock a demand that is open. :raises Blocked: ended, or changed since `version`"""
    rows = Demand.objects.select_for_update(of=("self",))
    demand = rows.select_related("key", "client", "case", "deadline").get(pk=demand.pk)
    if version is not None and version != demand.version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=demand,
        )
    if demand.state != rules.OPEN:
        raise Blocked(_("This demand has ended."), code="demand_ended", target=demand)
    return demand


def _save(demand: Demand) -> None:
    demand.version += 1
    demand.save()


def _refuse_choices(client: Client, kind: str, how: str, case: Case | None) -> None:
    lawful = kind in rules.KINDS and how in rules.WAYS
    if case is not None:
        lawful = lawful and case.client_id == client.pk
    if not lawful:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=client)


def _refuse_days(target: Any, served_on: date, due_on: date | None) -> None:
    wrong = rules.wrong_with_days(served_on, due_on, today=today())
    if wrong:
        raise Blocked(wrong.text, code=wrong.code, target=target)


def _freeze(actor: Actor, demand: Demand) -> None:
    """Place a hold where none stands. It is the demand's act, whoever logs it."""
    if is_held(demand.client):
        return
    hold = Hold.objects.create(
        client=demand.client, key=demand.key, placed_by=seat_of(actor),
        reason=_("A demand came on %(day)s.") % {"day": local_date(demand.served_on)},
    )  # fmt: skip
    record(actor, "hold.placed", hold, client_id=demand.client_id)


def _keep_day(actor: Actor, demand: Demand) -> Deadline | None:
    """Keep its day among the deadlines of an open case, with reminders."""
    if demand.case is None or demand.due_on is None or demand.case.stage == CLOSED:
        return None
    return set_deadline(
        _for_days(actor), case=demand.case, outer=demand.due_on, what=_("Answer a demand"),
        order=_("Demand that came on %(day)s") % {"day": local_date(demand.served_on)},
        jurisdictional=False,
    )  # fmt: skip


def _let_day_go(actor: Actor, demand: Demand, status: str, reason: str) -> None:
    deadline = demand.deadline
    if deadline is not None and deadline.status == Deadline.OPEN:
        settle_deadline(_for_days(actor), deadline=deadline, status=status, reason=reason)


def _for_days(actor: Actor) -> Actor:
    return replace(actor, capabilities=actor.capabilities | _DAYS)
