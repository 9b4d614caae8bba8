"""A stage is entered on its conditions each time: also going back, also after the matter closed."""

from typing import Any

import pytest
from zeal import zeal_ignore

from cases.actions import add_matter, approve_stage, ask_for_stage, move_matter, tick_item
from cases.models import Case, Matter
from cases.queries import matter_of
from cases.queries.matters import states_of
from clinic.access.actor import Actor
from clinic.tenancy.models import Clinic
from engagement.actions import end_letter
from tests.builders import browsing_as, calling_as, make_case
from tests.cases.test_matters import ahead, settle, stopped
from tests.engagement.steps import asks, signed


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return make_case(coordinator, attorney, advocate)


@pytest.fixture
def dialogue(case: Case, attorney: Actor) -> Matter:
    return matter_of(attorney, add_matter(attorney, case=case, kind="restorative_dialogue").pk)


def going(matter: Matter, to: str, reason: str = "She wishes to.") -> dict[str, Any]:
    return {"matter": matter, "to": to, "version": matter.version, "reason": reason}


def agreed(attorney: Actor, supervisor: Actor, matter: Matter, to: str) -> Matter:
    matter = ask_for_stage(attorney, **going(matter, to))
    with zeal_ignore():
        approve_stage(supervisor, matter=matter, version=matter.version)
        return matter_of(attorney, matter.pk)


def test_a_closed_dialogue_never_goes_back_to_a_stage_it_had_not_come_to(
    case: Case, dialogue: Matter, attorney: Actor, supervisor: Actor
) -> None:
    dialogue = agreed(attorney, supervisor, dialogue, "closed")
    for to in ("safety", "prepare", "dialogue", "follow"):
        assert stopped(move_matter, attorney, **going(dialogue, to)) == "unlawful_move"
        assert stopped(ask_for_stage, attorney, **going(dialogue, to)) == "unlawful_move"
    page = browsing_as(attorney).get(f"/harbor/matters/{dialogue.pk}/move/").content.decode()
    assert "Back to: Plan" in page
    assert "Back to: Dialogue" not in page
    told = calling_as(attorney).read(f"matters/{dialogue.pk}")
    assert told["moves"] == ["plan"]
    assert move_matter(attorney, **going(dialogue, "plan")).stage == "plan"


def test_a_closed_dialogue_goes_back_to_where_it_was_on_the_conditions_of_that_stage(
    dialogue: Matter, attorney: Actor, supervisor: Actor
) -> None:
    with zeal_ignore():
        dialogue = ahead(attorney, supervisor, dialogue, "dialogue")
        dialogue = agreed(attorney, supervisor, dialogue, "closed")
        told = calling_as(attorney).read(f"cases/{dialogue.case_id}/matters")["items"]
        assert told[1]["moves"] == ["plan", "dialogue"]
        assert stopped(move_matter, attorney, **going(dialogue, "prepare")) == "unlawful_move"
        assert stopped(move_matter, attorney, **going(dialogue, "dialogue")) == "approval_needed"
        fallen = tick_item(attorney, matter=dialogue, code="free_consent", done=False)
        assert stopped(ask_for_stage, attorney, **going(fallen, "dialogue")) == "still_open"
        held = tick_item(attorney, matter=fallen, code="free_consent", done=True)
        assert agreed(attorney, supervisor, held, "dialogue").stage == "dialogue"


def test_a_second_dialogue_wants_what_the_first_wanted_and_consent_on_its_own_day(
    dialogue: Matter, attorney: Actor, supervisor: Actor
) -> None:
    with zeal_ignore():
        dialogue = ahead(attorney, supervisor, dialogue, "follow")
        dialogue = settle(attorney, dialogue)
        assert states_of(dialogue)["checked_on_day"] == "done"
        fallen = tick_item(attorney, matter=dialogue, code="free_consent", done=False)
        assert stopped(move_matter, attorney, **going(fallen, "dialogue")) == "still_open"
        assert stopped(ask_for_stage, attorney, **going(fallen, "dialogue")) == "still_open"
        held = tick_item(attorney, matter=fallen, code="free_consent", done=True)
        no_reason = going(held, "dialogue", " ")
        assert stopped(ask_for_stage, attorney, **no_reason) == "reason_missing"
        assert stopped(move_matter, attorney, **going(held, "dialogue")) == "approval_needed"
        asked = ask_for_stage(attorney, **going(held, "dialogue"))
        fallen = tick_item(attorney, matter=asked, code="free_consent", done=False)
        decided: dict[str, Any] = {"matter": fallen, "version": fallen.version}
        assert stopped(approve_stage, supervisor, **decided) == "still_open"
        held = tick_item(attorney, matter=fallen, code="free_consent", done=True)
        again = approve_stage(supervisor, matter=held, version=held.version)
        assert again.stage == "dialogue"
        assert states_of(again)["checked_on_day"] == "open"
        on: dict[str, Any] = {"matter": again, "to": "follow", "version": again.version}
        assert stopped(move_matter, attorney, **on) == "still_open"
        tick_item(attorney, matter=again, code="checked_on_day", done=True)
        again = matter_of(attorney, again.pk)
        again = move_matter(attorney, matter=again, to="follow", version=again.version)
        assert states_of(again)["safe_after"] == "open"


def test_consent_on_the_day_cannot_be_ticked_ahead(
    dialogue: Matter, attorney: Actor, supervisor: Actor
) -> None:
    with zeal_ignore():
        dialogue = ahead(attorney, supervisor, dialogue, "prepare")
        tick_item(attorney, matter=dialogue, code="checked_on_day", done=True)
        dialogue = ahead(attorney, supervisor, matter_of(attorney, dialogue.pk), "dialogue")
        assert states_of(dialogue)["checked_on_day"] == "open"


def test_what_has_fallen_never_keeps_a_matter_from_its_beginning(
    dialogue: Matter, attorney: Actor, supervisor: Actor
) -> None:
    with zeal_ignore():
        dialogue = ahead(attorney, supervisor, dialogue, "dialogue")
        fallen = tick_item(attorney, matter=dialogue, code="free_consent", done=False)
        assert move_matter(attorney, **going(fallen, "plan", "She is afraid.")).stage == "plan"


def test_a_closed_matter_is_taken_up_again_only_where_a_signed_letter_covers_it(
    harbor: Clinic, case: Case, attorney: Actor, supervisor: Actor
) -> None:
    asks(harbor)
    letter = signed(attorney, case)
    with zeal_ignore():
        matter = matter_of(attorney, Matter.objects.get(case=case).pk)
        matter = ahead(attorney, supervisor, matter, "filed")
        matter = agreed(attorney, supervisor, matter, "closed")
    end_letter(
        attorney, letter=letter, ending="client", reason="She said stop.", version=letter.version
    )
    assert stopped(ask_for_stage, attorney, **going(matter, "filed")) == "not_engaged"
    assert move_matter(attorney, **going(matter, "plan")).stage == "plan"
