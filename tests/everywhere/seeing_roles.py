"""What the gates ask of further roles, made to hold in the walk of `test_who_sees.py`.

The walk is about who sees what: that a gate refuses is held in tests/staffing.
"""

from typing import Any

from django.utils import timezone

from clients.models import Client, FirmCheck
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from staffing import actions
from tests.builders import seat_of
from tests.everywhere.world_staffing import add_licence, say_of_self

FIRM = "Muster and Nowhere LLP"


def answered(coordinator: Actor, client: Client, firm: str = FIRM, **changes: Any) -> FirmCheck:
    """Put down that a firm was asked blind and its names were compared; nothing was met."""
    now = Client.objects.get(pk=client.pk)
    check = FirmCheck(
        client=now, key=client.key, firm=firm, email="conflicts@muster.example", token="",
        token_hash=new_id().bytes, status=FirmCheck.DONE, name_count=40,
        created_by=seat_of(coordinator), expires_at=timezone.now(),
        parties_version=now.parties_version,
    )  # fmt: skip
    for name, value in changes.items():
        setattr(check, name, value)
    check.save(force_insert=True)
    return check


def open_the_gates(walk: Any) -> None:
    """Let each of the six be accredited, and their firm be clear for every client."""
    roles = {name: seat.roles for name, seat in walk.seats.items()}
    for name, seat in walk.seats.items():
        seat.roles = ["attorney"]  # whoever holds a role writes a profile
        profile = say_of_self(walk.actor(name), firm=FIRM)
        licence = add_licence(walk.actor(name), profile, kind="doj_full", jurisdiction="US")
        actions.confirm_licence(walk.keeper, licence=licence)
        bar = add_licence(walk.actor(name), profile)
        actions.confirm_licence(walk.keeper, licence=bar)
        seat.roles = roles[name]
    for client in walk.clients.values():
        answered(walk.keeper, client)
