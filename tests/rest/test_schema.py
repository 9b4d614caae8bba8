"""schemathesis: every operation reaches a 2xx, nothing breaks, no answer leaves the schema."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup

from cases import queries
from cases.api.cases import CaseShape
from clinic.rest.operations import OPERATIONS
from tests.everywhere.world import make_world
from tests.rest.contract import Contract, follow, links_of
from tests.rest.in_process import held_connection
from tests.rest.visits import Asking, calls

RIGHT, WRONG, FOLLOWED = 12, 12, 3


@pytest.fixture(scope="module")
def contract(django_db_setup: None, django_db_blocker: Any) -> Iterator[Contract]:
    """One world for all tests of this file; each of its requests is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = Contract(Asking(make_world()))
        with held_connection():
            yield made
        transaction.set_rollback(True)


def test_the_schema_names_every_operation(contract: Contract) -> None:
    contract.schema.validate()
    assert contract.operations.keys() == OPERATIONS.keys()


def test_every_answer_has_an_example_that_is_right_by_its_shape(contract: Contract) -> None:
    raw = contract.schema.raw_schema
    shapes, seen = {"components": raw["components"]}, 0
    for path in raw["paths"].values():
        for operation in path.values():
            for answer in operation["responses"].values():
                content = answer.get("content", {}).get("application/json")
                if content:
                    example = content.get("example") or next(iter(content["examples"].values()))
                    Draft202012Validator({**content["schema"], **shapes}).validate(example)
                    seen += 1
    assert seen > 80


@pytest.mark.parametrize("name", sorted(calls()))
def test_each_operation_keeps_its_word(contract: Contract, name: str) -> None:
    assert contract.seeded(name) == OPERATIONS[name].status
    contract.fuzz(name, GenerationMode.POSITIVE, RIGHT)
    contract.fuzz(name, GenerationMode.NEGATIVE, WRONG)


def test_every_link_leads_from_an_answer_to_what_it_was_about(contract: Contract) -> None:
    links = links_of(contract)
    assert len(links) > 20
    lost = [
        (name, link)
        for name, link in links
        if follow(contract, name, link, FOLLOWED) & {401, 403, 404, 412}
    ]
    assert lost == []


def found(contract: Contract, name: str, count: int) -> set[str]:
    """Return what schemathesis finds wrong with an operation."""
    with pytest.raises(FailureGroup) as failures:
        contract.fuzz(name, GenerationMode.POSITIVE, count)
    return {type(failure).__name__ for failure in failures.value.exceptions}


def test_a_500_that_is_planted_in_a_corner_is_found(
    contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = queries.case_list

    def breaks(actor: Any, wanted: Any, **options: Any) -> Any:
        if wanted.mine and wanted.matter:
            raise RuntimeError("planted")
        return real(actor, wanted, **options)

    monkeypatch.setattr(queries, "case_list", breaks)
    assert "ServerError" in found(contract, "list_cases", 100)


def test_a_lie_of_the_schema_is_found(contract: Contract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CaseShape, "get_moves", lambda shape, case: "anywhere")
    assert found(contract, "read_case", 5) == {"JsonSchemaError"}
