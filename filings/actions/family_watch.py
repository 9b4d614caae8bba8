"""Keep one deadline for each age that an answer rests on, and end it when the facts fix the age."""

from datetime import date

from django.utils.translation import gettext as _

from cases.models import Case
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import can, require
from clinic.audit import record
from clinic.pages.dates import short_date
from filings.actions.computing import computed_or_blocked, keep_deadline
from filings.actions.ending import end_deadline
from filings.actions.locking import refuse_closed
from filings.actions.proposals import propose_change
from filings.models import AgeWatch, Deadline, DeadlineProposal, Filing
from filings.queries.family_watch import (
    members_of,
    missing,
    open_schemes,
    rules_fixed_by,
    stale,
    wanted_watches,
    watches_of,
)
from filings.rules.changes import DONE, Settle


@action("family.watched")
def watch_family(actor: Actor, *, case: Case) -> Case:
    """Compute the ages to watch anew: the client's own birth date was corrected, say."""
    require(actor, "family.edit", case)
    case = locked_case(case)
    keep_watch(actor, case, why=_("The facts changed; the age was computed anew."))
    record(actor, "family.watched", case)
    return case


def locked_case(case: Case) -> Case:
    """Lock an open case, so that two people who change a family come one after the other."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("key", "client__key")
    case = rows.get(pk=case.pk)
    refuse_closed(case)
    return case


def keep_watch(actor: Actor, case: Case, *, why: str) -> None:
    """Bring the watched ages of a case in line with its relatives; call it inside an action.

    A new date is always computed. The old one ends only by somebody who may settle a deadline, and
    not where missing it ends a right: then it stays open beside the new one until people settle it,
    and the page of the family says so.

    :param why: what ends an old date, in words
    """
    opened, watches = open_schemes(case), watches_of(case)
    wanted = wanted_watches(case, members_of(case), opened)
    for (member_id, rule), birth in missing(watches, wanted).items():
        facts = {"birth_date": birth.isoformat()}
        computed = computed_or_blocked(case, rule, facts)
        deadline = keep_deadline(actor, case=case, key=case.key, computed=computed, facts=facts)
        AgeWatch(case=case, member_id=member_id, deadline=deadline).save(force_insert=True)
    for watch in stale(watches, wanted):
        if actor.has("deadline.settle") and not watch.deadline.jurisdictional:
            _end(actor, watch, reason=why, status=Deadline.WAIVED)


def fix_ages(actor: Actor, filing: Filing, *, received: date) -> None:
    """Answer the watch over ages that this filing's receipt has fixed; call it inside an action.

    Whose last day had passed by then stays open: an attorney has to look at it. What ends a right
    is proposed as done, for one person alone recorded the receipt; a second one agrees.
    """
    rules = rules_fixed_by(filing.form)
    if not rules:
        return
    reason = _("%(form)s was receipted on %(day)s: the age is fixed on the day it was filed.") % {
        "form": filing.form,
        "day": short_date(received),
    }
    for watch in watches_of(filing.case):
        deadline = watch.deadline
        if deadline.status != Deadline.OPEN or deadline.rule not in rules:
            continue
        if deadline.outer is None or deadline.outer < received:
            continue
        if not deadline.jurisdictional:
            _end(actor, watch, reason=reason, status=Deadline.DONE)
        elif can(actor, "deadline.settle", deadline) and not _proposed(deadline):
            propose_change(actor, deadline=deadline, change=Settle(DONE), reason=reason)


def _proposed(deadline: Deadline) -> bool:
    return DeadlineProposal.objects.filter(
        deadline=deadline, kind=DeadlineProposal.SETTLE, status=DeadlineProposal.WAITING
    ).exists()


def _end(actor: Actor, watch: AgeWatch, *, reason: str, status: str) -> None:
    end_deadline(actor, watch.deadline, reason=reason, status=status)
    watch.answered = True
    watch.save(update_fields=["answered"])
