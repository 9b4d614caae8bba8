"""A case moves from stage to stage, and closes when nothing keeps it open."""

import pytest

from cases import hooks
from cases.actions import close_case, move_case, reopen_case
from cases.models import Case
from cases.rules import STAGES, may_move
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import REFUSED, AuditEntry
from tests.builders import make_case, make_member


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return make_case(coordinator, attorney, advocate)


def test_a_case_moves_along_its_stages(case: Case, attorney: Actor) -> None:
    moved = move_case(attorney, case=case, to="preparing", version=case.version)
    assert moved.stage == "preparing"
    entry = AuditEntry.objects.get(verb="case.moved")
    assert (entry.fields, entry.detail) == (["stage"], {"was": "opened", "became": "preparing"})


@pytest.mark.parametrize("to", ["waiting", "closed", "opened", "nonsense"])
def test_an_unlawful_move_is_refused(case: Case, attorney: Actor, to: str) -> None:
    with pytest.raises(Blocked) as refusal:
        move_case(attorney, case=case, to=to, version=case.version)
    assert refusal.value.code == "unlawful_move"
    assert Case.objects.get().stage == "opened"
    assert AuditEntry.objects.get(outcome=REFUSED).case_id == case.pk


def test_no_stage_leads_to_closed_or_out_of_it() -> None:
    assert not any(may_move(stage, "closed") for stage in STAGES)
    assert not STAGES["closed"].moves


def test_every_stage_can_be_reached() -> None:
    reached = {to for stage in STAGES.values() for to in stage.moves}
    assert reached == set(STAGES) - {"opened", "closed"}


def test_who_comes_second_is_told_and_loses_nothing(
    case: Case, attorney: Actor, coordinator: Actor
) -> None:
    move_case(attorney, case=case, to="preparing", version=1)
    with pytest.raises(Blocked, match="changed this case meanwhile"):
        move_case(coordinator, case=case, to="closing", version=1)
    assert Case.objects.get().stage == "preparing"


@pytest.mark.parametrize("role", ["advocate", "stranger"])
def test_who_may_not_move_changes_nothing(
    case: Case, advocate: Actor, stranger: Actor, role: str
) -> None:
    actor = {"advocate": advocate, "stranger": stranger}[role]
    with pytest.raises(Refused):
        move_case(actor, case=case, to="preparing", version=1)
    assert Case.objects.get().stage == "opened"


def test_closing_keeps_outcome_and_sealed_reason(case: Case, attorney: Actor) -> None:
    close_case(attorney, case=case, outcome="granted", reason="Visa came.", version=1)
    closed = Case.objects.get()
    assert (closed.stage, closed.outcome, closed.close_reason) == (
        "closed",
        "granted",
        "Visa came.",
    )
    assert closed.closed_on is not None
    assert "Visa" not in str(AuditEntry.objects.filter(verb="case.closed").values())


def test_what_upper_rooms_register_keeps_a_case_open(
    case: Case, attorney: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocker = hooks.Blocker("A deadline is open.", "/somewhere")
    monkeypatch.setattr(hooks, "close_blockers", [lambda case: [blocker]])
    with pytest.raises(Blocked, match="A deadline is open"):
        close_case(attorney, case=case, outcome="granted", reason="Done.", version=1)
    assert Case.objects.get().closed_on is None


def test_an_advocate_closes_nothing(case: Case, advocate: Actor) -> None:
    with pytest.raises(Refused):
        close_case(advocate, case=case, outcome="granted", reason="Done.", version=1)


def test_a_closed_case_reopens_only_with_a_clear_conflict_check(
    case: Case, coordinator: Actor
) -> None:
    close_case(coordinator, case=case, outcome="advice", reason="Done.", version=1)
    case.client.conflict_state = "recheck"
    case.client.save()
    with pytest.raises(Blocked, match="conflict check is not clear"):
        reopen_case(coordinator, case=case, version=2)
    case.client.conflict_state = "clear"
    case.client.save()
    assert reopen_case(coordinator, case=case, version=2).stage == "preparing"


def test_a_supervisor_closes_without_being_assigned(case: Case) -> None:
    supervisor = make_member(case.clinic, "supervisor")
    close_case(supervisor, case=case, outcome="referred", reason="Elsewhere.", version=1)
    assert Case.objects.get().stage == "closed"
