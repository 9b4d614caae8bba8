"""Recipes for filings, notices, deadlines and reminders."""

from datetime import timedelta

from clinic.tenancy.current import today
from filings import actions as filings
from filings.models import DeadlineProposal, Reminder, ReminderWishes
from filings.rules.changes import Settle
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place
from tests.everywhere.world_records import let_go
from tests.sealed import sealed_pdf

simple("filing.added", "attorney", "advocate", lambda p: {"case": fresh(p.case), "form": "I-192"})
simple(
    "filing.moved", "attorney", "advocate",
    lambda p: {"filing": fresh(p.filing), "to": "withdrawn", "on": today()},
)  # fmt: skip
simple(
    "filing.receipt_revealed", "attorney", "other_attorney",
    lambda p: {"filing": fresh(p.filing), "reason": "filing"},
)  # fmt: skip


@recipe("receipt.recorded", "advocate")
def _receipt(place: Place) -> Call:
    filing = filings.add_filing(place.attorney, case=fresh(place.case), form="I-192")
    for to in ("client_review", "signed", "sent"):
        filings.move_filing(place.attorney, filing=fresh(filing), to=to, on=today())
    return place.attorney, {
        "filing": fresh(filing), "receipt_number": "EAC2190000001", "on": today(),
    }  # fmt: skip


simple(
    "notice.recorded", "attorney", "advocate",
    lambda p: {
        "filing": fresh(p.filing), "kind": "noid", "notice_date": today(), "service": "electronic",
        "response_days": 30, "response": "online",
    },
)  # fmt: skip
simple(
    "identifier.recorded", "attorney", "advocate",
    lambda p: {"filing": fresh(p.court_filing), "kind": "a_number", "number": "A087654322"},
)  # fmt: skip
simple(
    "identifier.revealed", "attorney", "other_attorney",
    lambda p: {"filing": fresh(p.court_filing), "kind": "a_number", "reason": "notice"},
)  # fmt: skip
simple(
    "filing.described", "attorney", "advocate",
    lambda p: {"filing": fresh(p.filing), "edition": "01/20/25", "fee": "none"},
)  # fmt: skip


def _found_bona_fide(place: Place) -> None:
    filings.move_filing(place.attorney, filing=fresh(place.filing), to="bfd", on=today())


@recipe("dependent.accepted", "advocate")
def _accepted(place: Place) -> Call:
    _found_bona_fide(place)
    return place.attorney, {"filing": fresh(place.filing), "on": "bfd", "form": "I-765"}


@recipe("dependent.dismissed", "advocate")
def _dismissed(place: Place) -> Call:
    _found_bona_fide(place)
    return place.attorney, {
        "filing": fresh(place.filing), "on": "bfd", "form": "I-765", "reason": "Has one.",
    }  # fmt: skip


simple("step.downloaded", "attorney", "advocate", lambda p: {"move": p.move})
simple("notice.downloaded", "attorney", "advocate", lambda p: {"notice": p.notice})
simple("deadline.acknowledged", "attorney", "advocate", lambda p: {"deadline": fresh(p.deadline)})
simple(
    "deadline.settled", "attorney", "advocate",
    lambda p: {"deadline": fresh(p.soft_deadline), "status": "done", "reason": "Answer sent."},
)  # fmt: skip
simple(
    "deadline.added", "attorney", "advocate",
    lambda p: {
        "case": fresh(p.case), "filing": fresh(p.filing), "rule": "us.uscis.change_of_address",
        "facts": {"moved": today().isoformat()},
    },
)  # fmt: skip
simple(
    "deadline.set", "attorney", "advocate",
    lambda p: {
        "case": fresh(p.case), "outer": today() + timedelta(days=40), "what": "Witness list",
        "order": "Scheduling order", "jurisdictional": True,
    },
)  # fmt: skip
simple(
    "proposal.made", "attorney", "advocate",
    lambda p: {
        "deadline": fresh(p.deadline), "change": Settle("done"), "reason": "The answer has gone.",
    },
)  # fmt: skip
simple("proposal.approved", "supervisor", "advocate", lambda p: {"proposal": fresh(p.proposal)})
simple(
    "proposal.declined", "supervisor", "advocate",
    lambda p: {"proposal": fresh(p.proposal), "reason": "Ask her again first."},
)  # fmt: skip
simple("proposal.withdrawn", "attorney", "advocate", lambda p: {"proposal": fresh(p.proposal)})


simple(
    "deadline.overridden", "attorney", "advocate",
    lambda p: {
        "deadline": fresh(p.deadline), "outer": today() + timedelta(days=20),
        "reason": "The client leaves before.",
    },
)  # fmt: skip
simple(
    "deadline.facts_changed", "attorney", "advocate",
    lambda p: {
        "deadline": fresh(p.deadline), "facts": {**p.deadline.facts, "response_days": 60},
        "reason": "Misread.",
    },
)  # fmt: skip


simple("recompute.started", "supervisor", "attorney", lambda p: {"cause": "button"})


@recipe("recompute.advanced", "attorney")
def _advanced(place: Place) -> Call:
    run = filings.start_recompute(place.supervisor, cause="button")
    return service(place, "recompute"), {"run": run}


@recipe("proposals.reviewed", "advocate")
def _reviewed(place: Place) -> Call:
    soft = fresh(place.soft_deadline)
    proposal = DeadlineProposal.objects.create(
        case=place.case, deadline=soft, key=soft.key, kind="rule", rule_version=soft.rule_version,
        opens=soft.opens, target=soft.target, outer=soft.outer, by_rule=soft.by_rule,
    )  # fmt: skip
    return place.attorney, {
        "proposals": [proposal.pk], "verdict": "accept", "reason": "Read the new rule.",
    }  # fmt: skip


@recipe("deadline.override_undone", "advocate")
def _undone(place: Place) -> Call:
    soft = fresh(place.soft_deadline)
    earlier = today() + timedelta(days=200)
    filings.override_deadline(place.attorney, deadline=soft, outer=earlier, reason="Travel.")
    return place.attorney, {"deadline": fresh(soft), "reason": "She stays."}


@recipe("filing.no_deadline_said", "advocate")
def _none(place: Place) -> Call:
    filing = filings.add_filing(place.attorney, case=fresh(place.case), form="I-192")
    return place.attorney, {"filing": fresh(filing), "reason": "Not sent yet."}


@recipe("filing.no_deadline_taken_back", "advocate")
def _taken_back(place: Place) -> Call:
    filing = filings.add_filing(place.attorney, case=fresh(place.case), form="I-192")
    filings.say_no_deadline(place.attorney, filing=fresh(filing), reason="Not sent yet.")
    return place.attorney, {"filing": fresh(filing)}


@recipe("deadline.reopened", "advocate")
def _reopened(place: Place) -> Call:
    soft = fresh(place.soft_deadline)
    filings.settle_deadline(place.attorney, deadline=soft, status="done", reason="Sent.")
    return place.attorney, {"deadline": fresh(soft), "reason": "It came back."}


simple(
    "reading.begun", "attorney", "advocate",
    lambda p: {"case": fresh(p.case), "filing": fresh(p.filing), "upload": sealed_pdf()},
)  # fmt: skip
simple("reading.viewed", "attorney", "supervisor", lambda p: {"reading": p.reading})
simple("reading.downloaded", "attorney", "advocate", lambda p: {"reading": p.reading})
simple(
    "reading.matched", "attorney", "advocate",
    lambda p: {"reading": p.reading, "filing": fresh(p.filing)},
)  # fmt: skip
simple(
    "reading.confirmed", "attorney", "advocate",
    lambda p: {
        "reading": p.reading, "filing": fresh(p.filing), "kind": "noid", "notice_date": today(),
        "said": {"service": "electronic", "response_days": 30, "response": "online"},
    },
)  # fmt: skip


@recipe("reading.dismissed", "advocate")
def _set_aside(place: Place) -> Call:
    let_go(place)
    return place.attorney, {
        "reading": place.reading, "reason": "Uploaded twice.", "keep_file": False
    }  # fmt: skip


@recipe("reading.read", "attorney")
def _read(place: Place) -> Call:
    begun = filings.begin_reading(place.attorney, case=fresh(place.case), upload=sealed_pdf())
    return service(place, "reader"), {"reading": begun, "problem": "no_text"}


@recipe("reminders.queued", "administrator")
def _reminders(place: Place) -> Call:
    reminder = Reminder(
        deadline=place.deadline, rung=60, counted_to=today(),
        recipient=place.attorney.membership,
    )  # fmt: skip
    return service(place, "reminders"), {"reminders": [reminder]}


simple("reminder.read", "attorney", "supervisor", lambda p: {"reminder": p.reminder})
simple(
    "reminders.wished", "attorney", "supervisor",
    lambda p: {
        "wishes": ReminderWishes(membership=p.attorney.membership),
        "said": {"mail": "digest", "quiet_from": 20, "quiet_until": 6, "weekends": False},
    },
)  # fmt: skip


@recipe("digests.queued", "administrator")
def _digests(place: Place) -> Call:
    reminder = Reminder.objects.create(
        deadline=place.deadline, rung=30, counted_to=today(), channel="digest",
        recipient=place.attorney.membership,
    )  # fmt: skip
    return service(place, "reminders"), {"waiting": [reminder]}
