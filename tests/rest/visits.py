"""How the API's matrix asks every operation: as whom, by what kind of key, for whose object."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from clinic.access.actor import Actor
from clinic.access.checks import routes
from clinic.access.refusals import NotVisible
from clinic.access.scopes import IN_SCOPE
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Operation
from clinic.rest.versions import etag_of
from clinic.tenancy.current import bind
from tests.builders import Caller, browsing_as, make_member, make_token, seat_of, user_of
from tests.everywhere.doors import OBJECTS, undone
from tests.everywhere.world import ROLES, Place, World
from tests.everywhere.world_roles import FURTHER
from tests.rest.calls import Call

# The columns of the matrix. "s:" a browser's session, "t:" a token with all its seat holds.
# "system": a program's own seat with every role; "narrow": a token for everything but the
# operation's capability; "one_case" and "else_case": a coordinator's token held to the world's
# case, or to another; "stranger": the other clinic's; "foreign": wants the other clinic's object.
VISITORS = (
    "nobody", "unknown", "expired", "revoked",
    *(f"{kind}:{role}" for role in ROLES for kind in "st"),
    "t:other_attorney", "t:other_advocate", *(f"t:{role}" for role in FURTHER), "system",
    "narrow", "one_case", "else_case",
    "stranger", "foreign",
)  # fmt: skip
SESSIONLESS = tuple(name for name in VISITORS if name.startswith("t:") or name == "system")
CSRF = "c" * 32
MATRIX = Path(__file__).with_name("matrix.txt")


@dataclass(frozen=True)
class Address:
    """Where an operation stands."""

    route: str
    method: str
    endpoint: type[Endpoint]
    declared: Operation


def addresses() -> dict[str, Address]:
    """Return every operation that has a route."""
    found = {}
    for _path, name, view in routes():
        if not name.startswith("api:"):
            continue
        for method in ("get", "post", "put", "patch", "delete"):
            declared = getattr(getattr(view.cls, method, None), "operation", None)
            if declared:
                assert declared.name not in found, declared.name
                found[declared.name] = Address(name, method, view.cls, declared)
    return found


def calls() -> dict[str, Call]:
    """Return the rooms' requests by operation."""
    found: dict[str, Call] = {}
    for path in sorted(Path(__file__).parent.glob("calls_*.py")):
        room: dict[str, Call] = import_module(f"tests.rest.{path.stem}").CALLS
        assert not found.keys() & room.keys()
        found |= room
    return found


@cache
def declared_statuses() -> dict[str, dict[str, int]]:
    """Return what `matrix.txt` says: operation, visitor, status."""
    found = {}
    for text in MATRIX.read_text(encoding="ascii").splitlines():
        if text and not text.startswith("#"):
            name, *statuses = text.split()
            found[name] = dict(zip(VISITORS, map(int, statuses), strict=True))
    return found


class Asking:
    """All visitors with their keys; each request is undone afterwards."""

    def __init__(self, world: World) -> None:
        self.world = world
        here, now = world.here, timezone.now()
        self.everything = make_member(here.clinic, *ROLES, name="Everything of harbor")
        self.system = _system(here)
        self.people = here.people
        coordinator = here.people["coordinator"]
        self.secrets: dict[str, str | None] = {
            "nobody": None,
            "unknown": "alcove_" + "x" * 43,
            "expired": make_token(self.everything, expires_at=now - timedelta(seconds=1)),
            "revoked": make_token(self.everything, revoked_at=now),
            **{f"t:{name}": make_token(actor) for name, actor in here.people.items()},
            "system": make_token(self.system),
            "one_case": make_token(coordinator, cases=[here.case.pk]),
            "else_case": make_token(coordinator, cases=[here.closed_case.pk]),
            "stranger": make_token(world.there.people["everything"]),
            "foreign": make_token(self.everything),
        }
        self.browsers = {f"s:{role}": _browser(here.people[role]) for role in ROLES}

    def status(self, visitor: str, address: Address, call: Call) -> int:
        return int(self.answer(visitor, address, call).status_code)

    def answer(self, visitor: str, address: Address, call: Call) -> Any:
        here = self.world.here
        place = self.world.there if visitor == "foreign" else here
        with undone(), zeal_ignore():
            if call.before:
                with bind(place.clinic):
                    call.before(place)
            kwargs = OBJECTS[call.given](place)
            path = reverse(address.route, kwargs={"clinic": here.clinic.slug, **kwargs})
            path = path.removeprefix(f"/api/v1/{here.clinic.slug}/")
            headers = self._headers(visitor, address, place, kwargs)
            caller = self._caller(visitor, address.declared)
            body = call.body(place) if call.body else None
            if call.scan:
                scan = SimpleUploadedFile(call.filename, call.content)
                answer = caller.send_form(path, {**(body or {}), call.scan: scan}, **headers)
            else:
                path = f"{path}?{call.query}" if call.query else path
                answer = caller.ask(address.method, path, body, **headers)
            if answer.streaming:
                b"".join(answer.streaming_content)
        return answer

    def _caller(self, visitor: str, declared: Operation) -> Caller:
        if visitor in self.browsers:
            return self.browsers[visitor]
        if visitor == "narrow":
            rest = sorted(IN_SCOPE - {declared.capability})
            return Caller(make_token(self.everything, *rest))
        return Caller(self.secrets[visitor])

    def _headers(
        self, visitor: str, address: Address, place: Place, kwargs: dict[str, Any]
    ) -> dict[str, str]:
        headers = {}
        if visitor.startswith("s:"):
            headers["X_CSRFToken"] = CSRF
        if address.declared.creates:
            headers["Idempotency_Key"] = "matrix-0001"
        if address.declared.changes:
            headers["If_Match"] = etag_of(self.version(visitor, address, place, kwargs))
        return headers

    def version(self, visitor: str, address: Address, place: Place, kwargs: dict[str, Any]) -> Any:
        """Return the version that an object has now, for the visitor where that one sees it.

        :raises AssertionError: nobody does
        """
        assert address.declared.of is not None
        people = {**place.people, "system": self.system}
        own = people.get(visitor.removeprefix("s:").removeprefix("t:"))
        with bind(place.clinic):
            for actor in [*filter(None, [own]), *place.people.values()]:
                try:
                    row = address.declared.of(actor, kwargs["pk"])
                    return address.endpoint.version_for(actor, row)
                except NotVisible:
                    continue
        raise AssertionError(f"Nobody sees the object of {address.declared.name}.")


def _browser(actor: Actor) -> Caller:
    caller = Caller(enforce_csrf_checks=True)
    caller.cookies = browsing_as(actor).cookies
    caller.cookies[settings.CSRF_COOKIE_NAME] = CSRF
    return caller


def _system(place: Place) -> Actor:
    roles = ("coordinator", "supervisor", "attorney", "advocate")
    actor = make_member(place.clinic, *roles, name="System of harbor")
    seat, user = seat_of(actor), user_of(actor)
    seat.is_system, user.is_active = True, False
    with bind(place.clinic):
        seat.save()
    user.save()
    return actor


def lines(asking: Asking, names: Iterable[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield operations with the status that each visitor gets now."""
    requests, found = calls(), addresses()
    for name in names:
        call, address = requests[name], found[name]
        yield name, tuple(asking.status(visitor, address, call) for visitor in VISITORS)
