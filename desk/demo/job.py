"""What the steps of the main job share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from cases.models import Case
from cases.queries import case_of
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from desk.demo.browsing import Visit, sign_in
from desk.demo.offices import Office, address

SLUG = "harbor"


@dataclass
class Job:
    """What one step leaves for the next."""

    offices: dict[str, Office]
    client_id: UUID | None = None
    case_id: UUID | None = None
    deadline_id: UUID | None = None
    number: str = ""
    visits: dict[str, Visit] = field(default_factory=dict)

    @property
    def office(self) -> Office:
        return self.offices[SLUG]

    def visit(self, key: str) -> Visit:
        if key not in self.visits:
            self.visits[key] = sign_in(address(key))
        return self.visits[key]

    def client(self) -> Client:
        assert self.client_id is not None
        return Client.objects.select_related("key").get(pk=self.client_id)

    def case(self, actor: Actor) -> Case:
        assert self.case_id is not None
        return case_of(actor, self.case_id)


class NotAsExpected(RuntimeError):
    """The product did something else than a step says."""


def expect(holds: object, otherwise: str) -> None:
    if not holds:
        raise NotAsExpected(otherwise)


def refusal_of(act: Callable[[], object]) -> str:
    """Return the code with which an act is refused. :raises NotAsExpected: it was not"""
    try:
        act()
    except Refused as refusal:
        return refusal.code
    raise NotAsExpected("it was not refused")
