"""Training: what somebody has, what is asked of them, what runs out; for one person and for all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.access.roles import capabilities_of
from clinic.people.models import Membership
from clinic.tenancy.current import today
from staffing.models import Training
from staffing.policy import visible_trainings
from staffing.rules import STATES, state_of
from staffing.rules import training as rules
from staffing.rules.training import Module

# What most needs somebody stands first.
_ORDER = ("expired", "missing", "waits", "soon", "current")


@dataclass(frozen=True)
class TrainingLine:
    """A module asked of somebody, and how it stands; `row` is None where nothing is said."""

    module: Module
    row: Training | None
    until: date | None
    state: str

    @property
    def name(self) -> str:
        return _(self.module.name)

    @property
    def about(self) -> str:
        return _(self.module.about)

    @property
    def words(self) -> Promise:
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        return STATES[self.state][1]

    @property
    def how(self) -> Promise | str:
        return rules.WAYS[self.row.how] if self.row else ""

    @property
    def waits(self) -> bool:
        return self.row is not None and self.row.confirmed_at is None


@dataclass(frozen=True)
class Trained:
    """Somebody with all that is asked of them, what needs somebody first."""

    seat: Membership
    lines: tuple[TrainingLine, ...]

    @property
    def worst(self) -> str:
        return self.lines[0].state if self.lines else "current"


def trained_until(members: Iterable[UUID]) -> dict[UUID, dict[str, date]]:
    """Return the last day of what each of these people has, confirmed by somebody else."""
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    rows = Training.objects.filter(membership__in=list(members), removed_at=None)
    for member, code, done_on in rows.exclude(confirmed_at=None).values_list(
        "membership", "module", "done_on"
    ):
        module = rules.modules().get(code)
        if module is not None:
            until = module.last_day(done_on)
            found[member][code] = max(until, found[member].get(code, until))
    return found


def lacking_at_intake(seat: Membership) -> list[tuple[Module, str]]:
    trained = trained_until([seat.pk]).get(seat.pk, {})
    return rules.lacking(rules.asked_at_intake(), trained, today())


def own_training(actor: Actor) -> Trained:
    """Return what is asked of the actor and how it stands."""
    if actor.membership is None:
        raise NotVisible
    (one,) = _trained(actor, [actor.membership])
    return one


def everybodys_training(actor: Actor) -> list[Trained]:
    """Return everybody of whom something is asked, whoever most needs something first."""
    seats = Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
    seats = seats.select_related("user").order_by("user__name")
    found = [one for one in _trained(actor, list(seats)) if one.lines]
    return sorted(found, key=lambda one: _ORDER.index(one.worst))


def trainings_of(actor: Actor) -> list[Training]:
    """Return what was written down and stands: one's own, or everybody's for who confirms."""
    rows = visible_trainings(actor).filter(removed_at=None)
    return list(rows.select_related("membership__user").order_by("-id")[:1_000])


def training_of(actor: Actor, pk: UUID) -> Training:
    """:raises NotVisible: there is none for this actor, or it was taken back"""
    rows = visible_trainings(actor).filter(pk=pk, removed_at=None)
    found: Training | None = rows.select_related("membership__user").first()
    if found is None:
        raise NotVisible
    return found


def state_of_training(row: Training) -> str:
    return state_of(_until(row), confirmed=row.confirmed_at is not None, on=today())


def _until(row: Training) -> date | None:
    module = rules.modules().get(row.module)
    return module.last_day(row.done_on) if module else None


def _trained(actor: Actor, seats: Sequence[Membership]) -> list[Trained]:
    rows = visible_trainings(actor).filter(membership__in=seats, removed_at=None)
    held: dict[tuple[UUID, str], list[Training]] = defaultdict(list)
    for row in rows.select_related("confirmed_by__user").order_by("done_on", "id"):
        held[row.membership_id, row.module].append(row)
    found = []
    for seat in seats:
        intake = not capabilities_of(seat.roles).isdisjoint(rules.MEETS)
        lines = [
            _line(module, held.get((seat.pk, module.code), []))
            for module in rules.asked_somewhere(seat.roles, intake=intake)
        ]
        lines.sort(key=lambda line: _ORDER.index(line.state))
        found.append(Trained(seat, tuple(lines)))
    return found


def _line(module: Module, rows: Sequence[Training]) -> TrainingLine:
    """Show what counts, or what waits where nothing that counts lasts."""
    if not rows:
        return TrainingLine(module, None, None, "missing")
    good = [row for row in rows if row.confirmed_at and module.last_day(row.done_on) >= today()]
    waiting = [row for row in rows if row.confirmed_at is None]
    row = (good or waiting or list(rows))[-1]
    until = module.last_day(row.done_on)
    state = state_of(until, confirmed=row.confirmed_at is not None, on=today())
    return TrainingLine(module, row, until, state)
