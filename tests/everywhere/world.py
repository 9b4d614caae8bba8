"""A clinic in the middle of its work, made by the product's own actions, and a second clinic.

`World` holds the people, one object of every kind that a route or an action takes, and the same
kinds in the other clinic. All are fictional.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from zeal import zeal_ignore

from cases import actions as case_actions
from cases.models import Assignment, Case
from clients import actions as client_actions
from clients.models import Client, FirmCheck, Intake, Party
from clinic.access.actor import Actor
from clinic.people.models import AccessToken, Invitation, Membership
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import Clinic
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint
from filings import actions as filing_actions
from filings.models import (
    Agency,
    AgencyRequest,
    Appearance,
    Deadline,
    DeadlineProposal,
    FamilyMember,
    Filing,
    FilingMove,
    Leave,
    Notice,
    Reading,
    Reminder,
    Snooze,
)
from packets import actions as packet_actions
from packets.models import Packet
from referrals import actions as referral_actions
from referrals.models import Partner, Referral, Release
from tests.builders import make_clinic, make_member
from tests.everywhere.state_pack import add_state_pack
from tests.everywhere.world_agencies import add_relative, appear, ask_agency
from tests.everywhere.world_agenda import keep_agenda
from tests.everywhere.world_board import put_on_board
from tests.everywhere.world_cases import clear_of_conflicts, cleared_client, open_case, told_intake
from tests.everywhere.world_clients import more_clients
from tests.everywhere.world_court import court_filing
from tests.everywhere.world_deadlines import more_deadlines
from tests.everywhere.world_demands import serve
from tests.everywhere.world_documents import keep_documents
from tests.everywhere.world_engagement import write_letters
from tests.everywhere.world_exchange import add_lists
from tests.everywhere.world_exhibits import keep_exhibits
from tests.everywhere.world_firms import ask_firm
from tests.everywhere.world_handing import handed_over
from tests.everywhere.world_hours import keep_hours
from tests.everywhere.world_interpreters import keep_roster
from tests.everywhere.world_letters import read_letter
from tests.everywhere.world_library import fill_library
from tests.everywhere.world_matters import on_their_roads
from tests.everywhere.world_programs import connect
from tests.everywhere.world_records import hand_paper, keep
from tests.everywhere.world_reminders import remind
from tests.everywhere.world_roles import seat_further
from tests.everywhere.world_staffing import staff
from tests.everywhere.world_timed import let_in
from tests.everywhere.world_training import put_down_training
from tests.everywhere.world_walls import add_contact, bind_to, keep_out, meet_conflict
from tests.sealed import sealed_pdf

ROLES = ("administrator", "coordinator", "supervisor", "attorney", "advocate", "auditor")
RECEIPTS = {"harbor": "IOE0912345678", "meadow": "IOE0912345679"}


@dataclass
class Place:
    """One clinic with its people and one object of every kind."""

    clinic: Clinic
    people: dict[str, Actor]
    intake: Intake = field(init=False)
    fresh_client: Client = field(init=False)
    party: Party = field(init=False)
    check: Any = field(init=False)
    case: Case = field(init=False)
    closed_case: Case = field(init=False)
    note: Any = field(init=False)
    matter: Any = field(init=False)
    asked_matter: Any = field(init=False)
    benefit: Any = field(init=False)
    handover: Any = field(init=False)
    timed: Any = field(init=False)
    glass: Any = field(init=False)
    assignment: Assignment = field(init=False)
    filing: Filing = field(init=False)
    move: FilingMove = field(init=False)
    court_filing: Filing = field(init=False)
    notice: Notice = field(init=False)
    deadline: Deadline = field(init=False)
    reading: Reading = field(init=False)
    relative: FamilyMember = field(init=False)
    reminder: Reminder = field(init=False)
    agency: Agency = field(init=False)
    appearance: Appearance = field(init=False)
    certification: Filing = field(init=False)
    asked: AgencyRequest = field(init=False)
    soft_deadline: Deadline = field(init=False)
    proposal: DeadlineProposal = field(init=False)
    snooze: Snooze = field(init=False)
    leave: Leave = field(init=False)
    firm_check: FirmCheck = field(init=False)
    affiliate: Any = field(init=False)
    wall: Any = field(init=False)
    match: Any = field(init=False)
    waiver: Any = field(init=False)
    partner: Partner = field(init=False)
    partner_contact: Any = field(init=False)
    release: Release = field(init=False)
    referral: Referral = field(init=False)
    paper_referral: Referral = field(init=False)
    hold: Any = field(init=False)
    erasure: Any = field(init=False)
    demand: Any = field(init=False)
    demand_log: Any = field(init=False)
    packet: Packet = field(init=False)
    invitation: Invitation = field(init=False)
    system: Membership = field(init=False)
    token: AccessToken = field(init=False)
    system_token: AccessToken = field(init=False)
    pack: Any = field(init=False)
    list_waiting: Any = field(init=False)
    list_through: Any = field(init=False)
    held_row: Any = field(init=False)
    export: Any = field(init=False)
    webhook: WebhookEndpoint = field(init=False)
    webhook_message: WebhookDelivery = field(init=False)

    def __getattr__(self, name: str) -> Any:
        if name in self.__dict__.get("people", {}):
            return self.people[name]
        raise AttributeError(name)


@dataclass
class World:
    here: Place
    there: Place


def give_release(actor: Actor, case: Case, partner: Partner, **changes: Any) -> Release:
    terms: dict[str, Any] = {
        "fields": ["name_to_use", "legal_name", "language"],
        "purpose": "A bed for tonight.",
        "language": "Tigrinya",
        "method": "paper",
        "signed_name": "N. B.",
        "given_on": today(),
    }
    return referral_actions.give_release(
        actor, form_token=uuid.uuid4(), case=case, partner=partner, **(terms | changes)
    )


def add_partner(coordinator: Actor, name: str = "Shelter of the tests") -> Partner:
    return referral_actions.add_partner(
        coordinator,
        form_token=uuid.uuid4(),
        details={
            "name": name,
            "kind": "shelter",
            "email": "shelter@example.org",
            "services": ["beds"],
            "languages": ["Tigrinya"],
        },
    )


def make_place(slug: str) -> Place:
    clinic = make_clinic(slug)
    people = {role: make_member(clinic, role) for role in ROLES}
    people["other_attorney"] = make_member(clinic, "attorney", name=f"Second attorney of {slug}")
    people["other_advocate"] = make_member(clinic, "advocate", name=f"Second advocate of {slug}")
    place = Place(clinic, people)
    with bind(clinic), zeal_ignore():
        _fill(place)
    return place


def _fill(place: Place) -> None:
    coordinator, attorney = place.people["coordinator"], place.people["attorney"]
    advocate, administrator = place.people["advocate"], place.people["administrator"]
    place.intake = told_intake(coordinator, "Nilofar Beispiel")
    place.fresh_client = cleared_client(coordinator, "Oana Exemplu")
    client = cleared_client(coordinator, "Mekdes Misale")
    place.case = open_case(coordinator, client, attorney, advocate)
    place.closed_case = open_case(
        coordinator, cleared_client(coordinator, "Binh Vi Du"), attorney, advocate
    )
    case_actions.close_case(
        attorney, case=place.closed_case, outcome="advice", reason="Advice was given.",
        version=place.closed_case.version,
    )  # fmt: skip
    place.assignment = Assignment.objects.get(case=place.case, role="advocate")
    place.filing = filing_actions.add_filing(attorney, case=place.case, form="I-914")
    sent_on = today() - timedelta(days=10)
    for to in ("client_review", "signed", "sent"):
        place.filing = Filing.objects.select_related("case", "key").get(pk=place.filing.pk)
        place.move = filing_actions.move_filing(
            attorney, filing=place.filing, to=to, on=sent_on, note="By registered mail.",
            upload=sealed_pdf() if to == "sent" else None,
        )  # fmt: skip
    place.filing = filing_actions.record_receipt(
        attorney, filing=place.filing, receipt_number=RECEIPTS[place.clinic.slug], on=sent_on
    )
    place.notice = filing_actions.record_notice(
        attorney, filing=place.filing, kind="rfe", notice_date=today() - timedelta(days=1),
        service="mail", response="paper", response_days=84, upload=sealed_pdf(),
    )  # fmt: skip
    place.deadline = Deadline.objects.select_related("case", "key").get(notice=place.notice)
    place.relative = add_relative(attorney, place.case)
    clear_of_conflicts(coordinator, client)  # the relative's name flipped the check of this client
    place.note = case_actions.add_note(
        attorney, case=place.case, privilege="shared", body="The interpreter is booked."
    )
    place.handover = handed_over(place)
    place.matter, place.asked_matter, place.benefit = on_their_roads(place)
    place.timed, place.glass = let_in(place)
    more_clients(place)
    place.appearance = appear(attorney, place.case)
    place.agency, place.asked, place.certification = ask_agency(attorney, place.case)
    place.court_filing = court_filing(attorney, place.case)
    place.soft_deadline, place.proposal = more_deadlines(attorney, place.case)
    place.reading = read_letter(place)
    remind(place, attorney)
    keep_roster(place)
    staff(place)
    put_on_board(place)
    fill_library(place)
    put_down_training(place)
    keep_agenda(place)
    keep_hours(place)
    keep_documents(place)
    keep_exhibits(place)
    write_letters(place)
    place.partner = add_partner(coordinator)
    place.partner_contact = add_contact(coordinator, place.partner)
    place.release = give_release(advocate, place.case, place.partner, upload=sealed_pdf())
    place.referral = referral_actions.send_referral(
        advocate,
        form_token=uuid.uuid4(),
        case=place.case,
        partner=place.partner,
        fields=["legal_name"],
    )
    hand_paper(place)
    keep(place)
    serve(place)
    place.packet = packet_actions.request_packet(attorney, case=place.case)
    connect(place)
    place.pack = add_state_pack(administrator)
    add_lists(place)
    # Last: a new name flips the check of this client, not of the case above.
    place.party = client_actions.add_party(
        coordinator, client=place.fresh_client, kind="employer", name="Muster Packing LLC"
    )
    place.check, place.match, place.waiver = meet_conflict(place)
    place.firm_check = ask_firm(coordinator, place.fresh_client)
    place.wall = keep_out(place)
    place.affiliate = bind_to(place)


@contextmanager
def settled(place: Place) -> Iterator[None]:
    with bind(place.clinic), zeal_ignore():
        yield


def make_world() -> World:
    world = World(here=make_place("harbor"), there=make_place("meadow"))
    with zeal_ignore():
        seat_further(world.here)
    there = world.there
    there.people["everything"] = make_member(there.clinic, *ROLES, name="Everything of meadow")
    return world
