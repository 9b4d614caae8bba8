"""The schema, from what operations declare: nothing in it is written twice."""

from collections.abc import Iterator
from typing import Any, Final

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.serializers import BaseSerializer

from clinic.access.problems import MEDIA_TYPE, USUAL, body_of
from clinic.rest import once
from clinic.rest.operations import OPERATIONS, Operation
from clinic.rest.shapes import Body, Shape

JSON = "application/json"
MULTIPART = "multipart/form-data"
IN_PATH: Final = "path"
IN_QUERY: Final = "query"
IN_HEADER: Final = "header"


class ProblemError(Shape):
    pointer = serializers.CharField(required=False, help_text="JSON pointer to the field.")
    parameter = serializers.CharField(required=False, help_text="Name of the query parameter.")
    code = serializers.CharField()
    detail = serializers.CharField(help_text="What to do, for people. It repeats nothing sent.")


class Problem(Shape):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="urn:alcove:problem: and the code.")
    code = serializers.CharField(help_text="For programs; codes stay as they are within v1.")
    status = serializers.IntegerField()
    title = serializers.CharField()
    detail = serializers.CharField(help_text="What to do, for people.")
    errors = ProblemError(many=True, required=False)  # type: ignore[assignment]


class ApiSchema(AutoSchema):
    """Reads `Operation` instead of guessing from views."""

    view: Any
    method: str

    @property
    def declared(self) -> Operation:
        found: Operation | None = self.view.declared(self.method)
        assert found is not None
        return found

    def is_excluded(self) -> bool:
        return self.view.declared(self.method) is None

    def get_operation_id(self) -> str:
        return self.declared.name

    def get_tags(self) -> list[str]:
        return [self.declared.tag]

    def get_summary(self) -> str:
        return self._said[0]

    def get_description(self, *_: Any) -> str:
        declared = self.declared
        needs = f"Needs `{declared.capability}`." if declared.capability else ""
        if declared.by_person:
            needs += " A person must be signed in: no token does it."
        return "\n\n".join(part for part in (*self._said[1:], needs) if part)

    @property
    def _said(self) -> list[str]:
        method = getattr(self.view, self.method.lower())
        paragraphs = (method.__doc__ or "").strip().split("\n\n")
        return [" ".join(paragraph.split()) for paragraph in paragraphs]

    def get_auth(self) -> list[dict[str, list[str]]]:
        return [{"session": []}] if self.declared.by_person else [{"token": []}, {"session": []}]

    def map_parsers(self) -> list[str]:
        return [MULTIPART] if self.declared.uploads else [JSON]

    def get_request_serializer(self) -> Any:
        return self.declared.takes

    def get_examples(self) -> list[OpenApiExample]:
        return []

    def _get_serializer_name(
        self, serializer: Any, direction: Any, bypass_extensions: Any = False
    ) -> str:
        name = super()._get_serializer_name(serializer, direction, bypass_extensions)
        return name.removesuffix("Shape")

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Any:
        """What is not in a shape neither comes in nor goes out."""
        mapped = super()._map_basic_serializer(  # type: ignore[no-untyped-call]
            serializer, direction
        )
        if isinstance(serializer, Body | Shape):
            mapped["additionalProperties"] = False
        return mapped

    def _get_examples(  # type: ignore[no-untyped-def]
        self, serializer: Any, direction: str, media_type: str, status_code=None, extras=None
    ) -> Any:
        shape = getattr(serializer, "child", serializer)
        shape = shape if isinstance(shape, type) else type(shape)
        example = getattr(shape, "example", None)
        if example is not None and media_type != MEDIA_TYPE:
            ours = direction == "request"
            extras = [
                OpenApiExample(
                    "Example", value=dict(example), request_only=ours, response_only=not ours
                )
            ]
        return super()._get_examples(  # type: ignore[no-untyped-call]
            serializer, direction, media_type, status_code, extras
        )

    def get_override_parameters(self) -> list[OpenApiParameter | Any]:
        return list(self._parameters())

    def _parameters(self) -> Iterator[OpenApiParameter]:
        declared = self.declared
        yield OpenApiParameter("clinic", OpenApiTypes.STR, IN_PATH, description="Its short name.")
        for name, field in (declared.wanted().fields if declared.wanted else {}).items():
            schema = self._map_serializer_field(  # type: ignore[no-untyped-call]
                field, "request"
            )
            yield OpenApiParameter(
                name,
                schema,
                IN_QUERY,
                required=field.required,
                description=str(field.help_text or ""),
            )
        if declared.paged:
            yield OpenApiParameter(
                "after", OpenApiTypes.STR, IN_QUERY,
                description="A cursor: `next` or `previous` of a page.",
            )  # fmt: skip
        if declared.creates:
            yield OpenApiParameter(
                "Idempotency-Key", {"type": "string", "pattern": once.PATTERN}, IN_HEADER,
                required=True,
                description="New for each create; sent again, the answer is that of the first.",
            )  # fmt: skip
        if declared.changes:
            yield OpenApiParameter(
                "If-Match", OpenApiTypes.STR, IN_HEADER, required=True,
                description="The ETag that you read.",
            )  # fmt: skip
        yield from self._answer_headers()

    def _answer_headers(self) -> Iterator[OpenApiParameter]:
        declared = self.declared
        good = [declared.status]
        if declared.versioned:
            yield OpenApiParameter(
                "ETag", OpenApiTypes.STR, IN_HEADER, response=good,
                description="The state, to send back as If-Match.",
            )  # fmt: skip
        if declared.creates and self.view.shown_at:
            yield OpenApiParameter("Location", OpenApiTypes.STR, IN_HEADER, response=good)
        for name in ("RateLimit", "RateLimit-Policy"):
            yield OpenApiParameter(name, OpenApiTypes.STR, IN_HEADER, response=good)
        yield OpenApiParameter("Retry-After", OpenApiTypes.INT, IN_HEADER, response=[429])

    def get_response_serializers(self) -> Any:
        declared = self.declared
        answers: dict[Any, Any] = {}
        if declared.gives is not None:
            shape = _page_of(declared.gives) if declared.paged else declared.gives
            answers[declared.status] = OpenApiResponse(shape, description="Done.")
        elif declared.media_type != JSON:
            answers[declared.status, declared.media_type] = OpenApiResponse(
                OpenApiTypes.BINARY, description="The file."
            )
        else:
            answers[declared.status] = OpenApiResponse(description="Done.")
        for status in self._problems():
            answers[status, MEDIA_TYPE] = OpenApiResponse(
                Problem,
                description=str(USUAL[status][1]),
                examples=[_problem_example(status, declared)],
            )
        return answers

    def _problems(self) -> list[int]:
        declared = self.declared
        found = {400, 401, 403, 404, 406, 422, 429, 500}
        if declared.takes:
            found |= {411, 413, 415}
        if declared.changes:
            found |= {412, 428}
        if self.method != "GET" or declared.blocked:
            found.add(409)
        return sorted(found)


_pages: dict[type[BaseSerializer[Any]], type[serializers.Serializer[Any]]] = {}


def _page_of(row: type[BaseSerializer[Any]]) -> type[serializers.Serializer[Any]]:
    if row not in _pages:
        _pages[row] = type(
            f"{row.__name__.removesuffix('Shape')}Page",
            (Shape,),
            {
                "items": row(many=True),
                "next": serializers.CharField(allow_null=True),
                "previous": serializers.CharField(allow_null=True),
                "__doc__": "A page; next and previous are cursors, null at an end.",
            },
        )
    return _pages[row]


def _problem_example(status: int, declared: Operation) -> OpenApiExample:
    code = declared.blocked[0] if status == 409 and declared.blocked else ""
    errors = []
    if status == 422:
        errors = [{"pointer": "/field", "code": "required", "detail": "This field is required."}]
    value = body_of(status, code=code, errors=errors)
    return OpenApiExample(value["code"], value=value, response_only=True)


def share_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Write each problem down once instead of with every operation (a hook of the generator)."""
    shared = result.setdefault("components", {}).setdefault("responses", {})
    for path in result["paths"].values():
        for method in path.values():
            for status, answer in method["responses"].items():
                content = answer.get("content", {}).get(MEDIA_TYPE)
                if content is None:
                    continue
                code = next(iter(content["examples"].values()))["summary"]
                name = code.title().replace("_", "")
                shared.setdefault(name, answer)
                method["responses"][status] = {"$ref": f"#/components/responses/{name}"}
    return result


def add_links(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say where answers lead (a hook of the generator)."""
    for path in result["paths"].values():
        for method in path.values():
            declared = OPERATIONS.get(method.get("operationId", ""))
            if declared is None or not declared.links:
                continue
            answer = method["responses"][str(declared.status)]
            answer["links"] = {
                name: {
                    "operationId": link.operation,
                    "parameters": {"clinic": "$request.path.clinic", **link.parameters},
                }
                for name, link in declared.links.items()
            }
    return result
