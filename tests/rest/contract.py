"""The schema against the code, by schemathesis: ids are pinned to the rows of the world."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client as Browser
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.generation.stateful.state_machine import StepOutput
from schemathesis.specs.openapi import checks
from schemathesis.specs.openapi.expressions import evaluate
from zeal import zeal_ignore

from clinic.rest.versions import etag_of
from clinic.tenancy.current import bind
from tests.everywhere.doors import OBJECTS, undone
from tests.rest.calls import Call
from tests.rest.visits import CSRF, SESSIONLESS, Asking, addresses, calls, declared_statuses

KEY = "Idempotency-Key"
# Every generated request is answered inside the schema; what is wrong by it is never taken.
CHECKS: list[Any] = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
]
# A change for an old state is refused before its body is looked at.
REFUSED = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428]
CONFIG = schemathesis.Config.from_dict(
    {
        "checks": {"negative_data_rejection": {"expected-statuses": REFUSED}},
        # What it learns on the way would make the same choices lead elsewhere.
        "phases": {
            "fuzzing": {
                "extra-data-sources": {"responses": False},
                "error-feedback": {"enabled": False},
            },
        },
    }
)


class Contract:
    """The schema, the world it is tried on, and who asks."""

    def __init__(self, asking: Asking) -> None:
        raw = json.loads(Browser().get(reverse("rest:schema")).content)
        self.schema = schemathesis.openapi.from_dict(raw, config=CONFIG)
        self.schema.app = get_wsgi_application()
        self.asking, self.calls, self.addresses = asking, calls(), addresses()
        self.operations = {
            _good(found).definition.raw["operationId"]: _good(found)
            for found in self.schema.get_all_operations()
        }

    def token_for(self, name: str, *, also: str = "") -> dict[str, str]:
        """Return the header of somebody whose job the operation is, and that other one if any."""
        if self.addresses[name].declared.by_person:
            return {"X-CSRFToken": CSRF, "Accept-Encoding": "identity"}
        # Nothing unpacks for schemathesis.
        secret = self.asking.secrets[self.visitor_of(name, also=also)]
        return {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}

    def cookies_for(self, name: str) -> dict[str, str]:
        """Return the cookies of a browser whose person may do what no token does, if it is that."""
        if not self.addresses[name].declared.by_person:
            return {}
        found = self.asking.browsers[self.visitor_of(name)].cookies
        return {key: morsel.value for key, morsel in found.items()}

    def visitor_of(self, name: str, *, also: str = "") -> str:
        """Return who does it, and that other one if anybody does both."""
        if self.addresses[name].declared.by_person:
            said, good = declared_statuses()[name], self.addresses[name].declared.status
            return next(each for each in self.asking.browsers if said[each] == good)
        at_work = self.at_work(name) if not also else self.at_work(name) & self.at_work(also)
        return min(at_work or self.at_work(name), key=SESSIONLESS.index)

    def at_work(self, name: str) -> set[str]:
        """Return the visitors with a token who may, says the matrix."""
        said, good = declared_statuses()[name], self.addresses[name].declared.status
        return {visitor for visitor in SESSIONLESS if said[visitor] == good}

    def path_of(self, name: str) -> dict[str, str]:
        """Return the pinned parameters of the path, by their names in the schema."""
        place = self.asking.world.here
        given_ = {key: str(value) for key, value in OBJECTS[self.calls[name].given](place).items()}
        if "pk" in given_:
            given_["id"] = given_.pop("pk")
        return {"clinic": place.clinic.slug, **given_}

    def headers_of(self, name: str, path: dict[str, str], *, also: str = "") -> dict[str, str]:
        """Return an If-Match that holds now, where one is needed."""
        address = self.addresses[name]
        if not address.declared.changes:
            return {}
        visitor, here = self.visitor_of(name, also=also), self.asking.world.here
        version = self.asking.version(visitor, address, here, {"pk": path["id"]})
        return {"If-Match": etag_of(version)}

    @contextmanager
    def standing(self, name: str) -> Iterator[Call]:
        """Bring the world to where the operation makes sense, and back."""
        call, place = self.calls[name], self.asking.world.here
        with undone(), zeal_ignore():
            if call.before:
                with bind(place.clinic):
                    call.before(place)
            yield call

    def ask(self, case: Any, name: str, *, after: str = "") -> Any:
        """Send one case, check the answer, undo it."""
        with undone():
            response = case.call(headers=self.token_for(name, also=after))
        case.validate_response(response, checks=CHECKS)
        return response

    def seeded(self, name: str) -> int:
        """Send the room's own request and check its answer; returns the status."""
        with self.standing(name) as call:
            return int(self.ask(self.case_of(name, call), name).status_code)

    def case_of(self, name: str, call: Call, *, also: str = "") -> Any:
        """Return the room's own request."""
        path = self.path_of(name)
        headers = self.headers_of(name, path, also=also)
        if self.addresses[name].declared.creates:
            headers[KEY] = "schemathesis-0001"
        more: dict[str, Any] = {}
        if call.body:
            more = {"body": call.body(self.asking.world.here), "media_type": "application/json"}
        if call.scan:
            body = {**more.get("body", {}), call.scan: call.content}
            more = {"body": body, "media_type": "multipart/form-data"}
        query = dict(part.split("=", 1) for part in call.query.split("&") if part)
        return self.operations[name].Case(
            path_parameters=path,
            headers=headers,
            query=query,
            cookies=self.cookies_for(name),
            **more,
        )

    def strategy_of(
        self, name: str, mode: GenerationMode, path: dict[str, str], headers: dict[str, str]
    ) -> Any:
        """Return generated requests; a wrong one may lack the cookie, so each brings its own."""
        return self.operations[name].as_strategy(
            mode, path_parameters=path, headers=headers or None,
            cookies=self.cookies_for(name) or None,
        )  # fmt: skip

    def fuzz(self, name: str, mode: GenerationMode, count: int) -> set[int]:
        """Send generated requests, right or wrong by the schema; returns the statuses."""
        seen: set[int] = set()
        with self.standing(name):
            path = self.path_of(name)
            pinned = self.headers_of(name, path) if mode is GenerationMode.POSITIVE else {}
            strategy = self.strategy_of(name, mode, path, pinned)

            @quietly(count)
            @given(case=strategy)
            def run(case: Any) -> None:
                seen.add(self.ask(case, name).status_code)

            run()
        return seen


def _good(result: Any) -> Any:
    """Return an operation. :raises Exception: schemathesis cannot read it in the schema"""
    return result.ok()


def quietly(count: int, **more: Any) -> Callable[[Any], Any]:
    """The same examples every time: a test that fails now and then teaches people to look away."""
    return settings(
        max_examples=count, derandomize=True, database=None, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck), **more,
    )  # fmt: skip


def links_of(contract: Contract) -> list[tuple[str, str]]:
    """Return (operation, link name) of every link of the schema."""
    return sorted(
        (name, link)
        for name, operation in contract.operations.items()
        for answer in operation.definition.raw["responses"].values()
        for link in answer.get("links", {})
    )


def follow(contract: Contract, name: str, link: str, count: int) -> set[int]:
    """Do what an operation is for, then follow one link of its answer; returns the statuses there.

    In one stretch of time, so that the link leads to what the answer was about.
    """
    status = contract.addresses[name].declared.status
    told = contract.operations[name].definition.raw["responses"][str(status)]["links"][link]
    target = told["operationId"]
    seen: set[int] = set()
    with contract.standing(name) as call:
        case = contract.case_of(name, call, also=target)
        response = case.call(headers=contract.token_for(name, also=target))
        assert response.status_code == status, response.content
        output = StepOutput(response, case)
        path = {key: evaluate(value, output) for key, value in told["parameters"].items()}
        headers = contract.headers_of(target, path, also=name)
        strategy = contract.strategy_of(target, GenerationMode.POSITIVE, path, headers)

        @quietly(count)
        @given(case=strategy)
        def run(case: Any) -> None:
            seen.add(contract.ask(case, target, after=name).status_code)

        run()
    return seen
