"""An operation, declared once: who may, what it takes and gives. Code and schema both follow it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any

from rest_framework.serializers import BaseSerializer

from clinic.access.roles import known
from clinic.access.scopes import IN_SCOPE
from clinic.rest.shapes import Body

Method = Callable[..., Any]


@dataclass(frozen=True)
class Link:
    """Where an answer leads: `operation` with `parameters` taken from it (runtime expressions)."""

    operation: str
    parameters: Mapping[str, str] = field(default_factory=lambda: {"id": "$response.body#/id"})


@dataclass(frozen=True)
class Operation:
    name: str
    capability: str
    of: Callable[[Any, Any], Any] | None = None
    takes: type[Body] | None = None
    wanted: type[Body] | None = None
    gives: type[BaseSerializer[Any]] | None = None
    paged: bool = False
    status: int = 200
    creates: bool = False
    changes: bool = False
    versioned: bool = False
    uploads: bool = False
    media_type: str = "application/json"
    cost: int = 1
    by_person: bool = False
    tag: str = ""
    links: Mapping[str, Link] = field(default_factory=dict)
    blocked: tuple[str, ...] = ()


# name -> operation; tests walk it.
OPERATIONS: dict[str, Operation] = {}


def operation(
    name: str,
    capability: str,
    *,
    of: Callable[[Any, Any], Any] | None = None,
    takes: type[Body] | None = None,
    wanted: type[Body] | None = None,
    gives: type[BaseSerializer[Any]] | None = None,
    paged: bool = False,
    status: int | None = None,
    creates: bool = False,
    changes: bool = False,
    versioned: bool = False,
    uploads: bool = False,
    media_type: str = "application/json",
    cost: int = 1,
    by_person: bool = False,
    links: Mapping[str, Link] | None = None,
    blocked: tuple[str, ...] = (),
) -> Callable[[Method], Method]:
    """Make a method of an `Endpoint` an operation of the API.

    The method gets the request, then the object that `of` found, then by name what is declared:
    `given` (the checked body), `wanted` (the checked query), `once` (the id of the row to make),
    `version` (of the object found), and the rest of the route.

    :param name: the operation's id in the schema, `close_case`
    :param capability: what the actor must hold, for the object found if there is one; "" for what
        anyone with a seat may ask
    :param of: actor and the route's `pk` to an object, or NotVisible
    :param gives: the shape of what the method returns; None answers 204, unless it returns a
        response of its own (`media_type` says of what kind)
    :param paged: the method returns a `Listing`
    :param creates: needs an Idempotency-Key; sent again, it answers as the first time
    :param changes: needs If-Match with the ETag of the object found
    :param versioned: the answer carries the ETag of what the method returned
    :param uploads: takes multipart/form-data with a file, and no JSON
    :param cost: how many requests it counts for in the rate limit
    :param by_person: a person must do it, signed in: with a token it answers 403
    :param links: name -> where the answer leads
    :param blocked: codes of the 409 problems a client may meet
    """
    if capability and known(capability) not in IN_SCOPE:
        raise RuntimeError(f"{name}: no access token can be given {capability}.")
    declared = Operation(
        name, capability, of, takes, wanted, gives, paged,
        status or (201 if creates else 200 if gives or media_type != "application/json" else 204),
        creates, changes, versioned, uploads, media_type, cost, by_person, "", links or {}, blocked,
    )  # fmt: skip
    if name in OPERATIONS:
        raise RuntimeError(f"Two operations are called {name}.")
    OPERATIONS[name] = declared

    def wrap(method: Method) -> Method:
        @wraps(method)
        def run(self: Any, request: Any, **kwargs: Any) -> Any:
            return self.run(declared, method, request, **kwargs)

        run.operation = declared  # type: ignore[attr-defined]
        return run

    return wrap


def tagged(declared: Operation, tag: str) -> Operation:
    return replace(declared, tag=tag)
