"""Random teams, grants, walls, clocks and roles: every way out agrees with one small model.

The model (`seeing.py`) knows nothing of the product but what people are told: who has a role that
reaches everything, who was assigned, who was let in until when, who is kept out.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.utils import timezone
from zeal import zeal_ignore

from agenda.queries import feed_entries
from cases import actions, queries
from cases.models import Assignment, TimedAccess
from cases.policy import visible_cases, visible_notes
from cases.queries import CaseFilter
from clients.actions import lower_wall, raise_wall
from clients.models import Client, Wall
from clients.policy import visible_clients
from clinic.access.actor import Actor
from clinic.access.policy import can
from clinic.access.refusals import NotVisible, Refused
from clinic.people.models import Membership
from clinic.tenancy.current import bind, today
from documents.policy import visible_documents
from filings.actions import set_deadline
from filings.queries.reminders import due_reminders
from packets.models import Packet
from packets.queries.content import content_of
from reports.queries import caseload
from tests.builders import calling_as, make_case, make_clinic, make_member, seat_of
from tests.documents.made import keep
from tests.everywhere import seeing_board, seeing_roles
from tests.everywhere.seeing import REACHES_ALL, READS, REPORTS, ROLE_SETS, WORKS, Model

STATES, EVERY_WAY_OUT = 420, 42  # 24 pairs of a person and a case in each: 10,080 and 240
KEPT = {"shared", "attorney"}  # documents of each case but "D", which has none


class Walk:
    """One clinic, six people whose roles change, four cases of three clients."""

    def __init__(self, coordinator: Actor, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
        self.chance = random.Random(seed)
        self.keeper = coordinator
        self.boss = make_member(coordinator.clinic, "supervisor", name="Keeper of reviews")
        self.lawyer = make_member(coordinator.clinic, "attorney", name="Keeper of filings")
        rows = [make_case(coordinator, self.lawyer) for _each in range(3)]
        rows.append(actions.open_case(coordinator, client=rows[0].client, matter="work_permit"))
        self.cases = dict(zip("ABCD", rows, strict=True))
        self.clients = {"A": rows[0].client, "B": rows[1].client, "C": rows[2].client}
        self.seats = {
            name: seat_of(make_member(coordinator.clinic, *ROLE_SETS[number], name=name))
            for number, name in enumerate(("Ann", "Ben", "Cem", "Dov", "Eda", "Fay"))
        }
        for case in rows[:3]:
            actions.add_note(self.keeper, case=case, privilege="shared", body="Came by bus.")
            actions.add_note(self.lawyer, case=case, privilege="attorney", body="Plan.")
            _kept = [keep(self.lawyer, case, privilege=kind) for kind in KEPT]
            set_deadline(
                self.lawyer, case=case, outer=today() + timedelta(days=5), what="Witness list",
                order="Scheduling order", jurisdictional=True,
            )  # fmt: skip
        seeing_roles.open_the_gates(self)
        self.clock = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: self.clock)
        self.model = Model(
            {"A": "A", "B": "B", "C": "C", "D": "A"},
            {name: set(seat.roles) for name, seat in self.seats.items()},
            self.clock,
        )
        self.said: list[str] = []
        self.board = seeing_board.Board()

    def actor(self, who: str) -> Actor:
        return Actor.member(self.seats[who])

    def step(self) -> None:
        who, case = self.chance.choice(list(self.seats)), self.chance.choice(list(self.cases))
        act = self.chance.choice(ACTS)
        self.said.append(f"{act.__name__} {who} {case}")
        act(self, who, case)
        seeing_board.after_an_act(self)

    def done(self, expected: bool, act: Callable[[], Any]) -> bool:
        """It has to go through exactly when the model says so."""
        cache.clear()
        stopped = ""
        try:
            act()
        except Refused as stop:
            stopped = stop.code
        assert (not stopped) == expected, (stopped, self.said[-10:])
        return expected

    def assign(self, who: str, case: str) -> None:
        model, role = self.model, self.chance.choice(sorted(WORKS))
        walled = (who, model.client_of[case]) in model.walls
        free = not model.stands_in(who, case, role) and model.may_come({role}, case)
        may = role in model.roles[who] and not walled and free
        seat, row = self.seats[who], self.cases[case]
        if self.done(
            may, lambda: actions.assign_case(self.keeper, case=row, membership=seat, role=role)
        ):
            model.assigned.add((who, case, role))
            model.until.pop((who, case), None)

    def take_off(self, who: str, case: str) -> None:
        rows = Assignment.objects.filter(
            case=self.cases[case], membership=self.seats[who], ended_at=None
        )
        assert {(who, case, row.role) for row in rows} == {
            one for one in self.model.assigned if one[:2] == (who, case)
        }
        if row := rows.first():
            actions.end_assignment(self.keeper, assignment=row)
            self.model.assigned.discard((who, case, row.role))

    def let_in(self, who: str, case: str) -> None:
        model, hours = self.model, self.chance.choice((1, 5, 48))
        walled = (who, model.client_of[case]) in model.walls
        held = model.works_on(who, case) or model.let_in(who, case)
        may = not walled and model.may_come(model.roles[who] & WORKS, case) and not held
        if self.done(
            may,
            lambda: actions.give_access(
                self.keeper, case=self.cases[case], membership=self.seats[who], hours=hours,
                reason="Stands in.",
            ),
        ):  # fmt: skip
            model.until[who, case] = self.clock + timedelta(hours=hours)

    def end_it(self, who: str, case: str) -> None:
        rows = TimedAccess.objects.filter(
            case=self.cases[case], membership=self.seats[who], ended_at=None
        )
        row = rows.filter(until__gt=self.clock).select_related("case__client", "key").first()
        assert (row is not None) == self.model.let_in(who, case), self.said[-10:]
        if row is None:
            return
        if row.kind == TimedAccess.BROKEN and self.chance.random() < 0.5:
            actions.review_glass(self.boss, access=row, proper=False, review="Not asked.")
        else:
            actions.end_access(self.keeper, access=row)
        self.model.until.pop((who, case))

    def break_glass(self, who: str, case: str) -> None:
        model = self.model
        if not model.breaks_glass(who):
            return
        walled = (who, model.client_of[case]) in model.walls
        may = not walled and not model.sees(who, case)
        number = self.cases[case].number
        if self.done(
            may,
            lambda: actions.break_glass(
                self.actor(who), number=number, reason="She called.", hours=3
            ),
        ):
            model.until[who, case] = self.clock + timedelta(hours=3)

    def wall(self, who: str, case: str) -> None:
        client = self.model.client_of[case]
        may = (who, client) not in self.model.walls
        row = Client.objects.select_related("key").get(pk=self.clients[client].pk)
        if self.done(
            may,
            lambda: raise_wall(
                self.keeper, client=row, membership=self.seats[who], reason="A cousin."
            ),
        ):
            self.model.raise_wall(who, client)

    def unwall(self, who: str, case: str) -> None:
        client = self.model.client_of[case]
        rows = Wall.objects.filter(
            client=self.clients[client], membership=self.seats[who], lowered_at=None
        )
        row = rows.select_related("client__key", "key").first()
        assert (row is not None) == ((who, client) in self.model.walls)
        if row is not None:
            lower_wall(self.boss, wall=row, reason="Another person.")
            self.model.walls.discard((who, client))

    def change_roles(self, who: str, case: str) -> None:
        roles = self.chance.choice(ROLE_SETS)
        Membership.objects.filter(pk=self.seats[who].pk).update(roles=list(roles))
        self.seats[who].roles = list(roles)
        self.model.roles[who] = set(roles)

    def wait(self, who: str, case: str) -> None:
        self.clock += timedelta(minutes=self.chance.choice((10, 61, 300)))
        self.model.now = self.clock

    def compare(self) -> None:
        """List, count, search and object, for each person; the object and search of one case."""
        ids = {row.pk: name for name, row in self.cases.items()}
        clients = {row.pk: name for name, row in self.clients.items()}
        for who in self.seats:
            actor, said = self.actor(who), (who, self.said[-12:])
            expected = {case for case in self.cases if self.model.sees(who, case)}
            found = visible_cases(actor)
            assert {ids[pk] for pk in found.values_list("pk", flat=True)} == expected, said
            assert found.count() == len(expected), said
            seen = {clients[pk] for pk in visible_clients(actor).values_list("pk", flat=True)}
            assert seen == {one for one in self.clients if self.model.sees_client(who, one)}, said
            asked = self.chance.choice(list(self.cases))
            self._one(actor, asked, asked in expected, said)

    def _one(self, actor: Actor, asked: str, sees: bool, said: object) -> None:
        case = self.cases[asked]
        wanted = CaseFilter(text=case.number, stage="any")
        listed = [row.case.pk for row in queries.case_list(actor, wanted).rows]
        assert listed == ([case.pk] if sees else []), said
        there = True
        try:
            queries.case_of(actor, case.pk)
        except NotVisible:
            there = False
        assert there == sees, said
        if actor.has("case.view"):
            assert can(actor, "case.view", case) == sees, said

    def compare_every_way_out(self) -> int:
        """Report, packet, notes, calendar feed, API, reminders; returns how many were reminded."""
        recipients = self._reminded()
        for who, seat in self.seats.items():
            actor, roles = self.actor(who), self.model.roles[who]
            expected = {case for case in self.cases if self.model.sees(who, case)}
            said = (who, self.said[-12:])
            if roles & REPORTS:
                assert caseload(actor).open_matters == len(expected), said
            for name, case in self.cases.items():
                sees = name in expected
                if actor.has("packet.request"):
                    assert can(actor, "packet.request", case) == sees, said
                readable = {kind for kind, readers in READS.items() if roles & readers}
                notes = set(visible_notes(actor, case).values_list("privilege", flat=True))
                assert notes <= readable, said
                papers = visible_documents(actor).filter(case=case).values_list("privilege")
                kept = readable & KEPT if sees and name != "D" else set()
                assert {privilege for (privilege,) in papers} == kept, said
                if sees:
                    row = queries.case_of(actor, case.pk)
                    packet = Packet(case=row, key=row.key, requested_by=seat, expires_at=self.clock)
                    told = {str(note.privilege) for note in content_of(actor, row, packet).notes}
                    assert len(told) == len(notes), said
                else:
                    assert (case.pk, seat.pk) not in recipients, said
            if roles & (REACHES_ALL | WORKS):
                told = {entry.title.split(" ")[0] for entry in feed_entries(actor)}
                own = {name for name in expected - {"D"} if self.model.works_on(who, name)}
                assert told == {self.cases[name].number for name in own}, said  # "D" has no day
                answer = calling_as(actor).read("cases?stage=any")
                assert {UUID(row["id"]) for row in answer["items"]} == {
                    self.cases[name].pk for name in expected
                }, said
        return len(recipients)

    def _reminded(self) -> set[tuple[UUID, UUID]]:
        system = Actor.system(self.keeper.clinic, "reminders")
        asked = due_reminders(system, timezone.localdate(self.clock)).reminders
        cases = {row.deadline_id: row.deadline.case_id for row in asked}
        return {(cases[row.deadline_id], row.recipient_id) for row in asked}


ACTS = (
    Walk.assign, Walk.assign, Walk.take_off, Walk.let_in, Walk.let_in, Walk.end_it,
    Walk.break_glass, Walk.wall, Walk.unwall, Walk.change_roles, Walk.wait,
    *[seeing_board.post_or_withdraw] * 2, *[seeing_board.show_interest] * 3,
)  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_every_way_out_agrees_with_the_model(
    db: None, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    clinic = make_clinic("harbor")
    coordinator = make_member(clinic, "coordinator", name="Keeper of grants")
    with bind(clinic), zeal_ignore():
        walk = Walk(coordinator, monkeypatch, seed)
        seen = reminded = waiting = 0
        for number in range(STATES // 4):
            walk.step()
            walk.compare()
            waiting += seeing_board.compare_board(walk)
            if number % EVERY_WAY_OUT == 0:
                reminded += walk.compare_every_way_out()
            seen += sum(walk.model.sees(who, case) for who in walk.seats for case in walk.cases)
    pairs = STATES // 4 * len(walk.seats) * len(walk.cases)
    assert pairs * 0.1 < seen < pairs * 0.9  # neither all nor nothing
    assert reminded
    assert waiting
    assert walk.board.interested
