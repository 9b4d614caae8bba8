"""Requests of the room of clients and intakes."""

from clients import actions
from clients.api.contact import ChangeContact
from clients.api.steps import EXAMPLES
from clients.models import Intake
from clients.rules.intake_steps import RIGHTS, STEPS
from tests.everywhere.recipes_clients import make_reachable
from tests.everywhere.world import Place
from tests.everywhere.world_cases import LATER_STEPS
from tests.rest.calls import Call

REASON = {"reason": "meeting"}


def paused(place: Place) -> None:
    actions.pause_intake(place.coordinator, intake=place.intake)


def all_asked(place: Place) -> None:
    for step, answers in LATER_STEPS.items():
        actions.save_step(place.coordinator, intake=place.intake, step=step, answers=answers)


def asked_how_to_reach(place: Place) -> None:
    intake = Intake.objects.get(client_id=place.fresh_client.pk)
    rule = {"channel": "post", "state": "unsafe"}
    actions.change_contact(place.coordinator, client=intake.client, rules=[rule])


def kept_out(place: Place) -> dict[str, str]:
    seat = place.people["other_attorney"].membership
    assert seat is not None
    return {"member": str(seat.pk), "reason": "A neighbour."}


WAIVED = {"consented": "Both clients.", "explained": "What may follow.", "given_on": "2026-03-06"}


def answering(step: str) -> Call:
    return Call("intake", lambda place: EXAMPLES[step])


CALLS = {
    "list_clients": Call(),
    "read_client": Call("client"),
    "search_clients": Call(body=lambda place: {"text": "Nilofar Beispiel"}),
    "reveal_identity": Call("client", lambda place: REASON),
    "change_identity": Call("client", lambda place: {"name_to_use": "Mika", "birth": "1990"}),
    "read_contact": Call("client"),
    "judge_contact": Call("client", query="channel=phone&voicemail=true"),
    "reveal_contact": Call("client", lambda place: REASON),
    "change_contact": Call("client", lambda place: ChangeContact.example),
    "confirm_contact": Call("fresh_client", before=asked_how_to_reach),
    "reach_out": Call("client", lambda place: {"channel": "phone"}, before=make_reachable),
    "check_caller": Call("client", lambda place: {"phrase": "a house"}, before=make_reachable),
    "read_safety": Call("client"),
    "change_safety": Call("client", lambda place: {"time_zone": "America/Chicago"}),
    "reveal_address": Call("client", lambda place: REASON, before=make_reachable),
    "list_parties": Call("client"),
    "reveal_parties": Call("client", lambda place: REASON),
    "add_party": Call("client", lambda place: {"kind": "witness", "name": "Zeuge Erdacht"}),
    "remove_party": Call("one_party"),
    "list_rechecks": Call(),
    "list_conflict_checks": Call("client"),
    "run_conflict_check": Call("client"),
    "read_conflict_check": Call("conflict_check"),
    "decide_conflict": Call(
        "conflict_check", lambda place: {"decision": "clear", "reason": "Another person."}
    ),
    "list_affiliates": Call(),
    "add_affiliate": Call(
        body=lambda place: {"kind": "funder", "name": "Gabe Fonds", "is_organisation": True}
    ),
    "read_affiliate": Call("affiliate"),
    "change_affiliate": Call("affiliate", lambda place: {"note": "Until spring."}),
    "end_affiliate": Call("affiliate"),
    "list_walls": Call("client"),
    "raise_wall": Call("client", kept_out),
    "read_wall": Call("wall"),
    "lower_wall": Call("wall", lambda place: {"reason": "It was another person."}),
    "list_waivers": Call("client"),
    "record_waiver": Call("match", lambda place: WAIVED, scan="upload"),
    "read_waiver": Call("waiver"),
    "fetch_waiver_paper": Call("waiver"),
    "agree_to_waiver": Call("waiver"),
    "end_waiver": Call("waiver", lambda place: {"reason": "It was taken back."}),
    "list_firm_checks": Call("client"),
    "send_firm_check": Call(
        "client", lambda place: {"firm": "Muster Partners", "email": "a@muster.example"}
    ),
    "read_firm_check": Call("one_firm_check"),
    "revoke_firm_check": Call("one_firm_check"),
    "list_intakes": Call(query="show=ready"),
    "start_intake": Call(),
    "read_intake": Call("intake"),
    "pause_intake": Call("intake"),
    "resume_intake": Call("intake", before=paused),
    "decline_intake": Call("intake", lambda place: {"reason": "elsewhere"}),
    "complete_intake": Call("intake", before=all_asked),
    **{
        "explain_rights" if step is RIGHTS else f"save_{step.code}_step": answering(step.code)
        for step in STEPS
    },
    **{f"reveal_{step.code}_step": Call("intake", lambda place: REASON) for step in STEPS},
}
