"""Who acts: a person's seat in a clinic, or a named service of the product."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from clinic.access.refusals import Refused, note_for, settle
from clinic.access.roles import SERVICES, capabilities_of, known
from clinic.access.scopes import narrowed
from clinic.people.models import AccessToken, Membership, User
from clinic.tenancy.current import bound_to, current_clinic
from clinic.tenancy.models import Clinic


@dataclass(frozen=True)
class Actor:
    clinic: Clinic
    membership: Membership | None
    user: User | None
    roles: frozenset[str]
    capabilities: frozenset[str]
    kind: str = "member"
    # Of an access token: which one, and the cases it is held to (None: all that the seat reaches).
    token_id: UUID | None = None
    case_ids: frozenset[UUID] | None = None
    # Held to one case that was found to be in reach (`cases.policy.within`): nothing of another is.
    case_id: UUID | None = None

    @classmethod
    def member(cls, membership: Membership) -> "Actor":
        return cls(
            clinic=membership.clinic,
            membership=membership,
            user=membership.user,
            roles=frozenset(membership.roles),
            capabilities=capabilities_of(frozenset(membership.roles)),
        )

    @classmethod
    def token(cls, token: AccessToken) -> "Actor":
        """Return who an access token acts for: its seat, never with more than it was given."""
        seat = token.membership
        held = capabilities_of(frozenset(seat.roles))
        cases = None if token.case_ids is None else frozenset(token.case_ids)
        return cls(
            clinic=seat.clinic,
            membership=seat,
            user=seat.user,
            roles=frozenset(seat.roles),
            capabilities=narrowed(held, token.capabilities, some_cases=cases is not None),
            kind="system" if seat.is_system else "member",
            token_id=token.pk,
            case_ids=cases,
        )

    @classmethod
    def system(cls, clinic: Clinic, service: str) -> "Actor":
        return cls(clinic, None, None, frozenset(), SERVICES[service], kind=service)

    @property
    def membership_id(self) -> UUID | None:
        return self.membership.pk if self.membership else None

    @property
    def user_id(self) -> UUID | None:
        return self.user.pk if self.user else None

    @property
    def name(self) -> str:
        return self.user.name if self.user else self.kind

    def has(self, capability: str) -> bool:
        return known(capability) in self.capabilities


@contextmanager
def acting_in(clinic_id: UUID, service: str) -> Iterator[Actor]:
    """Bind a worker to a clinic in a transaction; a refusal is recorded after its rollback."""
    actor = None
    try:
        with bound_to(clinic_id) as clinic:
            actor = Actor.system(clinic, service)
            yield actor
    except Refused as refusal:
        if actor:
            note_for(actor, "job.ran", refusal)  # refused outside any action
        settle(refusal)
        raise


def member_actor(membership_id: UUID) -> Actor:
    """Return the actor of a seat of the bound clinic. :raises Membership.DoesNotExist: ended"""
    seat = Membership.objects.select_related("user").get(pk=membership_id, ended_at=None)
    seat.clinic = current_clinic()
    return Actor.member(seat)
