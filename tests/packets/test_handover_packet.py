"""The packet of whoever took a case over: theirs alone, and no more than their role reads."""

from collections.abc import Callable

import pytest
from zeal import zeal_ignore

from cases.actions import add_note, end_assignment, hand_over_case
from cases.models import Assignment, Case, Handover
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from documents.actions import keep_original, let_original_go
from documents.models import Original
from engagement.models import Letter
from packets.actions import download_packet, request_packet
from packets.models import Packet
from packets.queries import packet_of
from tests.builders import browsing_as, make_member, seat_of
from tests.cases.laden import QUESTION, TASK, handing, laden, reread
from tests.engagement.steps import signed
from tests.everywhere.world_agenda import log_for
from tests.packets.conftest import NAME, read, text_of

OWN = "She likes to be called in the morning."
PLAN = "Privileged plan of the hearing."
Made = Callable[..., Packet]


@pytest.fixture
def loaded(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    case = laden(coordinator, attorney, advocate)
    with zeal_ignore():
        log_for(attorney, case, note="Spoke about the school.")
        log_for(attorney, case, note=PLAN, privilege="attorney")
        add_note(advocate, case=case, privilege="advocate", body=OWN, for_handover=True)
    return reread(case)


@pytest.fixture
def handover(loaded: Case, coordinator: Actor, attorney: Actor, stranger: Actor) -> Handover:
    with zeal_ignore():
        hand_over_case(coordinator, **handing(loaded, attorney, stranger, words="Illness."))
    return Handover.objects.select_related("case__client__key", "case__key").get()


def test_it_holds_what_the_successor_needs_in_the_order_of_the_packet(
    made: Made, handover: Handover, stranger: Actor
) -> None:
    packet = made(stranger, handover.case, handover=handover)
    text = " ".join(read(packet).split())
    order = [
        "Handover packet", "Keep this with you", "Deadlines", "Conflict check",
        "Open questions of who left", QUESTION, "What the clinic agreed to do", "Matters",
        "What the case brought so far", "Open tasks", TASK, "Hearings and appointments",
        "Last contacts", "Spoke about the school.", "Filings", "I-914", "Documents", "Notes",
        "What is missing",
    ]  # fmt: skip
    places = [text.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    later = [text.find(words, places[0]) for words in order if words != "Documents"]
    assert later == sorted(later)
    assert PLAN in text
    assert NAME not in text
    assert "Illness" not in text
    assert "Appear instead of" in text
    assert set(packet.needs) >= {"task.view", "note.view_attorney", "contact.view"}


def test_the_originals_that_the_clinic_has_stand_in_it_with_their_place(
    made: Made, loaded: Case, coordinator: Actor, attorney: Actor, stranger: Actor
) -> None:
    with zeal_ignore():
        for what, place in (("Passport of Marisol", "The grey safe"), ("Birth certificate", "")):
            paper = keep_original(
                attorney, case=loaded, original_id=new_id(), what=what, place=place, since=today()
            )
        let_original_go(
            attorney, original=Original.objects.select_related("case").get(pk=paper.pk),
            left="returned", left_on=today(), left_to="Marisol", version=paper.version,
        )  # fmt: skip
        hand_over_case(coordinator, **handing(loaded, attorney, stranger))
    handover = Handover.objects.select_related("case__client__key", "case__key").get()
    text = " ".join(read(made(stranger, handover.case, handover=handover)).split())
    for words in ("Originals that the clinic has", "Passport of Marisol", "The grey safe"):
        assert words in text
    assert "Birth certificate" not in text


def test_an_advocates_handover_packet_holds_nothing_privileged(
    made: Made, loaded: Case, coordinator: Actor, advocate: Actor
) -> None:
    new = make_member(loaded.clinic, "advocate", name="Advocate who comes")
    with zeal_ignore():
        hand_over_case(coordinator, **handing(loaded, advocate, new, role="advocate"))
    handover = Handover.objects.select_related("case__client__key", "case__key").get()
    text = " ".join(read(made(new, handover.case, handover=handover)).split())
    assert OWN in text
    for privileged in (QUESTION, PLAN, "testify", "Attorney-privileged"):
        assert privileged not in text


def test_nobody_else_gets_it(
    handover: Handover, coordinator: Actor, advocate: Actor, attorney: Actor
) -> None:
    for other in (coordinator, advocate):
        with pytest.raises(Blocked) as stop:
            request_packet(other, case=handover.case, handover=handover)
        assert stop.value.code == "not_the_successor"
    url = f"/harbor/handovers/{handover.pk}/packet/"
    for other in (coordinator, advocate, attorney):
        assert browsing_as(other).get(url).status_code == 404
    assert not Packet.objects.exists()


def test_each_copy_says_who_took_it_and_the_taking_is_recorded(
    made: Made, handover: Handover, stranger: Actor
) -> None:
    packet = packet_of(stranger, made(stranger, handover.case, handover=handover).pk)
    copy = text_of(download_packet(stranger, packet=packet))
    assert stranger.name in copy
    entry = AuditEntry.objects.get(verb="packet.requested")
    assert entry.detail["kind"] == "handover"
    assert AuditEntry.objects.filter(verb="packet.downloaded").count() == 1


def test_who_has_given_the_case_away_again_loses_it(
    made: Made, handover: Handover, coordinator: Actor, stranger: Actor
) -> None:
    packet = made(stranger, handover.case, handover=handover)
    with zeal_ignore():
        end_assignment(
            coordinator,
            assignment=Assignment.objects.get(membership=seat_of(stranger), ended_at=None),
        )
    with pytest.raises(NotVisible):
        packet_of(stranger, packet.pk)


def test_the_way_on_the_page(handover: Handover, stranger: Actor) -> None:
    browser = browsing_as(stranger)
    case = browser.get(f"/harbor/cases/{handover.case_id}/").content.decode()
    assert f"/harbor/handovers/{handover.pk}/" in case
    page = browser.get(f"/harbor/handovers/{handover.pk}/").content.decode()
    url = f"/harbor/handovers/{handover.pk}/packet/"
    assert url in page
    form = browser.get(url)
    once = form.context["form"]["once"].value()
    answer = browser.post(url, {"once": once})
    packet = Packet.objects.get()
    assert (packet.kind, packet.handover_id) == ("handover", handover.pk)
    assert answer.headers["Location"] == f"/harbor/packets/{packet.pk}/"
    assert browser.post(url, {"once": once}).headers["Location"] == f"/harbor/packets/{packet.pk}/"
    assert Packet.objects.count() == 1
    intake = browser.get(f"/harbor/cases/{handover.case_id}/packets/").content.decode()
    assert "handover" in intake


def test_the_scope_of_the_signed_letter_stands_in_an_attorneys_and_in_no_advocates(
    made: Made, loaded: Case, coordinator: Actor, attorney: Actor, advocate: Actor, stranger: Actor
) -> None:
    scope = "We stand for her before the agency and nowhere else."
    with zeal_ignore():
        letter = signed(attorney, loaded)
        Letter.objects.filter(pk=letter.pk).update(state="signed")
        letter.sections = [{"code": "scope", "heading": "What we do", "text": scope}]
        letter.save(update_fields=["sections"])
        new = make_member(loaded.clinic, "advocate", name="Advocate who comes")
        hand_over_case(coordinator, **handing(loaded, attorney, stranger))
        hand_over_case(coordinator, **handing(loaded, advocate, new, role="advocate"))
        texts = [
            " ".join(read(made(reader, reread(loaded), handover=one)).split())
            for reader, one in zip((stranger, new), Handover.objects.order_by("id"), strict=True)
        ]
    assert scope in texts[0]
    assert scope not in texts[1]
