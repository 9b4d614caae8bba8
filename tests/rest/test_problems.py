"""Every problem says what is wrong and what to do, in our own words alone."""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework import serializers

from clinic.access.problems import USUAL, body_of
from clinic.rest.failures import flat
from clinic.rest.operations import OPERATIONS
from clinic.rest.shapes import Body, Choice, Day, Flag, Id, Number, Scan, Text, TimeOfDay
from clinic.services.places import ROOT
from clinic.webhooks.rules.events import NAMES

ROOMS = (
    "cases",
    "clients",
    "exchange",
    "filings",
    "packets",
    "referrals",
    "reports",
    "clinic/files",
)
GROUND = ("clinic/rest", "clinic/access")
RAISED = {"Blocked", "problem", "Unreadable", "token_refused"}
# Said to others than programs: a partner at a link, a worker, who asks for a copy of the clinic.
NOT_OF_THE_API = {"not_opened", "rendered_already", "not_queued", "not_there", "one_at_a_time"}
NOT_OF_THE_API |= {
    "no_such_case",
    "too_many_tries",
    "sees_already",
    "reviewed_already",
}  # by people
DOCUMENT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
SAID = "zanzibar"
# What a message may fill in: the rule, or a count; never what came.
HINTS = {"min_value", "max_value", "min_length", "max_length", "length", "count", "format"}
HINTS |= {"input_type"}  # of lists: the name of a type


def codes_in(*folders: str) -> Iterator[str]:
    """Yield each code that the text of these rooms raises a problem with."""
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED:
                    yield from (
                        str(each.value.value)
                        for each in node.keywords
                        if each.arg == "code" and isinstance(each.value, ast.Constant)
                    )


def told() -> set[str]:
    rows = [line.split("|") for line in DOCUMENT.splitlines() if line.startswith("| ")]
    cells = [row[2] if row[1].strip().isdigit() else row[1] for row in rows]
    return {code for cell in cells for code in re.findall(r"`([a-z0-9_]+)`", cell)}


def test_the_document_lists_every_code_a_program_can_meet() -> None:
    declared = {code for each in OPERATIONS.values() for code in each.blocked}
    raised = {*codes_in(*ROOMS, *GROUND)} - NOT_OF_THE_API
    usual = {code for code, _title, _detail in USUAL.values()}
    assert len(raised) > 40
    assert (declared | raised | usual) - told() == set()


def test_the_document_tells_of_the_status_a_code_comes_with() -> None:
    for status, (code, _title, _detail) in USUAL.items():
        assert re.search(rf"^\| {status} \| .*`{code}`", DOCUMENT, re.MULTILINE), code


@pytest.mark.parametrize("status", USUAL)
def test_every_problem_has_its_five_parts(status: int) -> None:
    said = body_of(status)
    assert set(said) == {"type", "title", "status", "detail", "code"}
    assert said["type"] == f"urn:alcove:problem:{said['code']}"
    assert all(str(part).strip() for part in said.values())
    assert said["detail"] != said["title"]


# --- shapes ---------------------------------------------------------------------------------------


def fields_of(shape: serializers.Serializer[Any], at: str) -> Iterator[tuple[str, Any]]:
    for name, field in shape.fields.items():
        while isinstance(field, serializers.ListField | serializers.ListSerializer):
            yield f"{at}.{name}[]", field
            field = field.child  # type: ignore[assignment]
        if isinstance(field, serializers.Serializer):
            yield from fields_of(field, f"{at}.{name}")
        else:
            yield f"{at}.{name}", field


def inputs() -> list[tuple[str, Any]]:
    shapes = [
        (each.name, shape)
        for each in OPERATIONS.values()
        for shape in (each.takes, each.wanted)
        if shape is not None
    ]
    return [found for name, shape in shapes for found in fields_of(shape(), name)]


def test_no_message_of_any_input_repeats_what_was_sent() -> None:
    repeating = [
        f"{place}: {message}"
        for place, field in inputs()
        for message in field.error_messages.values()
        if set(re.findall(r"\{(\w+)", str(message))) - HINTS
    ]
    assert repeating == []


@pytest.mark.parametrize("value", [SAID, 7, True, [SAID], {SAID: SAID}, 10**30, -1.5], ids=str)
def test_what_any_input_says_of_a_wrong_value_does_not_hold_it(value: Any) -> None:
    told_of: list[str] = []
    for operation in OPERATIONS.values():
        if operation.takes is None:
            continue
        shape = operation.takes(data=dict.fromkeys(operation.takes().fields, value))
        if not shape.is_valid():
            told_of += [json.dumps(entry) for entry in flat(shape.errors)]
    assert len(told_of) > 20
    shown = str(value) if isinstance(value, int | float) and abs(value) > 100 else SAID
    assert [each for each in told_of if shown in each] == []


def test_every_number_is_bounded_and_every_text_too() -> None:
    unbounded = [
        place
        for place, field in inputs()
        if (isinstance(field, serializers.IntegerField) and field.max_value is None)
        or (isinstance(field, serializers.CharField) and field.max_length is None)
    ]
    assert unbounded == []


def test_every_input_is_read_by_a_field_that_keeps_quiet() -> None:
    ours = (Choice, Day, TimeOfDay, Flag, Id, Number, Text, serializers.FileField, Body)
    lists = (serializers.ListField, serializers.ListSerializer)
    # A room's own field is tried with wrong values above, like all.
    strange = [
        f"{place}: {type(field).__name__}"
        for place, field in inputs()
        if not isinstance(field, ours + lists)
        and type(field).__module__.startswith("rest_framework.")
    ]
    assert strange == []


def test_every_example_is_right_by_its_own_shape() -> None:
    for operation in OPERATIONS.values():
        if operation.takes is not None and operation.takes.example is not None:
            said = dict(operation.takes.example)
            for name, field in operation.takes().fields.items():
                if isinstance(field, Scan) and name in said:
                    said[name] = SimpleUploadedFile("scan.pdf", b"%PDF")
            shape = operation.takes(data=said)
            assert shape.is_valid(), (operation.name, shape.errors)


def test_every_event_of_a_webhook_stands_in_the_document() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [name for name in sorted(NAMES) if f"`{name}`" not in text] == []
