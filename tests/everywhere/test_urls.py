"""Every route, every kind of visitor, the exact status: `matrix.txt` is the declaration.

A line reads: route, object of the world, method, who asks for the other clinic's object, and one
status for each visitor in the order of `doors.VISITORS`. A route without a line for GET and for
POST fails; so does a line without a route.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from clinic.access.checks import routes
from clinic.access.roles import ROLE_NAMES
from tests.everywhere.doors import OBJECTS, VISITORS, Visits, clinic_routes
from tests.everywhere.world import World, make_world

pytestmark = pytest.mark.django_db
MATRIX = Path(__file__).with_name("matrix.txt")
ALLOWED = {200, 302, 403, 404, 405, 409, 422}


@dataclass(frozen=True)
class Line:
    route: str
    given: str
    method: str
    asker: str
    expected: tuple[int, ...]


def declared() -> list[Line]:
    lines = []
    for text in MATRIX.read_text(encoding="ascii").splitlines():
        if not text or text.startswith("#"):
            continue
        route, given, method, asker, *statuses = text.split()
        expected = tuple(map(int, statuses))
        assert len(expected) == len(VISITORS), text
        assert set(expected) <= ALLOWED, text
        assert given in OBJECTS, text
        assert asker in ROLE_NAMES, text
        lines.append(Line(route, given, method, asker, expected))
    return lines


def test_every_route_of_a_clinic_is_declared_for_get_and_post() -> None:
    methods = defaultdict(set)
    for line in declared():
        methods[line.route].add(line.method)
    assert sorted(methods) == clinic_routes()
    assert [route for route, found in methods.items() if found != {"get", "post"}] == []


def test_a_stranger_and_a_foreign_object_are_never_let_in() -> None:
    """What the table itself must obey, whoever edits it."""
    for line in declared():
        by = dict(zip(VISITORS, line.expected, strict=True))
        assert by["signed_out"] == 302, line
        assert by["stranger"] == 404, line
        if line.given != "none":
            assert by["foreign"] == 404, line


def test_each_visitor_gets_exactly_the_declared_status(world: World) -> None:
    visits = Visits(world)
    wrong = []
    for line in declared():
        for visitor, expected in zip(VISITORS, line.expected, strict=True):
            status = visits.status(visitor, line.route, line.given, line.method, line.asker)
            if status != expected:
                wrong.append(f"{line.method} {line.route} as {visitor}: {status}, not {expected}")
    assert wrong == []


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_other_methods_are_never_a_way_in(world: World) -> None:
    visits = Visits(world)
    wrong = []
    for line in declared():
        if line.method == "get":
            for method in ("put", "patch", "delete"):
                for visitor, refused in (
                    ("signed_out", {302}), ("stranger", {404}), ("foreign", {404, 405})
                ):  # fmt: skip
                    status = visits.status(visitor, line.route, line.given, method, line.asker)
                    if status not in refused:
                        wrong.append(f"{method} {line.route} as {visitor}: {status}")
    assert wrong == []


# Outside a clinic: signed out; knowing only the password; signed in; locked. (GET, POST)
OUTSIDE = {
    "people:home": ((302, 302), (302, 302), (302, 405), (302, 302)),
    "people:clinics": ((302, 302), (302, 302), (200, 405), (302, 302)),
    "people:lock": ((302, 302), (302, 302), (405, 302), (302, 302)),
    "people:unlock": ((302, 302), (302, 302), (302, 302), (200, 422)),
    "people:totp_qr": ((302, 302), (404, 405), (404, 405), (302, 302)),
    "people:healthz": ((200, 405), (200, 405), (200, 405), (200, 405)),
    "pages:theme": ((405, 302), (405, 302), (405, 302), (405, 302)),
    "pages:language": ((405, 302), (405, 302), (405, 302), (405, 302)),
    "pages:awake": ((302, 302), (302, 302), (405, 204), (302, 302)),
}
# A secret link answers by its token alone; tests/referrals and tests/people hold what it shows.
BY_TOKEN = {"people:invitation", "partner:open", "partner:answer"}


def test_every_other_route_of_ours_is_declared() -> None:
    ours = {
        name
        for path, name, view in routes()
        if "<slug:clinic>" not in path and not view.__module__.startswith("allauth.")
    }
    assert ours == OUTSIDE.keys() | BY_TOKEN
