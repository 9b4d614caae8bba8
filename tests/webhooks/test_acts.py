"""Which acts are told, what a message holds, and what an act pays for it."""

import json
import uuid
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from zeal import zeal_ignore

import clinic.urls  # loads every room, and with it every action
from cases import actions as cases
from cases.models import Case
from clients.actions import reveal_identity
from clients.models import Client
from clinic.access.actions import ACTIONS
from clinic.access.actor import Actor
from clinic.audit.models import DONE, AuditEntry
from clinic.tenancy.current import bind
from clinic.webhooks import actions
from clinic.webhooks.models import WebhookDelivery, WebhookEndpoint
from clinic.webhooks.rules.events import EVENT_OF, LABELS, NAMES
from tests.builders import make_case, make_clinic, make_member
from tests.everywhere import recipes_clients, recipes_filings, recipes_webhooks, recipes_work
from tests.everywhere.doors import undone
from tests.everywhere.recipes import RECIPES
from tests.everywhere.world import Place, make_place, settled
from tests.webhooks.conftest import log_of, work
from tests.webhooks.receiver import Receiver

assert clinic.urls
assert recipes_clients
assert recipes_webhooks
assert recipes_filings
assert recipes_work
pytestmark = pytest.mark.django_db
# What another system may never learn from us, by the first or the second half of its verb.
NEVER = ("note", "identity", "answers", "parties", "party", "contact", "member", "audit", "report")
LOOKS = ("viewed", "revealed", "downloaded", "searched", "read", "copied", "exported")


@pytest.fixture
def place(db: None) -> Iterator[Place]:
    made = make_place("harbor")
    with settled(made):
        actions.add_endpoint(
            made.administrator, name="All", url="https://all.example.org/", events=sorted(NAMES)
        )
        yield made


def test_no_note_look_or_reveal_stands_in_the_table() -> None:
    for verb in EVENT_OF:
        noun, what = verb.split(".")
        assert noun not in NEVER, verb
        assert not what.endswith(LOOKS), verb


def test_every_verb_of_the_table_is_one_that_is_recorded() -> None:
    # A proposal that is approved records what it did.
    recorded_within = {"deadline.computed", "deadline.recomputed"}
    assert EVENT_OF.keys() <= ACTIONS.keys() | recorded_within
    assert {event.name for event in EVENT_OF.values()} < LABELS.keys()


def test_exactly_the_acts_of_the_table_are_told_each_with_its_own_object(place: Place) -> None:
    """The message names the object that the audit entry names, under a word of its own."""
    words = {"conflict_check": "conflictcheck", "member": "membership"}
    wrong, told_of = [], set()
    for verb, (recipe, _refused) in sorted(RECIPES.items()):
        if verb == "clinic.created":
            continue  # the actor's clinic does not exist yet
        with undone():
            actor, given = recipe(place)
            entries_before = set(AuditEntry.objects.values_list("pk", flat=True))
            before = set(WebhookDelivery.objects.values_list("pk", flat=True))
            ACTIONS[verb](actor, **given)
            entries = AuditEntry.objects.exclude(pk__in=entries_before).filter(outcome=DONE)
            due = sorted(
                (EVENT_OF[entry.verb].name, entry.target_type.split(".")[1], entry.target_id)
                for entry in entries
                if entry.verb in EVENT_OF
            )
            made = WebhookDelivery.objects.exclude(pk__in=before).filter(endpoint__name="All")
            told = sorted(
                (one.event_type, words.get(one.object_type, one.object_type), one.object_id)
                for one in made
            )
        told_of |= {name for name, _object, _id in told}
        if told != due:
            wrong.append(f"{verb}: told {told}, not {due}")
    assert wrong == []
    assert told_of == NAMES


def test_a_message_holds_ids_and_names_of_events_and_nothing_else(
    coordinator: Actor, administrator: Actor, receiver: Receiver
) -> None:
    with bind(coordinator.clinic):
        actions.add_endpoint(administrator, name="All", url=receiver.url, events=sorted(NAMES))
        case = make_case(coordinator)
        attorney = make_member(coordinator.clinic, "attorney", name="Quillfeather Plantedname")
        with zeal_ignore():
            seat = attorney.membership
            assert seat is not None
            cases.assign_case(coordinator, case=case, membership=seat, role="attorney")
            cases.close_case(
                attorney, case=case, outcome="advice", reason="Plantedreason", version=case.version
            )
        client = Client.objects.get(pk=case.client_id)
    work(coordinator.clinic)
    assert len(receiver.got) == 3
    for got in receiver.got:
        raw = f"{got.path} {got.headers} {got.body.decode()}".lower()
        for planted in (
            "nilofar", "beispiel", "planted", "quillfeather", "t_visa", "advice",
            client.code_name.lower(), case.number.lower(), "calendar", "test clinic",
        ):  # fmt: skip
            assert planted not in raw
        message = json.loads(got.body)
        assert set(message) == {"type", "timestamp", "data"}
        assert set(message["data"]) == {"clinic", "object", "id", "case_id", "client_id"}
        assert all(uuid.UUID(message["data"][name]) for name in ("id", "case_id", "client_id"))


def test_a_privileged_note_leaves_no_trace(
    coordinator: Actor, administrator: Actor, receiver: Receiver
) -> None:
    attorney = make_member(coordinator.clinic, "attorney")
    with bind(coordinator.clinic):
        case = make_case(coordinator, attorney)
        actions.add_endpoint(administrator, name="All", url=receiver.url, events=sorted(NAMES))
        cases.add_note(attorney, case=case, privilege="attorney", body="A plan.")
        cases.view_case(attorney, case=case)
        reveal_identity(attorney, client=case.client, reason="safety")
    work(coordinator.clinic)
    assert log_of(coordinator.clinic) == []
    assert receiver.got == []


def test_another_clinics_webhook_hears_nothing(
    coordinator: Actor, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    stranger = make_member(make_clinic("lantern"), "coordinator")
    with bind(stranger.clinic):
        make_case(stranger)
    work(stranger.clinic)
    work(coordinator.clinic)
    assert receiver.got == []


def test_only_what_an_endpoint_asked_for_is_sent_to_it(
    coordinator: Actor, administrator: Actor, endpoint: WebhookEndpoint
) -> None:
    with bind(coordinator.clinic):
        other = actions.add_endpoint(
            administrator, name="Other", url=endpoint.url, events=["case.assigned", "case.opened"]
        )
        make_case(coordinator, make_member(coordinator.clinic, "attorney"))
        case = Case.objects.get()
        cases.close_case(
            make_member(coordinator.clinic, "supervisor"), case=case, outcome="advice",
            reason="Done.", version=case.version,
        )  # fmt: skip
    told = [(each.endpoint_id == other.pk, each.event_type) for each in log_of(coordinator.clinic)]
    assert sorted(told) == [
        (False, "case.assigned"), (False, "case.closed"), (False, "case.opened"),
        (True, "case.assigned"), (True, "case.opened"),
    ]  # fmt: skip


def test_an_act_that_is_taken_back_is_not_told(
    coordinator: Actor, endpoint: WebhookEndpoint
) -> None:
    with bind(coordinator.clinic):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            make_case(coordinator)
            _ = 1 / 0
    assert log_of(coordinator.clinic) == []


def test_an_endpoint_hears_of_acts_right_after_it_was_added_or_switched_on(
    coordinator: Actor, administrator: Actor, receiver: Receiver
) -> None:
    with bind(coordinator.clinic):
        make_case(coordinator)
        made = actions.add_endpoint(
            administrator, name="New", url=receiver.url, events=["case.opened"]
        )
        heard = [make_case(coordinator).pk]
        actions.pause_endpoint(administrator, endpoint=made, version=1)
    with bind(coordinator.clinic):
        make_case(coordinator)
        actions.resume_endpoint(administrator, endpoint=made, version=2)
        heard.append(make_case(coordinator).pk)
    assert [each.object_id for each in log_of(coordinator.clinic)] == heard


def statements_about_webhooks(coordinator: Actor) -> int:
    attorney = make_member(coordinator.clinic, "attorney", name=str(uuid.uuid4()))
    with bind(coordinator.clinic), CaptureQueriesContext(connection) as captured:
        make_case(coordinator, attorney)
    return sum("webhooks_" in query["sql"] for query in captured.captured_queries)


def test_a_clinic_without_webhooks_pays_one_statement_for_all_acts_of_a_request(
    coordinator: Actor,
) -> None:
    assert statements_about_webhooks(coordinator) == 1


def test_a_clinic_with_many_webhooks_pays_the_same_as_with_one(
    coordinator: Actor, administrator: Actor, endpoint: WebhookEndpoint
) -> None:
    few = statements_about_webhooks(coordinator)
    with bind(coordinator.clinic), zeal_ignore():
        for number in range(4):
            actions.add_endpoint(
                administrator, name=f"More {number}", url=endpoint.url, events=endpoint.events
            )
    assert statements_about_webhooks(coordinator) == few
