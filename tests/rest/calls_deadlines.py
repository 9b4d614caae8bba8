"""Requests about deadlines that one adds, moves, proposes, reviews; about leave and what sleeps."""

from datetime import timedelta
from typing import Any

from clinic.tenancy.current import today
from filings.actions import override_deadline, say_no_deadline, settle_deadline
from filings.models import Deadline, DeadlineProposal, Filing
from tests.everywhere.world import Place
from tests.rest.calls import Call
from tests.rest.calls_filings import _day

WHY = {"reason": "The order came back."}


def _settled(place: Place) -> None:
    row = Deadline.objects.get(pk=place.soft_deadline.pk)
    settle_deadline(place.attorney, deadline=row, status="done", reason="Filed.")


def _earlier(place: Place) -> None:
    """Somebody set an earlier day by hand; going back to the computed one is free."""
    row = Deadline.objects.get(pk=place.soft_deadline.pk)
    day = today() + timedelta(days=40)
    override_deadline(place.attorney, deadline=row, outer=day, reason="To be sure.")


def _by_a_rule(place: Place) -> None:
    """A changed rule proposes an earlier day, and nobody has said anything of it."""
    row = Deadline.objects.get(pk=place.proposal.deadline_id)
    DeadlineProposal.objects.filter(pk=place.proposal.pk).update(
        kind="rule", to_status="", verdict="", proposed_by=None, proposed_at=None,
        outer=row.outer and row.outer - timedelta(days=3), jurisdictional=True,
    )  # fmt: skip


def _expires(place: Place) -> dict[str, Any]:
    return {"facts": {"expires": _day(place, ago=-200)}}


def _no_dates(place: Place) -> None:
    Deadline.objects.filter(filing=place.filing.pk).update(status="done")


def _said_none(place: Place) -> None:
    _no_dates(place)
    filing = Filing.objects.get(pk=place.filing.pk)
    say_no_deadline(place.attorney, filing=filing, reason="The letter names no day.")


CALLS = {
    "add_deadline": Call(
        "case",
        lambda place: {
            "rule": "us.ead.renewal", "filing": str(place.filing.pk), **_expires(place),
        },
    ),
    "set_deadline": Call(
        "case",
        lambda place: {
            "what": "Witness list", "order": "Scheduling order", "outer": _day(place, ago=-30),
            "jurisdictional": True, "filing": str(place.filing.pk),
        },
    ),
    "read_no_deadline": Call("filing"),
    "say_no_deadline": Call("filing", lambda place: WHY, before=_no_dates),
    "take_back_no_deadline": Call("filing", before=_said_none),
    "reopen_deadline": Call("soft_deadline", lambda place: WHY, before=_settled),
    "override_deadline": Call(
        "soft_deadline", lambda place: {"outer": _day(place, ago=-20), **WHY}
    ),
    "undo_override": Call("soft_deadline", lambda place: WHY, before=_earlier),
    "change_facts": Call("soft_deadline", lambda place: {**_expires(place), **WHY}),
    "compare_facts": Call("soft_deadline", _expires),
    "list_proposals": Call(query="whose=to_decide"),
    "read_proposal": Call("proposal"),
    "approve_proposal": Call("proposal", lambda place: {}),
    "decline_proposal": Call("proposal", lambda place: WHY),
    "withdraw_proposal": Call("proposal"),
    "read_recompute": Call(),
    "start_recompute": Call(),
    "list_review": Call(before=_by_a_rule),
    "review_proposals": Call(
        body=lambda place: {
            "proposals": [str(place.proposal.pk)], "verdict": "accept", **WHY,
        },
        before=_by_a_rule,
    ),
    "list_snoozed": Call(),
    "end_snooze": Call("snooze"),
    "list_leaves": Call(),
    "list_covers": Call(),
    "record_leave": Call(
        body=lambda place: {"starts": _day(place, ago=-40), "ends": _day(place, ago=-44)}
    ),
    "cancel_leave": Call("leave"),
    "decide_leave": Call("leave", lambda place: {"approve": True}),
}  # fmt: skip
