"""What the people of one clinic say of themselves, and what others confirmed; and what is asked.

Done once: a later run finds the profiles. Nothing is confirmed of the last one, so that the demo
shows what waits.
"""

from datetime import timedelta
from typing import Any

from cases.rules import CASE_ROLES, COUNSEL
from cases.rules.standing import CO_COUNSEL, REPRESENTATIVE
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from desk.demo.cast import PEOPLE, in_role
from desk.demo.further import FIRM
from desk.demo.offices import Office, at_work
from staffing.actions import (
    add_licence,
    change_gate,
    change_profile,
    confirm_licence,
    confirm_proof,
)
from staffing.models import Profile
from staffing.queries import load_of

SPOKEN = (
    [{"language": "Spanish", "dialect": "", "level": "best"}],
    [
        {"language": "Tigrinya", "dialect": "Asmara", "level": "good"},
        {"language": "Arabic", "dialect": "", "level": "some"},
    ],
    [{"language": "Dari", "dialect": "Herat", "level": "good"}],
)
KNOWN = (["t_visa", "asylum"], ["t_visa", "u_visa", "vawa"], ["protection_order", "vacatur"])


def seed_people(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        if Profile.objects.exists():
            return False
        coordinator = actor(in_role(office.slug, "coordinator"))
        able = [
            actor(person.key)
            for person in PEOPLE
            if set(CASE_ROLES) & set(dict(person.seats).get(office.slug, ()))
        ]
        for number, member in enumerate(able):
            # The advocate waits to be confirmed; a case is handed over between the attorneys.
            _say(member, coordinator, number, confirmed="advocate" not in member.roles)
        change_gate(
            actor(in_role(office.slug, "supervisor")), proofs=["licence", "pledge"],
            states=["US-NY"], version=0,
        )  # fmt: skip
    return True


def _say(member: Actor, coordinator: Actor, number: int, *, confirmed: bool) -> None:
    """Say everything of oneself; somebody else confirms it, or does not yet."""
    day, turn = today(), number % len(SPOKEN)
    details: dict[str, Any] = {
        "kind": "volunteer" if number else "staff", "other_names": [], "place": "Made-up Harbor",
        "firm": _firm(member, number), "languages": SPOKEN[turn],
        "matters": KNOWN[turn], "avoids": ["civil_suit"], "capacity": 12, "time_zone": "",
        "wishes": "Mornings. (Made up.)", "insured_until": day + timedelta(days=200),
        "pledge_on": day - timedelta(days=20), "pledge_until": day + timedelta(days=340),
    }  # fmt: skip
    profile = change_profile(member, details=details, version=0)
    carried = load_of(profile)
    profile = change_profile(member, details={"capacity": carried + 8}, version=profile.version)
    if set(COUNSEL) & member.roles:
        accredited = REPRESENTATIVE in member.roles
        licence = add_licence(
            member, profile=profile, form_token=new_id(),
            kind="doj_full" if accredited else "bar",
            jurisdiction="US" if accredited else "US-NY",
            number="DOJ-5550100" if accredited else "NY-5550100",
            expires_on=day + timedelta(days=300 if number else 25),
        )  # fmt: skip
        if confirmed:
            confirm_licence(coordinator, licence=licence)
    for proof in ("insurance", "pledge") if confirmed else ():
        profile = confirm_proof(coordinator, profile=profile, proof=proof, version=profile.version)


def _firm(member: Actor, number: int) -> str:
    if CO_COUNSEL in member.roles:
        return FIRM
    return "Fern and Nowhere LLP" if number == 1 else ""
