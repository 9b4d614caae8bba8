"""Make the matters of the table, one transaction each: a killed run goes on where it stopped."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from cases.actions import add_benefit, add_note, assign_case, close_case, move_case, open_case
from cases.models import Case
from clients.actions import add_party, decide_conflict, run_conflict_check
from clients.models import Client, Intake
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.clients import PEOPLE, Person
from desk.demo.letters import file_with_agency
from desk.demo.matters import CASE, MATTERS, NOTES, PARTNERS, DemoMatter
from desk.demo.offices import LastSeat, Office, address, at_work
from desk.demo.papers import SHOWS
from desk.demo.sittings import sit_down, stop_at
from packets.actions import request_packet
from referrals.actions import add_partner, give_release, revoke_release, send_referral
from referrals.models import Partner, Release

LOW = (1 << 62) - 1
ALMOST_21 = timedelta(days=7670 - 70)
ROAD = ("opened", "preparing", "filed", "waiting")
RELEASED = ("name_to_use", "language", "safe_contact")


def demo_id(key: str) -> UUID:
    """Return a new id of now whose random part is the key's: a later run finds it by `mark_of`."""
    digest = hashlib.sha256(f"alcove demo {key}".encode()).digest()
    return UUID(int=(new_id().int & ~LOW) | (int.from_bytes(digest[:8]) & LOW))


def mark_of(pk: UUID) -> int:
    return pk.int & LOW


def seed_all(offices: dict[str, Office], tell: Callable[[str, int, int], None]) -> int:
    """Make what is missing; return how many matters were made."""
    done = {slug: _made(office) for slug, office in offices.items()}
    rows = sorted(enumerate(zip(MATTERS, PEOPLE, strict=True)), key=lambda row: -row[1][0].ago)
    made = 0
    for turn, (number, (matter, person)) in enumerate(rows, 1):
        tell("matters", turn, len(rows))
        if mark_of(demo_id(f"matter {number}")) in done[matter.clinic]:
            continue
        with at_work(offices[matter.clinic]) as actor:
            _make(actor, number, matter, person)
        made += 1
    return made


def seed_partners(offices: dict[str, Office]) -> None:
    for office in offices.values():
        with at_work(office) as actor:
            there = set(Partner.objects.values_list("name", flat=True))
            coordinator = actor(in_role(office.slug, "coordinator"))
            for code, details in PARTNERS.items():
                if details["name"] not in there:
                    email = address(f"{code}.{office.slug}")
                    add_partner(
                        coordinator, form_token=new_id(), details={**details, "email": email}
                    )


def _made(office: Office) -> set[int]:
    with at_work(office):
        return {mark_of(pk) for pk in Intake.objects.values_list("pk", flat=True)}


def _make(actor: LastSeat, number: int, matter: DemoMatter, person: Person) -> None:
    coordinator = actor(in_role(matter.clinic, "coordinator"))
    intake = sit_down(
        coordinator,
        person=person,
        number=number,
        token=demo_id(f"matter {number}"),
        others=matter.others,
        contact=matter.contact,
        birth=today() - ALMOST_21 if matter.young else None,
        skip=matter.skip or ({"review"} if matter.until in {"paused", "declined"} else ()),
    )
    stop_at(coordinator, intake=intake, until=matter.until, reason=matter.reason)
    if matter.check and matter.until in {CASE, "ready"}:
        check_conflicts(coordinator, client=intake.client, decision=matter.check)
    if matter.until == CASE:
        _run_case(actor, coordinator, matter, person, intake.client)


def check_conflicts(coordinator: Actor, *, client: Client, decision: str) -> int:
    """Check, and decide as told; return how many possible matches there were."""
    check = run_conflict_check(coordinator, client=client)
    reason = "Looked at each match by hand. (Made up.)"
    decide_conflict(coordinator, check=check, decision=decision, reason=reason)
    return check.matches.count()


def _run_case(
    actor: LastSeat, coordinator: Actor, matter: DemoMatter, person: Person, client: Client
) -> None:
    opened_on = today() - timedelta(days=matter.ago)
    case = open_case(
        coordinator,
        client=client,
        matter=matter.matter,
        summary="A made-up matter of the demo.",
        opened_on=opened_on,
    )
    team = [actor(key) for key in matter.team]
    for member in team:
        assert member.membership is not None
        assign_case(coordinator, case=case, membership=member.membership, role=role_of(member))
    attorney = next((one for one in team if "attorney" in one.roles), coordinator)
    for stage in ROAD[1 : ROAD.index(matter.stage) + 1] if matter.stage in ROAD else ():
        case = move_case(attorney, case=case, to=stage, version=case.version)
    if matter.form:
        file_with_agency(attorney, case=case, matter=matter, opened_on=opened_on)
    for code in matter.also:
        SHOWS[code](attorney, case)
    if matter.late_party:
        add_party(attorney, client=client, kind="recruiter", name=matter.late_party,
                  is_organisation=True)  # fmt: skip
    for privilege in matter.notes:
        writer = team[-1] if privilege == "advocate" else attorney
        add_note(writer, case=case, privilege=privilege, body=NOTES[privilege])
    if matter.release:
        _release(team[-1], case, matter, person)
    if matter.packet:
        request_packet(attorney, case=case)
    if matter.stage == "closed":
        if matter.reason == "granted":
            day = opened_on + (today() - opened_on) / 2
            add_benefit(attorney, case=case, kind="t_status", obtained_on=day)
            add_benefit(attorney, case=case, kind="work_permit", obtained_on=day,
                        ends_on=day + timedelta(days=1460))  # fmt: skip
        close_case(attorney, case=case, outcome=matter.reason, reason="Made up.",
                   version=case.version)  # fmt: skip


def role_of(member: Actor) -> str:
    return "attorney" if "attorney" in member.roles else "advocate"


def _release(advocate: Actor, case: Case, matter: DemoMatter, person: Person) -> None:
    given = matter.release
    assert given is not None
    release = give(
        advocate, case=case, partner=given.partner, person=person,
        given_on=today() - timedelta(days=given.ago), days=given.days,
    )  # fmt: skip
    if given.then == "sent":
        send_referral(
            advocate, form_token=new_id(), case=case, partner=release.partner, fields=RELEASED
        )
    elif given.then == "revoked":
        revoke_release(advocate, release=release)


def give(
    advocate: Actor, *, case: Case, partner: str, person: Person, given_on: date, days: int = 30
) -> Release:
    return give_release(
        advocate,
        form_token=new_id(),
        case=case,
        partner=Partner.objects.get(name=PARTNERS[partner]["name"]),
        fields=RELEASED,
        purpose="A made-up purpose.",
        language=person.language,
        method="paper",
        signed_name=person.legal_name,
        given_on=given_on,
        days=days,
    )
