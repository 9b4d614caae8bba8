"""Everybody of a demo clinic is trained, confirmed by somebody else; then the clinic asks for it.

One training runs out soon, so that the demo shows the warning.
"""

from datetime import timedelta

from cases.rules import CASE_ROLES
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from desk.demo.cast import PEOPLE, in_role
from desk.demo.offices import Office, ask_for_training, at_work
from staffing.actions import add_training, confirm_training
from staffing.models import Training
from staffing.rules.training import modules

_WORKING = {"coordinator", "supervisor", *CASE_ROLES}


def seed_training(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        if Training.objects.exists():
            return False
        working = [
            actor(person.key)
            for person in PEOPLE
            if _WORKING & set(dict(person.seats).get(office.slug, ()))
        ]
        confirmers = [one for one in working if {"coordinator", "supervisor"} & one.roles]
        for number, member in enumerate(working):
            other = next(one for one in confirmers if one.membership_id != member.membership_id)
            _train(member, other, first=number == 0)
        ask_for_training(actor(in_role(office.slug, "administrator")))
    return True


def _train(member: Actor, other: Actor, *, first: bool) -> None:
    for code, module in modules().items():
        soon = first and code == "confidentiality"
        done_on = today() - timedelta(days=module.months * 30 - 14 if soon else 60)
        row = add_training(
            member, training_id=new_id(), module=code, done_on=done_on, how="online",
            provider="Example Academy (made up)",
        )  # fmt: skip
        confirm_training(other, training=row)
