"""An act and its audit entry stand or fall together; a refusal stays when the act is undone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from clinic.access import actions
from clinic.access.actions import action
from clinic.access.actor import Actor, acting_in
from clinic.access.policy import require
from clinic.access.refusals import Blocked, Refused
from clinic.access.roles import UnknownCapability
from clinic.audit import record
from clinic.audit.models import AuditEntry
from clinic.people.models import Membership
from clinic.tenancy.current import bind, bound_to
from tests.builders import make_clinic, make_member, seat_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _verbs_of_one_test() -> Iterator[None]:
    before = dict(actions.ACTIONS)
    yield
    actions.ACTIONS.clear()
    actions.ACTIONS.update(before)


@pytest.fixture
def member() -> Actor:
    return make_member(make_clinic(), "advocate")


def rename(actor: Actor, to: str) -> None:
    """Change something that a rollback must take back."""
    Membership.objects.update(roles=[to])


def trail(actor: Actor) -> list[tuple[str, str]]:
    with bound_to(actor.clinic.pk):
        return list(AuditEntry.objects.order_by("pk").values_list("verb", "outcome"))


def roles(actor: Actor) -> list[str]:
    with bound_to(actor.clinic.pk):
        return Membership.objects.get(pk=seat_of(actor).pk).roles


def refusing(verb: str = "lamp.lit") -> Callable[..., None]:
    @action(verb)
    def light(actor: Actor) -> None:
        rename(actor, "auditor")
        record(actor, verb)
        raise Blocked("The lamp is broken.", code="broken")

    return light


def test_a_refused_act_changes_nothing_and_is_recorded_once(member: Actor) -> None:
    with pytest.raises(Blocked), bound_to(member.clinic.pk):
        refusing()(member)
    # The transaction around it was the caller's, who alone knows when it has ended.
    assert roles(member) == ["advocate"]
    with pytest.raises(Blocked), bind(member.clinic):
        refusing("lamp.relit")(member)
    assert trail(member) == [("lamp.relit", "refused")]


def test_a_task_records_its_refusal_after_the_rollback(member: Actor) -> None:
    light = refusing()
    with pytest.raises(Blocked), acting_in(member.clinic.pk, "reminders") as actor:
        rename(member, "auditor")
        light(actor)
    assert roles(member) == ["advocate"]
    assert trail(member) == [("lamp.lit", "refused")]
    with bound_to(member.clinic.pk):
        entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_kind, entry.detail) == (
        None,
        "reminders",
        {"why": "broken"},
    )


def test_the_innermost_act_names_a_nested_refusal_once(member: Actor) -> None:
    inner = refusing("wick.lit")

    @action("lamp.lit")
    def outer(actor: Actor) -> None:
        record(actor, "lamp.lit")
        inner(actor)

    with pytest.raises(Blocked), bind(member.clinic):
        outer(member)
    assert trail(member) == [("wick.lit", "refused")]


def test_nested_acts_record_each_their_own(member: Actor) -> None:
    @action("wick.lit")
    def inner(actor: Actor) -> None:
        record(actor, "wick.lit")

    @action("lamp.lit")
    def outer(actor: Actor) -> None:
        inner(actor)
        record(actor, "lamp.lit")

    with bind(member.clinic):
        outer(member)
    assert trail(member) == [("wick.lit", "done"), ("lamp.lit", "done")]


@pytest.mark.parametrize("verbs", [[], ["lamp.lit", "lamp.lit"], ["lamp.put_out"]])
def test_an_act_that_records_anything_but_itself_once_is_undone(
    member: Actor, verbs: list[str]
) -> None:
    @action("lamp.lit")
    def light(actor: Actor) -> None:
        rename(actor, "auditor")
        for verb in verbs:
            record(actor, verb)

    with pytest.raises(RuntimeError), bind(member.clinic):
        light(member)
    assert roles(member) == ["advocate"]
    assert trail(member) == []


@pytest.mark.parametrize("nobody", [None, "admin", object()])
def test_an_act_without_an_actor_is_not_done(member: Actor, nobody: Any) -> None:
    @action("lamp.lit")
    def light(actor: Actor) -> None:
        record(actor, "lamp.lit")

    with pytest.raises(TypeError), bind(member.clinic):
        light(nobody)


def test_a_role_that_does_not_include_it_is_refused(member: Actor) -> None:
    @action("lamp.lit")
    def light(actor: Actor) -> None:
        require(actor, "member.invite")
        record(actor, "lamp.lit")

    with pytest.raises(Refused), bind(member.clinic):
        light(member)
    assert trail(member) == [("lamp.lit", "refused")]


def test_an_unknown_capability_is_loud(member: Actor) -> None:
    with pytest.raises(UnknownCapability):
        require(member, "member.befriend")


def test_an_object_without_a_policy_is_loud(member: Actor) -> None:
    with pytest.raises(LookupError), bound_to(member.clinic.pk):
        require(member, "case.view", AuditEntry())


def test_two_actions_of_one_name_do_not_load() -> None:
    refusing()
    with pytest.raises(RuntimeError, match="lamp"):
        refusing()


def test_a_refusal_survives_inside_an_outer_transaction_of_a_task(member: Actor) -> None:
    light = refusing()
    with pytest.raises(Blocked), acting_in(member.clinic.pk, "reminders") as actor:
        with transaction.atomic():
            light(actor)
    assert trail(member) == [("lamp.lit", "refused")]
