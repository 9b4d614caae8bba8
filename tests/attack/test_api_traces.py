"""A note that somebody may not read leaves no trace in anything the API answers them."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from cases.actions import add_note
from clinic.tenancy.current import bind
from tests.builders import Caller, calling_as
from tests.everywhere.doors import OBJECTS, undone
from tests.everywhere.world import Place, World
from tests.rest.visits import addresses, calls

# They change from one request to the next by themselves.
MOVING = {"RateLimit"}


def answers(program: Caller, place: Place) -> Iterator[tuple[str, int, bytes, dict[str, str]]]:
    """Ask every operation that reads, each as if it were the first."""
    requests = calls()
    for name, address in sorted(addresses().items()):
        if address.method != "get":
            continue
        call = requests[name]
        path = reverse(address.route, kwargs={"clinic": "harbor", **OBJECTS[call.given](place)})
        with undone(), zeal_ignore():
            path = path.removeprefix("/api/v1/harbor/")
            answer = program.ask("get", f"{path}?{call.query}" if call.query else path)
        headers = {key: value for key, value in answer.items() if key not in MOVING}
        yield name, answer.status_code, b"".join(answer), headers


@pytest.mark.parametrize(
    ("reader", "writer", "privilege"),
    [("advocate", "attorney", "attorney"), ("attorney", "advocate", "advocate"),
     ("coordinator", "attorney", "attorney"), ("coordinator", "advocate", "advocate")],
)  # fmt: skip
def test_a_privileged_note_changes_no_byte_of_any_answer(
    world: World, reader: str, writer: str, privilege: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = timezone.now()  # papers say the minute in which they were asked for
    monkeypatch.setattr(timezone, "now", lambda: moment)
    place = world.here
    program = calling_as(place.people[reader])
    program.read(f"cases/{place.case.pk}")  # a look is told, once an hour
    before = list(answers(program, place))
    assert sum(status == 200 for _name, status, _body, _headers in before) > 15
    with bind(place.clinic):
        add_note(place.people[writer], case=place.case, privilege=privilege, body="Immunity.")
    assert list(answers(program, place)) == before
