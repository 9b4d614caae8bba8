"""A refusal is recorded whichever way it leaves, and an action speaks for its own clinic only."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from clinic.access.actions import ACTIONS, action
from clinic.access.actor import Actor, acting_in
from clinic.access.policy import require
from clinic.access.refusals import Blocked, Refused
from clinic.access.views import clinic_view
from clinic.audit.models import REFUSED, AuditEntry
from clinic.audit.recording import record
from clinic.tenancy.current import ClinicNotBound, bind
from clinic.tenancy.models import Clinic
from tests.builders import make_clinic, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def verbs() -> Iterator[None]:
    """Actions made by a test are not the product's."""
    known = dict(ACTIONS)
    yield
    ACTIONS.clear()
    ACTIONS.update(known)


def refusals(clinic: Clinic) -> list[tuple[str, str]]:
    with transaction.atomic(), bind(clinic):
        return list(AuditEntry.objects.filter(outcome=REFUSED).values_list("verb", "actor_kind"))


@pytest.mark.usefixtures("verbs")
def test_an_actor_of_one_clinic_does_not_act_while_another_is_bound() -> None:
    @action("lamp.lit")
    def light(actor: Actor) -> None:
        record(actor, "lamp.lit")

    actor, other = make_member(make_clinic("alpha"), "attorney"), make_clinic("beta")
    with bind(other), pytest.raises(ClinicNotBound):
        light(actor)
    with bind(actor.clinic):
        light(actor)


@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")
@pytest.mark.usefixtures("verbs")
@pytest.mark.parametrize("kind", ["coroutine", "generator"])
def test_an_action_that_only_promises_to_run_is_an_error(kind: str) -> None:
    async def later(actor: Actor) -> None:
        record(actor, "lamp.lit")

    def piecemeal(actor: Actor) -> Iterator[None]:
        record(actor, "lamp.lit")
        yield

    run: Any = action("lamp.lit")(later if kind == "coroutine" else piecemeal)
    actor = make_member(make_clinic("alpha"), "attorney")
    with bind(actor.clinic), pytest.raises(RuntimeError, match="instead of itself"):
        run(actor)


@pytest.mark.django_db(transaction=True)
def test_a_refusal_outside_an_action_of_a_worker_is_recorded() -> None:
    with transaction.atomic():
        clinic = make_clinic("alpha")
    with pytest.raises(Refused), acting_in(clinic.pk, "sender") as actor:
        require(actor, "case.view")
    assert refusals(clinic) == [("job.ran", "sender")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("verbs")
def test_a_refusal_that_the_caller_swallows_is_recorded_once() -> None:
    @action("lamp.lit")
    def light(actor: Actor) -> None:
        raise Blocked("The lamp is broken.", code="broken")

    with transaction.atomic():
        clinic = make_clinic("alpha")
    with acting_in(clinic.pk, "sender") as actor:
        for _ in range(2):
            with pytest.raises(Blocked):
                light(actor)
    assert refusals(clinic) == [("lamp.lit", "sender")] * 2


@pytest.mark.parametrize(("method", "status"), [("HEAD", 405), ("OPTIONS", 405), ("POST", 200)])
def test_a_view_that_only_takes_post_does_not_run_otherwise(method: str, status: int) -> None:
    """HEAD asks for no CSRF token."""
    ran: list[str] = []

    @clinic_view("case.view", methods=("POST",))
    def press(request: Any) -> HttpResponse:
        ran.append(request.method)
        return HttpResponse()

    request: Any = RequestFactory().generic(method, "/")
    request.actor = make_member(make_clinic("alpha"), "attorney")
    assert press(request).status_code == status
    assert ran == (["POST"] if status == 200 else [])


@pytest.mark.django_db(transaction=True)
def test_a_refusal_in_the_body_of_a_view_is_recorded() -> None:
    @clinic_view("case.view")
    def peek(request: Any) -> HttpResponse:
        require(request.actor, "audit.view")
        return HttpResponse()

    with transaction.atomic():
        request: Any = RequestFactory().get("/")
        request.actor = make_member(make_clinic("alpha"), "attorney")
    with pytest.raises(Refused):
        peek(request)
    assert refusals(request.actor.clinic) == [("case.view", "member")]
