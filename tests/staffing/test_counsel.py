"""Who answers for a case: supervising attorneys, accredited representatives, co-counsel."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from zeal import zeal_ignore

from cases import actions as cases
from cases.actions import assign_case, hand_over_case
from cases.models import Assignment, Case
from cases.queries import case_list, is_last_attorney, suggestions, unassigned
from cases.queries.listing import CaseFilter
from clients.models import FirmCheck, FirmMatch, Party
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.access.roles import ROLES
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from filings.actions import approve_proposal, enter_appearance, propose_change, set_deadline
from filings.queries import due_reminders
from filings.rules.changes import Settle
from staffing import actions
from staffing.models import Profile
from staffing.rules import MATTERS
from staffing.rules.accreditation import is_before_court, is_immigration
from tests.builders import make_case, make_member, seat_of
from tests.cases.laden import handing
from tests.everywhere.seeing_roles import FIRM, answered
from tests.everywhere.world_staffing import add_licence, say_of_self


def test_a_supervising_attorney_holds_what_the_two_hold_and_nothing_beside() -> None:
    assert ROLES["supervising_attorney"] == ROLES["supervisor"] | ROLES["attorney"]


def test_a_representative_never_does_what_asks_for_a_lawyer() -> None:
    assert ROLES["attorney"] - ROLES["representative"] == {
        "waiver.agree", "demand.change", "demand.sort", "demand.work",
    }  # fmt: skip
    assert ROLES["representative"] < ROLES["attorney"]


def test_co_counsel_does_the_work_of_a_case_and_nothing_of_the_clinics_own() -> None:
    held = ROLES["co_counsel"]
    assert held < ROLES["attorney"]
    assert not held & {
        "intake.view", "intake.work", "client.search", "conflict.view", "conflict.check",
        "conflict.decide",
        "interpreter.view", "interpreter.edit", "affiliate.view", "affiliate.edit",
        "partner.edit", "agency.edit", "profile.view", "resource.edit", "board.view",
        "board.take", "glass.break", "waiver.agree", "waiver.end", "letter.sign",
        "emergency.say", "copy.make", "export.view", "case.reach_all", "token.own",
    }  # fmt: skip


@pytest.fixture
def make(coordinator: Actor) -> Callable[..., Actor]:
    def made(role: str, name: str = "") -> Actor:
        return make_member(coordinator.clinic, role, name=name)

    return made


def stop(act: Callable[[], Any]) -> str:
    with pytest.raises(Blocked) as refusal, zeal_ignore():
        act()
    return refusal.value.code


def give(coordinator: Actor, case: Case, who: Actor, role: str = "") -> Assignment:
    with zeal_ignore():
        return assign_case(
            coordinator, case=case, membership=seat_of(who), role=role or seat_of(who).roles[0]
        )


def accredited(actor: Actor, confirmer: Actor, kind: str = "doj_full", **said: Any) -> Profile:
    profile = say_of_self(actor)
    licence = add_licence(actor, profile, kind=kind, jurisdiction="US", **said)
    actions.confirm_licence(confirmer, licence=licence)
    return profile


@pytest.mark.parametrize("role", ["supervising_attorney", "representative", "co_counsel"])
def test_each_counts_as_who_answers_for_the_case(
    coordinator: Actor, attorney: Actor, make: Callable[..., Actor], role: str
) -> None:
    case, who = make_case(coordinator), make(role)
    assert [row.pk for row in unassigned(coordinator)] == [case.pk]
    if role == "representative":
        accredited(who, coordinator)
    if role == "co_counsel":
        say_of_self(who, firm=FIRM)
        answered(coordinator, case.client)
    alone = give(coordinator, case, who)
    assert list(unassigned(coordinator)) == []
    assert is_last_attorney(alone)
    (row,) = case_list(who, CaseFilter()).rows
    assert row.leads == [seat_of(who).user.name]
    with zeal_ignore():
        set_deadline(
            who, case=case, outer=today() + timedelta(days=30), what="Witness list",
            order="Scheduling order", jurisdictional=False,
        )  # fmt: skip
    reminded = due_reminders(Actor.system(coordinator.clinic, "reminders"), today()).reminders
    assert {(one.recipient_id, one.asked_as) for one in reminded} == {(seat_of(who).pk, "attorney")}
    give(coordinator, case, attorney)
    assert not is_last_attorney(alone)


def test_a_supervising_attorney_is_climbed_to_as_the_supervisor_that_she_is(
    coordinator: Actor, attorney: Actor, make: Callable[..., Actor]
) -> None:
    boss = make("supervising_attorney")
    case = make_case(coordinator, attorney)
    with zeal_ignore():
        set_deadline(
            attorney, case=case, outer=today() + timedelta(days=1), what="Witness list",
            order="Scheduling order", jurisdictional=False,
        )  # fmt: skip
    reminded = due_reminders(Actor.system(coordinator.clinic, "reminders"), today()).reminders
    assert {one.recipient_id: one.asked_as for one in reminded}[seat_of(boss).pk] == "supervisor"


def test_nobody_answers_for_a_case_twice(
    coordinator: Actor, make: Callable[..., Actor], waiting: Case
) -> None:
    both = make_member(coordinator.clinic, "attorney", "supervising_attorney", name="Zoe Zwei")
    give(coordinator, waiting, both, "attorney")
    assert "supervising_attorney" not in {one.role for one in suggestions(coordinator, waiting)}
    code = stop(lambda: give(coordinator, waiting, both, "supervising_attorney"))
    assert code == "assigned_already"


def test_a_case_goes_from_an_attorney_to_a_supervising_attorney(
    coordinator: Actor, attorney: Actor, make: Callable[..., Actor]
) -> None:
    case, boss = make_case(coordinator, attorney), make("supervising_attorney")
    with zeal_ignore():
        hand_over_case(coordinator, **handing(case, attorney, boss, role="supervising_attorney"))
    (one,) = Assignment.objects.filter(case=case, ended_at=None)
    assert (one.membership, one.role) == (seat_of(boss), "supervising_attorney")


def test_what_is_immigration_and_what_an_immigration_court_decides() -> None:
    assert {code for code in MATTERS if not is_immigration(code)} == {
        "sij", "vacatur", "protection_order", "restitution", "civil_suit", "victims_rights",
        "restorative_dialogue", "nrm", "other",
    }  # fmt: skip
    assert {code for code in MATTERS if is_before_court(code)} == {"asylum", "removal_defense"}


@pytest.mark.parametrize(
    ("kind", "matter", "expected"),
    [
        ("doj_full", "t_visa", ""),
        ("doj_full", "removal_defense", ""),
        ("doj_partial", "t_visa", ""),
        ("doj_partial", "removal_defense", "accreditation_partial"),
        ("doj_full", "civil_suit", "outside_immigration"),
        ("doj_full", "protection_order", "outside_immigration"),
        ("bar", "t_visa", "accreditation_missing"),
        (None, "t_visa", "accreditation_missing"),
    ],
)
def test_the_gate_asks_for_the_accreditation_that_the_matter_needs(
    coordinator: Actor, make: Callable[..., Actor], kind: str | None, matter: str, expected: str
) -> None:
    """Also of a clinic that asks for no licence: without one nobody may represent at all."""
    who, case = make("representative"), make_case(coordinator, matter=matter)
    if kind == "bar":
        actions.confirm_licence(coordinator, licence=add_licence(who, say_of_self(who)))
    elif kind:
        accredited(who, coordinator, kind)
    if expected:
        assert stop(lambda: give(coordinator, case, who)) == expected
        (told,) = [one for one in suggestions(coordinator, case) if one.role == "representative"]
        assert [one.code for one in told.against if one.level == "firm"] == [expected]
    else:
        assert give(coordinator, case, who).role == "representative"


def test_an_accreditation_that_ran_out_or_that_nobody_confirmed_opens_nothing(
    coordinator: Actor, make: Callable[..., Actor], waiting: Case
) -> None:
    who = make("representative")
    add_licence(who, say_of_self(who), kind="doj_full", jurisdiction="US")
    assert stop(lambda: give(coordinator, waiting, who)) == "accreditation_missing"
    other = make("representative", name="Rolf Abgelaufen")
    accredited(other, coordinator, expires_on=today() + timedelta(days=3))
    assert stop(lambda: give(coordinator, waiting, other)) == "licence_ends"


def test_beside_another_matter_an_attorney_has_to_stand(
    coordinator: Actor, attorney: Actor, make: Callable[..., Actor], waiting: Case
) -> None:
    who = make("representative")
    accredited(who, coordinator)
    with zeal_ignore():
        cases.add_matter(coordinator, case=waiting, kind="protection_order", matter_id=new_id())
    assert stop(lambda: give(coordinator, waiting, who)) == "outside_immigration"
    give(coordinator, waiting, attorney)
    assert give(coordinator, waiting, who).role == "representative"


def test_partial_accreditation_enters_no_appearance_before_a_court(
    coordinator: Actor, make: Callable[..., Actor], waiting: Case
) -> None:
    half, whole = make("representative"), make("representative", name="Rosa Ganz")
    accredited(half, coordinator, "doj_partial")
    accredited(whole, coordinator)
    for who in (half, whole):
        give(coordinator, waiting, who)

    def enter(who: Actor, body: str) -> Any:
        with zeal_ignore():
            return enter_appearance(
                who, case=waiting, membership=seat_of(who), body=body, on=today()
            )

    assert enter(half, "uscis").body == "uscis"
    for body in ("court", "bia"):
        assert stop(lambda body=body: enter(half, body)) == "accreditation_partial"  # type: ignore[misc]
        assert enter(whole, body).body == body


def test_co_counsel_waits_until_her_firm_was_asked_and_nothing_was_met(
    coordinator: Actor, make: Callable[..., Actor], waiting: Case
) -> None:
    who, client = make("co_counsel"), waiting.client
    assert stop(lambda: give(coordinator, waiting, who)) == "firm_missing"
    say_of_self(who, firm=FIRM)
    assert stop(lambda: give(coordinator, waiting, who)) == "firm_not_clear"
    answered(coordinator, client, firm="Another House LLP")
    answered(coordinator, client, status=FirmCheck.SENT)
    answered(coordinator, client, given_up=True)
    answered(coordinator, client, name_count=3)
    answered(coordinator, client, parties_version=client.parties_version + 7)
    met = answered(coordinator, client)
    FirmMatch.objects.create(check_run=met, party=Party.objects.filter(client=client)[0], score=90)
    assert stop(lambda: give(coordinator, waiting, who)) == "firm_not_clear"
    answered(coordinator, client, firm="MUSTER AND NOWHERE, L.L.P.")
    assert give(coordinator, waiting, who).role == "co_counsel"


def test_a_later_answer_of_the_firm_undoes_an_earlier_one(
    coordinator: Actor, make: Callable[..., Actor], waiting: Case
) -> None:
    who = make("co_counsel")
    say_of_self(who, firm=FIRM)
    answered(coordinator, waiting.client)
    answered(coordinator, waiting.client, given_up=True)
    assert stop(lambda: give(coordinator, waiting, who)) == "firm_not_clear"


def test_nobody_is_let_in_for_a_time_past_the_same_gates(
    coordinator: Actor, make: Callable[..., Actor], waiting: Case
) -> None:
    for role, code in (
        ("representative", "accreditation_missing"), ("co_counsel", "firm_missing"),
    ):  # fmt: skip
        who = make(role)
        assert code == stop(
            lambda who=who: cases.give_access(  # type: ignore[misc]
                coordinator, case=waiting, membership=seat_of(who), hours=4, reason="Stands in."
            )
        )


def test_who_may_do_both_never_agrees_to_what_she_asked_for_herself(
    coordinator: Actor, make: Callable[..., Actor], waiting: Case
) -> None:
    boss, other = make("supervising_attorney"), make("supervising_attorney", name="Ute Zweite")
    give(coordinator, waiting, boss)
    with zeal_ignore():
        deadline = set_deadline(
            boss, case=waiting, outer=today() + timedelta(days=20), what="Witness list",
            order="Scheduling order", jurisdictional=True,
        )  # fmt: skip
        proposal = propose_change(
            boss, deadline=deadline, change=Settle("waived"), reason="She went home."
        )
    assert stop(lambda: approve_proposal(boss, proposal=proposal)) == "own_proposal"
    with zeal_ignore():
        approve_proposal(other, proposal=proposal)
