"""Every route, every kind of visitor, the exact status: `matrix.txt` is the declaration.

A line reads: route, object of the world, method, who asks for the other clinic's object, and one
status for each visitor in the order of `doors.VISITORS`. A route without a line for GET and for
POST fails; so does a line without a route.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client as Browser
from django.urls import resolve, reverse
from zeal import zeal_ignore

from clinic.access.checks import routes
from clinic.access.roles import ROLE_NAMES
from clinic.people.locking import LOCKED
from tests.builders import browsing_as
from tests.everywhere.doors import OBJECTS, VISITORS, Visits, clinic_routes, undone
from tests.everywhere.world import World

pytestmark = pytest.mark.django_db
MATRIX = Path(__file__).with_name("matrix.txt")
# What names nothing of one clinic: no object, or codes.
OF_EVERY_CLINIC = ("none", "wording", "matter_wording")
PARTS = 4  # so that the machine's processors share it
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


def test_no_route_is_hidden_behind_another() -> None:
    """Two rooms that choose one address: the second would never be reached, nor its door."""
    samples = {"uuid": "01a22858-2c11-7446-a955-74236d1df7f3", "int": "7", "slug": "s", "str": "s"}
    hidden = {}
    for path, name, _view in routes():
        if "<slug:clinic>" not in path:
            continue
        one = "/" + re.sub(r"<(\w+):\w+>", lambda part: samples[part[1]], path)
        if (met := resolve(one).view_name) != name:
            hidden[name] = met
    assert hidden == {}


def test_a_stranger_and_a_foreign_object_are_never_let_in() -> None:
    """What the table itself must obey, whoever edits it."""
    for line in declared():
        by = dict(zip(VISITORS, line.expected, strict=True))
        assert by["signed_out"] == 302, line
        assert by["stranger"] == 404, line
        if line.given not in OF_EVERY_CLINIC:
            assert by["foreign"] == 404, line


@pytest.mark.parametrize("part", range(PARTS))
def test_each_visitor_gets_exactly_the_declared_status(world: World, part: int) -> None:
    visits = Visits(world)
    wrong = []
    for line in declared()[part::PARTS]:
        for visitor, expected in zip(VISITORS, line.expected, strict=True):
            status = visits.status(visitor, line.route, line.given, line.method, line.asker)
            if status != expected:
                wrong.append(f"{line.method} {line.route} as {visitor}: {status}, not {expected}")
    assert wrong == []


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


STATES = ("signed out", "password only", "signed in", "locked")
# Outside a clinic: signed out; knowing only the password; signed in; locked. (GET, POST)
OUTSIDE = {
    "people:home": ((302, 302), (302, 302), (302, 405), (302, 302)),
    "people:clinics": ((302, 302), (302, 302), (200, 405), (302, 302)),
    "people:lock": ((302, 302), (302, 302), (405, 302), (302, 302)),
    "people:unlock": ((302, 302), (302, 302), (302, 302), (200, 200)),
    "people:totp_qr": ((302, 302), (404, 405), (404, 405), (302, 302)),
    "notices:metrics": ((404, 405), (404, 405), (404, 405), (404, 405)),
    "people:healthz": ((200, 405), (200, 405), (200, 405), (200, 405)),
    "pages:theme": ((405, 302), (405, 302), (405, 302), (405, 302)),
    "pages:language": ((405, 302), (405, 302), (405, 302), (405, 302)),
    "pages:awake": ((302, 302), (302, 302), (405, 204), (302, 302)),
    "rest:schema": ((200, 405), (200, 405), (200, 405), (200, 405)),
    "rest:docs": ((200, 405), (200, 405), (200, 405), (200, 405)),
}
# A secret link answers by its token alone; tests/referrals and tests/people hold what it shows.
BY_TOKEN = {
    "people:invitation",
    "partner:open",
    "partner:answer",
    "firm:open",
    "interpreter:open",
    "feed:open",
    "status:open",
}


def test_every_other_route_of_ours_is_declared() -> None:
    ours = {
        name
        for path, name, view in routes()
        if "<slug:clinic>" not in path and not view.__module__.startswith("allauth.")
    }
    assert ours == OUTSIDE.keys() | BY_TOKEN


def test_outside_a_clinic_each_state_of_a_session_gets_its_answer(world: World) -> None:
    actor = world.here.people["attorney"]
    half = Browser()
    assert actor.user is not None
    half.force_login(actor.user)
    locked = browsing_as(actor)
    session = locked.session
    session[LOCKED] = True
    session.save()
    browsers = (Browser(), half, browsing_as(actor), locked)
    wrong = []
    for route, expected in OUTSIDE.items():
        for state, browser, statuses in zip(STATES, browsers, expected, strict=True):
            for method, status in zip(("get", "post"), statuses, strict=True):
                with undone(), zeal_ignore():
                    got = getattr(browser, method)(reverse(route)).status_code
                if got != status:
                    wrong.append(f"{method} {route}, {state}: {got}, not {status}")
    assert wrong == []


def test_a_secret_link_that_is_not_one_tells_nothing(db: None) -> None:
    for route in BY_TOKEN:
        url = reverse(route, args=["a" * 43])
        for method in ("get", "post"):
            answer = getattr(Browser(), method)(url)
            expected = 410 if route == "people:invitation" else 404
            if (route, method) == ("partner:answer", "get"):
                expected = 405
            assert answer.status_code == expected, (route, method)


# The library's pages, signed out and knowing only the password: nothing of it leads past the door.
LIBRARY = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_inactive": (200, 302),
    "account_reauthenticate": (302, 200),
    "account_change_password": (302, 302),
    "account_reset_password": (200, 302),
    "account_reset_password_done": (200, 302),
    "account_reset_password_from_key_done": (200, 302),
    "mfa_index": (302, 302),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_activate_totp": (302, 302),
    "mfa_deactivate_totp": (302, 302),
    "mfa_view_recovery_codes": (302, 302),
    "mfa_generate_recovery_codes": (302, 302),
    "mfa_download_recovery_codes": (302, 302),
    "usersessions_list": (302, 302),
}


def test_the_librarys_pages_do_not_lead_past_the_second_factor(world: World) -> None:
    named = {name for _path, name, view in routes() if view.__module__.startswith("allauth.")}
    assert named == LIBRARY.keys() | {"account_reset_password_from_key"}
    actor = world.here.people["attorney"]
    half = Browser()
    assert actor.user is not None
    half.force_login(actor.user)
    wrong = []
    for route, expected in LIBRARY.items():
        for browser, status in zip((Browser(), half), expected, strict=True):
            with undone(), zeal_ignore():
                got = browser.get(reverse(route)).status_code
            if got != status:
                wrong.append(f"{route}: {got}, not {status}")
    assert wrong == []
