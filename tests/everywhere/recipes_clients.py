"""Recipes for the rooms of clients and cases."""

from cases.actions import decline_stage
from clients import actions as clients
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from documents.actions import discard_list, let_original_go
from documents.models import ExhibitList
from documents.rules.exhibits import DRAFT
from filings.models import Deadline
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place
from tests.everywhere.world_agenda import nothing_to_do
from tests.everywhere.world_cases import LATER_STEPS, told_intake
from tests.everywhere.world_walls import BOUND
from tests.sealed import sealed_pdf
from tests.seconds import settle_by_two

# --- clients ----------------------------------------------------------------------------------
simple("intake.started", "coordinator", "attorney", lambda p: {})
simple(
    "step.saved", "coordinator", "attorney",
    lambda p: {"intake": fresh(p.intake), "step": "language", "answers": {"language": "Dari"}},
)  # fmt: skip
simple(
    "draft.begun", "coordinator", "attorney",
    lambda p: {
        "intake": fresh(p.intake), "step": "language", "said": {"language": ["Dari"]}, "version": 1,
    },
)  # fmt: skip
simple("intake.paused", "coordinator", "attorney", lambda p: {"intake": fresh(p.intake)})
simple(
    "intake.declined", "coordinator", "attorney",
    lambda p: {"intake": fresh(p.intake), "reason": "client_chose"},
)  # fmt: skip
simple(
    "answers.revealed", "coordinator", "auditor",
    lambda p: {"intake": fresh(p.intake), "step": "identity", "reason": "intake"},
)  # fmt: skip


@recipe("rights.explained", "attorney")
def _rights(place: Place) -> Call:
    intake = clients.start_intake(place.coordinator)
    intake = clients.save_step(
        place.coordinator,
        intake=intake,
        step="safety",
        answers={"safe_now": "yes", "private": "yes"},
    )
    return place.coordinator, {"intake": fresh(intake), "language": "Tigrinya"}


@recipe("intake.resumed", "attorney")
def _resumed(place: Place) -> Call:
    clients.pause_intake(place.coordinator, intake=fresh(place.intake))
    return place.coordinator, {"intake": fresh(place.intake)}


@recipe("intake.completed", "attorney")
def _completed(place: Place) -> Call:
    intake = told_intake(place.coordinator, "Anan Tuayang")
    for step, answers in LATER_STEPS.items():
        clients.save_step(place.coordinator, intake=fresh(intake), step=step, answers=answers)
    return place.coordinator, {"intake": fresh(intake)}


simple("intake.opened", "coordinator", "attorney", lambda p: {"client": fresh(p.fresh_client)})
simple(
    "party.added", "coordinator", "advocate",
    lambda p: {"client": fresh(p.fresh_client), "kind": "employer", "name": "Muster Two LLC"},
)  # fmt: skip
simple("party.removed", "coordinator", "advocate", lambda p: {"party": p.party})
simple(
    "parties.revealed", "coordinator", "advocate",
    lambda p: {"client": fresh(p.fresh_client), "reason": "safety"},
)  # fmt: skip
simple(
    "conflict_check.run", "coordinator", "supervisor",
    lambda p: {"client": fresh(p.fresh_client)},
)  # fmt: skip
simple(
    "conflict.decided", "coordinator", "supervisor",
    lambda p: {"check": fresh(p.check), "decision": "clear", "reason": "None of ours."},
)  # fmt: skip
simple(
    "waiver.recorded", "coordinator", "supervisor",
    lambda p: {
        "match": p.match, "consented": "Both clients.", "explained": "What may follow.",
        "given_on": today(), "upload": sealed_pdf(),
    },
)  # fmt: skip
simple("waiver.agreed", "supervisor", "coordinator", lambda p: {"waiver": fresh(p.waiver)})
simple(
    "waiver.ended", "coordinator", "advocate",
    lambda p: {"waiver": fresh(p.waiver), "reason": "It was taken back."},
)  # fmt: skip
simple("waiver.downloaded", "coordinator", "advocate", lambda p: {"waiver": fresh(p.waiver)})
simple(
    "wall.raised", "coordinator", "attorney",
    lambda p: {
        "client": fresh(p.fresh_client), "membership": p.people["other_attorney"].membership,
        "reason": "A neighbour.",
    },
)  # fmt: skip
simple(
    "wall.lowered", "coordinator", "attorney",
    lambda p: {"wall": fresh(p.wall), "reason": "It was another person."},
)  # fmt: skip
simple(
    "affiliate.added", "administrator", "supervisor",
    lambda p: {"form_token": new_id(), "details": {**BOUND, "name": "Rosalind Ehrenamt"}},
)  # fmt: skip
simple(
    "affiliate.changed", "coordinator", "supervisor",
    lambda p: {
        "affiliate": fresh(p.affiliate), "details": {**BOUND, "note": "Until spring."},
        "version": 1,
    },
)  # fmt: skip
simple(
    "affiliate.ended", "coordinator", "supervisor",
    lambda p: {"affiliate": fresh(p.affiliate), "version": 1},
)  # fmt: skip
simple(
    "firm_check.sent", "coordinator", "attorney",
    lambda p: {
        "client": fresh(p.fresh_client), "form_token": new_id(), "firm": "Muster Partners",
        "email": "conflicts@muster.example",
    },
)  # fmt: skip
simple("firm_check.revoked", "coordinator", "supervisor", lambda p: {"check": fresh(p.firm_check)})
FIRM_NAMES = ["Firmkunde Eins", "Firmkunde Zwei"]


@recipe("firm_check.submitted", "coordinator")
def _firm_names(place: Place) -> Call:
    return service(place, "firm_link"), {"check": fresh(place.firm_check), "names": FIRM_NAMES}


@recipe("firm_check.compared", "coordinator")
def _firm_compared(place: Place) -> Call:
    clients.submit_firm_names(
        service(place, "firm_link"), check=fresh(place.firm_check), names=FIRM_NAMES
    )
    return service(place, "names"), {"check": fresh(place.firm_check)}


simple(
    "contact.changed", "coordinator", "supervisor",
    lambda p: {"client": fresh(p.fresh_client), "rules": [{"channel": "post", "state": "unsafe"}]},
)  # fmt: skip


@recipe("contact.confirmed", "supervisor")
def _confirmed(place: Place) -> Call:
    rules = [{"channel": "post", "state": "unsafe"}]
    clients.change_contact(place.coordinator, client=fresh(place.fresh_client), rules=rules)
    return place.coordinator, {"client": fresh(place.fresh_client)}


SAFE_NOW = [{"channel": "phone", "state": "safe", "address": "+1 202 555 0142",
             "details": {"any_time": True}}]  # fmt: skip


def make_reachable(place: Place) -> None:
    client = fresh(fresh(place.case).client)
    clients.change_contact(place.coordinator, client=client, rules=SAFE_NOW)
    client = fresh(fresh(place.case).client)
    clients.change_safety(
        place.coordinator, client=client, version=client.version, phrase="Blue lighthouse",
        substitute="PO Box 12", real="7 Example Lane",
    )  # fmt: skip


def _once_reachable(verb: str, who: str, refused: str, **given: object) -> None:
    @recipe(verb, refused)
    def prepared(place: Place) -> Call:
        make_reachable(place)
        return place.people[who], {"client": fresh(fresh(place.case).client), **given}


_once_reachable("contact.made", "advocate", "other_advocate", channel="phone")
_once_reachable("caller.checked", "supervisor", "auditor", phrase="blue  LIGHTHOUSE")
_once_reachable("address.revealed", "attorney", "advocate", reason="safety")
simple(
    "safety.changed", "advocate", "supervisor",
    lambda p: {
        "client": fresh(fresh(p.case).client), "version": fresh(fresh(p.case).client).version,
        "time_zone": "America/Chicago",
    },
)  # fmt: skip
simple(
    "identity.changed", "coordinator", "supervisor",
    lambda p: {"client": fresh(p.fresh_client), "answers": {"legal_name": "Oana Alt Exemplu"}},
)  # fmt: skip
for _verb in ("contact.revealed", "identity.revealed"):
    simple(
        _verb, "attorney", "other_attorney",
        lambda p: {"client": fresh(p.case).client, "reason": "safety"},
    )  # fmt: skip
simple("client.searched", "coordinator", "advocate", lambda p: {"text": "Nilofar Beispiel"})

# --- cases ------------------------------------------------------------------------------------


@recipe("case.opened", "attorney")
def _opened(place: Place) -> Call:
    check = fresh(place.check)
    clients.decide_conflict(place.coordinator, check=check, decision="clear", reason="Not ours.")
    return place.coordinator, {"client": fresh(place.fresh_client), "matter": "t_visa"}


simple(
    "case.assigned", "coordinator", "attorney",
    lambda p: {
        "case": fresh(p.case), "membership": p.other_attorney.membership, "role": "attorney",
    },
)  # fmt: skip
simple(
    "access.given", "coordinator", "attorney",
    lambda p: {
        "case": fresh(p.case), "membership": p.other_attorney.membership, "hours": 4,
        "reason": "Stands in.",
    },
)  # fmt: skip
simple("access.ended", "supervisor", "attorney", lambda p: {"access": p.timed})
simple(
    "glass.broken", "other_attorney", "coordinator",
    lambda p: {"number": p.case.number, "hours": 1, "reason": "She is in danger."},
)  # fmt: skip
simple(
    "glass.reviewed", "supervisor", "coordinator",
    lambda p: {"access": p.glass, "proper": False, "review": "Nobody was called first."},
)  # fmt: skip
simple("assignment.ended", "coordinator", "attorney", lambda p: {"assignment": p.assignment})
simple(
    "assignments.ended", "administrator", "attorney",
    lambda p: {"membership": p.advocate.membership},
)  # fmt: skip
simple(
    "case.moved", "attorney", "advocate",
    lambda p: {"case": fresh(p.case), "to": "preparing", "version": fresh(p.case).version},
)  # fmt: skip


@recipe("case.closed", "advocate")
def _closed(place: Place) -> Call:
    for deadline in Deadline.objects.filter(case=place.case):
        settle_by_two(place.attorney, place.supervisor, fresh(deadline))
    nothing_to_do(place)
    asked = fresh(place.asked_matter)
    decline_stage(place.supervisor, matter=asked, answer="Not now.", version=asked.version)
    let_original_go(
        place.attorney, original=fresh(place.original), left="returned", left_on=today(),
        left_to="Herself", version=1,
    )  # fmt: skip
    for draft in ExhibitList.objects.filter(case=place.case, state=DRAFT):
        discard_list(
            place.attorney, exhibit_list=fresh(draft), version=draft.version, reason="Not needed."
        )
    case = fresh(place.case)
    return place.attorney, {
        "case": case, "outcome": "advice", "reason": "Advice given.", "version": case.version,
    }  # fmt: skip


simple(
    "case.reopened", "attorney", "advocate",
    lambda p: {"case": fresh(p.closed_case), "version": fresh(p.closed_case).version},
)  # fmt: skip
simple("case.viewed", "attorney", "other_attorney", lambda p: {"case": fresh(p.case)})
simple(
    "note.corrected", "attorney", "supervisor",
    lambda p: {
        "note": fresh(p.note), "privilege": "attorney", "body": "Booked for two.",
        "reason": "The hour was wrong.", "version": 1,
    },
)  # fmt: skip
simple(
    "note.added", "attorney", "other_attorney",
    lambda p: {"case": fresh(p.case), "privilege": "attorney", "body": "A plan."},
)  # fmt: skip
