"""No work before the letter is signed, save in an emergency with a reason, for some days."""

from datetime import timedelta
from typing import Any

import pytest

from cases import actions as case_actions
from cases.models import Case, Matter
from cases.queries import matter_of, next_steps_of
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.tenancy.current import today
from clinic.tenancy.models import Clinic, new_id
from engagement import actions, queries
from engagement.models import EmergencyWork
from filings import actions as filing_actions
from filings.models import Filing
from staffing import actions as board
from tests.builders import browsing_as, seat_of
from tests.engagement.steps import begin, ready, settled, signed, stopped
from tests.everywhere.world_board import again, case_of, post

pytestmark = pytest.mark.django_db
WORDS = "The hearing is tomorrow at nine."


@pytest.fixture
def matter(case: Case, attorney: Actor) -> Matter:
    return settled(attorney, matter_of(attorney, Matter.objects.get(case=case).pk))


def on(actor: Actor, matter: Matter) -> Matter:
    """Ask for the next stage."""
    return case_actions.ask_for_stage(actor, matter=matter, to="prepare", version=matter.version)


def emergency(actor: Actor, case: Case, **said: Any) -> EmergencyWork:
    usual: dict[str, Any] = {"reason": "hearing", "words": WORDS, "days": 3}
    return actions.say_emergency(actor, case=case, emergency_id=new_id(), **(usual | said))


def test_a_matter_goes_on_when_a_signed_letter_covers_it(
    attorney: Actor, case: Case, matter: Matter
) -> None:
    refusal = stopped("not_engaged", on, attorney, matter)
    assert "T visa" in str(refusal.message)
    assert refusal.url.endswith("/engagement/")
    ready(attorney, case)
    stopped("not_engaged", on, attorney, matter)
    signed(attorney, case)
    on(attorney, matter_of(attorney, matter.pk))


def test_the_page_that_refuses_leads_to_the_letters(
    attorney: Actor, case: Case, matter: Matter
) -> None:
    move = f"/harbor/matters/{matter.pk}/move/"
    answer = browsing_as(attorney).post(move, {"to": "prepare", "version": matter.version})
    assert answer.status_code == 409
    page = answer.content.decode()
    link = f'<a href="/harbor/cases/{case.pk}/engagement/">See the letters</a>'
    assert page.count(link) == 1
    assert "No signed engagement letter covers T visa." in page


def test_a_letter_for_another_matter_does_not_cover_it(
    attorney: Actor, case: Case, matter: Matter
) -> None:
    case_actions.add_matter(attorney, case=case, kind="work_permit")
    signed(attorney, case, matters=["work_permit"])
    stopped("not_engaged", on, attorney, matter)


def test_the_second_person_is_asked_again_whether_it_is_still_signed(
    attorney: Actor, supervisor: Actor, case: Case, matter: Matter
) -> None:
    letter = signed(attorney, case)
    asked = on(attorney, matter_of(attorney, matter.pk))
    actions.end_letter(
        attorney, letter=letter, ending="client", reason="She said stop.", version=letter.version
    )
    stopped(
        "not_engaged", case_actions.approve_stage, supervisor, matter=asked, version=asked.version
    )


def test_ending_a_matter_needs_no_signature(attorney: Actor, matter: Matter) -> None:
    case_actions.ask_for_stage(
        attorney, matter=matter, to="closed", version=matter.version, reason="She left."
    )


def test_where_the_clinic_does_not_ask_nothing_is_stopped(
    harbor: Clinic, attorney: Actor, matter: Matter
) -> None:
    harbor.asks_engagement = False
    on(attorney, matter)


def test_a_filing_leaves_the_house_when_something_is_signed(attorney: Actor, case: Case) -> None:
    def move(to: str) -> None:
        row = Filing.objects.select_related("case", "key").get(case=case)
        filing_actions.move_filing(attorney, filing=row, to=to, on=today())

    filing_actions.add_filing(attorney, case=case, form="I-914")
    move("client_review")
    move("signed")
    stopped("not_engaged", move, "sent")
    signed(attorney, case)
    move("sent")
    assert Filing.objects.get(case=case).status == "sent"


def test_a_case_of_the_board_is_offered_and_taken_when_its_letter_is_ready(
    coordinator: Actor, attorney: Actor
) -> None:
    case = case_of(coordinator, "Ilanit Vorbild")
    opportunity = post(coordinator, case)
    board.show_interest(attorney, opportunity=opportunity)
    offer: dict[str, Any] = {"membership": seat_of(attorney)}

    def offer_it() -> None:
        board.offer_opportunity(coordinator, opportunity=again(opportunity), **offer)

    stopped("letter_not_ready", offer_it)
    letter = ready(coordinator, case)
    offer_it()
    actions.return_letter(
        coordinator, letter=letter, reason="Name the appeal.", version=letter.version
    )
    refusal = stopped(
        "letter_not_ready", board.accept_offer, attorney, opportunity=again(opportunity)
    )
    assert case.number not in str(refusal.message)
    actions.ready_letter(
        coordinator, letter=queries.letter_of(coordinator, letter.pk), version=letter.version + 1
    )
    assert board.accept_offer(attorney, opportunity=again(opportunity)).case_id == case.pk


def test_in_an_emergency_work_goes_on_for_some_days_with_a_reason(
    attorney: Actor, case: Case, matter: Matter
) -> None:
    stopped("reason_missing", emergency, attorney, case, words="  ")
    stopped("days_out_of_range", emergency, attorney, case, days=15)
    made = emergency(attorney, case)
    assert made.until == today() + timedelta(days=3)
    on(attorney, matter)


def test_an_emergency_that_ran_out_holds_no_more_and_only_a_supervisor_renews_it(
    attorney: Actor, supervisor: Actor, case: Case, matter: Matter
) -> None:
    made = emergency(attorney, case)
    stopped("emergency_there", emergency, attorney, case)
    EmergencyWork.objects.filter(pk=made.pk).update(until=today() - timedelta(days=1))
    stopped("not_engaged", on, attorney, matter)
    assert [row.pk for row in queries.emergencies_now(supervisor)] == [made.pk]
    stopped("second_emergency", emergency, attorney, case)
    emergency(supervisor, case)
    on(attorney, matter)


def test_the_signature_ends_the_emergency(attorney: Actor, case: Case) -> None:
    made = emergency(attorney, case)
    signed(attorney, case)
    assert EmergencyWork.objects.get(pk=made.pk).ended_at is not None
    stopped("covered", emergency, attorney, case)


def test_neither_coordinators_nor_advocates_nor_programs_declare_an_emergency(
    coordinator: Actor, advocate: Actor, case: Case
) -> None:
    for actor in (coordinator, advocate):
        with pytest.raises(Refused):
            emergency(actor, case)


def test_the_case_says_what_waits(attorney: Actor, case: Case) -> None:
    assert "Write an engagement letter" in [step.title for step in next_steps_of(attorney, case)]
    begin(attorney, case)
    letter = ready(attorney, case)
    steps = {step.title: step.url for step in next_steps_of(attorney, case)}
    assert steps["Have the engagement letter signed"].endswith(f"/client-letters/{letter.pk}/")


def test_an_emergency_is_refused_on_a_closed_case(attorney: Actor, case: Case) -> None:
    case_actions.close_case(
        attorney, case=case, outcome="advice", reason="Advice.", version=case.version
    )
    with pytest.raises(Blocked):
        emergency(attorney, case)
