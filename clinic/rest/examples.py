"""An example of every answer, made from its shape, so that none can be out of date.

All persons and numbers in them are made up.
"""

from collections.abc import Mapping
from typing import Any

JSON = "application/json"
BY_FORMAT = {
    "uuid": "01920000-0000-7000-8000-000000000001",
    "date": "2026-03-06",
    "time": "09:30:00",
    "decimal": "475.00",
    "date-time": "2026-03-06T15:04:05Z",
}
PERSON = "A. Beispiel"
# What stands in a text, by the field's name; any other field holds its own name.
BY_NAME = {
    "code_name": "Copper Harbor",
    "number": "2026-0042",
    "case_number": "2026-0042",
    "slug": "harbor",
    "time_zone": "America/New_York",
    "acting_as": "Intake hotline",
    "etag": '"3"',
    "who": PERSON,
    "name": PERSON,
    "attorneys": PERSON,
    "written_by": PERSON,
    "recorded_by": PERSON,
    "added_by": PERSON,
    "started_by": PERSON,
    "explained_by": PERSON,
    "sent_by": PERSON,
    "run_by": PERSON,
    "decided_by": PERSON,
    "partner_name": "A made-up shelter",
    "legal_name": "Mika Beispiel",
    "name_to_use": "Mika",
    "birth": "1990",
    "language": "Tigrinya",
    "rights_language": "Tigrinya",
    "email": "shelter@example.org",
    "phone": "555 0100",
    "place": "North side",
    "receipt_number": "IOE0123456789",
    "receipt_tail": "6789",
    "rule_version": "2026-01",
    "media_type": "application/pdf",
    "body": "The interpreter is booked.",
    "summary": "A made-up matter.",
}


def add_examples(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Give every answer in JSON an example (a hook of the generator)."""
    shapes = result["components"]["schemas"]
    for path in result["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                content = answer.get("content", {}).get(JSON)
                if (
                    status.startswith("2")
                    and content
                    and not content.keys() & {"example", "examples"}
                ):
                    content["example"] = example_of(content["schema"], shapes)
    return result


def example_of(schema: Mapping[str, Any], shapes: Mapping[str, Any], name: str = "") -> Any:
    """Return a value that is right by `schema`."""
    if "$ref" in schema:
        return example_of(shapes[schema["$ref"].rsplit("/", 1)[-1]], shapes, name)
    for choice in ("oneOf", "anyOf", "allOf"):
        if choice in schema:
            return example_of(schema[choice][0], shapes, name)
    if "enum" in schema:
        return next((code for code in schema["enum"] if code), schema["enum"][0])
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "object":
        return {
            field: example_of(inner, shapes, field)
            for field, inner in schema.get("properties", {}).items()
        }
    if kind == "array":
        return [example_of(schema["items"], shapes, name)]
    return _plain(kind, schema, name)


def _plain(kind: str, schema: Mapping[str, Any], name: str) -> Any:
    if kind == "integer":
        return max(int(schema.get("minimum", 0)), 1)
    if kind == "boolean":
        return True
    if schema.get("format") in BY_FORMAT:
        return BY_FORMAT[schema["format"]]
    # A cursor has no meaning to show, and a list that ends is the commonest.
    return None if name in {"next", "previous"} else BY_NAME.get(name, name.replace("_", " "))
